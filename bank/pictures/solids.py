"""Solids with the lengths of their edges."""

from bank.language import Say
from bank.pictures.picture import Picture
from bank.pictures.svg import drawing, line, path, text

DEEP = (46.0, -34.0)


def cuboid(say: Say, long: int, wide: int, high: int) -> Picture:
    """A box seen from the front, its length, width and height in cm."""
    scale = 150 / max(long, wide, high)
    width, height = max(long * scale, 50.0), max(high * scale, 40.0)
    left, top = 24.0, 24 - DEEP[1]
    front = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    back = [(x + DEEP[0], y + DEEP[1]) for x, y in front]
    parts = [path(front, "pic-fill", is_closed=True)]
    parts += [line(front[n], back[n]) for n in (0, 1, 2)]
    parts += [line(back[0], back[1]), line(back[1], back[2])]
    parts += [
        text((left + width / 2, top + height + 16), f"{long} cm", size=13),
        text((left + width + 52, top + height - 4), f"{wide} cm", size=13),
        text((left + width + DEEP[0] + 30, top + height / 2 + DEEP[1]), f"{high} cm", size=13),
    ]
    alt = say(
        f"A box that is {long} cm long, {wide} cm wide and {high} cm high.",
        f"가로가 {long} cm, 세로가 {wide} cm, 높이가 {high} cm인 직육면체.",
    )
    return Picture(drawing(left + width + DEEP[0] + 66, top + height + 34, parts), alt)
