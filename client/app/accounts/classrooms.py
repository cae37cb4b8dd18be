"""Classes as pupils meet them: a code to join with, and nicknames of their own.

In a class a nickname belongs to one pupil of the class; outside, and in other classes, somebody
else may have it. A pupil's browser remembers the class, so that the page begins there.
"""

import re
import secrets
import uuid

import sqlalchemy as sa
from flask import Response, current_app, request, url_for
from sqlalchemy.exc import SQLAlchemyError

from ..database import db

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""None that looks like another one on a blackboard."""
LENGTH = 6
NOT_TYPED = re.compile(r"[^0-9A-Z]")
COOKIE = "class"
MAX_AGE_S = 400 * 24 * 3600
IN_CLASS = "\n"
"""Between class and nickname in `students.nickname_key`; no nickname has it."""


def new_code() -> str:
    """One of 900 million."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def read_code(typed: str) -> str:
    """A code as it is stored, however it was typed: in small letters, with blanks or a hyphen."""
    return NOT_TYPED.sub("", typed.upper())[: 2 * LENGTH]


def by_code(connection: sa.Connection, code: str) -> sa.Row | None:
    """The class that a code joins."""
    mine = sa.select(db.classes).where(db.classes.c.join_code == read_code(code))
    return connection.execute(mine).first()


def of_student(connection: sa.Connection, user_id: str) -> sa.Row | None:
    """The class a student is in."""
    mine = sa.select(db.classes).join(db.students, db.students.c.class_id == db.classes.c.id)
    mine = mine.where(db.students.c.userID == user_id, db.students.c.left_at.is_(None))
    return connection.execute(mine).first()


def make(connection: sa.Connection, class_id: str, name: str, staff_id: str) -> None:
    """A new class of a teacher; making it twice is making it once."""
    if connection.scalar(sa.select(db.classes.c.id).where(db.classes.c.id == class_id)):
        return
    connection.execute(
        db.classes.insert().values(
            id=class_id, name=name, staff_id=staff_id, join_code=new_code(), is_open=True,
            created_at=db.now(),
        )
    )  # fmt: skip


def new_id() -> str:
    return uuid.uuid4().hex[:16]


def key_in(class_id: str | None, key: str) -> str:
    """What `students.nickname_key` holds for a nickname's key in a class, or outside of all."""
    return f"{class_id}{IN_CLASS}{key}" if class_id else key


def remembered() -> sa.Row | None:
    """The class that this browser's pupils are in; None while nobody can look."""
    code = request.cookies.get(COOKIE, "")
    if not code:
        return None
    try:
        return db.read(
            current_app.extensions["engine"],
            lambda connection: by_code(connection, code),
            wait_s=0,
        )
    except SQLAlchemyError:
        return None


def sign_in_address(classroom: sa.Row | None) -> str:
    """Where a pupil of the class signs in, or who is in none."""
    if classroom is None:
        return url_for("auth.sign_in_page")
    return url_for("joining.class_page", code=classroom.join_code)


def remember(response: Response, code: str) -> None:
    """Let the browser begin with the class from now on; "" forgets it."""
    response.set_cookie(
        COOKIE,
        code,
        max_age=MAX_AGE_S if code else 0,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
