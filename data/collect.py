"""Answers from the client database to the lake, exactly once.

    python -m data pending       # is there anything new?
    python -m data collect       # take it

The source is the table `interactions` of the student page, on SQLite or PostgreSQL. Its `id` only
grows, and the lake keeps the highest id taken from each database under `collect:<database_id>`.
A database that was restored from a backup is refused: see `data.client_source`.
"""

import logging
from typing import NamedTuple

import sqlalchemy as sa

from data.client_database import newest_id, read_answers, transaction
from data.client_source import check_source, known_event_ids, read_source, without_known
from data.lake import Lake
from data.transfer import finished, judge, transfer

log = logging.getLogger(__name__)

CHUNK = 100_000
"""Rows per commit: bounds the memory of a run, not its result."""


class Pending(NamedTuple):
    """Rows with watermark < id ≤ upto wait to be collected; none when they are equal."""

    watermark: int
    upto: int


class Collected(NamedTuple):
    """What one run took."""

    rows: int
    bad: int
    upto: int


def pending(engine: sa.Engine, lake: Lake) -> Pending:
    """What waits to be collected. Raises ClientDatabaseError, WarehouseError."""
    source = read_source(engine)
    watermark = finished(lake, source.app_id)
    newest = _newest(engine)
    check_source(engine, lake, source, watermark, newest)
    return Pending(watermark, newest)


def collect(
    engine: sa.Engine, lake: Lake, upto: int | None = None, chunk: int = CHUNK
) -> Collected:
    """Move every row above the watermark, up to and including id `upto` (default: the newest).

    Safe to repeat, to run twice at once, and to kill at any point: see `data.transfer`.
    Raises ClientDatabaseError, WarehouseError.
    """
    source = read_source(engine)
    app_id = source.app_id
    start = finished(lake, app_id)
    newest = _newest(engine)
    check_source(engine, lake, source, start, newest)
    # never past what is settled, see newest_id
    stop = newest if upto is None else min(upto, newest)
    known = known_event_ids(lake) if start < source.known_upto else None
    rows = bad_rows = 0
    log.info("%s: collecting ids %d to %d", app_id, start + 1, stop)
    while (raw := read_answers(engine, start, stop, chunk)).height:
        start = int(raw.item(-1, "seq"))
        new = raw if known is None else without_known(raw, known)
        good, bad = judge(new, app_id)
        transfer(lake, good, bad, app_id, start)
        rows, bad_rows = rows + new.height, bad_rows + bad.height
        log.info("%s: %d rows up to id %d, %d bad", app_id, new.height, start, bad.height)
    return Collected(rows, bad_rows, start)


def _newest(engine: sa.Engine) -> int:
    with transaction(engine) as connection:
        return newest_id(connection)
