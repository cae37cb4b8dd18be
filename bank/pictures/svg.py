"""Writes SVG text: what a drawing is made of, in a coordinate system with y downwards.

No width, style or script: the page's stylesheet sets the size and the colours by class.

    pic-line    strokes           pic-soft    light lines: grids, axes
    pic-fill    filled areas      pic-accent  what the question is about
    pic-text    labels
"""

from collections.abc import Iterable
from math import cos, radians, sin
from xml.sax.saxutils import escape

Point = tuple[float, float]


def number(value: float) -> str:
    """At most two decimals, without zeros at the end."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "0", 1 if value > -0.005 else 0)


def line(a: Point, b: Point, kind: str = "pic-line") -> str:
    """A straight line."""
    ends = zip(("x1", "y1", "x2", "y2"), (*a, *b), strict=True)
    places = " ".join(f'{name}="{number(value)}"' for name, value in ends)
    faint = ' stroke-opacity="0.25"' if kind == "pic-soft" else ""
    return f'<line class="{kind}" {places} stroke="currentColor"{faint}/>'


def path(points: Iterable[Point], kind: str = "pic-line", is_closed: bool = False) -> str:
    """A line through points, or the outline of an area."""
    text = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    name, fill = ("polygon", "currentColor") if is_closed else ("polyline", "none")
    opacity = ' fill-opacity="0.12"' if is_closed else ""
    return f'<{name} class="{kind}" points="{text}" fill="{fill}"{opacity} stroke="currentColor"/>'


def ring(centre: Point, radius: float, kind: str = "pic-line") -> str:
    """A circle that is not filled."""
    x, y = map(number, centre)
    return (
        f'<circle class="{kind}" cx="{x}" cy="{y}" r="{number(radius)}" fill="none" '
        'stroke="currentColor"/>'
    )


def dot(centre: Point, radius: float = 4, kind: str = "pic-accent") -> str:
    """A point."""
    x, y = map(number, centre)
    return f'<circle class="{kind}" cx="{x}" cy="{y}" r="{number(radius)}" fill="currentColor"/>'


def text(at: Point, words: str, kind: str = "pic-text", size: int = 15) -> str:
    """A label, its middle at a point."""
    x, y = number(at[0]), number(at[1] + size / 3)
    return (
        f'<text class="{kind}" x="{x}" y="{y}" font-size="{size}" text-anchor="middle" '
        f'fill="currentColor">{escape(words)}</text>'
    )


def drawing(width: float, height: float, parts: Iterable[str]) -> str:
    """The parts as one picture."""
    box = f"0 0 {number(width)} {number(height)}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{"".join(parts)}</svg>'


def around(centre: Point, radius: float, degrees: float) -> Point:
    """The point at an angle, counted from the right, anticlockwise."""
    angle = radians(degrees)
    return centre[0] + radius * cos(angle), centre[1] - radius * sin(angle)
