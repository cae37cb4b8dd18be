"""How good the live model is, from the page's own answers. Adding new ones costs
by their number and by the sums of their day, however many answers there are.

`catch_up` adds answers up, in the order of their ids, from where it stopped last; `days.py` makes
figures of the sums.

What speaks against a model is the sum over the answers of students who are no longer new of

    log loss of the model - log loss of the baseline

Were the model right about the chances, e to that sum would be a martingale, whichever students the
answers are of: the sum since the model's first answer passes FROM_START for one good model in 2,000
(Ville 1939). The sum that is set to 0 wherever it falls below it (CUSUM, Page 1954) passes ALARM
once in some million answers. A model that is wrong loses about a tenth of a nat an answer against
the baseline, and passes the first within 200, the second whenever it goes wrong.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from threading import Event, Thread
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from ..database import db
from . import days
from .sums import LOSS_UNIT, NEW, Sums, baseline, loss, rounded

log = logging.getLogger(__name__)

AT_ONCE = 500
"""Answers of a transaction, for which students on SQLite wait."""
EVERY_S = 15.0
POSITION = "quality_position"
FROM_START = 76 * LOSS_UNIT // 10
ALARM = 12 * LOSS_UNIT
LOCK = 0x0D4B8  # PostgreSQL advisory lock: one process adds up
ALL_ITEMS = ""

SumsKey = tuple[date, str, str, int, bool]


class Row(NamedTuple):
    """An answer, as far as it matters here."""

    id: int
    user: str
    item: str
    right: bool
    at: datetime
    predicted: float | None
    model_version: str | None


class Keeper(Thread):
    """Adds up what is new now and then, while the process runs; `also` is done each time."""

    def __init__(
        self, engine: sa.Engine, grades: Mapping[str, int], also: Callable[[], None]
    ) -> None:
        super().__init__(name="live quality", daemon=True)
        self._engine, self._grades, self._also = engine, grades, also
        self._ended = Event()

    def run(self) -> None:
        while not self._ended.wait(EVERY_S):
            self._also()
            try:
                while catch_up(self._engine, self._grades) and not self._ended.wait(0.05):
                    pass
            except SQLAlchemyError as err:
                log.warning("live quality waits: %s", err)

    def end(self) -> None:
        self._ended.set()


def catch_up(engine: sa.Engine, grades: Mapping[str, int], at_once: int = AT_ONCE) -> int:
    """Add up to `at_once` answers; returns how many, 0 where there is nothing new, or somebody else
    is at it. `grades` are those of the question bank's items."""

    def add(connection: sa.Connection) -> int:
        if not _is_my_turn(connection):
            return 0
        position = int(connection.scalar(_meta(POSITION)) or 0)
        found = _rows_above(connection, position, at_once + 1)
        rows, following = found[:at_once], found[at_once:]
        if rows:
            _add(connection, rows, grades)
            unfinished = {row.at.date() for row in following}
            for day in sorted({row.at.date() for row in rows} - unfinished):
                _put(connection, db.quality_days, days.rows_of(connection, day))
            _put(connection, db.meta, [{"key": POSITION, "value": str(rows[-1].id)}])
        return len(rows)

    if db.read(engine, _has_nothing_new, wait_s=0):
        return 0
    return db.write(engine, add, wait_s=0)


def _meta(key: str) -> sa.Select:
    return sa.select(db.meta.c.value).where(db.meta.c.key == key)


def _has_nothing_new(connection: sa.Connection) -> bool:
    newest = connection.scalar(sa.select(sa.func.max(db.interactions.c.id))) or 0
    return newest <= int(connection.scalar(_meta(POSITION)) or 0)


def _is_my_turn(connection: sa.Connection) -> bool:
    if connection.dialect.name != "postgresql":
        return True  # whoever writes on SQLite writes alone
    return bool(connection.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(LOCK))))


def _rows_above(connection: sa.Connection, position: int, most: int) -> list[Row]:
    c = db.interactions.c
    query = sa.select(
        c.id, c.userID, c.assessmentItemID, c.answerCode, c.Timestamp, c.predicted, c.model_version
    )
    query = query.where(c.id > position).order_by(c.id).limit(most)
    return [
        Row(id_, user, item, right == 1, db.as_utc(at), predicted, version)
        for id_, user, item, right, at, predicted, version in connection.execute(query)
    ]


def _add(connection: sa.Connection, rows: list[Row], grades: Mapping[str, int]) -> None:
    answered = _answered_before(connection, {row.user for row in rows}, rows[0].id)
    items = _items(connection, {row.item for row in rows})
    models = _models(connection, {row.model_version for row in rows if row.model_version})
    everything = items[ALL_ITEMS]
    new: dict[SumsKey, Sums] = defaultdict(Sums)
    for row in rows:
        item = items[row.item]
        base = baseline(item[1], item[0], everything[1], everything[0])
        answered[row.user] += 1
        is_new = answered[row.user] <= NEW
        told = row.predicted is not None and row.model_version
        version = str(row.model_version) if told else ""
        sums = new[row.at.date(), version, row.user, grades.get(row.item, 0), is_new]
        if row.predicted is not None and told:
            predicted = rounded(row.predicted)
            sums.add(predicted, base, row.right)
            worse = loss(predicted, row.right) - loss(base, row.right)
            _blame(models, row, 0 if is_new else worse)
        else:
            sums.n += 1
            sums.right += row.right
        for counted in (item, everything):
            counted[0] += 1
            counted[1] += row.right
    _put(connection, db.quality_items, [
        {"assessmentItemID": item, "answers": n, "right": right}
        for item, (n, right) in items.items()
    ])  # fmt: skip
    _put(connection, db.quality_models, [
        {"model_version": version, **model} for version, model in models.items()
    ])  # fmt: skip
    _put(connection, db.quality_sums, _added_to_stored(connection, new))


def _blame(models: dict[str, dict[str, Any]], row: Row, worse: int) -> None:
    """Add to what speaks against a model by how much it was worse than the baseline."""
    model = models.setdefault(
        str(row.model_version),
        {
            "first_at": row.at,
            "last_at": row.at,
            "answers": 0,
            "since_start": 0,
            "evidence": 0,
            "alarm_at": None,
        },
    )
    model["answers"] += 1
    model["last_at"] = max(model["last_at"], row.at)
    model["since_start"] += worse
    # no more than twice the alarm, so that a model that was mended is believed again
    model["evidence"] = min(max(model["evidence"] + worse, 0), 2 * ALARM)
    if model["evidence"] >= ALARM or model["since_start"] >= FROM_START:
        model["alarm_at"] = model["alarm_at"] or row.at
    if model["alarm_at"] and model["evidence"] == 0:
        model |= {"alarm_at": None, "since_start": 0}


def _answered_before(
    connection: sa.Connection, users: Iterable[str], before: int
) -> dict[str, int]:
    c = db.interactions.c
    counts = sa.select(c.userID, sa.func.count()).group_by(c.userID)
    counts = counts.where(c.userID.in_(sorted(users)), c.id < before)
    return defaultdict(int, ((user, n) for user, n in connection.execute(counts)))


def _items(connection: sa.Connection, wanted: set[str]) -> dict[str, list[int]]:
    """[answers, right ones] of each item so far, and of all."""
    c = db.quality_items.c
    query = sa.select(c.assessmentItemID, c.answers, c.right)
    query = query.where(c.assessmentItemID.in_(sorted({*wanted, ALL_ITEMS})))
    found = {item: [n, right] for item, n, right in connection.execute(query)}
    return {item: found.get(item, [0, 0]) for item in sorted({*wanted, ALL_ITEMS})}


def _models(connection: sa.Connection, wanted: set[str]) -> dict[str, dict[str, Any]]:
    query = sa.select(db.quality_models)
    query = query.where(db.quality_models.c.model_version.in_(sorted(wanted)))
    found = {}
    for row in connection.execute(query).mappings():
        model = dict(row)
        for name in ("first_at", "last_at", "alarm_at"):
            model[name] = db.as_utc(model[name]) if model[name] else None
        found[model.pop("model_version")] = model
    return found


def _added_to_stored(
    connection: sa.Connection, new: Mapping[SumsKey, Sums]
) -> list[dict[str, Any]]:
    table = db.quality_sums
    names = ("day", "model_version", "userID", "grade", "is_new")
    query = sa.select(table).where(
        table.c.day.in_({key[0] for key in new}), table.c.userID.in_({key[2] for key in new})
    )
    total = dict(new)
    for row in connection.execute(query):
        key = tuple(row[: len(names)])
        if key in total:
            stored = Sums.from_json(row.sums)
            stored += total[key]
            total[key] = stored
    return [
        {**dict(zip(names, key, strict=True)), "sums": sums.as_json()}
        for key, sums in total.items()
    ]


def _put(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows, in the place of those that have their keys."""
    if not rows:
        return
    kind = sqlite if connection.dialect.name == "sqlite" else postgresql
    insert = kind.insert(table)
    keys = [column.name for column in table.primary_key]
    values = {name: insert.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=values), rows)
