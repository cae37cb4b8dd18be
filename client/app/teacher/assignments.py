"""What a class, a group or one pupil is to practise: topics or a whole grade, from a day to a day.

The policy chooses the questions within what is assigned. A pupil may still choose another topic.
"""

import uuid
from datetime import date, timedelta

import sqlalchemy as sa
from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from ..database import db
from .classes import own_class

bp = Blueprint("assignments", __name__, url_prefix="/teach/<class_id>/assign")

LASTS = timedelta(days=7)
MOST_DAYS = 366


@bp.get("")
@own_class
def show():
    return _page()


@bp.post("")
@own_class
def make():
    chosen = chosen_topics()
    first, last = day_of("first_day"), day_of("last_day")
    user_ids: list[str | None] = list(filter(None, dict.fromkeys(request.form.getlist("user_id"))))
    if not chosen:
        return _page(gettext("Please choose a topic, or a grade.")), 422
    if first is None or last is None or not first <= last <= first + timedelta(days=MOST_DAYS):
        return _page(gettext("Please give a first and a last day, in this order.")), 422
    if set(user_ids) - {row.userID for row in pupils_of_class()}:
        return _page(gettext("This pupil is not in the class.")), 422
    assignment_id = request.form.get("assignment_id", "")[:32] or uuid.uuid4().hex
    rows = [
        {
            "id": f"{assignment_id}-{user_id}" if user_id else assignment_id, "userID": user_id,
            "class_id": g.classroom.id, "tags": sorted(chosen), "first_day": first,
            "last_day": last, "created_at": db.now(),
        }
        for user_id in user_ids or [None]
    ]  # fmt: skip

    def store(connection: sa.Connection) -> None:
        there = sa.select(db.assignments.c.id).where(
            db.assignments.c.id.in_([row["id"] for row in rows])
        )
        if connection.scalar(there) is None:  # else the form came twice
            connection.execute(db.assignments.insert(), rows)

    db.write(current_app.extensions["engine"], store)
    flash(gettext("It is assigned. Pupils get it with their next question."))
    return redirect(url_for("board.show", class_id=g.classroom.id), 303)


@bp.post("/<assignment_id>/end")
@own_class
def end(assignment_id: str):
    mine = (db.assignments.c.id == assignment_id) & (db.assignments.c.class_id == g.classroom.id)
    db.write(
        current_app.extensions["engine"],
        lambda connection: connection.execute(db.assignments.delete().where(mine)),
    )
    flash(gettext("It is no longer assigned."))
    return redirect(url_for("board.show", class_id=g.classroom.id), 303)


def of_class(class_id: str) -> list[sa.Row]:
    """What is assigned from today on, with the pupil's name where it is one pupil's."""
    today = db.now().astimezone().date()
    query = (
        sa.select(db.assignments, db.students.c.nickname)
        .outerjoin(db.students, db.students.c.userID == db.assignments.c.userID)
        .where(db.assignments.c.class_id == class_id, db.assignments.c.last_day >= today)
        .order_by(db.assignments.c.first_day, db.assignments.c.created_at)
    )
    engine = current_app.extensions["engine"]
    return list(db.read(engine, lambda connection: connection.execute(query).all()))


def _page(problem: str = "") -> str:
    today = db.now().astimezone().date()
    return render_template(
        "teacher/assign.html",
        classroom=g.classroom,
        problem=problem,
        pupils=pupils_of_class(),
        by_grade=topics_by_grade(),
        chosen=request.values.getlist("tag"),
        chosen_pupils=list(filter(None, request.values.getlist("user_id"))),
        first_day=request.form.get("first_day") or today.isoformat(),
        last_day=request.form.get("last_day") or (today + LASTS).isoformat(),
        assignment_id=uuid.uuid4().hex,
        bank=current_app.extensions["questions"],
    )


def topics_by_grade() -> dict[int | None, list[str]]:
    """All topics that have questions, lowest grade first."""
    bank = current_app.extensions["questions"]
    grades: dict[int | None, list[str]] = {}
    for tag in bank.items_of:
        grades.setdefault(bank.tag_grade(tag), []).append(tag)
    return grades


def chosen_topics() -> set[str]:
    """The topics of this form: those that were ticked, and all of the grade that was named."""
    bank = current_app.extensions["questions"]
    level = request.form.get("grade", "")
    chosen = {tag for tag in request.form.getlist("tag") if tag in bank.items_of}
    return chosen | {tag for tag in bank.items_of if level and str(bank.tag_grade(tag)) == level}


def pupils_of_class() -> list[sa.Row]:
    query = (
        sa.select(db.students.c.userID, db.students.c.nickname)
        .where(db.students.c.class_id == g.classroom.id, db.students.c.left_at.is_(None))
        .order_by(db.students.c.nickname)
    )
    engine = current_app.extensions["engine"]
    return list(db.read(engine, lambda connection: connection.execute(query).all()))


def day_of(name: str) -> date | None:
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        return None
