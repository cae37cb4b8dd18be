"""Sign in with a nickname and a PIN; the first use of a nickname creates the student."""

import functools
import re
import unicodedata
import uuid
from datetime import timedelta
from typing import NamedTuple

import sqlalchemy as sa
from flask import (
    Blueprint,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from sqlalchemy.exc import IntegrityError
from werkzeug.security import check_password_hash, generate_password_hash

from . import db
from .db import students
from .texts import t

bp = Blueprint("auth", __name__)

MAX_NICKNAME = 24
PIN = re.compile(r"[0-9]{4,8}")
TRIES = 5
LOCKED = timedelta(minutes=1)


class SignedIn(NamedTuple):
    """A successful sign-in."""

    userID: str
    nickname: str
    is_new: bool


class SignInError(ValueError):
    """The student cannot be let in; the message is for the student."""


def signed_in(view):
    """Let only signed-in students see a page; `g.user_id` is theirs."""

    @functools.wraps(view)
    def guarded(**arguments):
        user_id = session.get("userID")
        with db.reading(current_app.extensions["engine"]) as connection:
            known = sa.select(students.c.userID).where(students.c.userID == user_id)
            if user_id is None or connection.scalar(known) is None:
                session.clear()
                return redirect(url_for("auth.sign_in"))
        g.user_id = user_id
        return view(**arguments)

    return guarded


@bp.get("/")
def home():
    return redirect(url_for("practice.show" if "userID" in session else "auth.sign_in"))


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in():
    if request.method == "GET":
        return render_template("sign_in.html", nickname_typed="", problem=None)
    nickname = " ".join(unicodedata.normalize("NFKC", request.form.get("nickname", "")).split())
    pin = unicodedata.normalize("NFKC", request.form.get("pin", "")).strip()
    try:
        student = admit(current_app.extensions["engine"], nickname, pin)
    except SignInError as err:
        page = render_template("sign_in.html", nickname_typed=nickname, problem=str(err))
        return page, 422
    session.clear()  # a new session, and a new form token, for whoever has just proved who they are
    session["userID"] = student.userID
    session["nickname"] = student.nickname
    flash(t("welcome_new" if student.is_new else "welcome_back", name=student.nickname))
    return redirect(url_for("practice.show"))


@bp.post("/sign-out")
def sign_out():
    session.clear()
    return redirect(url_for("auth.sign_in"))


def admit(engine: sa.Engine, nickname: str, pin: str) -> SignedIn:
    """The student of this nickname and PIN, created at the first use of the nickname.

    Raises SignInError: bad nickname, bad PIN, wrong PIN, or too many wrong tries.
    """
    if not 1 <= len(nickname) <= MAX_NICKNAME or not nickname.isprintable():
        raise SignInError(t("bad_nickname", most=MAX_NICKNAME))
    if not PIN.fullmatch(pin):
        raise SignInError(t("bad_pin"))
    student = _count_try(engine, nickname)
    if student is None:
        try:
            return _create(engine, nickname, pin)
        except IntegrityError:  # somebody took this nickname a moment ago
            student = _count_try(engine, nickname)
    if student is None or not check_password_hash(student.pin_hash, pin):
        raise SignInError(t("wrong_pin", name=nickname))
    with db.writing(engine) as connection:
        mine = students.c.userID == student.userID
        connection.execute(students.update().where(mine).values(failed_tries=0, locked_until=None))
    return SignedIn(student.userID, student.nickname, is_new=False)


def _count_try(engine: sa.Engine, nickname: str) -> sa.Row | None:
    """Count this try before it is checked, so that tries made at once cannot slip past the limit.

    Raises SignInError while the nickname is locked.
    """
    mine = students.c.nickname_key == nickname.casefold()
    with db.writing(engine) as connection:
        student = connection.execute(sa.select(students).where(mine).with_for_update()).first()
        if student is None:
            return None
        tries, until = student.failed_tries, student.locked_until
        if until is not None:
            if db.now() < db.as_utc(until):
                raise SignInError(t("locked", tries=TRIES))
            tries = 0
        tries += 1
        locked_until = db.now() + LOCKED if tries >= TRIES else None
        connection.execute(
            students.update().where(mine).values(failed_tries=tries, locked_until=locked_until)
        )
    return student


def _create(engine: sa.Engine, nickname: str, pin: str) -> SignedIn:
    user_id = uuid.uuid4().hex
    pin_hash = generate_password_hash(pin, method="scrypt")
    with db.writing(engine) as connection:
        connection.execute(
            students.insert().values(
                userID=user_id,
                nickname=nickname,
                nickname_key=nickname.casefold(),
                pin_hash=pin_hash,
                created_at=db.now(),
                failed_tries=0,
            )
        )
    return SignedIn(user_id, nickname, is_new=True)
