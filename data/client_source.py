"""One life of the client database, and what happens when it is restored from a backup.

    python -m data new-source        # after a restore

The lake remembers how far it has read a database by id, under `collect:<database_id>` (the id is
in table `meta`). A restored database hands out ids again that were read before, so its new answers
would count as taken. `check_source` notices and refuses; `new_source` begins a new life. Its rows
are then collected from id 1 on, without those that the lake has from an earlier life: up to the id
kept as `known_upto` each row is looked up by its event_id.
"""

import uuid
from typing import NamedTuple

import polars as pl
import sqlalchemy as sa

from data.client_database import META, newest_id, read_answers, transaction
from data.errors import ClientDatabaseError
from data.lake import Lake

DATABASE_ID, KNOWN_UPTO = "database_id", "known_upto"


class Source(NamedTuple):
    """A life of a client database; rows up to id `known_upto` may be in the lake already."""

    app_id: str
    known_upto: int


def read_source(engine: sa.Engine) -> Source:
    """The life that the database is in. Raises ClientDatabaseError when it names none."""
    wanted = sa.select(META.c.key, META.c.value).where(META.c.key.in_([DATABASE_ID, KNOWN_UPTO]))
    with transaction(engine) as connection:
        found = {row.key: row.value for row in connection.execute(wanted)}
    if not found.get(DATABASE_ID):
        raise _no_database_id(engine)
    return Source(f"collect:{found[DATABASE_ID]}", int(found.get(KNOWN_UPTO, 0)))


def new_source(engine: sa.Engine) -> str:
    """Begin a new life: a new database_id, which is returned. No collector may run meanwhile."""
    database_id = str(uuid.uuid4())
    renamed = META.update().where(META.c.key == DATABASE_ID).values(value=database_id)
    with transaction(engine) as connection:
        if not connection.execute(renamed).rowcount:
            raise _no_database_id(engine)
        upto = str(newest_id(connection))
        connection.execute(META.delete().where(META.c.key == KNOWN_UPTO))
        connection.execute(META.insert().values(key=KNOWN_UPTO, value=upto))
    return database_id


def check_source(
    engine: sa.Engine, lake: Lake, source: Source, watermark: int, newest: int
) -> None:
    """Refuse a database that is not the one which the lake has read up to `watermark`.

    Raises ClientDatabaseError when the row of that id is gone or another than the one collected.
    """
    if not watermark:
        return
    row = read_answers(engine, watermark - 1, watermark, 1)
    if newest < watermark:
        found = f"its newest id is {newest} now"
    elif row.is_empty():
        found = f"id {watermark} is gone"
    elif _collected(lake, source, row):
        return
    else:
        found = f"id {watermark} is now another answer, {row.item(0, 'event_id')}"
    raise ClientDatabaseError(
        f"client database {engine.url!r} went back: {source.app_id} was collected up to id "
        f"{watermark}, and {found}. It was restored from a backup, or rows were deleted, and new "
        "answers could be missed. Run `python -m data new-source`, then collect again: what the "
        "lake has already is not taken twice"
    )


def without_known(raw: pl.DataFrame, known: pl.Series) -> pl.DataFrame:
    """Rows of `raw` whose event_id is not among the `known`."""
    return raw.filter(~pl.col("event_id").is_in(known.implode()).fill_null(False))


def known_event_ids(lake: Lake) -> pl.Series:
    """Every event_id ever collected, of answers and of rows that were none; reads all of them."""
    good = lake.interactions.read(columns=["event_id"], where="source != 'import'")
    bad = lake.quarantine.read(columns=["row"], where="source_ref LIKE 'collect:%'")
    return pl.concat([good.get_column("event_id"), _event_ids(bad)]).drop_nulls().unique()


def _collected(lake: Lake, source: Source, row: pl.DataFrame) -> bool:
    """Whether the lake has this row; reads the few files that may hold its id."""
    seq, event_id = row.item(0, "seq"), row.item(0, "event_id") or None
    at = f"seq = {seq} AND source = {_quoted(row.item(0, 'source') or '')}"
    if event_id in lake.interactions.read(columns=["event_id"], where=at)["event_id"].to_list():
        return True
    at = f"seq = {seq} AND source_ref = {_quoted(source.app_id)}"
    if event_id in _event_ids(lake.quarantine.read(columns=["row"], where=at)).to_list():
        return True
    # A row that an earlier life of the database left behind may have had another id there.
    return seq <= source.known_upto and event_id in known_event_ids(lake).to_list()


def _event_ids(bad: pl.DataFrame) -> pl.Series:
    return bad.get_column("row").str.json_path_match("$.event_id")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _no_database_id(engine: sa.Engine) -> ClientDatabaseError:
    return ClientDatabaseError(
        f"{engine.url!r}: table meta has no database_id; start the student page once"
    )
