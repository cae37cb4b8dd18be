"""What a teacher wants of a student: topics to practise, and papers to sit, from a day to a day."""

from typing import NamedTuple

import sqlalchemy as sa

from ..database import db
from ..database.db import assignments, paper_sittings, papers, students


def wanted(connection: sa.Connection, user_id: str, topic: str | None) -> list[str]:
    """Where a student's questions come from: the topic they chose, else what is assigned to them;
    none: from everywhere."""
    return [topic] if topic else topics(connection, user_id)


def topics(connection: sa.Connection, user_id: str) -> list[str]:
    """The topics that are assigned to a student today, to the class or to them alone; sorted."""
    today = db.now().astimezone().date()
    query = (
        sa.select(assignments.c.tags)
        .join(students, students.c.class_id == assignments.c.class_id)
        .where(
            students.c.userID == user_id,
            students.c.left_at.is_(None),
            assignments.c.first_day <= today,
            assignments.c.last_day >= today,
            assignments.c.userID.is_(None) | (assignments.c.userID == user_id),
        )
    )
    return sorted({tag for tags in connection.execute(query).scalars() for tag in tags})


class Waiting(NamedTuple):
    """A paper that a pupil can sit now."""

    id: str
    title: str
    length: int


def waiting(connection: sa.Connection, user_id: str) -> list[Waiting]:
    """The papers of a pupil's class that are open today and not handed in, oldest first."""
    today = db.now().astimezone().date()
    mine = (paper_sittings.c.paper_id == papers.c.id) & (paper_sittings.c.userID == user_id)
    query = (
        sa.select(papers.c.id, papers.c.title, papers.c.kinds)
        .join(students, students.c.class_id == papers.c.class_id)
        .outerjoin(paper_sittings, mine)
        .where(
            students.c.userID == user_id, students.c.left_at.is_(None),
            papers.c.first_day <= today, papers.c.last_day >= today,
            paper_sittings.c.done_at.is_(None),
        )
        .order_by(papers.c.created_at)
    )  # fmt: skip
    return [Waiting(id_, title, len(kinds)) for id_, title, kinds in connection.execute(query)]
