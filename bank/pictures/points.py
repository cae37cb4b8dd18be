"""Points with names in the coordinate plane."""

from bank.language import Say
from bank.notation import show
from bank.pictures.picture import Picture
from bank.pictures.svg import Point, dot, drawing, line, text

STEP = 26


def points(say: Say, named: dict[str, tuple[int, int]], low: int = -5, high: int = 5) -> Picture:
    """Points on a grid from `low` to `high` in both directions."""
    side = (high - low) * STEP + 40

    def at(x: float, y: float) -> Point:
        return 20 + (x - low) * STEP, 20 + (high - y) * STEP

    parts = []
    for n in range(low, high + 1):
        kind = "pic-line" if n == 0 else "pic-soft"
        parts += [line(at(n, low), at(n, high), kind), line(at(low, n), at(high, n), kind)]
        if n and n % 2 == 0:
            parts.append(text((at(n, 0)[0], at(n, 0)[1] + 11), show(n), size=12))
            parts.append(text((at(0, n)[0] - 11, at(0, n)[1]), show(n), size=12))
    for name, (x, y) in named.items():
        parts += [dot(at(x, y)), text((at(x, y)[0], at(x, y)[1] - 14), name)]
    listed = ", ".join(f"{name} ({show(x)}, {show(y)})" for name, (x, y) in named.items())
    alt = say(f"Points on a grid: {listed}.", f"모눈 위의 점: {listed}.")
    return Picture(drawing(side, side, parts), alt)
