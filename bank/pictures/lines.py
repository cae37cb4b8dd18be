"""Lines that cross, parallel lines cut by another line, and a bend between parallel lines."""

from math import cos, radians, sin, tan

from bank.language import Say
from bank.pictures.picture import Picture
from bank.pictures.svg import Point, around, drawing, line, text

POSITIONS = "abcdefgh"
"""Angles around the upper crossing anticlockwise from the upper right, then around the lower."""


def crossing(say: Say, degrees: int, asked: str) -> Picture:
    """Two lines that cross; one angle is given, the one opposite to it is marked `asked`."""
    centre = (130.0, 120.0)
    ends = [around(centre, 110, angle) for angle in (0, 180, degrees, degrees + 180)]
    parts = [line(ends[0], ends[1]), line(ends[2], ends[3])]
    parts.append(text(around(centre, 44, degrees / 2), f"{degrees}°"))
    parts.append(text(around(centre, 41 + 3 * len(asked), degrees / 2 + 180), asked,
                      "pic-text pic-accent"))  # fmt: skip
    alt = say(f"Two straight lines cross. One angle is {degrees}°; the angle opposite to it is "
              f"marked {asked}.",
              f"두 직선이 한 점에서 만난다. 한 각은 {degrees}°이고, 그 각과 마주 보는 각에 {asked} "
              "표시가 있다.")  # fmt: skip
    return Picture(drawing(260, 240, parts), alt)


def parallel_lines(degrees: int, labels: dict[str, str], alt: str) -> Picture:
    """The lines l and m, one above the other, cut by a line n that rises at `degrees`.

    `labels` go to the positions a to d around the upper crossing, e to h around the lower one.
    """
    upper_y, lower_y = 70.0, 170.0
    shift = (lower_y - upper_y) / tan(radians(degrees))
    upper, lower = (150 + shift / 2, upper_y), (150 - shift / 2, lower_y)
    reach = 55 / sin(radians(degrees))
    parts = [line((20, y), (280, y)) for y in (upper_y, lower_y)]
    parts.append(line(around(upper, reach, degrees), around(lower, reach, degrees + 180)))
    parts += [text((290, upper_y), "l"), text((290, lower_y), "m")]
    for place, label in labels.items():
        number = POSITIONS.index(place)
        turn = (0, degrees, 180, degrees + 180)[number % 4]
        opening = degrees if number % 2 == 0 else 180 - degrees
        centre = upper if number < 4 else lower
        parts.append(text(around(centre, 30, turn + opening / 2), label, size=13))
    return Picture(drawing(300, 240, parts), alt)


def bend(say: Say, above: int, below: int, asked: str) -> Picture:
    """Parallel lines l and m, and a path from l over a point between them to m."""
    corner: Point = (80.0, 110.0)

    def end(degrees: int, y: float) -> Point:
        length = abs(corner[1] - y) / sin(radians(degrees))
        return corner[0] + length * cos(radians(degrees)), y

    top, bottom = end(above, 40.0), end(below, 180.0)
    parts = [line((20, 40), (280, 40)), line((20, 180), (280, 180))]
    parts += [line(corner, top), line(corner, bottom)]
    parts += [text((290, 40), "l"), text((290, 180), "m")]
    parts.append(text(around(top, 34, 180 + above / 2), f"{above}°", size=13))
    parts.append(text(around(bottom, 34, 180 - below / 2), f"{below}°", size=13))
    parts.append(text(around(corner, 30, (above - below) / 2), asked, "pic-text pic-accent"))
    alt = say("Parallel lines l and m with a bend between them. The upper part makes an angle of "
              f"{above}° with l, the lower part {below}° with m, both to the left. The angle at "
              f"the bend, open to the right, is marked {asked}.",
              f"평행한 두 직선 l, m과 그 사이의 꺾인 선. 위쪽 선은 l과 왼쪽으로 {above}°, 아래쪽 "
              f"선은 m과 왼쪽으로 {below}°의 각을 이룬다. 꺾인 점에서 오른쪽으로 벌어진 각에 "
              f"{asked} 표시가 있다.")  # fmt: skip
    return Picture(drawing(300, 220, parts), alt)
