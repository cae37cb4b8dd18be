"""Log loss of model and baseline by day, as points of an SVG."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from .days import Day

WIDTH, HEIGHT = 640, 200
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 12, 26


class Point(NamedTuple):
    """One day of one model; `low` and `high` are the ends of its interval."""

    x: float
    y: float
    low: float
    high: float
    base: float
    day: Day


class Chart(NamedTuple):
    """What the template draws."""

    points: list[Point]
    ticks: list[tuple[float, float]]
    """Place and value on the axis of log loss."""
    dates: list[tuple[float, date]]
    moves: list[tuple[float, str]]
    """Places of the days on which another model was promoted or came live."""


def drawn(days: Sequence[Day], moves: Sequence[tuple[date, str]]) -> Chart | None:
    """The chart of these days; None without any."""
    if not days:
        return None
    first, last = days[0].day, days[-1].day
    span = max((last - first).days, 1)
    told = [day.groups["all"] for day in days]
    values = [one.log_loss.value for one in told] + [one.base_log_loss for one in told]
    values += [end for one in told for end in (one.log_loss.low, one.log_loss.high) if end]
    low, high = max(0.0, min(values) - 0.02), max(values) + 0.02

    def x(day: date) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / span

    def y(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low)

    points = []
    for day in days:
        one = day.groups["all"]
        low_end, high_end = (
            one.log_loss.value if end is None else end
            for end in (one.log_loss.low, one.log_loss.high)
        )
        points.append(
            Point(
                x(day.day),
                y(one.log_loss.value),
                y(low_end),
                y(high_end),
                y(one.base_log_loss),
                day,
            )
        )
    step = next(size for size in (0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if (high - low) / size <= 5)
    ticks = [k * step for k in range(int(low / step) + 1, int(high / step) + 1)]
    return Chart(
        points,
        [(y(value), value) for value in ticks],
        [(x(day), day) for day in dict.fromkeys((first, last))],
        [(x(day), what) for day, what in dict.fromkeys(moves) if first <= day <= last],
    )
