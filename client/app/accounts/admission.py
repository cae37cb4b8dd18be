"""Who is let in: a PIN checked, a new student made, tries counted (`limiting.py`).

The pages that ask are `auth.py`, and `staff.py` for teachers.
"""

import functools
import logging
import math
import uuid

import sqlalchemy as sa
from flask import current_app, flash, request
from flask_babel import gettext, ngettext
from sqlalchemy.exc import IntegrityError

from ..database import db
from ..database.db import students
from ..web.texts import TOO_MANY
from . import classrooms, devices, nicknames, sessions
from .limiting import TooManyError, Visitor
from .pins import BusyError, LostKeyError
from .sessions import Student

log = logging.getLogger(__name__)

BUSY_S = 5
TEXTS = {
    "browser": "locked",
    "here": "locked",
    "nickname": "locked",
    "address": "locked_here",
    "new": "many_new",
}
"""What a student reads when a limit is used up, by its kind."""


class SignInError(ValueError):
    """The student cannot be let in; the message is for the student.

    `retry_s` is after how many seconds it makes sense to try again, where it is a matter of time.
    """

    def __init__(self, message: str, status: int = 422, retry_s: float | None = None) -> None:
        super().__init__(message)
        self.status, self.retry_s = status, retry_s


def admit(student: sa.Row, pin: str) -> Student:
    """Sign in a student who is known. Raises SignInError: wrong PIN, too many of them, too busy."""
    engine, limits = current_app.extensions["engine"], current_app.extensions["limits"]
    visitor, try_id, token = who_asks(), uuid.uuid4().hex, sessions.new_token()

    def count(connection: sa.Connection) -> None:
        limits.check(connection, visitor, student.userID)
        limits.count_try(connection, visitor, student.userID, try_id)

    def let_in(connection: sa.Connection) -> None:
        if not sessions.begin(connection, token, student.userID):
            return
        if anew:
            mine = students.c.userID == student.userID
            connection.execute(students.update().where(mine).values(pin_hash=anew))
        limits.forgive(connection, visitor, student.userID)

    pins = current_app.extensions["pins"]
    limited(count)
    with_pin = functools.partial(pins.is_right, student.pin_hash)
    if not hashing(with_pin, pin):
        db.write(engine, lambda connection: limits.count_wrong(connection, visitor, student.userID))
        raise SignInError(
            gettext(
                "That PIN does not match the nickname “%(name)s”. Try again, or pick another "
                "nickname if you are new.",
                name=student.nickname,
            )
        )
    if student.left_at is not None:
        raise SignInError(gettext("You are no longer in this class. Please ask your teacher."), 403)
    anew = hashing(pins.hash, pin) if pins.is_outdated(student.pin_hash) else None
    db.write(engine, let_in)
    greeting = gettext("Welcome back, %(name)s!", name=student.nickname)
    return _welcome(token, Student(student.userID, student.nickname), greeting)


def join(nickname: str, pin: str, grade: int | None, classroom: sa.Row | None = None) -> Student:
    """Make a new student, in the grade they named and in a class, if any, and sign them in.

    Raises SignInError: too many, too busy; where somebody took the nickname a moment ago, as
    `admit` does.
    """
    limits, visitor = current_app.extensions["limits"], who_asks()
    user_id, token = uuid.uuid4().hex, sessions.new_token()
    key, _old_key = nicknames.keys(nickname)
    class_id = classroom.id if classroom else None
    row = {
        "userID": user_id, "nickname": nickname, "created_at": db.now(), "grade": grade,
        "class_id": class_id, "nickname_key": classrooms.key_in(class_id, key),
    }  # fmt: skip

    def create(connection: sa.Connection) -> None:
        mine = sa.select(students.c.userID).where(students.c.userID == user_id)
        if connection.scalar(mine) is not None:
            return
        limits.count_new_student(connection, visitor)
        connection.execute(students.insert().values({**row, "pin_hash": pin_hash}))
        sessions.begin(connection, token, user_id)

    limited(lambda connection: limits.check(connection, visitor, None), run=db.read)
    pin_hash = hashing(current_app.extensions["pins"].hash, pin)
    try:
        limited(create)
    except IntegrityError:
        student = find(nickname, classroom)
        if student is None:
            raise
        return admit(student, pin)
    greeting = gettext("Welcome, %(name)s! This nickname is now yours.", name=nickname)
    return _welcome(token, Student(user_id, nickname), greeting)


def refuse_strangers(nickname: str, classroom: sa.Row | None) -> None:
    """Raise SignInError where nobody new may come in."""
    if classroom is not None and not classroom.is_open:
        raise SignInError(
            gettext(
                "Nobody in %(classroom)s is called “%(name)s”. Type your name as on your card, or "
                "ask your teacher.",
                classroom=classroom.name,
                name=nickname,
            )
        )
    if classroom is None and not current_app.config["OPEN_PRACTICE"]:
        raise SignInError(
            gettext("To join, you need the code of your class. Ask your teacher for it.")
        )


def find(nickname: str, classroom: sa.Row | None) -> sa.Row | None:
    """The student of a nickname; before them one whose key was made as it is typed."""
    class_id = classroom.id if classroom else None
    today, yesterday = (classrooms.key_in(class_id, key) for key in nicknames.keys(nickname))
    mine = students.c.nickname_key
    either = sa.select(students).where(mine.in_([today, yesterday])).order_by(mine != yesterday)
    return db.read(
        current_app.extensions["engine"], lambda connection: connection.execute(either).first()
    )


def limited(work, run=db.write) -> None:
    """Run a transaction that counts or looks at tries. Raises SignInError: too many."""
    try:
        run(current_app.extensions["engine"], work)
    except TooManyError as err:
        minutes = math.ceil(err.wait_s / 60)
        wait = (
            ngettext("a minute", "%(num)s minutes", minutes)
            if minutes < 90
            else gettext("%(n)s hours", n=math.ceil(minutes / 60))
        )
        raise SignInError(str(TOO_MANY[TEXTS[err.kind]]) % {"wait": wait}, 429, err.wait_s) from err


def hashing(function, secret: str):
    """What `Pins.hash` or `Pins.is_right` says of a PIN or a password. Raises SignInError: too
    busy, or hashed with a key that is lost."""
    try:
        return function(secret)
    except BusyError as err:
        raise SignInError(
            gettext(
                "Very many are signing in just now. Please wait %(n)s seconds, then try again.",
                n=BUSY_S,
            ),
            503,
            BUSY_S,
        ) from err
    except LostKeyError as err:
        log.error("%s", err)
        raise SignInError(
            gettext(
                "Your PIN cannot be checked at the moment. Please tell your teacher; your answers "
                "are safe."
            ),
            503,
        ) from err


def _welcome(token: str, student: Student, greeting: str) -> Student:
    """Put the new session in the place of the one that this browser had, if any."""
    sessions.end()
    sessions.keep(token, student)
    flash(greeting)
    return student


def who_asks() -> Visitor:
    """Where this request came from."""
    return Visitor(request.remote_addr or "", devices.here())
