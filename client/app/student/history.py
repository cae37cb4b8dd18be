"""What happened, week by week, and against what was predicted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from ..database.db import as_utc

BANDS = ((0.0, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.0))
"""Chances that are looked at together; the last one holds its upper end, too."""
FEW = 5
"""Answers below which a band says too little to be shown."""


@dataclass(frozen=True)
class Week:
    """The answers of a week, which begins on a Monday."""

    monday: date
    answered: int
    right: int


@dataclass(frozen=True)
class Band:
    """Answers whose chance was said to lie from `low` to `high`: what was expected, what came."""

    low: float
    high: float
    answered: int
    expected: float
    right: int


def weeks(rows: Sequence[sa.Row]) -> list[Week]:
    """Every week with an answer, newest first."""
    found: dict[date, list[int]] = {}
    for row in rows:
        day = as_utc(row.Timestamp).astimezone().date()
        found.setdefault(day - timedelta(days=day.weekday()), []).append(row.answerCode)
    return [Week(day, len(codes), sum(codes)) for day, codes in sorted(found.items())][::-1]


def bands(rows: Sequence[sa.Row]) -> list[Band]:
    """What was said before an answer against what came; bands of FEW answers or more."""
    found = []
    for low, high in BANDS:
        inside = [
            row
            for row in rows
            if row.predicted is not None
            and (low <= row.predicted < high or (high == 1.0 and row.predicted == 1.0))
        ]
        if len(inside) >= FEW:
            expected = sum(row.predicted for row in inside)
            right = sum(row.answerCode for row in inside)
            found.append(Band(low, high, len(inside), expected, right))
    return found
