"""The client's database: how it is opened, how it is written to, and how it is waited for.

Its tables are in `tables.py`. Opened by `create_app`; SQLite (WAL) or PostgreSQL.

A PostgreSQL that restarts costs its students some seconds of waiting and nothing else: `read` and
`write` run a transaction again, on a fresh connection, until the database is back.
"""

import logging
import os
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from .migrate import upgrade
from .tables import (
    assignments,
    classes,
    counters,
    forecasts,
    interactions,
    invitations,
    meta,
    metadata,
    paper_sittings,
    papers,
    quality_days,
    quality_items,
    quality_models,
    quality_sums,
    scores,
    sessions,
    staff,
    staff_sessions,
    status,
    students,
)

__all__ = [
    "as_utc", "assignments", "classes", "counters", "forecasts", "interactions", "invitations",
    "lock_order", "meta", "metadata", "now", "open_database", "paper_sittings", "papers",
    "quality_days", "quality_items", "quality_models", "quality_sums", "read", "reading",
    "scores", "sessions", "staff", "staff_sessions", "status", "students", "write", "writing",
]  # fmt: skip

log = logging.getLogger(__name__)
Result = TypeVar("Result")

JOURNALS = ("wal", "shm", "journal")
WRITE_LOCK = 0x0D4B7  # PostgreSQL advisory lock that keeps `id` in commit order
BUSY_TIMEOUT_S = 30
THREADS = 32  # of a worker (gunicorn.conf.py): none waits for a connection to SQLite
KEPT, MOST = 10, 15  # connections of a worker to PostgreSQL: four workers stay below its 100
WAIT_S = 25.0  # longest wait for a database that is away; below gunicorn's graceful timeout
START_WAIT_S = 50.0  # the same when the page starts; gunicorn ends a worker that takes longer (60)
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's word for a lock that was not had in time
PAUSE_S, LONGEST_PAUSE_S = 0.1, 1.0  # between two tries; each is twice as long as the one before

# What tells a server that went without a word (a node lost, a container's network gone), and, in
# `options`, what tells the server so of us: the lock that keeps the order would wait for it.
PATIENCE = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "options": "-c idle_in_transaction_session_timeout=20s -c tcp_keepalives_idle=10 "
    "-c tcp_keepalives_interval=5 -c tcp_keepalives_count=3",
}


class DatabaseAwayError(RuntimeError):
    """The database could not be reached while the page started."""


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def as_utc(moment: datetime) -> datetime:
    """The moment with its zone; SQLite hands back UTC without one."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def open_database(url: str) -> sa.Engine:
    """Open the database and bring its tables up to date; several workers may do so at once.

    Raises DatabaseAwayError when a PostgreSQL does not answer for START_WAIT_S, NewerDatabaseError
    for one that this page is too old for, and SQLAlchemyError when it cannot be opened.
    """
    where = make_url(url)
    if where.drivername in {"postgres", "postgresql"}:
        where = where.set(drivername="postgresql+psycopg")
    if where.get_backend_name() == "sqlite":
        if where.database and not where.database.startswith((":memory:", "file:")):
            _make_private(Path(where.database))
        engine = sa.create_engine(
            where, pool_size=THREADS, connect_args={"timeout": BUSY_TIMEOUT_S},
            execution_options={"turns": threading.Lock()},
        )  # fmt: skip
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = sa.create_engine(
            where, pool_pre_ping=True, pool_size=KEPT, max_overflow=MOST - KEPT,
            connect_args=PATIENCE,
        )  # fmt: skip
    try:
        _prepare(engine)
    except DBAPIError as err:
        if not _away(engine, err):
            raise
        raise DatabaseAwayError(
            f"no database answered at {where.render_as_string()} for {START_WAIT_S:.0f} s: "
            f"{err.orig}. Start it, or correct CLIENT_DATABASE_URL."
        ) from err
    return engine


def read(
    engine: sa.Engine, work: Callable[[sa.Connection], Result], wait_s: float | None = None
) -> Result:
    """What `work` reads in a transaction, run again where the database went away meanwhile.

    Both wait for it up to `wait_s` (default: WAIT_S; 0: they try once), then raise SQLAlchemyError.
    """
    return _until_done(engine, reading, work, wait_s)


def write(
    engine: sa.Engine, work: Callable[[sa.Connection], Result], wait_s: float | None = None
) -> Result:
    """What `work` returns after the commit, run again where the database went away meanwhile.

    Then nobody knows whether the commit took place: `work` must look for what it did before, so
    that doing it twice leaves the database as doing it once does.
    """
    return _until_done(engine, writing, work, wait_s)


def reading(engine: sa.Engine) -> AbstractContextManager[sa.Connection]:
    """A transaction that only reads: it sees one state, and waits for nobody."""
    if engine.dialect.name == "postgresql":  # by default each query would see a newer state
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    return engine.begin()


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that may write; on SQLite it holds the write lock from its first moment.

    SQLite lets who waits for that lock look again now and then, and some wait for long: so the
    threads of a process take turns before they ask for it.
    """
    turns = engine.get_execution_options().get("turns") or nullcontext()
    with turns, engine.execution_options(writes=True).begin() as connection:
        yield connection


def _until_done(engine: sa.Engine, begin: Callable, work: Callable, wait_s: float | None):
    started, pause = time.monotonic(), 0.0
    give_up = started + (WAIT_S if wait_s is None else wait_s)
    while True:
        try:
            with begin(engine) as connection:
                result = work(connection)
        except DBAPIError as err:
            time_left = give_up - time.monotonic()
            if time_left <= 0 or not _away(engine, err):
                raise
            if not pause:
                log.warning("the database is away, waiting up to %.0f s: %s", time_left, err.orig)
            pause = min(2 * pause or PAUSE_S, LONGEST_PAUSE_S)
            time.sleep(min(pause, time_left))
        else:
            if pause:
                log.info("the database is back after %.1f s", time.monotonic() - started)
            return result


def _away(engine: sa.Engine, err: DBAPIError) -> bool:
    """Whether a PostgreSQL could not be reached or went away; all else is not cured by waiting."""
    if engine.dialect.name != "postgresql":
        return False
    unsaid = getattr(err.orig, "sqlstate", None) is None  # no server told us what is wrong
    return err.connection_invalidated or (isinstance(err, OperationalError) and unsaid)


def lock_order(connection: sa.Connection) -> None:
    """Let one transaction at a time pass, so that ids are committed in their order."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITE_LOCK)))


def _make_private(file: Path) -> None:
    """Make the file, or take it away from all but its owner; its journals get the mode it has."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(PermissionError):  # not ours; SQLite says whether it can be opened
        file.touch(mode=0o600)
        for made in (file, *(file.with_name(f"{file.name}-{suffix}") for suffix in JOURNALS)):
            with suppress(FileNotFoundError):  # another worker's transaction ended meanwhile
                if made.stat().st_uid == os.geteuid():
                    made.chmod(0o600)


def _prepare_sqlite(connection, _record) -> None:
    connection.isolation_level = None  # transactions are begun below, not guessed by the driver
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare(engine: sa.Engine) -> None:
    def prepare(connection: sa.Connection) -> None:
        lock_order(connection)
        upgrade(connection)
        known = sa.select(meta.c.value).where(meta.c.key == "database_id")
        if connection.scalar(known) is None:
            row = {"key": "database_id", "value": str(uuid.uuid4())}
            connection.execute(meta.insert().values(row))

    give_up = time.monotonic() + START_WAIT_S
    while True:
        try:
            return write(engine, prepare, START_WAIT_S)
        except OperationalError as err:
            # Two workers that switch a new file to WAL at once: SQLite answers without waiting. On
            # PostgreSQL, somebody reads a table for longer than a step waits for it.
            held = getattr(err.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE
            if not (held or "database is locked" in str(err)) or time.monotonic() > give_up:
                raise
            time.sleep(PAUSE_S)
