"""The database of the student page, read as the collector reads it: SQLite or PostgreSQL.

Of its tables two are known here, by contract: `interactions`, whose `id` only grows, and `meta`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from data.errors import ClientDatabaseError
from data.schema import OPTIONAL, RAW

LOCK_WAIT_S = 5
META = sa.table("meta", sa.column("key"), sa.column("value"))
ANSWERS = sa.table("interactions", sa.column("id"), *[sa.column(name) for name in RAW])


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


@contextmanager
def transaction(engine: sa.Engine) -> Iterator[sa.Connection]:
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


def newest_id(connection: sa.Connection) -> int:
    """The highest id below which nothing can appear any more, 0 in an empty table."""
    if connection.dialect.name == "postgresql":
        # Ids are handed out before they commit, so id 8 can be visible while 7 is not yet, and
        # a watermark of 8 would lose 7. The lock waits for the writers under way and holds new
        # ones until the transaction ends. SQLite has one writer at a time: ids commit in order.
        connection.execute(sa.text(f"SET LOCAL lock_timeout = '{LOCK_WAIT_S}s'"))
        connection.execute(sa.text("LOCK TABLE interactions IN SHARE MODE"))
    return connection.scalar(sa.select(sa.func.max(ANSWERS.c.id))) or 0


def read_answers(engine: sa.Engine, above: int, upto: int, limit: int) -> pl.DataFrame:
    """Rows with above < id ≤ upto, by id: (≤ limit, RAW as text + seq int64).

    Without those columns of OPTIONAL that the page which made the table did not know.
    """
    with transaction(engine) as connection:
        there = {column["name"] for column in sa.inspect(connection).get_columns("interactions")}
    names = [name for name in RAW if name in there or name not in OPTIONAL]
    query = (
        sa.select(ANSWERS.c.id, *[ANSWERS.c[name] for name in names])
        .where(ANSWERS.c.id > above, ANSWERS.c.id <= upto)
        .order_by(ANSWERS.c.id)
        .limit(limit)
    )
    with transaction(engine) as connection:
        rows = connection.execute(query).fetchall()
    columns = list(zip(*rows, strict=True)) or [()] * (1 + len(names))
    # Text first, types at the border: SQLite lets any value stand in any column.
    data = {"seq": pl.Series(columns[0], dtype=pl.Int64)}
    for name, values in zip(names, columns[1:], strict=True):
        data[name] = pl.Series([_text(value) for value in values], dtype=pl.String)
    return pl.DataFrame(data)


def _text(value: object) -> str | None:
    if isinstance(value, datetime):
        utc = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
        return utc.isoformat(sep=" ")
    return None if value is None else str(value)
