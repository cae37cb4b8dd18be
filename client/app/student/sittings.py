"""Practice in sittings: ten questions, then a look back; and the days on which there was practice.

A sitting ends with a pause of PAUSE. Days are those of the machine's clock (TZ).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from ..database.db import as_utc

TEN = 10
PAUSE = timedelta(minutes=30)
FORGIVEN = 2
"""Days between two days of practice that do not break a run: one may be left out."""


def current(newest: Sequence[sa.Row], now: datetime) -> list[sa.Row]:
    """The answers of the sitting that goes on, oldest first; `newest` are answers, newest first."""
    found: list[sa.Row] = []
    after = now
    for row in newest:
        given = as_utc(row.Timestamp)
        if after - given > PAUSE:
            break
        found.append(row)
        after = given
    return found[::-1]


def is_full(count: int) -> bool:
    """Whether a sitting of so many answers has just filled its ten."""
    return count > 0 and count % TEN == 0


def last_ten(sitting: Sequence[sa.Row]) -> list[sa.Row]:
    """The answers that the look back is about: the ten just filled, or those begun."""
    begun = len(sitting) % TEN
    return list(sitting[-(begun or TEN) :])


def days(moments: Sequence[datetime]) -> list[date]:
    """The days of practice, oldest first, each once."""
    return sorted({as_utc(moment).astimezone().date() for moment in moments})


def run(practised: Sequence[date], today: date) -> int:
    """On how many days in a row there was practice, a day off forgiven; 0 after a longer pause."""
    count, after = 0, today
    for day in reversed(practised):
        if (after - day).days > FORGIVEN:
            break
        count, after = count + 1, day
    return count
