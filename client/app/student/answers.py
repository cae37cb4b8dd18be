"""Reads and writes `interactions`: what the students answered."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from ..bank.questions import Question
from ..database.db import as_utc, interactions, lock_order, now

LOOKED_AT = 2_000
"""Newest answers from which the page draws its own conclusions."""
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
    variant: int | None = None,
    language: str | None = None,
    hints: int | None = None,
    gave_up: bool | None = None,
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
            variant=variant,
            language=language,
            hints=hints,
            gave_up=gave_up,
        )
    )


def meetings(connection: sa.Connection, user_id: str, item: str) -> tuple[int, int | None]:
    """How often a student answered an item, and which variant it was the last time."""
    mine = sa.select(table.variant).where(table.userID == user_id, table.assessmentItemID == item)
    variants = connection.execute(mine.order_by(table.id.desc())).scalars().all()
    return len(variants), (variants[0] or 0) if variants else None


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


def by_tag(connection: sa.Connection, user_id: str) -> dict[str, tuple[int, int]]:
    """For each tag: how many answers a student gave, and how many were right."""
    rows = connection.execute(
        sa.select(table.KnowledgeTag, sa.func.count(), sa.func.sum(table.answerCode))
        .where(table.userID == user_id)
        .group_by(table.KnowledgeTag)
    )
    found: dict[str, tuple[int, int]] = {}
    for tags, answered, right in rows:
        for tag in filter(None, (tags or "").split(";")):
            before = found.get(tag, (0, 0))
            found[tag] = (before[0] + answered, before[1] + right)
    return found


def of_tag(connection: sa.Connection, user_id: str, tag: str, limit: int) -> Sequence[sa.Row]:
    """A student's newest answers to questions of a tag, newest first."""
    tags = sa.literal(";") + table.KnowledgeTag + ";"
    mine = sa.select(interactions).where(
        table.userID == user_id, tags.contains(f";{tag};", autoescape=True)
    )
    return connection.execute(mine.order_by(table.id.desc()).limit(limit)).all()


def moments(connection: sa.Connection, user_id: str) -> Sequence[datetime]:
    """When a student gave the newest answers, newest first."""
    mine = sa.select(table.Timestamp).where(table.userID == user_id)
    return connection.execute(mine.order_by(table.id.desc()).limit(LOOKED_AT)).scalars().all()


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
            # what says nothing is left out: it is read like this anyway
            **({"variant": row.variant} if row.variant else {}),
            **({"hints": row.hints} if row.hints else {}),
            **({"gave_up": True} if row.gave_up else {}),
        }
        for row in reversed(newest(connection, user_id, HISTORY))
    ]
