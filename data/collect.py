"""Answers from the client database to the lake, exactly once.

    python -m data pending       # is there anything new?
    python -m data collect       # take it

The source is the table `interactions` of the student page, on SQLite or PostgreSQL. Its `id` only
grows, and the lake keeps the highest id taken from each database under `collect:<database_id>`.
The `database_id` (table `meta`) belongs to one life of a database: a new or restored database gets
a new one, or ids that it hands out again would count as taken already.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import polars as pl
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from data.errors import ClientDatabaseError
from data.lake import Lake
from data.schema import RAW
from data.transfer import finished, judge, transfer

log = logging.getLogger(__name__)

CHUNK = 100_000
"""Rows per commit: bounds the memory of a run, not its result."""
LOCK_WAIT_S = 5
META = sa.table("meta", sa.column("key"), sa.column("value"))
ANSWERS = sa.table("interactions", sa.column("id"), *[sa.column(name) for name in RAW])


class Pending(NamedTuple):
    """Rows with watermark < id ≤ upto wait to be collected; none when they are equal."""

    watermark: int
    upto: int


class Collected(NamedTuple):
    """What one run took."""

    rows: int
    bad: int
    upto: int


def open_client_database(url: str) -> sa.Engine:
    """An engine for the client database; raises ClientDatabaseError for an address of none."""
    try:
        parsed = sa.make_url(url)
        file = parsed.database
        if parsed.get_backend_name() == "sqlite" and file and not Path(file).exists():
            raise ClientDatabaseError(
                f"there is no client database at {file}; start the student page once, "
                "or set CLIENT_DATABASE_URL"
            )
        if parsed.drivername in ("postgres", "postgresql"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        return sa.create_engine(parsed)
    except (SQLAlchemyError, ImportError) as err:
        raise ClientDatabaseError(f"CLIENT_DATABASE_URL cannot be used: {err}") from err


def pending(engine: sa.Engine, lake: Lake) -> Pending:
    """What waits to be collected. Raises ClientDatabaseError, WarehouseError."""
    watermark = finished(lake, _app_id(engine))
    return Pending(watermark, max(watermark, _newest(engine)))


def collect(
    engine: sa.Engine, lake: Lake, upto: int | None = None, chunk: int = CHUNK
) -> Collected:
    """Move every row above the watermark, up to and including id `upto` (default: the newest).

    Safe to repeat, to run twice at once, and to kill at any point: see `data.transfer`.
    Raises ClientDatabaseError, WarehouseError.
    """
    app_id = _app_id(engine)
    start = finished(lake, app_id)
    newest = _newest(engine)
    stop = newest if upto is None else min(upto, newest)  # never past what is settled, see _newest
    rows = bad_rows = 0
    log.info("%s: collecting ids %d to %d", app_id, start + 1, stop)
    while (raw := _read(engine, start, stop, chunk)).height:
        good, bad = judge(raw, app_id)
        start = int(raw.item(-1, "seq"))
        transfer(lake, good, bad, app_id, start)
        rows, bad_rows = rows + raw.height, bad_rows + bad.height
        log.info("%s: %d rows up to id %d, %d bad", app_id, raw.height, start, bad.height)
    return Collected(rows, bad_rows, start)


def _app_id(engine: sa.Engine) -> str:
    with _reading(engine) as connection:
        found = connection.scalar(sa.select(META.c.value).where(META.c.key == "database_id"))
    if not found:
        raise ClientDatabaseError(
            f"{engine.url!r}: table meta has no database_id; start the student page once"
        )
    return f"collect:{found}"


def _newest(engine: sa.Engine) -> int:
    """The highest id below which nothing can appear any more, 0 in an empty table."""
    with _reading(engine) as connection:
        if engine.dialect.name == "postgresql":
            # Ids are handed out before they commit, so id 8 can be visible while 7 is not yet, and
            # a watermark of 8 would lose 7. The lock waits for the writers under way and holds new
            # ones for this one query. SQLite has one writer at a time: ids commit in order.
            connection.execute(sa.text(f"SET LOCAL lock_timeout = '{LOCK_WAIT_S}s'"))
            connection.execute(sa.text("LOCK TABLE interactions IN SHARE MODE"))
        return connection.scalar(sa.select(sa.func.max(ANSWERS.c.id))) or 0


def _read(engine: sa.Engine, above: int, upto: int, limit: int) -> pl.DataFrame:
    """Rows with above < id ≤ upto, by id: (≤ limit, RAW as text + seq int64)."""
    query = (
        sa.select(ANSWERS.c.id, *[ANSWERS.c[name] for name in RAW])
        .where(ANSWERS.c.id > above, ANSWERS.c.id <= upto)
        .order_by(ANSWERS.c.id)
        .limit(limit)
    )
    with _reading(engine) as connection:
        rows = connection.execute(query).fetchall()
    columns = list(zip(*rows, strict=True)) or [()] * (1 + len(RAW))
    # Text first, types at the border: SQLite lets any value stand in any column.
    data = {"seq": pl.Series(columns[0], dtype=pl.Int64)}
    for name, values in zip(RAW, columns[1:], strict=True):
        data[name] = pl.Series([_text(value) for value in values], dtype=pl.String)
    return pl.DataFrame(data)


def _text(value: object) -> str | None:
    if isinstance(value, datetime):
        utc = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
        return utc.isoformat(sep=" ")
    return None if value is None else str(value)


@contextmanager
def _reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection in a short transaction; failures come out as ClientDatabaseError."""
    try:
        with engine.begin() as connection:
            yield connection
    except OperationalError as err:
        raise ClientDatabaseError(
            f"client database {engine.url!r}: {err.orig}; is it running, was the student page "
            "started once, and does another program hold a lock on it?"
        ) from err
    except SQLAlchemyError as err:
        raise ClientDatabaseError(f"client database {engine.url!r}: {err}") from err
