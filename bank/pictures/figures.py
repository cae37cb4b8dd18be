"""Right triangles with labelled sides, and angles in a circle."""

from bank.language import Say
from bank.pictures.picture import Picture
from bank.pictures.svg import Point, around, dot, drawing, path, ring, text


def right_triangle(say: Say, across: str, up: str, hypotenuse: str, ratio: float) -> Picture:
    """A right triangle; `ratio` is its height divided by its width."""
    width = 220.0 if ratio <= 1 else 220.0 / ratio
    height = width * ratio
    corner, right, top = (50.0, 30 + height), (50 + width, 30 + height), (50.0, 30.0)
    mark = 14.0
    parts = [
        path([corner, right, top], is_closed=True),
        path([(50, corner[1] - mark), (50 + mark, corner[1] - mark), (50 + mark, corner[1])]),
        text((50 + width / 2, corner[1] + 18), across),
        text((24, 30 + height / 2), up),
        text((50 + width / 2 + 28, 30 + height / 2 - 12), hypotenuse),
    ]
    alt = say(
        f"A right triangle. The legs are marked {across} and {up}, the hypotenuse {hypotenuse}.",
        f"직각삼각형. 직각을 낀 두 변은 {across}, {up}, 빗변은 {hypotenuse}로 표시되어 있다.",
    )
    return Picture(drawing(width + 110, height + 65, parts), alt)


def inscribed(say: Say, central: int, asked: str) -> Picture:
    """An arc with its central angle, and an inscribed angle marked `asked`."""
    centre, radius = (130.0, 130.0), 105.0
    start, end = 270 - central / 2, 270 + central / 2
    left, right, top = (around(centre, radius, angle) for angle in (start, end, 90.0))

    def inside(corner: Point, towards: Point, share: float) -> Point:
        (x, y), (to_x, to_y) = corner, towards
        return x + (to_x - x) * share, y + (to_y - y) * share

    bottom = around(centre, radius, 270)
    parts = [
        ring(centre, radius),
        path([left, centre, right]),
        path([left, top, right], "pic-accent"),
        dot(centre, 3, "pic-line"),
        text(inside(centre, bottom, 0.33), f"{central}°"),
        text(inside(top, centre, 0.42), asked, "pic-text pic-accent"),
    ]
    alt = say(
        f"A circle. An arc has a central angle of {central}°; the inscribed angle of the same arc "
        f"is marked {asked}.",
        f"원. 한 호에 대한 중심각의 크기는 {central}°이고, 같은 호에 대한 원주각은 {asked}로 "
        "표시되어 있다.",
    )
    return Picture(drawing(260, 260, parts), alt)
