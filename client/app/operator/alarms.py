"""What is wrong with the live model, from what it predicted: see `live_quality.py` and `sums.py`.

AUC alone raises no alarm: questions are chosen so that about two of three answers are right, where
any model tells right from wrong less well than in a log of mixed questions.
"""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from .days import Day
from .sums import Figure, Z

WINDOW = timedelta(days=7)
SURE = 3.3
"""Standard errors: one alarm in two thousand comparisons would be by chance."""
GAP = 0.05
"""A share right that is surely so far from what was predicted is not calibrated."""
WORSE = 0.01
"""Nats an answer that a model may surely be worse than the one before."""
ENOUGH = 100  # answers


class Model(NamedTuple):
    """A model whose predictions students met, and since when an alarm is on."""

    version: str
    first_at: datetime
    last_at: datetime
    answers: int
    alarm_at: datetime | None


class Alarm(NamedTuple):
    """`kind`: `useless` (the baseline predicts better), `uncalibrated` or `worse` (than the model
    before). `value` and `other` are the two figures that it is about."""

    kind: str
    version: str
    since: datetime | None = None
    value: float | None = None
    other: float | None = None


class Mean(NamedTuple):
    """A figure over several days: mean over answers, and its standard error."""

    value: float
    error: float
    answers: int


def newest_of(models: Sequence[Model]) -> Model | None:
    """The model that predicted the newest answer."""
    return max(models, key=lambda model: model.last_at, default=None)


def alarms(models: Sequence[Model], days: Sequence[Day]) -> list[Alarm]:
    """What speaks against the live model now."""
    live = newest_of(models)
    if live is None:
        return []
    found = []
    if live.alarm_at:
        found.append(Alarm("useless", live.version, live.alarm_at))
    gap = over_days(live, days, "gap")
    if gap and gap.answers >= ENOUGH and abs(gap.value) - SURE * gap.error > GAP:
        right = over_days(live, days, "accuracy")
        found.append(Alarm("uncalibrated", live.version, None, gap.value, right and right.value))
    before = newest_of([one for one in models if one.first_at < live.first_at])
    if before:
        now, then = (over_days(model, days, "better") for model in (live, before))
        if now and then and min(now.answers, then.answers) >= ENOUGH:
            worse = then.value - now.value
            if worse - SURE * math.hypot(now.error, then.error) > WORSE:
                found.append(Alarm("worse", live.version, None, now.value, then.value))
    return found


def over_days(model: Model, days: Sequence[Day], name: str) -> Mean | None:
    """A figure of a model over its last WINDOW; None where nothing says how sure it is."""
    first = (model.last_at - WINDOW).date()
    parts: list[tuple[int, Figure]] = []
    for day in days:
        if day.model_version == model.version and day.day > first and "all" in day.groups:
            figures = day.groups["all"]
            parts.append((figures.answers, getattr(figures, name)))
    sure = [(n, figure) for n, figure in parts if figure.high is not None]
    total = sum(n for n, _ in sure)
    if not total:
        return None
    value = sum(n * figure.value for n, figure in sure) / total
    squares = sum((n * ((figure.high or 0.0) - figure.value) / Z) ** 2 for n, figure in sure)
    return Mean(value, math.sqrt(squares) / total, total)
