"""Reads and writes `interactions`: what the students answered."""

from collections.abc import Sequence

import sqlalchemy as sa

from ..bank.questions import Question
from ..database.db import as_utc, interactions, lock_order, now

HISTORY = 5_000
"""Newest answers sent to the model, which counts over all of them; the service takes 10,000."""

table = interactions.c


class AnsweredMeanwhileError(Exception):
    """The item was answered after it was shown, so that its key was seen.

    `event_id` is of the answer that came first.
    """

    def __init__(self, event_id: str):
        super().__init__(event_id)
        self.event_id = event_id


def record(
    connection: sa.Connection,
    *,
    event_id: str,
    user_id: str,
    question: Question,
    response: str,
    answer_code: int,
    elapsed_s: float,
    predicted: float | None,
    model_version: str | None,
    last_id: int | None = None,
) -> None:
    """Store one answer; an event_id that is stored already changes nothing.

    `last_id` is the newest answer to this item when it was shown (0: none; None: not looked at);
    raises AnsweredMeanwhileError where there is a newer one. The caller's transaction must be
    `db.write`: of two forms of one item that arrive at once, the lock lets one pass first.
    """
    lock_order(connection)
    if find(connection, event_id) is not None:
        return
    if last_id is not None:
        refuse_if_answered(connection, user_id, question.assessmentItemID, last_id)
    connection.execute(
        interactions.insert().values(
            event_id=event_id,
            userID=user_id,
            assessmentItemID=question.assessmentItemID,
            testId=question.testId,
            KnowledgeTag=question.KnowledgeTag,
            answerCode=answer_code,
            Timestamp=now(),
            elapsed_s=elapsed_s,
            predicted=predicted,
            model_version=model_version,
            source="web",
            response=response,
        )
    )


def find(connection: sa.Connection, event_id: str) -> sa.Row | None:
    """The answer with this event_id."""
    return connection.execute(sa.select(interactions).where(table.event_id == event_id)).first()


def refuse_if_answered(connection: sa.Connection, user_id: str, item: str, last_id: int) -> None:
    """Raise AnsweredMeanwhileError where the student's newest answer to it is not `last_id`."""
    mine = sa.select(table.id, table.event_id).where(table.userID == user_id)
    mine = mine.where(table.assessmentItemID == item).order_by(table.id.desc())
    row = connection.execute(mine.limit(1)).first()
    if row is not None and row.id != last_id:
        raise AnsweredMeanwhileError(row.event_id)


def newest(connection: sa.Connection, user_id: str, limit: int) -> Sequence[sa.Row]:
    """A student's newest answers, newest first."""
    mine = sa.select(interactions).where(table.userID == user_id)
    return connection.execute(mine.order_by(table.id.desc()).limit(limit)).all()


def tally(connection: sa.Connection, user_id: str, up_to: int | None = None) -> tuple[int, int]:
    """How many answers a student gave, and how many were right; `up_to` is the last id counted."""
    counts = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(table.answerCode), 0))
    counts = counts.where(table.userID == user_id)
    if up_to is not None:
        counts = counts.where(table.id <= up_to)
    answered, right = connection.execute(counts).one()
    return answered, right


def last_answered(connection: sa.Connection, user_id: str) -> dict[str, int]:
    """For every item a student answered: the id of the newest answer to it."""
    newest_id = sa.select(table.assessmentItemID, sa.func.max(table.id))
    rows = connection.execute(
        newest_id.where(table.userID == user_id).group_by(table.assessmentItemID)
    )
    return dict(rows.all())


def history(connection: sa.Connection, user_id: str) -> list[dict]:
    """A student's newest answers, oldest first, as the service wants them."""
    return [
        {
            "assessmentItemID": row.assessmentItemID,
            "KnowledgeTag": row.KnowledgeTag,
            "testId": row.testId,
            "answerCode": row.answerCode,
            "Timestamp": as_utc(row.Timestamp).isoformat(),
            "elapsed_s": row.elapsed_s,
        }
        for row in reversed(newest(connection, user_id, HISTORY))
    ]
