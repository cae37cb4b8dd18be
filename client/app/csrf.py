"""One token per session; every form carries it and every POST is checked for it."""

import hmac
import secrets

from flask import request, session

from .pages import bad_request
from .texts import t


def token() -> str:
    """The session's token, made at first use."""
    if "csrf_token" not in session:
        session["csrf_token"] = secrets.token_urlsafe(32)
    return session["csrf_token"]


def check() -> None:
    """Before each request: refuse (400) a POST that does not carry the session's token."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    expected = session.get("csrf_token", "")
    got = request.form.get("csrf_token", "")
    if not expected or not hmac.compare_digest(expected.encode(), got.encode()):
        bad_request(t("bad_csrf"))
