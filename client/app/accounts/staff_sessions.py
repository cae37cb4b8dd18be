"""Which teacher is signed in: a row for each browser, as `sessions.py` has students.

A browser is a student's or a staff member's, not both.
"""

import functools
import hashlib
import logging
from datetime import timedelta
from typing import NamedTuple

import sqlalchemy as sa
from flask import abort, current_app, g, redirect, request, session, url_for
from sqlalchemy.exc import SQLAlchemyError

from ..database import db
from . import sessions

log = logging.getLogger(__name__)

LIFETIME = timedelta(hours=14)
"""From signing in: a day at school, not the night on a shared computer."""
TOKEN = "staff_token"
REMEMBERED = timedelta(hours=1)
MOST_SEEN = 1000
HOMES = {"teacher": "classes.show_all", "operator": "ops.show"}


class Staff(NamedTuple):
    """Who is signed in."""

    id: str
    name: str
    role: str


def current(wait_s: float | None = None) -> Staff | None:
    """Which member of the staff is signed in on the browser that asks; looked up once a request.

    `wait_s`: for a database that is away; then SQLAlchemyError.
    """
    if "staff" not in g:
        token = session.get(TOKEN)
        found = None
        if token:
            query = sa.select(db.staff.c.id, db.staff.c.name, db.staff.c.role)
            query = query.join(db.staff_sessions, db.staff_sessions.c.staff_id == db.staff.c.id)
            query = query.where(
                db.staff_sessions.c.id == digest(token),
                db.staff_sessions.c.expires_at > db.now(),
            )
            row = db.read(
                current_app.extensions["engine"],
                lambda connection: connection.execute(query).first(),
                wait_s,
            )
            found = Staff(*row) if row else None
        g.staff = found
    return g.staff


def to_show() -> Staff | None:
    """Who is signed in, for the top of any page, error pages too."""
    try:
        return current()
    except SQLAlchemyError as err:
        log.warning("nobody knows who is signed in: %s", err)
        return None


def home() -> str:
    """The page where a member of the staff begins."""
    member = current()
    return url_for(HOMES.get(member.role if member else "", "classes.show_all"))


def _seen(token: str) -> Staff | None:
    """Who was signed in by this token when this process asked last, not long ago."""
    member, at = current_app.extensions["staff_seen"].get(digest(token), (None, None))
    return member if at and db.now() - at <= REMEMBERED else None


def _look(while_away: bool) -> Staff | None:
    """Who is signed in. With `while_away`, this process answers for a database that is away, from
    what it saw within REMEMBERED; without that, raises SQLAlchemyError."""
    if not while_away:
        return current()
    seen, token = current_app.extensions["staff_seen"], session.get(TOKEN)
    try:
        member = current(wait_s=0)
    except SQLAlchemyError:
        member = g.staff = _seen(token) if token else None
        if member is None:
            raise
    else:
        if token and member:
            if len(seen) >= MOST_SEEN:
                seen.clear()
            seen[digest(token)] = member, db.now()
    return member


def only(role: str, while_away: bool = False):
    """Let only this role see a page; `g.staff` is who asks. Others learn nothing of it: 404.

    `while_away`: without a database, too, who was let in by this process within REMEMBERED.
    """

    def decorate(view):
        @functools.wraps(view)
        def guarded(**arguments):
            member = _look(while_away)
            if member is None:
                if sessions.current() is not None:
                    abort(404)
                here = request.full_path.rstrip("?") if request.method == "GET" else ""
                return redirect(url_for("staff.sign_in_page", to=here))
            if member.role != role:
                abort(404)
            return view(**arguments)

        guarded.role = role  # type: ignore[attr-defined]
        return guarded

    return decorate


def begin(connection: sa.Connection, token: str, staff_id: str) -> bool:
    """Begin a session; False where this was done before."""
    if connection.scalar(
        sa.select(db.staff_sessions.c.id).where(db.staff_sessions.c.id == digest(token))
    ):
        return False
    now = db.now()
    connection.execute(db.staff_sessions.delete().where(db.staff_sessions.c.expires_at <= now))
    row = {"id": digest(token), "staff_id": staff_id, "created_at": now}
    connection.execute(db.staff_sessions.insert().values({**row, "expires_at": now + LIFETIME}))
    return True


def keep(token: str, member: Staff) -> None:
    """Put the session into this browser's cookie, in the place of whatever was in it."""
    sessions.end()
    session[TOKEN] = token
    g.staff = member


def end() -> None:
    """Sign this browser out, here and on the server."""
    token = session.get(TOKEN)
    session.clear()
    g.staff = None
    if token:
        mine = db.staff_sessions.c.id == digest(token)
        engine = current_app.extensions["engine"]
        db.write(
            engine, lambda connection: connection.execute(db.staff_sessions.delete().where(mine))
        )


def digest(token: str) -> str:
    """What a table holds in the place of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
