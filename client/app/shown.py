"""The signed note in a question's form: which question was shown to whom, and when.

It makes `elapsed_s` and the event_id trustworthy: a form that was altered is refused.
"""

import time

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

MAX_ELAPSED_S = 3600.0


class TamperedError(ValueError):
    """The note was not signed by this page, or belongs to another form."""


def seal(user_id: str, event_id: str, item: str) -> str:
    """A note that the item is shown to the student now."""
    return _signer().dumps([user_id, event_id, item, round(time.time(), 3)])


def elapsed(note: str, user_id: str, event_id: str, item: str) -> float:
    """Seconds since the item was shown, at most an hour; raises TamperedError."""
    try:
        *whose, at = _signer().loads(note)
    except BadSignature as err:
        raise TamperedError("not signed by this page") from err
    if whose != [user_id, event_id, item]:
        raise TamperedError("belongs to another form")
    return round(min(max(time.time() - at, 0.0), MAX_ELAPSED_S), 3)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="shown")
