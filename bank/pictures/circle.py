"""A circle with its radius or diameter."""

from bank.language import Say
from bank.pictures.picture import Picture
from bank.pictures.svg import dot, drawing, line, ring, text

CENTRE, SIZE = (110.0, 110.0), 90.0


def with_radius(say: Say, radius: int) -> Picture:
    """A circle, its radius in cm."""
    end = (CENTRE[0] + SIZE, CENTRE[1])
    alt = say(f"A circle with a radius of {radius} cm.", f"반지름이 {radius} cm인 원.")
    return _circle(end, CENTRE, (CENTRE[0] + SIZE / 2, CENTRE[1] + 14), f"{radius} cm", alt)


def with_diameter(say: Say, diameter: int) -> Picture:
    """A circle, its diameter in cm."""
    ends = ((CENTRE[0] + SIZE, CENTRE[1]), (CENTRE[0] - SIZE, CENTRE[1]))
    alt = say(f"A circle with a diameter of {diameter} cm.", f"지름이 {diameter} cm인 원.")
    return _circle(*ends, (CENTRE[0], CENTRE[1] + 16), f"{diameter} cm", alt)


def _circle(
    a: tuple[float, float], b: tuple[float, float], at: tuple[float, float], label: str, alt: str
) -> Picture:
    parts = [ring(CENTRE, SIZE), line(a, b, "pic-accent"), dot(CENTRE, 3, "pic-line")]
    parts.append(text(at, label, size=14))
    return Picture(drawing(220, 220, parts), alt)
