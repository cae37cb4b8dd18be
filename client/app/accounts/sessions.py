"""Who is signed in: a row for each browser, which signing out deletes.

The cookie holds a token, the table its digest. So a cookie that was copied is worth nothing once
its owner has signed out, while the same student's other browsers stay signed in.
"""

import hashlib
import logging
import secrets
from datetime import timedelta
from typing import NamedTuple

import sqlalchemy as sa
from flask import current_app, g, request, session
from sqlalchemy.exc import SQLAlchemyError

from ..database import db
from ..database.db import sessions, students

log = logging.getLogger(__name__)

LIFETIME = timedelta(days=30)
"""From signing in; then the PIN is asked for again."""
TOKEN = "token"


class Student(NamedTuple):
    """Who is signed in."""

    userID: str
    nickname: str


def new_token() -> str:
    return secrets.token_urlsafe(32)


def begin(connection: sa.Connection, token: str, user_id: str) -> bool:
    """Sign the student in; False where this was done before."""
    if connection.scalar(sa.select(sessions.c.id).where(_is(token))) is not None:
        return False
    now = db.now()
    row = {"id": _digest(token), "userID": user_id, "created_at": now}
    connection.execute(sessions.insert().values({**row, "expires_at": now + LIFETIME}))
    return True


def sweep(connection: sa.Connection) -> None:
    """Delete sessions that are over."""
    connection.execute(sessions.delete().where(sessions.c.expires_at <= db.now()))


def keep(token: str, student: Student) -> None:
    """Put a session that has begun into this browser's cookie, and nothing else of what was in it:
    not the form token, which somebody else may know."""
    session.clear()
    session.update({TOKEN: token, "userID": student.userID, "nickname": student.nickname})


def end() -> None:
    """Sign this browser out, here and on the server."""
    token = session.get(TOKEN)
    session.clear()
    g.student = None
    if token:
        engine = current_app.extensions["engine"]
        db.write(engine, lambda connection: connection.execute(sessions.delete().where(_is(token))))


def current() -> Student | None:
    """Who is signed in on the browser that asks; looked up once a request.

    While the database is away, the signed cookie's word counts for a form at once, so that the view
    can wait for it, or keep what was typed. Other requests wait for it, and raise SQLAlchemyError.
    """
    if "student" not in g:
        g.student = None  # for the page that says so, should the database not answer
        g.student = _look_up(wait_s=0 if request.method == "POST" else None)
    return g.student


def name_to_show() -> str | None:
    """The nickname of who is signed in, for the top of any page; it waits for nothing."""
    if "student" not in g:
        g.student = None
        try:
            g.student = _look_up(wait_s=0)
        except SQLAlchemyError as err:
            log.warning("nobody knows who is signed in: %s", err)
    return g.student.nickname if g.student else None


def _look_up(wait_s: float | None) -> Student | None:
    token = session.get(TOKEN)
    if not token:
        return None
    told = sa.select(students.c.userID, students.c.nickname)
    told = told.join(sessions, sessions.c.userID == students.c.userID)
    told = told.where(_is(token), sessions.c.expires_at > db.now())
    try:
        row = db.read(
            current_app.extensions["engine"],
            lambda connection: connection.execute(told).first(),
            wait_s=wait_s,
        )
    except SQLAlchemyError:
        if request.method != "POST":
            raise
        return Student(session["userID"], session["nickname"])
    return Student(row.userID, row.nickname) if row else None


def _is(token: str) -> sa.ColumnElement[bool]:
    return sessions.c.id == _digest(token)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
