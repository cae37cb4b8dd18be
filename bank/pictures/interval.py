"""A number line on which a part is marked."""

from bank.language import Say
from bank.notation import show
from bank.pictures.picture import Picture
from bank.pictures.svg import dot, drawing, line, path, ring, text

STEP = 24.0


def interval(say: Say, low: int, high: int) -> Picture:
    """The part from `low`, which does not belong, to `high`, which does."""
    first, last = low - 2, high + 2

    def at(n: int) -> float:
        return 24 + (n - first) * STEP

    parts = [line((8, 60), (at(last) + 16, 60))]
    for n in range(first, last + 1):
        parts.append(line((at(n), 55), (at(n), 65)))
        parts.append(text((at(n), 78), show(n), size=12))
    raised = [(at(low), 54.0), (at(low), 30.0), (at(high), 30.0), (at(high), 54.0)]
    parts += [path(raised, "pic-accent"), ring((at(low), 60), 5), dot((at(high), 60), 5)]
    alt = say(f"A number line. The part from {show(low)} to {show(high)} is marked, with an open "
              f"circle at {show(low)} and a filled circle at {show(high)}.",
              f"수직선. {show(low)}부터 {show(high)}까지 표시되어 있다. {show(low)}의 점은 속이 "
              f"비어 있고 {show(high)}의 점은 속이 차 있다.")  # fmt: skip
    return Picture(drawing(at(last) + 24, 100, parts), alt)
