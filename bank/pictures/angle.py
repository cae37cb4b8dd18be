"""An angle between two arms."""

from bank.language import Say
from bank.pictures.picture import Picture
from bank.pictures.svg import around, dot, drawing, line, path, text


def angle(say: Say, degrees: int) -> Picture:
    """An angle of less than 180°, its size written in."""
    tip, arm = (150.0, 140.0), 120.0
    bend = [around(tip, 28, at) for at in (*range(0, degrees, 3), degrees)]
    parts = [
        line(tip, around(tip, arm, 0)),
        line(tip, around(tip, arm, degrees)),
        path(bend, "pic-accent"),
        dot(tip, 3, "pic-line"),
        text(around(tip, 50, degrees / 2), f"{degrees}°", size=14),
    ]
    alt = say(f"An angle of {degrees}°.", f"크기가 {degrees}°인 각.")
    return Picture(drawing(300, 165, parts), alt)
