"""Polygons with labels on their corners, sides and angles."""

from collections.abc import Sequence
from math import hypot

from bank.pictures.picture import Picture
from bank.pictures.svg import Point, drawing, line, path, text

SIZE = 200.0
MARGIN = 36.0
Segment = tuple[int | Point, int | Point]
"""Two ends, each a corner's number or a point."""


def polygon(
    alt: str,
    corners: Sequence[Point],
    names: Sequence[str] = (),
    sides: Sequence[str] = (),
    angles: Sequence[str] = (),
    lines: Sequence[Segment] = (),
    notes: Sequence[tuple[Point, str]] = (),
) -> Picture:
    """A polygon with y upwards in any unit.

    `names` stand outside the corners, `angles` inside them, `sides` beside the side from each
    corner to the next; `lines` are drawn inside, `notes` are further labels. "" means no label.
    """
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    scale = SIZE / max(max(xs) - min(xs), max(ys) - min(ys))

    def at(point: Point) -> Point:
        x, y = point
        return MARGIN + (x - min(xs)) * scale, MARGIN + (max(ys) - y) * scale

    drawn = [at(corner) for corner in corners]
    middle = sum(x for x, _ in drawn) / len(drawn), sum(y for _, y in drawn) / len(drawn)
    parts = [path(drawn, is_closed=True)]
    for ends in lines:
        a, b = (drawn[end] if isinstance(end, int) else at(end) for end in ends)
        parts.append(line(a, b, "pic-accent"))
    labels = [
        (_moved(corner, middle, by), label)
        for by, group in ((-16, names), (36, angles))
        for corner, label in zip(drawn, group, strict=False)
    ]
    following = [*drawn[1:], drawn[0]]
    for a, b, label in zip(drawn, following, sides, strict=False):
        centre = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        across = b[1] - a[1], a[0] - b[0]
        outside = _outwards(centre, across, middle)
        labels.append((_moved(centre, outside, 18), label))
    labels += [(at(place), words) for place, words in notes]
    parts += [text(place, label, size=14) for place, label in labels if label]
    width = (max(xs) - min(xs)) * scale + 2 * MARGIN
    height = (max(ys) - min(ys)) * scale + 2 * MARGIN
    return Picture(drawing(width, height, parts), alt)


def _moved(start: Point, towards: Point, by: float) -> Point:
    """A point moved `by` pixels towards another, or away from it."""
    dx, dy = towards[0] - start[0], towards[1] - start[1]
    length = hypot(dx, dy) or 1.0
    return start[0] + dx / length * by, start[1] + dy / length * by


def _outwards(centre: Point, across: Point, middle: Point) -> Point:
    """A point beside a side, on the far side of the polygon's middle."""
    inner = (middle[0] - centre[0]) * across[0] + (middle[1] - centre[1]) * across[1]
    sign = -1 if inner > 0 else 1
    return centre[0] + sign * across[0], centre[1] + sign * across[1]
