"""Figures with the lengths that their area needs."""

from bank.language import Say
from bank.pictures.picture import Picture
from bank.pictures.svg import Point, drawing, line, path, text

WIDE, HIGH = 200.0, 120.0
LEFT, TOP = 40.0, 24.0
FOOT = TOP + HIGH


def _figure(corners: list[Point], foot: Point, top: Point, labels: list[str], alt: str) -> Picture:
    parts = [
        path(corners, "pic-fill", is_closed=True),
        line(foot, top, "pic-accent"),
        *labels,
    ]
    return Picture(drawing(LEFT + WIDE + 90, FOOT + 34, parts), alt)


def triangle(say: Say, base: int, height: int) -> Picture:
    """A triangle with its base and height in cm."""
    tip = (LEFT + 70, TOP)
    corners = [(LEFT, FOOT), (LEFT + WIDE, FOOT), tip]
    labels = [
        text((LEFT + WIDE / 2, FOOT + 16), f"{base} cm", size=14),
        text((tip[0] + 32, TOP + HIGH / 2 + 8), f"{height} cm", size=14),
    ]
    alt = say(f"A triangle with a base of {base} cm and a height of {height} cm.",
              f"밑변의 길이가 {base} cm, 높이가 {height} cm인 삼각형.")  # fmt: skip
    return _figure(corners, (tip[0], FOOT), tip, labels, alt)


def parallelogram(say: Say, base: int, height: int, slant: int) -> Picture:
    """A parallelogram with base, height and slanted side in cm."""
    corners = [(LEFT, FOOT), (LEFT + WIDE, FOOT), (LEFT + WIDE + 40, TOP), (LEFT + 40, TOP)]
    labels = [
        text((LEFT + WIDE / 2, FOOT + 16), f"{base} cm", size=14),
        text((LEFT + 90, TOP + HIGH / 2), f"{height} cm", size=14),
        text((LEFT - 10, TOP + HIGH / 2), f"{slant} cm", size=14),
    ]
    alt = say(
        f"A parallelogram with a base of {base} cm, a slanted side of {slant} cm "
        f"and a height of {height} cm.",
        f"밑변의 길이가 {base} cm, 비스듬한 변의 길이가 {slant} cm, 높이가 {height} cm인 "
        "평행사변형.",
    )
    return _figure(corners, (LEFT + 60, FOOT), (LEFT + 60, TOP), labels, alt)


def trapezoid(say: Say, above: int, below: int, height: int) -> Picture:
    """A trapezoid with its parallel sides and height in cm."""
    corners = [(LEFT, FOOT), (LEFT + WIDE, FOOT), (LEFT + WIDE - 40, TOP), (LEFT + 60, TOP)]
    labels = [
        text((LEFT + WIDE / 2, FOOT + 16), f"{below} cm", size=14),
        text((LEFT + 110, TOP - 10), f"{above} cm", size=14),
        text((LEFT + 112, TOP + HIGH / 2), f"{height} cm", size=14),
    ]
    alt = say(
        f"A trapezoid with parallel sides of {above} cm and {below} cm "
        f"and a height of {height} cm.",
        f"윗변의 길이가 {above} cm, 아랫변의 길이가 {below} cm, 높이가 {height} cm인 사다리꼴.",
    )
    return _figure(corners, (LEFT + 80, FOOT), (LEFT + 80, TOP), labels, alt)
