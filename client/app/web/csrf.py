"""One token per session; every form carries it and every POST is checked for it.

A form without it is stale more often than forged: its page was open while the student signed in or
out in another tab. So the refusal speaks to a child, and a view may keep what was typed.
"""

import hmac
import secrets

from flask import current_app, g, request, session
from flask_babel import gettext

from .pages import StaleForm


def token() -> str:
    """The session's token, made at first use."""
    if "csrf_token" not in session:
        session["csrf_token"] = secrets.token_urlsafe(32)
    return session["csrf_token"]


def minds_stale_forms(view):
    """Mark a view that is called for a stale form, too; it must look at `is_stale` and then change
    nothing. Goes directly below the route."""
    view.minds_stale_forms = True
    return view


def is_stale() -> bool:
    """Whether this request's form lacks the session's token."""
    return g.get("stale_form", False)


def check() -> None:
    """Before each request: refuse (400) a POST that does not carry the session's token."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    expected = session.get("csrf_token", "")
    got = request.form.get("csrf_token", "")
    if expected and hmac.compare_digest(expected.encode(), got.encode()):
        return
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "minds_stale_forms", False):
        g.stale_form = True
        return
    nickname = request.form.get("nickname", "").strip()[:40]
    if not nickname:
        raise StaleForm(
            gettext(
                "This page was open for too long, or you signed in or out in another tab. Nothing "
                "was saved or changed. Please go on here and try again."
            )
        )
    if session.get("nickname", "").casefold() == nickname.casefold():
        raise StaleForm(
            gettext(
                "%(name)s is signed in already, in another tab. Go on there, or here.",
                name=nickname,
            )
        )
    raise StaleForm(
        gettext(
            "This page was open for too long, or somebody signed in or out in another tab. So "
            "%(name)s is not signed in yet. Please go on here and try again.",
            name=nickname,
        )
    )
