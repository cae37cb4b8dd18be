"""What the database knows of the platform at one moment."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ..database import db
from .alarms import Model
from .days import Day, read_days

SHOWN = timedelta(days=60)


@dataclass(frozen=True)
class Known:
    """What the database said, and when."""

    at: datetime
    report: dict[str, Any] | None = None
    reported_at: datetime | None = None
    days: list[Day] = field(default_factory=list)
    without: dict[date, int] = field(default_factory=dict)
    models: list[Model] = field(default_factory=list)


def ask(connection: sa.Connection) -> Known:
    row = connection.execute(sa.select(db.status).order_by(db.status.c.at.desc())).first()
    days, without = read_days(connection, (db.now() - SHOWN).date())
    c = db.quality_models.c
    query = sa.select(c.model_version, c.first_at, c.last_at, c.answers, c.alarm_at)
    models = [
        Model(version, db.as_utc(first), db.as_utc(last), n, db.as_utc(alarm) if alarm else None)
        for version, first, last, n, alarm in connection.execute(query)
    ]
    report, at = (row.report, db.as_utc(row.at)) if row else (None, None)
    return Known(db.now(), report, at, days, without, models)
