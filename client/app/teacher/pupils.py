"""The pupils of a class: who is in it, a class list read in, a new PIN, out of the class and back.

Nobody's answers are ever deleted. A PIN is shown once, when it is made.
"""

import secrets
import uuid

import sqlalchemy as sa
from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext, ngettext

from ..accounts import classrooms
from ..accounts.pins import BusyError
from ..database import db
from . import roster
from .classes import join_picture, own_class
from .roster import Known, Listed, Plan

bp = Blueprint("pupils", __name__, url_prefix="/teach/<class_id>/pupils")

ROSTER = "roster"
Cards = list[tuple[str, str]]
"""Nicknames and their PINs."""


@bp.get("")
@own_class
def show():
    address, drawn = join_picture(g.classroom.join_code)
    return render_template(
        "teacher/pupils.html", classroom=g.classroom, pupils=_pupils(), address=address, qr=drawn
    )


@bp.post("/list")
@own_class
def preview():
    """What a list would change; nothing is changed yet."""
    file = request.files.get("file")
    text = roster.decode(file.read()) if file and file.filename else request.form.get(ROSTER, "")
    if not text.strip():
        flash(gettext("Please choose a file, or type the names, one on each line."))
        return redirect(url_for("pupils.show", class_id=g.classroom.id), 303)
    plan = roster.plan(text, _known())
    return render_template("teacher/roster.html", classroom=g.classroom, plan=plan, text=text)


@bp.post("/list/apply")
@own_class
def apply():
    """Do what was shown, as far as it still holds; show the PINs of the new ones."""
    text = request.form.get(ROSTER, "")
    plan = roster.plan(text, _known())
    gone = plan.missing if "remove" in request.form else []
    try:
        cards = _carry_out(plan, gone)
    except BusyError:
        flash(gettext("Very many PINs are being made just now. Please try again in a minute."))
        return redirect(url_for("pupils.show", class_id=g.classroom.id), 303)
    flash(
        ngettext("%(num)s pupil was added.", "%(num)s pupils were added.", len(plan.new))
        if plan.new
        else gettext("The class is up to date.")
    )
    if not cards:
        return redirect(url_for("pupils.show", class_id=g.classroom.id), 303)
    return _cards_page(cards)


@bp.post("/<user_id>/pin")
@own_class
def new_pin(user_id: str):
    """A new PIN for who has forgotten theirs; they are signed out everywhere."""
    pupil = _one(user_id)
    pin = _new_pin()
    hashed = current_app.extensions["pins"].hash(pin)

    def store(connection: sa.Connection) -> None:
        mine = db.students.c.userID == user_id
        connection.execute(db.students.update().where(mine).values(pin_hash=hashed))
        connection.execute(db.sessions.delete().where(db.sessions.c.userID == user_id))

    db.write(current_app.extensions["engine"], store)
    return _cards_page([(pupil.nickname, pin)])


@bp.post("/<user_id>/out")
@own_class
def take_out(user_id: str):
    """Out of the class; the answers stay."""
    pupil = _one(user_id)

    def store(connection: sa.Connection) -> None:
        _leave(connection, [user_id])

    db.write(current_app.extensions["engine"], store)
    flash(
        gettext(
            "%(name)s is out of the class. The answers are kept; you can take them in again below.",
            name=pupil.nickname,
        )
    )
    return redirect(url_for("pupils.show", class_id=g.classroom.id), 303)


@bp.post("/<user_id>/back")
@own_class
def take_back(user_id: str):
    pupil = _one(user_id)
    mine = db.students.c.userID == user_id
    db.write(
        current_app.extensions["engine"],
        lambda connection: connection.execute(
            db.students.update().where(mine).values(left_at=None)
        ),
    )
    flash(gettext("%(name)s is in the class again.", name=pupil.nickname))
    return redirect(url_for("pupils.show", class_id=g.classroom.id), 303)


def _cards_page(cards: Cards) -> str:
    address, drawn = join_picture(g.classroom.join_code)
    return render_template(
        "teacher/cards.html", classroom=g.classroom, cards=cards, address=address, qr=drawn
    )


def _carry_out(plan: Plan, gone: list[Known]) -> Cards:
    pins = current_app.extensions["pins"]
    made = [(uuid.uuid4().hex, one, one.pin or _new_pin()) for one in plan.new]
    hashed = {user_id: pins.hash(pin) for user_id, _one, pin in made}
    anew = {
        there.userID: pins.hash(one.pin) for there, one in [*plan.changed, *plan.back] if one.pin
    }

    def store(connection: sa.Connection) -> None:
        for user_id, one, _pin in made:
            mine = db.students.c.nickname_key == classrooms.key_in(g.classroom.id, one.key)
            if connection.scalar(sa.select(db.students.c.userID).where(mine)) is None:
                row = {"userID": user_id, "pin_hash": hashed[user_id], "created_at": db.now()}
                connection.execute(
                    db.students.insert().values(
                        **row, **_values(one), class_id=g.classroom.id, grade=one.grade,
                        school_id=one.school_id,
                    )
                )  # fmt: skip
        for there, one in [*plan.changed, *plan.back]:
            values: dict = {**_values(one), "left_at": None}
            values |= {"grade": one.grade} if one.grade is not None else {}
            values |= {"school_id": one.school_id} if one.school_id else {}
            values |= {"pin_hash": anew[there.userID]} if there.userID in anew else {}
            mine = db.students.c.userID == there.userID
            connection.execute(db.students.update().where(mine).values(values))
        _leave(connection, [one.userID for one in gone])

    db.write(current_app.extensions["engine"], store)
    return [(one.nickname, pin) for _user_id, one, pin in made]


def _values(one: Listed) -> dict[str, str]:
    key = classrooms.key_in(g.classroom.id, one.key)
    return {"nickname": one.nickname, "nickname_key": key}


def _leave(connection: sa.Connection, users: list[str]) -> None:
    mine = db.students.c.userID.in_(users)
    still = mine & db.students.c.left_at.is_(None)
    connection.execute(db.students.update().where(still).values(left_at=db.now()))
    connection.execute(db.sessions.delete().where(db.sessions.c.userID.in_(users)))


def _pupils() -> list[sa.Row]:
    """All there ever were in the class, those who left last."""
    query = (
        sa.select(
            db.students.c.userID, db.students.c.nickname, db.students.c.nickname_key,
            db.students.c.school_id, db.students.c.grade, db.students.c.left_at,
        )
        .where(db.students.c.class_id == g.classroom.id)
        .order_by(db.students.c.left_at.is_not(None), db.students.c.nickname)
    )  # fmt: skip
    engine = current_app.extensions["engine"]
    return list(db.read(engine, lambda connection: connection.execute(query).all()))


def _known() -> list[Known]:
    prefix = classrooms.key_in(g.classroom.id, "")
    return [
        Known(row.userID, row.nickname, row.nickname_key.removeprefix(prefix), row.school_id,
              row.grade, row.left_at is not None)
        for row in _pupils()
    ]  # fmt: skip


def _one(user_id: str) -> sa.Row:
    pupil = next((row for row in _pupils() if row.userID == user_id), None)
    if pupil is None:
        abort(404)
    return pupil


def _new_pin() -> str:
    return f"{secrets.randbelow(9000) + 1000}"
