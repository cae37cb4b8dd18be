"""A browser's own cookie: which browser it is, and who has signed in on it before.

It lets a student pass the limits that others on the same address have used up (`limiting.py`), and
opens nothing: the PIN is asked for all the same. Signed, so that nobody makes one up; the students
are in it as digests, so that it tells nobody who they are.
"""

import hmac
import secrets
from dataclasses import dataclass

from flask import Response, current_app, g, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

NAME = "browser"
MAX_AGE_S = 400 * 24 * 3600  # the longest that browsers keep a cookie
MOST_KNOWN = 100
"""Students of a school's computer, newest first; a cookie has room for 4 kB."""


@dataclass(frozen=True)
class Device:
    """A browser. `key` is the page's secret."""

    id: str
    known: tuple[str, ...]
    key: str

    def knows(self, user_id: str) -> bool:
        """Whether the student has signed in on it before."""
        return self._digest(user_id) in self.known

    def with_student(self, user_id: str) -> "Device":
        mine = self._digest(user_id)
        others = [digest for digest in self.known if digest != mine]
        return Device(self.id, (mine, *others)[:MOST_KNOWN], self.key)

    def _digest(self, user_id: str) -> str:
        text = f"{self.id}:{user_id}".encode()
        return hmac.new(self.key.encode(), text, "sha256").hexdigest()[:16]


def here() -> Device:
    """The browser that asks; a new one where it brings no cookie that is ours."""
    if "device" not in g:
        g.device = _read()
    return g.device


def _read() -> Device:
    key = current_app.config["SECRET_KEY"]
    try:
        told = _signer().loads(request.cookies.get(NAME, ""), max_age=MAX_AGE_S)
        return Device(str(told["id"]), tuple(map(str, told["known"])), key)
    except (BadSignature, TypeError, KeyError):
        return Device(secrets.token_urlsafe(12), (), key)


def remember(response: Response, device: Device) -> None:
    """Let the browser keep its cookie."""
    response.set_cookie(
        NAME,
        _signer().dumps({"id": device.id, "known": device.known}),
        max_age=MAX_AGE_S,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=NAME)
