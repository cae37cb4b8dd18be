"""The storage of the library `limits` in the page's database, which all workers and replicas share.

A `Counters` lives as long as a transaction: what it counted is undone with the transaction. Each
increment is one upsert, so that two at once both count. Who increments several counters takes them
in the order of their keys, or two transactions could wait for each other.
"""

import sqlalchemy as sa
from limits.storage import Storage
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from ..database import db
from ..database.db import counters

SWEPT_AT_ONCE = 1000


class Counters(Storage):
    """Hits by key, each until it expires; a key's time starts with its first hit."""

    STORAGE_SCHEME = ["page-database"]  # noqa: RUF012 - as the base class has it

    def __init__(self, connection: sa.Connection) -> None:
        super().__init__()
        self._connection = connection
        self._now = db.now().timestamp()

    @property
    def base_exceptions(self) -> type[Exception]:
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        on_sqlite = self._connection.dialect.name == "sqlite"
        insert = sqlite.insert(counters) if on_sqlite else postgresql.insert(counters)
        over = counters.c.expires_at <= self._now
        new = {"hits": amount, "expires_at": self._now + expiry}
        change = {
            "hits": sa.case((over, amount), else_=counters.c.hits + amount),
            "expires_at": sa.case((over, self._now + expiry), else_=counters.c.expires_at),
        }
        upsert = insert.values(key=key, **new).on_conflict_do_update(
            index_elements=[counters.c.key], set_=change
        )
        return self._connection.execute(upsert.returning(counters.c.hits)).scalar_one()

    def give_back(self, key: str) -> None:
        """Take one hit away, where there is one."""
        mine = (counters.c.key == key) & (counters.c.hits > 0)
        self._connection.execute(
            counters.update()
            .where(mine, counters.c.expires_at > self._now)
            .values(hits=counters.c.hits - 1)
        )

    def get(self, key: str) -> int:
        row = self._row(key)
        return row.hits if row else 0

    def get_expiry(self, key: str) -> float:
        """Seconds since 1970 at which the key's count ends; now, where it has none."""
        row = self._row(key)
        return row.expires_at if row else self._now

    def check(self) -> bool:
        return self._connection.scalar(sa.select(sa.literal(1))) == 1

    def reset(self) -> int:
        return self._connection.execute(counters.delete()).rowcount

    def clear(self, key: str) -> None:
        self._connection.execute(counters.delete().where(counters.c.key == key))

    def sweep(self) -> int:
        """Delete counts that are over, but for those that somebody is at; returns how many."""
        over = sa.select(counters.c.key).where(counters.c.expires_at <= self._now)
        some = over.limit(SWEPT_AT_ONCE).with_for_update(skip_locked=True)
        return self._connection.execute(counters.delete().where(counters.c.key.in_(some))).rowcount

    def _row(self, key: str) -> sa.Row | None:
        mine = sa.select(counters.c.hits, counters.c.expires_at)
        return self._connection.execute(
            mine.where(counters.c.key == key, counters.c.expires_at > self._now)
        ).first()
