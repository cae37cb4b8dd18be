"""The coordinate plane: points, lines and parabolas; scatter plots."""

from bank.language import Say
from bank.notation import show
from bank.pictures.picture import Picture
from bank.pictures.svg import Point, dot, drawing, line, path, text

STEP = 28
SIZE = 15
Curve = tuple[int, int, int]
"""a, b, c of y = ax² + bx + c."""


def parabola(say: Say, curve: Curve, low: int = -5, high: int = 5) -> Picture:
    """A parabola on a grid from `low` to `high` in both directions."""
    a, b, c = curve
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
    xs = [low + k / 20 for k in range((high - low) * 20 + 1)]
    seen = [(x, a * x * x + b * x + c) for x in xs]
    parts.append(path([at(x, y) for x, y in seen if low <= y <= high], "pic-accent"))
    whole = [(x, a * x * x + b * x + c) for x in range(low, high + 1)]
    listed = ", ".join(f"({show(x)}, {show(y)})" for x, y in whole if low <= y <= high)
    alt = say(
        f"A parabola on a grid. It goes through {listed}.",
        f"모눈 위의 포물선. 지나는 점: {listed}.",
    )
    return Picture(drawing(side, side, parts), alt)


def scatter(say: Say, points: tuple[tuple[int, int], ...]) -> Picture:
    """Points on a grid from 0 to 9 in both directions."""
    width = height = 9 * STEP + 50

    def at(x: float, y: float) -> Point:
        return 30 + x * STEP, 15 + (9 - y) * STEP

    parts = []
    for n in range(10):
        kind = "pic-line" if n == 0 else "pic-soft"
        parts += [line(at(n, 0), at(n, 9), kind), line(at(0, n), at(9, n), kind)]
        parts.append(text((at(n, 0)[0], at(0, 0)[1] + 14), str(n), size=12))
        parts.append(text((at(0, n)[0] - 12, at(0, n)[1]), str(n), size=12))
    parts += [dot(at(x, y)) for x, y in points]
    listed = ", ".join(f"({x}, {y})" for x, y in points)
    alt = say(f"A scatter plot of the points {listed}.", f"산점도의 점: {listed}.")
    return Picture(drawing(width, height, parts), alt)
