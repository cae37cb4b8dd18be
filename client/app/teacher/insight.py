"""What is known of each pupil of a class: newest judgement, newest answers, tallies by topic.

A judgement that is behind, or older than OLD, is asked for anew, all of a class at once and within
PATIENCE_S; what has not come by then is shown as it was, with its day.
"""

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from flask import current_app

from ..bank.questions import QuestionBank
from ..database import db
from ..student import forecasts, mastery
from ..student.forecasts import Forecast

OLD = timedelta(hours=12)
PATIENCE_S = 0.6
AT_ONCE = 4
LOOKED_AT = timedelta(days=28)
NEWEST = 60
"""Answers of a pupil that are read one by one."""


@dataclass(frozen=True)
class Pupil:
    """One pupil of a class. `newest` are answers, newest first."""

    userID: str
    nickname: str
    grade: int | None
    forecast: Forecast | None
    tallies: dict[str, tuple[int, int]]
    newest: list[sa.Row]
    answered: int

    @property
    def is_current(self) -> bool:
        """Whether the judgement knows every answer."""
        return self.forecast is not None and self.forecast.answered >= self.answered

    @property
    def level(self) -> dict | None:
        return self.forecast.level if self.forecast else None

    def topics(self, bank: QuestionBank, language: str) -> dict[str, mastery.Topic]:
        """Every topic, as the pupil's own page shows it."""
        return mastery.topics(bank, self.forecast, self.tallies, language)


def of_class(class_id: str, user_id: str | None = None) -> list[Pupil]:
    """The pupils of a class by name, or one of them alone, judged as of now."""
    app = current_app.extensions
    found = db.read(app["engine"], lambda connection: _look(connection, class_id, user_id))
    behind = [one.userID for one in found if one.answered and _is_old(one)]
    if not behind or app["predictor"].resting:
        return found
    _ask_anew(behind)
    return db.read(app["engine"], lambda connection: _look(connection, class_id, user_id))


def _is_old(pupil: Pupil) -> bool:
    forecast = pupil.forecast
    return forecast is None or not pupil.is_current or db.now() - forecast.made_at > OLD


def _ask_anew(users: Sequence[str]) -> None:
    """Ask for all of them at once; those that take too long go on without us."""
    app = current_app.extensions
    pool = ThreadPoolExecutor(AT_ONCE, "class")
    asked = [
        pool.submit(forecasts.refresh, app["engine"], app["predictor"], user) for user in users
    ]
    wait(asked, timeout=PATIENCE_S)
    pool.shutdown(wait=False, cancel_futures=True)


def _look(connection: sa.Connection, class_id: str, user_id: str | None) -> list[Pupil]:
    mine = db.students.c
    query = sa.select(mine.userID, mine.nickname, mine.grade).order_by(mine.nickname)
    query = query.where(mine.class_id == class_id, mine.left_at.is_(None))
    if user_id is not None:
        query = query.where(mine.userID == user_id)
    pupils = connection.execute(query).all()
    users = [row.userID for row in pupils]
    judged = {
        row.userID: Forecast(
            row.prediction, db.as_utc(row.made_at), row.model_version, row.answered
        )
        for row in connection.execute(
            sa.select(db.forecasts).where(db.forecasts.c.userID.in_(users))
        )
    }
    tallies = _tallies(connection, users)
    newest = newest_of(connection, users)
    return [
        Pupil(
            row.userID, row.nickname, row.grade, judged.get(row.userID),
            dict(tallies[row.userID]), newest.get(row.userID, []),
            sum(answered for answered, _right in tallies[row.userID].values()),
        )
        for row in pupils
    ]  # fmt: skip


def _tallies(
    connection: sa.Connection, users: Sequence[str]
) -> dict[str, dict[str, tuple[int, int]]]:
    """For each pupil and tag: how many answers, how many right."""
    table = db.interactions.c
    rows = connection.execute(
        sa.select(table.userID, table.KnowledgeTag, sa.func.count(), sa.func.sum(table.answerCode))
        .where(table.userID.in_(users))
        .group_by(table.userID, table.KnowledgeTag)
    )
    found: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for user, tags, answered, right in rows:
        for tag in filter(None, (tags or "").split(";")):
            before = found[user].get(tag, (0, 0))
            found[user][tag] = (before[0] + answered, before[1] + right)
    return found


def newest_of(connection: sa.Connection, users: Sequence[str]) -> dict[str, list[sa.Row]]:
    """The newest answers of each, of the last weeks, newest first."""
    table = db.interactions
    place = sa.func.row_number().over(
        partition_by=table.c.userID, order_by=table.c.id.desc()
    )  # fmt: skip
    recent = (
        sa.select(table, place.label("place"))
        .where(table.c.userID.in_(users), table.c.Timestamp > db.now() - LOOKED_AT)
        .subquery()
    )
    chosen = sa.select(recent).where(recent.c.place <= NEWEST).order_by(recent.c.id.desc())
    found: dict[str, list[sa.Row]] = defaultdict(list)
    for row in connection.execute(chosen):
        found[row.userID].append(row)
    return dict(found)
