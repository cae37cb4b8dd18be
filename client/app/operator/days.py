"""The figures of a day and model, made of its sums and kept; `sums.py` says what each figure is.

They come by group: `all`, `new` (of students at their first answers), `grade:3`.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from ..database import db
from .sums import Figure, Quality, Sums, quality


def rows_of(connection: sa.Connection, day: date) -> list[dict[str, Any]]:
    """The rows of `quality_days` for a day, from its sums."""
    table = db.quality_sums
    groups: dict[str, dict[str, dict[str, Sums]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(Sums))
    )
    for row in connection.execute(sa.select(table).where(table.c.day == day)):
        sums = Sums.from_json(row.sums)
        names = ["all", f"grade:{row.grade}", *(["new"] if row.is_new else [])]
        for name in names:
            groups[row.model_version][name][row.userID] += sums
    return [
        {"day": day, "model_version": version, "figures": {
            name: _as_json(version, students.values()) for name, students in by_group.items()
        }}
        for version, by_group in groups.items()
    ]  # fmt: skip


def _as_json(version: str, students: Iterable[Sums]) -> dict[str, Any]:
    if not version:
        return {"answers": sum(one.n for one in students)}
    figures = quality(students)
    assert figures is not None  # a student is here because of an answer
    return {
        name: [value.value, value.low, value.high] if isinstance(value, Figure) else value
        for name, value in vars(figures).items()
    }


class Day(NamedTuple):
    """What one model predicted on one day."""

    day: date
    model_version: str
    groups: dict[str, Quality]


def read_days(connection: sa.Connection, first: date) -> tuple[list[Day], dict[date, int]]:
    """The figures of each model and day since `first`, oldest first, and how many answers of each
    day had no prediction."""
    table = db.quality_days
    days, without = [], {}
    query = sa.select(table).where(table.c.day >= first)
    for row in connection.execute(query.order_by(table.c.day, table.c.model_version)):
        if not row.model_version:
            without[row.day] = int(row.figures["all"]["answers"])
            continue
        groups = {name: _from_json(told) for name, told in row.figures.items()}
        days.append(Day(row.day, row.model_version, groups))
    return days, without


def _from_json(told: dict[str, Any]) -> Quality:
    figures: dict[str, Any] = {
        name: Figure(*value) if isinstance(value, list) else value for name, value in told.items()
    }
    return Quality(**figures)
