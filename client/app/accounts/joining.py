"""From a class's code, or its address, to the page where its pupils sign in."""

import sqlalchemy as sa
from flask import Blueprint, abort, current_app, redirect, render_template, request, session
from flask_babel import gettext

from ..database import db
from . import admission, auth, classrooms
from .admission import SignInError

bp = Blueprint("joining", __name__)

CODES = "codes of classes"
"""What tries at codes are counted under."""


@bp.get("/c/<code>")
def class_page(code: str):
    """Where the pupils of a class sign in; the address is on the teacher's board."""
    asked = session.pop(auth.ASKED, None)
    try:
        classroom = _class_of(code)
    except SignInError as err:
        return render_template("accounts/join.html", code="", problem=str(err)), err.status
    if classroom is None:
        abort(404)
    typed = asked["nickname"] if asked else ""
    response = auth.form_page("accounts/sign_in.html", nickname_typed=typed, classroom=classroom)
    classrooms.remember(response, classroom.join_code)
    return response


@bp.get("/join")
def join_page():
    return render_template("accounts/join.html")


@bp.post("/join")
def join_class():
    """From a class's code to its page."""
    code = request.form.get("code", "")[:40]
    try:
        classroom = _class_of(code)
    except SignInError as err:
        return render_template("accounts/join.html", code=code, problem=str(err)), err.status
    if classroom is None:
        problem = gettext("There is no class with this code. Look at it once more, or ask.")
        return render_template("accounts/join.html", code=code, problem=problem), 422
    return redirect(classrooms.sign_in_address(classroom), 303)


def _class_of(code: str) -> sa.Row | None:
    """The class of a code; who tries many that do not exist has to wait.

    Raises SignInError.
    """
    limits, visitor = current_app.extensions["limits"], admission.who_asks()
    engine = current_app.extensions["engine"]
    admission.limited(lambda connection: limits.check(connection, visitor, CODES), run=db.read)
    found = db.read(engine, lambda connection: classrooms.by_code(connection, code))
    if found is None:
        db.write(engine, lambda connection: limits.count_wrong(connection, visitor, CODES))
    return found
