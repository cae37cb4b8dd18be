"""/ops: one look says whether all is well.

It shows the report that `python -m stack status --watch` keeps in the database, and what the live
model is worth (`live_quality.py`, `alarms.py`). While the database is away it shows the last that
this process saw, and says so.
"""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Blueprint, current_app, g, render_template
from sqlalchemy.exc import SQLAlchemyError

from ..accounts import staff_sessions
from ..database import db
from . import chart
from .alarms import alarms, newest_of
from .days import Day
from .known import Known, ask
from .metrics import requests_so_far

bp = Blueprint("ops", __name__)

STALE = timedelta(seconds=90)
"""A report that is older was not followed by the next one: whoever makes it does not run."""
TABLE_DAYS = 14


class Memory:
    """The last that this process saw of the database."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.known: Known | None = None
        self.away_since: datetime | None = None

    def look(self, ask: Callable[[], Known]) -> tuple[Known | None, datetime | None]:
        """What the database says now, or said last; and since when it is away."""
        try:
            known = ask()
        except SQLAlchemyError:
            with self._lock:
                self.away_since = self.away_since or db.now()
            return self.known, self.away_since
        with self._lock:
            self.known, self.away_since = known, None
        return known, None


@bp.get("/ops")
@staff_sessions.only("operator", while_away=True)
def show():
    engine = current_app.extensions["engine"]
    memory: Memory = current_app.extensions["ops"]
    known, away_since = memory.look(lambda: db.read(engine, ask, wait_s=0))
    parts = list(known.report["parts"]) if known and known.report else []
    is_fresh = bool(known and known.reported_at and db.now() - known.reported_at <= STALE)
    told = alarms(known.models, known.days) if known else []
    red = [part for part in parts if not part["ok"]]
    problems = len(red) + len(told) + (away_since is not None or not is_fresh)
    return render_template(
        "operator/ops.html", member=g.staff, known=known, parts=parts, is_fresh=is_fresh,
        away_since=away_since, problems=problems, alarms=told, facts=_facts(parts),
        live=newest_of(known.models) if known else None, moment=_moment,
        chart=chart.drawn(known.days, _moves(parts)) if known else None,
        days=_last_days(known) if known else [], requests=requests_so_far(),
        rate=current_app.extensions["pace"].a_minute(),
    )  # fmt: skip


def _facts(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {part["name"]: part["facts"] for part in parts}


def _moves(parts: list[dict[str, Any]]) -> list[tuple[date, str]]:
    """The days on which the champion changed or a model came live, with what happened."""
    ledger = _facts(parts).get("store", {}).get("ledger", [])
    moves = ("promote", "rollback", "rollout", "rollout-back")
    return [
        (datetime.fromisoformat(one["at"]).date(), one["action"])
        for one in ledger if one["action"] in moves
    ]  # fmt: skip


def _last_days(known: Known) -> list[tuple[Day, float]]:
    """The newest days with the share of answers that had a prediction, newest first."""
    told = []
    for day in reversed(known.days[-TABLE_DAYS:]):
        same = sum(one.groups["all"].answers for one in known.days if one.day == day.day)
        told.append((day, same / (same + known.without.get(day.day, 0))))
    return told


def _moment(text: str | datetime) -> datetime:
    """A moment of a report, for the filters of dates."""
    moment = datetime.fromisoformat(text) if isinstance(text, str) else text
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
