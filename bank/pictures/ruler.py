"""A ruler with something that lies along it."""

from bank.language import Say
from bank.pictures.picture import Picture
from bank.pictures.svg import drawing, line, path, text

STEP = 26.0
HIGH = 30.0


def ruler(say: Say, start: int, end: int, last: int = 12) -> Picture:
    """A bar from one mark to another of a ruler of `last` centimeters."""

    def at(mark: int) -> float:
        return 20 + mark * STEP

    frame = [(8.0, 50.0), (at(last) + 12, 50.0), (at(last) + 12, 92.0), (8.0, 92.0)]
    bar = [(at(start), 18.0), (at(end), 18.0), (at(end), 18 + HIGH - 8), (at(start), 18 + HIGH - 8)]
    parts = [path([*frame, frame[0]]), path(bar, "pic-accent", is_closed=True)]
    for mark in range(last + 1):
        parts.append(line((at(mark), 50), (at(mark), 62)))
        parts.append(text((at(mark), 76), str(mark), size=12))
    alt = say(
        f"A ruler in centimeters. A bar reaches from the mark {start} to the mark {end}.",
        f"센티미터 자. 막대가 눈금 {start}부터 눈금 {end}까지 놓여 있다.",
    )
    return Picture(drawing(at(last) + 24, 100, parts), alt)
