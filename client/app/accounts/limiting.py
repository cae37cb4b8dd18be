"""How many wrong PINs and new students there may be, by where they come from.

A whole school sits behind one address, and a prankster sits in it. So a try is counted in four
places; in a browser where the student has signed in before (`devices.py`), only in the first of
them. There nobody on another browser can lock the student out. The defaults, and why:

LIMIT_BROWSER        5/minute,10/hour,20/day    wrong PINs for one nickname from one browser.
                     Who has forgotten the PIN waits a minute after five.
LIMIT_NICKNAME_HERE  20/hour,30/day             for one nickname from one address. Whoever throws
                     cookies away gets no more than this. One browser cannot use it up.
LIMIT_NICKNAME       50/day                     for one nickname from everywhere: 0.5% of 10,000
                     PINs a day. One address cannot use it up.
LIMIT_ADDRESS        60/10minutes               for all nicknames from one address: 360 an hour,
                     where 27,000 were possible. A class of 40 that mistypes once each gets in.
LIMIT_NEW_STUDENTS   200/10minutes,1000/day     new students from one address: five classes of 40
                     within ten minutes; a prankster makes one in three seconds, not six a second.

A right PIN counts nowhere: a class of any size signs in at once. A try at a nickname is counted
before its PIN is checked, so that tries made at once cannot slip past. At an address it is counted
after its PIN was wrong: a hundred right ones may be under way there. What remains: whoever uses up
LIMIT_NICKNAME_HERE or LIMIT_ADDRESS keeps browsers that are new to the student waiting at that
address until the time is over. An IPv6 address counts as its /64: one household, one school.
"""

import ipaddress
import time
from dataclasses import dataclass

import sqlalchemy as sa
from limits import RateLimitItem
from limits.strategies import FixedWindowRateLimiter

from ..database import db
from . import sessions
from .counters import Counters
from .devices import Device

RERUN_S = 120
"""A transaction that nobody confirmed is run again within this time."""
SWEEP_EVERY_S = 60.0

Items = tuple[RateLimitItem, ...]
Counted = list[tuple[RateLimitItem, tuple[str, ...]]]


class TooManyError(Exception):
    """A limit is used up; `kind` is which, `wait_s` how long it stays so."""

    def __init__(self, kind: str, wait_s: float) -> None:
        super().__init__(f"{kind}: {wait_s:.0f} s to wait")
        self.kind, self.wait_s = kind, wait_s


@dataclass(frozen=True)
class Visitor:
    """Where a request came from: an address, and a browser."""

    address: str
    device: Device


@dataclass(frozen=True)
class Limits:
    """The limits of the settings, each one or several, all of which hold."""

    browser: Items
    nickname_here: Items
    nickname: Items
    address: Items
    new_students: Items

    def check(self, connection: sa.Connection, visitor: Visitor, user_id: str | None) -> None:
        """Raise TooManyError where the address may make no more tries, or no more students.

        Args:
            user_id: whose PIN will be tried; None for a new student.
        """
        if user_id is None:
            _test(connection, _each(self.new_students, "new", _network(visitor.address)))
        elif not visitor.device.knows(user_id):
            _test(connection, _each(self.address, "address", _network(visitor.address)))

    def count_try(
        self, connection: sa.Connection, visitor: Visitor, user_id: str, try_id: str
    ) -> None:
        """Count a try at a student's PIN that is about to be checked; counting it twice is counting
        it once. Raises TooManyError, and the caller's transaction must end with it."""
        if Counters(connection).incr(f"try/{try_id}", RERUN_S) == 1:
            _hit(connection, self._of_student(visitor, user_id))

    def count_wrong(self, connection: sa.Connection, visitor: Visitor, user_id: str) -> None:
        """The try was wrong."""
        if not visitor.device.knows(user_id):
            counters = FixedWindowRateLimiter(Counters(connection))
            for item, whose in _each(self.address, "address", _network(visitor.address)):
                counters.hit(item, *whose)

    def forgive(self, connection: sa.Connection, visitor: Visitor, user_id: str) -> None:
        """The try just counted was right: forget those of this browser, and it elsewhere."""
        counters = Counters(connection)
        for item, whose in self._of_student(visitor, user_id):
            key = item.key_for(*whose)
            if whose[0] == "browser":
                counters.clear(key)
            else:
                counters.give_back(key)

    def count_new_student(self, connection: sa.Connection, visitor: Visitor) -> None:
        """Count a new student; raises TooManyError as `count_try` does."""
        _hit(connection, _each(self.new_students, "new", _network(visitor.address)))

    def _of_student(self, visitor: Visitor, user_id: str) -> Counted:
        counted = _each(self.browser, "browser", user_id, visitor.device.id)
        if not visitor.device.knows(user_id):
            counted += _each(self.nickname_here, "here", user_id, _network(visitor.address))
            counted += _each(self.nickname, "nickname", user_id)
        return sorted(counted, key=lambda one: one[0].key_for(*one[1]))


class Sweeper:
    """Deletes counts and sessions that are over, once in a while."""

    def __init__(self) -> None:
        self._swept_at = time.monotonic()

    def sweep(self, engine: sa.Engine) -> None:
        """In a transaction of its own, if the last time is long enough ago."""

        def work(connection: sa.Connection) -> None:
            Counters(connection).sweep()
            sessions.sweep(connection)

        if time.monotonic() - self._swept_at < SWEEP_EVERY_S:
            return
        self._swept_at = time.monotonic()
        db.write(engine, work)


def _each(items: Items, *whose: str) -> Counted:
    return [(item, whose) for item in items]


def _test(connection: sa.Connection, counted: Counted) -> None:
    limiter = FixedWindowRateLimiter(Counters(connection))
    _refuse(limiter, [one for one in counted if not limiter.test(one[0], *one[1])])


def _hit(connection: sa.Connection, counted: Counted) -> None:
    limiter = FixedWindowRateLimiter(Counters(connection))
    _refuse(limiter, [one for one in counted if not limiter.hit(one[0], *one[1])])


def _refuse(limiter: FixedWindowRateLimiter, used_up: Counted) -> None:
    now = db.now().timestamp()
    waits = {
        whose[0]: limiter.get_window_stats(item, *whose).reset_time - now for item, whose in used_up
    }
    if waits:
        kind = max(waits, key=lambda kind: waits[kind])
        raise TooManyError(kind, max(waits[kind], 1.0))


def _network(address: str) -> str:
    """An IPv4 address as it is, the /64 of an IPv6 one; whatever else the server said, too."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found.packed[:8] + bytes(8), 64)))
