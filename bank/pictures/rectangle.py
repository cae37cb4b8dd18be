"""A rectangle with the lengths of its sides."""

from bank.language import Say
from bank.pictures.picture import Picture
from bank.pictures.svg import drawing, path, text

LONGEST, SHORTEST = 220.0, 60.0


def rectangle(say: Say, long: int, wide: int, unit: str = "cm") -> Picture:
    """A rectangle, its length below and its width beside it."""
    scale = LONGEST / max(long, wide)
    width, height = max(long * scale, SHORTEST), max(wide * scale, SHORTEST)
    corners = [(10.0, 10.0), (10 + width, 10.0), (10 + width, 10 + height), (10.0, 10 + height)]
    parts = [
        path(corners, "pic-fill", is_closed=True),
        text((10 + width / 2, height + 26), f"{long} {unit}", size=14),
        text((width + 40, 10 + height / 2), f"{wide} {unit}", size=14),
    ]
    alt = say(
        f"A rectangle that is {long} {unit} long and {wide} {unit} wide.",
        f"가로가 {long} {unit}, 세로가 {wide} {unit}인 직사각형.",
    )
    return Picture(drawing(width + 76, height + 44, parts), alt)
