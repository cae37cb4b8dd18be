"""The signed note in a question's form: which question was shown to whom, when, and before what.

It makes `elapsed_s` and the event_id trustworthy: a form that was altered is refused. It is good
for one answer: `last_id` is the student's newest answer to this item when it was shown, and once
there is a newer one the student has seen the key.
"""

import time
from typing import NamedTuple

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

SALT = "shown with variant"
FORMER_FIELDS = 5


class TamperedError(ValueError):
    """The note was not signed by this page, or belongs to another form."""


class Shown(NamedTuple):
    """What a note says. `at` is in seconds since 1970; `last_id` is 0 where there was none.

    `hints` is how often help was shown: 0 never, 1 the hint, 2 the worked steps, too.
    """

    user_id: str
    event_id: str
    item: str
    at: float
    last_id: int
    variant: int = 0
    language: str = "en"
    hints: int = 0

    @property
    def elapsed_s(self) -> float:
        """Seconds since the item was shown; from them a model knows when that was."""
        return round(max(time.time() - self.at, 0.0), 3)

    @property
    def has_expired(self) -> bool:
        """Whether it was shown longer ago than the setting CLIENT_QUESTION_HOURS."""
        return time.time() - self.at > 3600 * current_app.config["QUESTION_HOURS"]


def seal(
    user_id: str,
    event_id: str,
    item: str,
    last_id: int,
    variant: int = 0,
    language: str = "en",
) -> str:
    """A note that the item is shown to the student now."""
    return _sealed(
        Shown(user_id, event_id, item, round(time.time(), 3), last_id, variant, language)
    )


def with_hints(seen: Shown, hints: int) -> str:
    """The note of a question whose student has asked for help; the clock runs on."""
    return _sealed(seen._replace(hints=hints))


def _sealed(said: Shown) -> str:
    # A page of before knows five fields. While both run, it takes what means the same to it, and
    # refuses the rest in words.
    if said[FORMER_FIELDS:] == (0, "en", 0):
        return str(_signer().dumps(said[:FORMER_FIELDS]))
    return str(_signer(SALT).dumps(said))


def unseal(note: str) -> Shown:
    """What the note says; raises TamperedError where this page did not write it."""
    try:
        said = _signer(SALT).loads(note)
    except BadSignature:
        try:
            said = _signer().loads(note)
        except BadSignature as err:
            raise TamperedError("not signed by this page") from err
    if len(said) == FORMER_FIELDS - 1:  # written before notes had `last_id`: no longer good
        said = [*said[:3], 0.0, 0]
    return Shown(*said)


def _signer(salt: str = "shown") -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=salt)
