"""Sign in with a nickname and a PIN; the first use of a nickname creates the student.

Wrong PINs are counted for a nickname and an address: from the fifth on each doubles the wait there,
until the right one comes. From elsewhere one may sign in meanwhile, so that a prankster locks no
classmate out; only fifty wrong PINs in a day lock the nickname everywhere.
"""

import functools
import math
import re
import unicodedata
import uuid
from datetime import datetime, timedelta
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
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from werkzeug.security import check_password_hash, generate_password_hash

from . import db
from .db import students, wrong_pins
from .texts import t

bp = Blueprint("auth", __name__)

MAX_NICKNAME = 24
PIN = re.compile(r"[0-9]{4,8}")
TRIES = 5
LOCKED, LONGEST = timedelta(minutes=1), timedelta(hours=4)
ANYWHERE = "*"
"""Stands for all addresses together in `wrong_pins`."""
TRIES_ANYWHERE = 50
WINDOW, NO_TIME = timedelta(days=1), timedelta()


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
        if user_id is None or not _may_exist(user_id):
            session.clear()
            return redirect(url_for("auth.sign_in"))
        g.user_id = user_id
        return view(**arguments)

    return guarded


def _may_exist(user_id: str) -> bool:
    """Whether there is this student; while the database is away the signed cookie's word counts
    for a form at once, so that the view can wait for it, or keep what was typed."""
    known = sa.select(students.c.userID).where(students.c.userID == user_id)
    is_form = request.method == "POST"
    try:
        return db.read(
            current_app.extensions["engine"],
            lambda connection: connection.scalar(known) is not None,
            wait_s=0 if is_form else None,
        )
    except SQLAlchemyError:
        if not is_form:
            raise
        return True


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
        student = admit(current_app.extensions["engine"], nickname, pin, request.remote_addr or "")
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


def admit(engine: sa.Engine, nickname: str, pin: str, address: str) -> SignedIn:
    """The student of this nickname and PIN, created at the first use of the nickname.

    `address` is where the request came from. Raises SignInError: bad nickname, bad PIN, wrong PIN,
    or too many wrong tries.
    """
    if not 1 <= len(nickname) <= MAX_NICKNAME or not nickname.isprintable():
        raise SignInError(t("bad_nickname", most=MAX_NICKNAME))
    if not PIN.fullmatch(pin):
        raise SignInError(t("bad_pin"))
    student = _count_try(engine, nickname, address)
    if student is None:
        try:
            return _create(engine, nickname, pin)
        except IntegrityError:  # somebody took this nickname a moment ago
            student = _count_try(engine, nickname, address)
    if student is None or not check_password_hash(student.pin_hash, pin):
        raise SignInError(t("wrong_pin", name=nickname))
    _forgive(engine, nickname, address)
    return SignedIn(student.userID, student.nickname, is_new=False)


def _count_try(engine: sa.Engine, nickname: str, address: str) -> sa.Row | None:
    """Count this try before it is checked, so that tries made at once cannot slip past the limit.

    Raises SignInError while the nickname is locked, here or everywhere.
    """
    key = nickname.casefold()
    mine = students.c.nickname_key == key
    counted_at: datetime | None = None  # when a try of this transaction counted, maybe in vain

    def count_try(connection: sa.Connection) -> sa.Row | None:
        nonlocal counted_at
        student = connection.execute(sa.select(students).where(mine).with_for_update()).first()
        if student is None:
            return None
        now = db.now()  # after the wait for the lock
        found = connection.execute(
            sa.select(wrong_pins).where(
                wrong_pins.c.nickname_key == key, wrong_pins.c.address.in_([address, ANYWHERE])
            )
        )
        counts = {row.address: row for row in found}
        if address in counts and db.as_utc(counts[address].last_at) == counted_at:
            return student
        free_at = max((_free_at(row) for row in counts.values()), default=now)
        if now < free_at:
            raise SignInError(t("locked", n=math.ceil((free_at - now) / timedelta(minutes=1))))
        for place in (address, ANYWHERE):
            count = counts.get(place)
            if count is None:
                row = {"nickname_key": key, "address": place, "tries": 1}
                connection.execute(wrong_pins.insert().values(**row, first_at=now, last_at=now))
                continue
            over = place == ANYWHERE and now >= db.as_utc(count.first_at) + WINDOW
            values = {"tries": 1, "first_at": now} if over else {"tries": count.tries + 1}
            change = wrong_pins.update().where(_at(key, place))
            connection.execute(change.values(**values, last_at=now))
        counted_at = now
        return student

    return db.write(engine, count_try)


def _free_at(count: sa.Row) -> datetime:
    """When the next try may be made."""
    if count.address == ANYWHERE:
        return db.as_utc(count.first_at) + (WINDOW if count.tries >= TRIES_ANYWHERE else NO_TIME)
    doublings = min(count.tries - TRIES, 20)
    wait = NO_TIME if doublings < 0 else min(LOCKED * 2**doublings, LONGEST)
    return db.as_utc(count.last_at) + wait


def _forgive(engine: sa.Engine, nickname: str, address: str) -> None:
    """The try just counted was right: forget those of this address, and it among all."""
    key = nickname.casefold()
    again = False  # then, where the tries of this address are gone, it was done

    def forgive(connection: sa.Connection) -> None:
        nonlocal again
        forgotten = connection.execute(wrong_pins.delete().where(_at(key, address))).rowcount
        if forgotten or not again:
            fewer = wrong_pins.update().values(tries=wrong_pins.c.tries - 1)
            connection.execute(fewer.where(_at(key, ANYWHERE), wrong_pins.c.tries > 0))
        again = True

    db.write(engine, forgive)


def _at(nickname_key: str, address: str) -> sa.ColumnElement[bool]:
    return (wrong_pins.c.nickname_key == nickname_key) & (wrong_pins.c.address == address)


def _create(engine: sa.Engine, nickname: str, pin: str) -> SignedIn:
    user_id = uuid.uuid4().hex
    pin_hash = generate_password_hash(pin, method="scrypt")
    mine = sa.select(students.c.userID).where(students.c.userID == user_id)

    def create(connection: sa.Connection) -> None:
        if connection.scalar(mine) is not None:
            return
        connection.execute(
            students.insert().values(
                userID=user_id,
                nickname=nickname,
                nickname_key=nickname.casefold(),
                pin_hash=pin_hash,
                created_at=db.now(),
            )
        )

    db.write(engine, create)
    return SignedIn(user_id, nickname, is_new=True)
