"""Sign in with a nickname and a PIN, sign out. Who is new is asked first, and types the PIN twice.

A nickname that nobody has may be a new student's, or mistyped by an old one: the page asks. Wrong
PINs and new students are counted (`limiting.py`); who is signed in is a row of `sessions`. A class
has a page of its own, /c/CODE, and nicknames of its own (`classrooms.py`).
"""

import functools
import hmac
import logging
import math
import re
import secrets
import unicodedata

import sqlalchemy as sa
from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext

from ..database import db
from . import admission, classrooms, devices, nicknames, sessions, staff_sessions
from .admission import SignInError

bp = Blueprint("auth", __name__)
log = logging.getLogger(__name__)

PIN = re.compile(r"[0-9]{4,8}")
ASKED = "asked"
"""In the session: whom the page asked whether they are new, and what PIN they typed, sealed."""


def signed_in(view):
    """Let only signed-in students see a page; `g.user_id` is theirs."""

    @functools.wraps(view)
    def guarded(**arguments):
        student = sessions.current()
        if student is None:
            if staff_sessions.current():
                return redirect(staff_sessions.home())
            session.clear()
            return redirect(classrooms.sign_in_address(classrooms.remembered()))
        g.user_id = student.userID
        return view(**arguments)

    return guarded


@bp.get("/")
def home():
    if staff_sessions.current():
        return redirect(staff_sessions.home())
    if sessions.current():
        return redirect(url_for("practice.show"))
    return redirect(classrooms.sign_in_address(classrooms.remembered()))


@bp.get("/sign-in")
def sign_in_page():
    asked = session.pop(ASKED, None)  # who was asked, and is not new, mends the nickname
    typed = asked["nickname"] if asked else ""
    response = form_page("accounts/sign_in.html", nickname_typed=typed)
    if classrooms.COOKIE in request.cookies:  # this page is for those in no class
        classrooms.remember(response, "")
    return response


@bp.post("/sign-in")
def sign_in():
    typed = request.form.get("nickname", "")
    pin = unicodedata.normalize("NFKC", request.form.get("pin", "")).strip()
    is_new, student = "new" in request.form, None
    code = request.form.get("class_code", "")
    classroom = _class_of(code)
    if code and classroom is None:  # not to become somebody outside of the class
        said = gettext("Your class has a new code. Ask your teacher for it, and join with it.")
        return render_template("accounts/join.html", problem=said), 409
    try:
        nickname = nicknames.clean(typed)
        if not PIN.fullmatch(pin):
            raise SignInError(gettext("Please type a PIN of 4 to 8 digits, such as 2580."))
        student = admission.find(nickname, classroom)
        if student is None:
            admission.refuse_strangers(nickname, classroom)
            if not is_new or not _was_asked(nickname):
                return _ask(nickname, pin, classroom)
            if not _is_the_same(pin):
                return _ask(
                    nickname,
                    pin,
                    classroom,
                    problem=gettext(
                        "These two PINs are not the same. Type the one that you want once more."
                    ),
                )
            signed_in_as = admission.join(nickname, pin, _grade(), classroom)
        else:
            signed_in_as = admission.admit(student, pin)
    except nicknames.NicknameError:
        problem = SignInError(
            gettext(
                "Please type a nickname of 1 to %(most)s letters, without hidden characters.",
                most=nicknames.MOST,
            )
        )
        return _refused(typed[: nicknames.MOST_CODE_POINTS], problem, classroom)
    except SignInError as err:
        asking = student is None and is_new and _was_asked(nickname)
        return _refused(nickname, err, classroom, asking=asking)
    current_app.extensions["sweeper"].sweep(_engine())
    device = devices.here().with_student(signed_in_as.userID)
    response = make_response(redirect(url_for("practice.show")))
    devices.remember(response, device)
    classrooms.remember(response, classroom.join_code if classroom else "")
    return response


@bp.post("/sign-out")
def sign_out():
    sessions.end()
    return redirect(classrooms.sign_in_address(classrooms.remembered()))


def _grade() -> int | None:
    """The grade named in the form, None where none was."""
    named = request.form.get("grade", "")
    grades = current_app.extensions["questions"].grades
    return next((grade for grade in grades if str(grade) == named), None)


def _class_of(code: str) -> sa.Row | None:
    """The class whose page a form stood on, by its code; None for none, or one of before."""
    if not code:
        return None
    return db.read(_engine(), lambda connection: classrooms.by_code(connection, code))


def _ask(nickname: str, pin: str, classroom: sa.Row | None, problem: str | None = None) -> Response:
    """Whether they are new: nobody has this nickname yet. The PIN that comes back must be this."""
    nonce = secrets.token_hex(8)
    pins = current_app.extensions["pins"]
    session[ASKED] = {"nickname": nickname, "nonce": nonce, "pin": pins.seal(pin, nonce)}
    page = form_page(
        "accounts/sign_in.html", nickname_typed=nickname, asking=True, problem=problem,
        classroom=classroom,
    )  # fmt: skip
    page.status_code = 422 if problem else 200
    return page


def _was_asked(nickname: str) -> bool:
    return session.get(ASKED, {}).get("nickname") == nickname


def _is_the_same(pin: str) -> bool:
    """Whether it is the PIN that was typed before the page asked."""
    again = current_app.extensions["pins"].seal(pin, session[ASKED]["nonce"])
    return hmac.compare_digest(session[ASKED]["pin"], again)


def _refused(
    nickname: str, err: SignInError, classroom: sa.Row | None, asking: bool = False
) -> Response:
    page = form_page(
        "accounts/sign_in.html", nickname_typed=nickname, problem=str(err), asking=asking,
        classroom=classroom,
    )  # fmt: skip
    page.status_code = err.status
    if err.retry_s:
        page.headers["Retry-After"] = str(math.ceil(err.retry_s))
    return page


def form_page(template: str, **values) -> Response:
    """A page of the form, for a browser that is known again by its cookie."""
    response = make_response(render_template(template, **values))
    devices.remember(response, devices.here())
    return response


def _engine() -> sa.Engine:
    return current_app.extensions["engine"]
