"""A shape with equal sides."""

from bank.language import Say
from bank.pictures.picture import Picture
from bank.pictures.svg import around, drawing, path


def regular(say: Say, sides: int, turn: int) -> Picture:
    """A shape of so many straight sides, turned by some degrees."""
    corners = [around((110.0, 110.0), 90, turn + 360 * n / sides) for n in range(sides)]
    alt = say(f"A shape with {sides} straight sides.", f"곧은 변이 {sides}개인 도형.")
    return Picture(drawing(220, 220, [path(corners, "pic-fill", is_closed=True)]), alt)
