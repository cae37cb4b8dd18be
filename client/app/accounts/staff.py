"""Teachers and operators: invited by a link that expires, signed in with a name and a password.

    flask --app app.main staff invite teacher     # in client/; prints the link's path

As with students, the cookie holds a token and the table its digest, and tries are counted by
`limiting.py`. A browser is a student's or a staff member's, not both.
"""

import functools
import re
import secrets
import unicodedata
import uuid
from datetime import timedelta

import click
import sqlalchemy as sa
from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError

from ..database import db
from . import admission, auth, devices, nicknames, staff_sessions
from .admission import SignInError
from .staff_sessions import Staff

bp = Blueprint("staff", __name__, cli_group="staff")

ROLES = ("teacher", "operator")
INVITATION = timedelta(days=7)
LEAST_PASSWORD, MOST_PASSWORD = 10, 200
PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")
"""A place on this page: no other host, which some browsers also read into a backslash."""


@bp.get("/staff/sign-in")
def sign_in_page():
    return auth.form_page("accounts/staff_sign_in.html", to=request.args.get("to", ""))


@bp.post("/staff/sign-in")
def sign_in():
    typed = request.form.get("nickname", "")[: nicknames.MOST_CODE_POINTS]
    to = request.form.get("to", "")
    try:
        staff_id = _admit(typed, request.form.get("password", "")[:MOST_PASSWORD])
    except SignInError as err:
        page = auth.form_page(
            "accounts/staff_sign_in.html", to=to, name_typed=typed, problem=str(err)
        )
        return page, err.status
    is_ours = PATH.fullmatch(to)
    response = make_response(redirect(to if is_ours else staff_sessions.home(), 303))
    devices.remember(response, devices.here().with_student(_limited_as(staff_id)))
    return response


@bp.post("/staff/sign-out")
def sign_out():
    staff_sessions.end()
    return redirect(url_for("staff.sign_in_page"), 303)


@bp.get("/invited/<token>")
def invited(token: str):
    invitation = _open_invitation(token)
    return render_template("accounts/invited.html", invitation=invitation, least=LEAST_PASSWORD)


@bp.post("/invited/<token>")
def accept(token: str):
    """Make the account that a link is good for, once."""
    invitation = _open_invitation(token)
    typed = request.form.get("nickname", "")[: nicknames.MOST_CODE_POINTS]
    password = request.form.get("password", "")[: MOST_PASSWORD + 1]
    try:
        name = nicknames.clean(typed)
        if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
            raise SignInError(
                gettext("Please choose a password of %(n)s letters or more.", n=LEAST_PASSWORD)
            )
        _create(token, name, password, invitation.role)
    except nicknames.NicknameError:
        problem = gettext("Please type your name, 1 to %(most)s letters.", most=nicknames.MOST)
    except SignInError as err:
        problem = str(err)
    else:
        return redirect(staff_sessions.home(), 303)
    page = render_template(
        "accounts/invited.html", invitation=invitation, least=LEAST_PASSWORD, name_typed=typed,
        problem=problem,
    )  # fmt: skip
    return page, 422


def invite(connection: sa.Connection, role: str, lasts: timedelta = INVITATION) -> str:
    """Make an invitation; returns the path of its link. The table holds a digest alone."""
    token, now = secrets.token_urlsafe(24), db.now()
    row = {
        "id": staff_sessions.digest(token),
        "role": role,
        "created_at": now,
        "expires_at": now + lasts,
    }
    connection.execute(db.invitations.insert().values(row))
    return f"/invited/{token}"


@bp.cli.command("invite")
@click.argument("role", type=click.Choice(ROLES))
@click.option("--days", type=click.IntRange(1, 60), default=INVITATION.days, show_default=True)
@click.option("--site", default="", help="Address of the page, which the path is put behind.")
def invite_command(role: str, days: int, site: str) -> None:
    """Print a link by which one person becomes a teacher or an operator."""
    engine = _engine()
    with db.writing(engine) as connection:  # not run again: each run would make another link
        path = invite(connection, role, timedelta(days=days))
    click.echo(f"{site.rstrip('/')}{path}")


def _admit(typed: str, password: str) -> str:
    """Sign in who is known; returns their id.

    Raises SignInError: wrong name or password, too many tries, too busy.
    """
    limits, visitor = current_app.extensions["limits"], admission.who_asks()
    row = _find(typed)
    known_as, try_id = _limited_as(row.id if row else "unknown"), uuid.uuid4().hex

    def count(connection: sa.Connection) -> None:
        limits.check(connection, visitor, known_as)
        if row:
            limits.count_try(connection, visitor, known_as, try_id)

    admission.limited(count)
    if not _is_right(row, password):
        db.write(_engine(), lambda connection: limits.count_wrong(connection, visitor, known_as))
        raise SignInError(gettext("This name and password do not belong together."))
    assert row is not None
    member, token = Staff(row.id, row.name, row.role), secrets.token_urlsafe(32)

    def let_in(connection: sa.Connection) -> None:
        if staff_sessions.begin(connection, token, member.id):
            limits.forgive(connection, visitor, known_as)

    db.write(_engine(), let_in)
    staff_sessions.keep(token, member)
    return member.id


def _is_right(row: sa.Row | None, password: str) -> bool:
    """Whether it is the password of `row`; a name that nobody has takes as long. Passwords are
    hashed as PINs are (`pins.py`): at most one a core, with the page's secret."""
    pins = current_app.extensions["pins"]
    if row is None:
        admission.hashing(pins.hash, password)
        return False
    return admission.hashing(functools.partial(pins.is_right, row.password_hash), password)


def _create(token: str, name: str, password: str, role: str) -> None:
    """Make the account and sign it in. Raises SignInError: the name is taken, too busy."""
    member = Staff(uuid.uuid4().hex, name, role)
    own = secrets.token_urlsafe(32)
    hashed = admission.hashing(current_app.extensions["pins"].hash, password)

    def create(connection: sa.Connection) -> None:
        mine = db.invitations.c.id == staff_sessions.digest(token)
        used = db.invitations.update().where(mine, db.invitations.c.used_by.is_(None))
        if not connection.execute(used.values(used_by=member.id)).rowcount:
            used_by = connection.scalar(sa.select(db.invitations.c.used_by).where(mine))
            if used_by == member.id:  # done before, by a transaction that nobody confirmed
                return
            abort(404)
        row = {"id": member.id, "name": name, "name_key": _key(name), "role": role}
        connection.execute(
            db.staff.insert().values({**row, "password_hash": hashed, "created_at": db.now()})
        )
        staff_sessions.begin(connection, own, member.id)

    try:
        db.write(_engine(), create)
    except IntegrityError as err:
        raise SignInError(
            gettext("Somebody here is called %(name)s already. Add your family name.", name=name)
        ) from err
    staff_sessions.keep(own, member)
    flash(gettext("Welcome, %(name)s!", name=name))


def _open_invitation(token: str) -> sa.Row:
    """The invitation that a link is good for; 404 where there is none, or no more."""
    mine = sa.select(db.invitations).where(
        db.invitations.c.id == staff_sessions.digest(token),
        db.invitations.c.used_by.is_(None),
        db.invitations.c.expires_at > db.now(),
    )
    row = db.read(_engine(), lambda connection: connection.execute(mine).first())
    if row is None:
        abort(404)
    return row


def _find(typed: str) -> sa.Row | None:
    try:
        key = _key(nicknames.clean(typed))
    except nicknames.NicknameError:
        return None
    mine = sa.select(db.staff).where(db.staff.c.name_key == key)
    return db.read(_engine(), lambda connection: connection.execute(mine).first())


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _limited_as(staff_id: str) -> str:
    """What tries are counted under, apart from every student's."""
    return f"staff/{staff_id}"


def _engine() -> sa.Engine:
    return current_app.extensions["engine"]
