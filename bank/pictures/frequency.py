"""Histograms."""

from collections.abc import Sequence

from bank.language import Say
from bank.pictures.picture import Picture
from bank.pictures.svg import drawing, line, path, text

BAR = 40
HEIGHT = 150.0


def histogram(say: Say, edges: Sequence[int], counts: Sequence[int]) -> Picture:
    """Bars that touch: `counts[k]` values from `edges[k]` up to, not including, `edges[k + 1]`."""
    top = max(counts) + 1
    step = HEIGHT / top

    def height(count: int) -> float:
        return 20 + HEIGHT - count * step

    parts = []
    for count in range(0, top + 1, 1 if top <= 10 else 2):
        parts.append(line((40, height(count)), (40 + BAR * len(counts), height(count)), "pic-soft"))
        parts.append(text((24, height(count)), str(count), size=12))
    for number, count in enumerate(counts):
        left, right = 40 + BAR * number, 40 + BAR * (number + 1)
        corners = [(left, height(0)), (left, height(count)), (right, height(count))]
        parts.append(path([*corners, (right, height(0))], "pic-fill", is_closed=True))
    for number, edge in enumerate(edges):
        parts.append(text((40 + BAR * number, height(0) + 14), str(edge), size=12))
    classes = list(zip(edges, edges[1:], counts, strict=False))
    english = "; ".join(f"from {low} to {high}: {count}" for low, high, count in classes)
    korean = "; ".join(f"{low} 이상 {high} 미만: {count}" for low, high, count in classes)
    alt = say(f"A histogram: {english}.", f"히스토그램: {korean}.")
    return Picture(drawing(60 + BAR * len(counts), HEIGHT + 50, parts), alt)
