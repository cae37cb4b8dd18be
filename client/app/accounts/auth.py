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
import uuid

import sqlalchemy as sa
from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext, ngettext
from sqlalchemy.exc import IntegrityError

from ..database import db
from ..database.db import students
from ..web.texts import TOO_MANY
from . import classrooms, devices, nicknames, sessions, staff_sessions
from .limiting import TooManyError, Visitor
from .pins import BusyError, LostKeyError
from .sessions import Student

bp = Blueprint("auth", __name__)
log = logging.getLogger(__name__)

PIN = re.compile(r"[0-9]{4,8}")
BUSY_S = 5
ASKED = "asked"
"""In the session: whom the page asked whether they are new, and what PIN they typed, sealed."""
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


def signed_in(view):
    """Let only signed-in students see a page; `g.user_id` is theirs."""

    @functools.wraps(view)
    def guarded(**arguments):
        student = sessions.current()
        if student is None:
            if member := staff_sessions.current():
                return redirect(staff_sessions.home_of(member))
            session.clear()
            return redirect(classrooms.sign_in_address(classrooms.remembered()))
        g.user_id = student.userID
        return view(**arguments)

    return guarded


@bp.get("/")
def home():
    if member := staff_sessions.current():
        return redirect(staff_sessions.home_of(member))
    if sessions.current():
        return redirect(url_for("practice.show"))
    return redirect(classrooms.sign_in_address(classrooms.remembered()))


@bp.get("/sign-in")
def sign_in_page():
    asked = session.pop(ASKED, None)  # who was asked, and is not new, mends the nickname
    typed = asked["nickname"] if asked else ""
    response = form_page("accounts/sign_in.html", nickname_typed=typed)
    if classrooms.COOKIE in request.cookies:  # whoever comes here does not mean the class
        classrooms.remember(response, "")
    return response


@bp.post("/sign-in")
def sign_in():
    typed = request.form.get("nickname", "")
    pin = unicodedata.normalize("NFKC", request.form.get("pin", "")).strip()
    is_new, student = "new" in request.form, None
    classroom = _class_in_form()
    try:
        nickname = nicknames.clean(typed)
        if not PIN.fullmatch(pin):
            raise SignInError(gettext("Please type a PIN of 4 to 8 digits, such as 2580."))
        student = _find(nickname, classroom)
        if student is None:
            _refuse_strangers(nickname, classroom)
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
            signed_in_as = join(nickname, pin, _grade(), classroom)
        else:
            signed_in_as = admit(student, pin)
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


def admit(student: sa.Row, pin: str) -> Student:
    """Sign in a student who is known. Raises SignInError: wrong PIN, too many of them, too busy."""
    engine, limits = _engine(), current_app.extensions["limits"]
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
    if student.left_at is not None:
        raise SignInError(gettext("You are no longer in this class. Please ask your teacher."), 403)
    if not _hashing(with_pin, pin):
        db.write(engine, lambda connection: limits.count_wrong(connection, visitor, student.userID))
        raise SignInError(
            gettext(
                "That PIN does not match the nickname “%(name)s”. Try again, or pick another "
                "nickname if you are new.",
                name=student.nickname,
            )
        )
    anew = _hashing(pins.hash, pin) if pins.is_outdated(student.pin_hash) else None
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
    pin_hash = _hashing(current_app.extensions["pins"].hash, pin)
    try:
        limited(create)
    except IntegrityError:
        student = _find(nickname, classroom)
        if student is None:
            raise
        return admit(student, pin)
    greeting = gettext("Welcome, %(name)s! This nickname is now yours.", name=nickname)
    return _welcome(token, Student(user_id, nickname), greeting)


def _grade() -> int | None:
    """The grade named in the form, None where none was."""
    named = request.form.get("grade", "")
    grades = current_app.extensions["questions"].grades
    return next((grade for grade in grades if str(grade) == named), None)


def _class_in_form() -> sa.Row | None:
    """The class whose page the form stood on."""
    code = request.form.get("class_code", "")
    if not code:
        return None
    return db.read(_engine(), lambda connection: classrooms.by_code(connection, code))


def _refuse_strangers(nickname: str, classroom: sa.Row | None) -> None:
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


def _find(nickname: str, classroom: sa.Row | None) -> sa.Row | None:
    """The student of a nickname; before them one whose key was made as it is typed."""
    class_id = classroom.id if classroom else None
    today, yesterday = (classrooms.key_in(class_id, key) for key in nicknames.keys(nickname))
    mine = students.c.nickname_key
    either = sa.select(students).where(mine.in_([today, yesterday])).order_by(mine != yesterday)
    return db.read(_engine(), lambda connection: connection.execute(either).first())


def limited(work, run=db.write) -> None:
    try:
        run(_engine(), work)
    except TooManyError as err:
        minutes = math.ceil(err.wait_s / 60)
        wait = (
            ngettext("a minute", "%(num)s minutes", minutes)
            if minutes < 90
            else gettext("%(n)s hours", n=math.ceil(minutes / 60))
        )
        raise SignInError(str(TOO_MANY[TEXTS[err.kind]]) % {"wait": wait}, 429, err.wait_s) from err


def _hashing(function, pin: str):
    try:
        return function(pin)
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


def who_asks() -> Visitor:
    return Visitor(request.remote_addr or "", devices.here())


def _engine() -> sa.Engine:
    return current_app.extensions["engine"]
