"""Keeps each student's newest prediction, and the score after every answer, as of when it was last
asked for."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from ..database import db
from ..service.predict import Predictor
from . import answers, assigned

log = logging.getLogger(__name__)

STALE = timedelta(minutes=1)
"""Before a question is shown, an older prediction is made anew: a pause changes what is known, and
models learn from pauses up to the moment at which a question is shown."""


@dataclass(frozen=True)
class Forecast:
    """A prediction, when it was made, and how many answers of the student it knew."""

    prediction: dict
    made_at: datetime
    model_version: str
    answered: int

    @property
    def score(self) -> float:
        return self.prediction["score"]

    @property
    def score_interval(self) -> list[float] | None:
        return self.prediction.get("score_interval")

    @property
    def level(self) -> dict | None:
        """`grade` and its `interval`; None where the service knows of none."""
        return self.prediction.get("level")

    @property
    def phase(self) -> dict | None:
        return self.prediction.get("phase")

    @property
    def topics(self) -> list[str]:
        """The topics that the suggestions were to come from when it was made; none: from all."""
        former = self.prediction.get("topic")  # of a page that knew of one at most
        return self.prediction.get("topics") or ([former] if former else [])

    @property
    def mastery(self) -> list[dict]:
        return self.prediction["mastery"]

    @property
    def next(self) -> list[dict]:
        return self.prediction["next"]

    @property
    def probabilities(self) -> dict[str, float]:
        return self.prediction["probabilities"]

    def probability(self, item: str) -> float | None:
        """Probability that the student answers this item right; None where nothing was said."""
        return self.probabilities.get(item)


def latest(connection: sa.Connection, user_id: str) -> Forecast | None:
    """The newest forecast of a student, None before the first."""
    mine = sa.select(db.forecasts).where(db.forecasts.c.userID == user_id)
    row = connection.execute(mine).first()
    if row is None:
        return None
    return Forecast(row.prediction, db.as_utc(row.made_at), row.model_version, row.answered)


def refresh(
    engine: sa.Engine, predictor: Predictor, user_id: str, topic: str | None = None
) -> None:
    """Ask for a prediction over the student's history and keep it; `topic` is what they chose.

    Without one, suggestions come from what a teacher assigned, if anything.

    Never raises: without a service, or without a place to keep its reply, the old forecast stays.
    """
    try:
        history, grade, (answered, _right), topics = db.read(
            engine,
            lambda connection: (
                answers.history(connection, user_id),
                grade_of(connection, user_id),
                answers.tally(connection, user_id),
                assigned.wanted(connection, user_id, topic),
            ),
        )
        prediction = predictor.ask(history, grade, topics)
        if prediction is not None:
            prediction["topics"] = topics
            db.write(engine, lambda connection: save(connection, user_id, answered, prediction))
    except SQLAlchemyError:
        log.exception("the forecast of %s could not be kept", user_id)


def refresh_if_behind(
    engine: sa.Engine, predictor: Predictor, user_id: str, topic: str | None = None
) -> None:
    """Ask where there is no forecast, or it is stale, or answers have come since, or it was made
    for other topics."""
    forecast, (answered, _right), topics = db.read(
        engine,
        lambda connection: (
            latest(connection, user_id),
            answers.tally(connection, user_id),
            assigned.wanted(connection, user_id, topic),
        ),
    )
    is_current = (
        forecast is not None
        and forecast.answered >= answered
        and db.now() - forecast.made_at <= STALE
        and forecast.topics == topics
    )
    if not is_current and not predictor.resting:
        refresh(engine, predictor, user_id, topic)


def grade_of(connection: sa.Connection, user_id: str) -> int | None:
    """The grade that the student named at sign-up."""
    named = sa.select(db.students.c.grade).where(db.students.c.userID == user_id)
    return connection.scalar(named)


def save(connection: sa.Connection, user_id: str, answered: int, prediction: dict) -> None:
    """Keep a prediction; one that knew more answers is not overwritten by one that knew fewer.

    Keeping it twice is keeping it once.
    """
    student = sa.select(db.students.c.userID).where(db.students.c.userID == user_id)
    connection.execute(student.with_for_update())
    point = {
        "userID": user_id,
        "answered": answered,
        "score": prediction["score"],
        "model_version": prediction["model_version"],
        **_ends("score", prediction.get("score_interval")),
        "level": (level := prediction.get("level") or {}).get("grade"),
        **_ends("level", level.get("interval")),
    }
    on_curve = (db.scores.c.userID == user_id) & (db.scores.c.answered == answered)
    if not connection.execute(db.scores.update().where(on_curve).values(point)).rowcount:
        connection.execute(db.scores.insert().values(point))

    row = {
        "userID": user_id,
        "prediction": prediction,
        "made_at": db.now(),
        "model_version": prediction["model_version"],
        "answered": answered,
    }
    kept = latest(connection, user_id)
    if kept is None:
        connection.execute(db.forecasts.insert().values(row))
    elif kept.answered <= answered:
        mine = db.forecasts.c.userID == user_id
        connection.execute(db.forecasts.update().where(mine).values(row))


def figures(
    connection: sa.Connection, user_id: str, limit: int, up_to: int | None = None
) -> list[sa.Row]:
    """Score and level after each of the newest answers, oldest first; `up_to` is the number of the
    last answer looked at."""
    mine = sa.select(db.scores).where(db.scores.c.userID == user_id)
    if up_to is not None:
        mine = mine.where(db.scores.c.answered <= up_to)
    rows = connection.execute(mine.order_by(db.scores.c.answered.desc()).limit(limit)).all()
    return list(rows)[::-1]


def _ends(name: str, interval: list[float] | None) -> dict[str, float | None]:
    low, high = interval or (None, None)
    return {f"{name}_low": low, f"{name}_high": high}
