"""A bar in equal parts, some of them shaded."""

from bank.language import Say
from bank.pictures.picture import Picture
from bank.pictures.svg import drawing, path

WIDTH, HEIGHT = 280.0, 52.0


def fraction_bar(say: Say, parts: int, shaded: int) -> Picture:
    """A bar of so many equal parts; the first ones are shaded."""
    step = WIDTH / parts
    drawn = []
    for n in range(parts):
        left, right = 10 + n * step, 10 + (n + 1) * step
        corners = [(left, 10.0), (right, 10.0), (right, 10 + HEIGHT), (left, 10 + HEIGHT)]
        if n < shaded:
            drawn.append(path(corners, "pic-fill", is_closed=True))
        drawn.append(path([*corners, corners[0]]))
    alt = say(
        f"A bar in {parts} equal parts, {shaded} of them shaded.",
        f"똑같이 {parts}칸으로 나눈 막대. {shaded}칸이 색칠되어 있다.",
    )
    return Picture(drawing(WIDTH + 20, HEIGHT + 20, drawn), alt)
