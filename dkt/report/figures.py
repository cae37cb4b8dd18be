"""Matplotlib figures as SVG inside a page, in its font and colours, with accessible titles.

Fixed margins and text as text: ten times as fast as a constrained layout, and deterministic.
"""

import io
import re
from html import escape
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK, MUTED, LINE = "#1f2933", "#7b8794", "#d9dee4"
MODEL, OTHER, RIGHT, WRONG = "#2563eb", "#8a94a3", "#0f8a6d", "#c2571a"
THEMED = {
    INK: "currentColor", MUTED: "var(--muted)", LINE: "var(--line)", MODEL: "var(--model)",
    OTHER: "var(--other)", RIGHT: "var(--right)", WRONG: "var(--wrong)",
}  # fmt: skip
"""The CSS variable that replaces each colour."""
STYLE: dict[Any, Any] = {
    "svg.fonttype": "none", "font.family": "DejaVu Sans", "font.size": 9, "axes.titlesize": 10,
    "axes.titlelocation": "left", "axes.edgecolor": LINE, "axes.labelcolor": MUTED,
    "axes.titlecolor": INK, "axes.spines.top": False, "axes.spines.right": False,
    "text.color": INK, "xtick.color": MUTED, "ytick.color": MUTED, "axes.axisbelow": True,
    "grid.color": LINE, "grid.linewidth": 0.8, "axes.titlepad": 8, "legend.frameon": False,
    "xtick.major.size": 0, "ytick.major.size": 0, "path.simplify": False,
    "text.parse_math": False,  # a tag may be named $5
}  # fmt: skip
PER_INCH = 72.0


def drawn(
    size: tuple[float, float], margins: tuple[float, float, float, float], **grid: Any
) -> tuple[Figure, Any]:
    """A figure with its axes, as `Figure.subplots` gives them.

    Args:
        size: width and height in inches. margins: left, bottom, right, top in inches.
    """
    (width, height), (left, bottom, right, top) = size, margins
    figure = Figure(figsize=size)
    figure.patch.set_alpha(0)
    axes = figure.subplots(gridspec_kw={
        "left": left / width, "right": 1 - right / width, "bottom": bottom / height,
        "top": 1 - top / height, "wspace": grid.pop("wspace", 0.3),
        "hspace": grid.pop("hspace", 0.2),
        **grid.pop("gridspec_kw", {}),
    }, **grid)  # fmt: skip
    return figure, axes


def styled() -> Any:
    """`with styled():` draws and saves in the page's style."""
    return matplotlib.rc_context(STYLE)


def bare(axes: Axes, *spines: str) -> None:
    """Leave out these border lines, and the background."""
    axes.spines[list(spines)].set_visible(False)
    axes.patch.set_alpha(0)


def svg(figure: Figure, name: str, title: str) -> str:
    """The figure as one `<svg>` element that a screen reader calls `title`.

    Args:
        name: unique in the page; ids start with it.
    """
    text = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": name, "svg.fonttype": "none"}):
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    drawing = text.getvalue()
    inside = drawing[drawing.index(">", drawing.index("<svg")) + 1 : drawing.rindex("</svg>")]
    inside = re.sub(r"<metadata>.*?</metadata>\s*", "", inside, flags=re.DOTALL)
    inside = re.sub(r"<!--.*?-->\s*", "", inside, flags=re.DOTALL)
    used = set(re.findall(r"#([A-Za-z]\w+)[\")]", inside))
    inside = re.sub(
        r' id="([^"]+)"', lambda id_: id_[0] if id_[1] in used else "", inside
    )  # matplotlib's own repeat from figure to figure
    inside = re.sub(r"(id=\"|url\(#|href=\"#)", rf"\g<1>{name}-", inside)
    for colour, themed in THEMED.items():
        inside = inside.replace(colour, themed)
    inside = re.sub(r"\n\s*", "\n", inside).strip()
    width, height = (round(inches * PER_INCH, 2) for inches in figure.get_size_inches())
    return (
        f'<svg viewBox="0 0 {width} {height}" style="max-width: {round(width * 1.5)}px" '
        f'role="img" aria-labelledby="{name}-title" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<title id="{name}-title">{escape(title)}</title>\n{inside}</svg>'
    )
