"""A teacher's classes: made, named, joined by a code.

Every page below is of one class: `own_class` finds it among the teacher's own, or answers 404.
"""

import functools

import segno
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
from flask_babel import gettext

from ..accounts import classrooms
from ..accounts.staff_sessions import only
from ..database import db

bp = Blueprint("classes", __name__, url_prefix="/teach")

MOST_NAME = 60


def own_class(view):
    """A page of one class of the teacher who asks: `g.classroom`. Others' classes are 404."""

    @functools.wraps(view)
    @only("teacher")
    def guarded(class_id: str, **arguments):
        mine = sa.select(db.classes).where(
            db.classes.c.id == class_id, db.classes.c.staff_id == g.staff.id
        )
        g.classroom = db.read(
            current_app.extensions["engine"], lambda connection: connection.execute(mine).first()
        )
        if g.classroom is None:
            abort(404)
        return view(**arguments)

    return guarded


@bp.get("/")
@only("teacher")
def show_all():
    active = (db.students.c.class_id == db.classes.c.id) & db.students.c.left_at.is_(None)
    query = (
        sa.select(db.classes, sa.func.count(db.students.c.userID).label("pupils"))
        .outerjoin(db.students, active)
        .where(db.classes.c.staff_id == g.staff.id)
        .group_by(*db.classes.c)
        .order_by(db.classes.c.created_at)
    )
    engine = current_app.extensions["engine"]
    rows = db.read(engine, lambda connection: connection.execute(query).all())
    return render_template("teacher/classes.html", classes=rows, new_id=classrooms.new_id())


@bp.post("/")
@only("teacher")
def make():
    name, class_id = _name(), request.form.get("class_id", "")
    if not name or len(class_id) != 16 or not class_id.isalnum():
        flash(gettext("Please type a name for the class."))
        return redirect(url_for("classes.show_all"), 303)
    engine = current_app.extensions["engine"]
    db.write(engine, lambda connection: classrooms.make(connection, class_id, name, g.staff.id))
    flash(gettext("The class is made. Its pupils join with the code below."))
    return redirect(url_for("pupils.show", class_id=class_id), 303)


@bp.post("/<class_id>/settings")
@own_class
def change():
    """Another name, a new code, or whether pupils who are not listed may join."""
    values: dict = {"is_open": "is_open" in request.form}
    if name := _name():
        values["name"] = name
    if "renew" in request.form:
        values = {"join_code": classrooms.new_code()}
        flash(gettext("The class has a new code. The old one no longer joins anybody."))
    mine = db.classes.c.id == g.classroom.id
    db.write(
        current_app.extensions["engine"],
        lambda connection: connection.execute(db.classes.update().where(mine).values(values)),
    )
    return redirect(url_for("pupils.show", class_id=g.classroom.id), 303)


def join_picture(code: str) -> tuple[str, str]:
    """The address where a class joins, and a QR code of it as SVG."""
    address = url_for("joining.class_page", code=code, _external=True)
    drawn = segno.make(address, error="m").svg_inline(
        scale=5, border=2, omitsize=True, light="#fff", dark="#000"
    )
    return address, drawn


def _name() -> str:
    return " ".join(request.form.get("name", "").split())[:MOST_NAME]
