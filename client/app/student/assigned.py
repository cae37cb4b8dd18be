"""What a teacher wants a student to practise: topics, from a day to a day."""

import sqlalchemy as sa

from ..database import db
from ..database.db import assignments, students


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
