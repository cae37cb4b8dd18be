"""Squares in rows and columns."""

from bank.language import Say
from bank.pictures.picture import Picture
from bank.pictures.svg import drawing, path

SIDE = 28.0


def grid(say: Say, rows: int, columns: int) -> Picture:
    """A rectangle of so many squares."""
    parts = []
    for row in range(rows):
        for column in range(columns):
            x, y = 10 + column * SIDE, 10 + row * SIDE
            corners = [(x, y), (x + SIDE, y), (x + SIDE, y + SIDE), (x, y + SIDE)]
            parts.append(path(corners, "pic-fill", is_closed=True))
    alt = say(f"Squares in {rows} rows of {columns}.", f"한 줄에 {columns}개씩 {rows}줄인 사각형.")
    return Picture(drawing(20 + columns * SIDE, 20 + rows * SIDE, parts), alt)
