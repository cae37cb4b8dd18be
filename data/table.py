"""A Delta table that takes every batch exactly once."""

import logging
import random
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

from data.errors import TurnError, UnknownVersionError, WarehouseError
from data.store import explain

log = logging.getLogger(__name__)

TRIES = 30
"""Races that one append may lose before it gives up; a race is lost in milliseconds."""
COMPACTED = 500_000
"""Rows that are read before their text is made compact."""
CONFIGURATION: Mapping[str, str | None] = {
    # A data version stays readable: the log is never cleaned. Nor is a watermark ever forgotten:
    # delta.setTransactionRetentionDuration is left unset.
    "delta.enableExpiredLogCleanup": "false",
}


class ExactlyOnceTable:
    """Appends are identified by (app id, watermark) and kept in the table's own log.

    An app id names a source (a database, a file); its watermark is the highest `seq` taken from it.
    The commit that adds the rows moves the watermark, so a crash leaves both or neither.
    """

    def __init__(self, uri: str, options: Mapping[str, str], columns: Mapping[str, Any]) -> None:
        """`columns`: name to polars dtype, in order; among them `seq` and `ingested_at`."""
        self.uri = uri
        self._options = dict(options)
        self._columns = dict(columns)

    def append(
        self,
        frame: pl.DataFrame,
        app_id: str,
        watermark: int,
        marks: Mapping[str, int] | None = None,
        turn: tuple[str, int] | None = None,
    ) -> int | None:
        """Add the rows of `frame` whose `seq` is above the watermark of `app_id`, and move it.

        Args:
            frame: (N, all columns but `ingested_at`), which is stamped here, later than any batch
                before it. N = 0 commits the watermark alone.
            watermark: highest `seq` that `frame` accounts for, ≥ 1.
            marks: further (app id: watermark) pairs moved by the same commit.
            turn: (app id, its watermark when the caller last looked), which this commit counts up.

        Returns the new version, or None when another run already did all of this.
        Raises TurnError when somebody has counted it up since, WarehouseError when the store fails
        or every race was lost.
        """
        wanted = {app_id: watermark, **(marks or {})}
        for attempt in range(TRIES):
            # Check and write go through one table object: its version is the snapshot that a
            # racing commit of the same app id conflicts with.
            table = self._load()
            ahead = {a: w for a, w in wanted.items() if _transaction(table, a) < w}
            if not ahead:
                log.info("%s up to %d is already in %s", app_id, watermark, self.uri)
                return None
            if turn and _transaction(table, turn[0]) != turn[1]:
                raise TurnError(f"{self.uri}: {turn[0]} moved on from {turn[1]} meanwhile")
            if turn:
                ahead[turn[0]] = turn[1] + 1
            rows = frame.filter(pl.col("seq") > _transaction(table, app_id))
            stamp = self._stamp(table)
            try:
                return self._write(table, self._stamped(rows, stamp), app_id, ahead, stamp)
            except CommitFailedError:
                time.sleep(random.uniform(0, 0.02 * 2 ** min(attempt, 5)))
            except (DeltaError, OSError) as err:
                if table is None and self._load() is not None:
                    continue  # somebody else created the table in the meantime
                raise explain(self.uri, self._options, err) from err
        raise WarehouseError(
            f"{self.uri}: {TRIES} commits of {app_id} in a row lost against other writers; "
            "stop the other collectors and run it again"
        )

    def watermark(self, app_id: str) -> int:
        """Highest `seq` taken from this source, 0 when there was none (a `seq` starts at 1)."""
        return _transaction(self._load(), app_id)

    def version(self) -> int | None:
        """The newest version, None when nothing was ever written."""
        table = self._load()
        return None if table is None else table.version()

    def row_count(self, version: int | None = None) -> int:
        """Rows in a version (default: the newest), from the log alone, 0 without a table.

        Raises UnknownVersionError.
        """
        table = self._load(version)
        return 0 if table is None else table.count()

    def versions(self, limit: int | None = None) -> pl.DataFrame:
        """The newest `limit` versions (default: all), newest first; reads one log entry for each.

        Returns (V, 6): version int64, time datetime[us, UTC], operation str, rows_added int64,
        app_id str, watermark int64 (both null when the commit is not an append of ours).
        """
        table = self._load()
        history = [] if table is None else self._history(table, limit)
        rows = [
            {
                "version": entry["version"],
                "time": datetime.fromtimestamp(entry["timestamp"] / 1000, UTC),
                "operation": entry["operation"],
                "rows_added": int(entry.get("operationMetrics", {}).get("num_added_rows", 0)),
                "app_id": entry.get("app_id"),
                "watermark": int(entry["watermark"]) if "watermark" in entry else None,
            }
            for entry in history
        ]
        return pl.DataFrame(
            rows,
            schema={"version": pl.Int64, "time": pl.Datetime("us", "UTC"), "operation": pl.String,
                    "rows_added": pl.Int64, "app_id": pl.String, "watermark": pl.Int64},
        )  # fmt: skip

    def read(
        self,
        version: int | None = None,
        columns: list[str] | None = None,
        where: str | None = None,
        compact: bool = False,
    ) -> pl.DataFrame:
        """Rows of a version (default: the newest), in no particular order.

        Args:
            columns: what to read, default everything; unread columns are not fetched.
            where: SQL condition; files that cannot match are not fetched.
            compact: text as categoricals, 4 bytes a row, read some rows at a time.

        Returns (N, columns) with the table's dtypes, (0, columns) without a table; a column that
        the version does not have yet is null.
        Raises UnknownVersionError, WarehouseError.
        """
        names = list(self._columns) if columns is None else columns
        table = self._load(version)
        if table is None:
            return pl.DataFrame(schema={name: self._columns[name] for name in names})
        try:
            scanned = table.scan(columns=_present(table, names), predicate=where)
            if not compact:
                return self._typed(pl.DataFrame(scanned), names)
            read = pl.DataFrame(schema={name: self._columns[name] for name in names})
            parts, waiting, rows = [read.cast({pl.String: pl.Categorical})], [], 0
            for batch in scanned:
                waiting.append(pl.DataFrame(batch))
                rows += waiting[-1].height
                if rows >= COMPACTED:
                    parts.append(self._compact(waiting, names))
                    waiting, rows = [], 0
            return pl.concat([*parts, self._compact([read, *waiting], names)])
        except (DeltaError, OSError) as err:
            raise explain(self.uri, self._options, err) from err

    def batches(self, columns: list[str]) -> Iterator[pl.DataFrame]:
        """Rows of the newest version some at a time, in no particular order, none without a table.

        Raises WarehouseError.
        """
        table = self._load()
        if table is None:
            return
        try:
            for batch in table.scan(columns=_present(table, columns)):
                yield self._typed(pl.DataFrame(batch), columns)
        except (DeltaError, OSError) as err:
            raise explain(self.uri, self._options, err) from err

    def schema(self, columns: Iterable[str]) -> dict[str, Any]:
        """Dtypes of these columns."""
        return {name: self._columns[name] for name in columns}

    def _load(self, version: int | None = None) -> DeltaTable | None:
        try:
            return DeltaTable(self.uri, version=version, storage_options=self._options)
        except TableNotFoundError:
            if version is None:
                return None
            raise UnknownVersionError(f"{self.uri} has no version {version}: it is empty") from None
        except (DeltaError, OSError, OverflowError) as err:
            newest = None if version is None else self.version()
            if version is not None and newest is not None and not 0 <= version <= newest:
                raise UnknownVersionError(
                    f"{self.uri} has no version {version}; it has 0 to {newest}"
                ) from err
            raise explain(self.uri, self._options, err) from err

    def _stamp(self, table: DeltaTable | None) -> datetime:
        """The `ingested_at` of a batch: now, but after the last batch, even when its clock was
        ahead, because (ingested_at, seq) is the order of a student's answers."""
        now = datetime.now(UTC)
        if table is not None:
            now = max(now, self._last_ingested(table) + timedelta(microseconds=1))
        return now

    def _stamped(self, rows: pl.DataFrame, stamp: datetime) -> pl.DataFrame:
        ingested_at = pl.lit(stamp).cast(pl.Datetime("us", "UTC")).alias("ingested_at")
        return self._typed(rows.with_columns(ingested_at), list(self._columns))

    def _last_ingested(self, table: DeltaTable) -> datetime:
        """When the newest batch arrived; its commit says so, one without rows repeats it."""
        newest = self._history(table, 1)  # in a race also what was committed since `table` was read
        if not newest or not all("ingested_at" in entry for entry in newest):
            # Maintenance, or a commit from before this was written down: ask the whole log, once.
            newest = self._history(table, None)
        return max(
            datetime.fromisoformat(entry["ingested_at"])
            if "ingested_at" in entry
            else datetime.fromtimestamp(entry["timestamp"] / 1000, UTC) + timedelta(milliseconds=1)
            for entry in newest
        )

    def _typed(self, frame: pl.DataFrame, names: list[str]) -> pl.DataFrame:
        return frame.select(
            (pl.col(name) if name in frame.columns else pl.lit(None).alias(name)).cast(
                self._columns[name]
            )
            for name in names
        )

    def _compact(self, batches: list[pl.DataFrame], names: list[str]) -> pl.DataFrame:
        """Rows in memory of their own, text as categoricals; a batch keeps all it was cut from."""
        typed = (self._typed(batch, names) for batch in batches)
        return pl.concat([one.cast({pl.String: pl.Categorical}) for one in typed]).rechunk()

    def _write(
        self,
        table: DeltaTable | None,
        rows: pl.DataFrame,
        app_id: str,
        moved: dict[str, int],
        stamp: datetime,
    ) -> int:
        grows = table is not None and _present(table, rows.columns) != rows.columns
        write_deltalake(
            self.uri if table is None else table,
            rows,
            mode="error" if table is None else "append",
            # A table of before some column gets it with the first batch that may have it.
            schema_mode="merge" if grows else None,
            configuration=CONFIGURATION if table is None else None,
            storage_options=self._options,
            commit_properties=CommitProperties(
                custom_metadata={
                    "app_id": app_id,
                    "watermark": str(moved[app_id] if app_id in moved else max(moved.values())),
                    "ingested_at": stamp.isoformat(),
                },
                app_transactions=[Transaction(a, w) for a, w in moved.items()],
                # A write that creates the table has no snapshot to conflict with: the loser of a
                # race would be committed as version 1 without a look at the transactions.
                max_commit_retries=0 if table is None else None,
            ),
        )
        return 0 if table is None else table.version()

    def _history(self, table: DeltaTable, limit: int | None) -> list[dict[str, Any]]:
        try:
            return table.history(limit)
        except (DeltaError, OSError) as err:
            raise explain(self.uri, self._options, err) from err


def _present(table: DeltaTable, names: list[str]) -> list[str]:
    """Those of the names that are columns of the table."""
    there = {field.name for field in table.schema().fields}
    return [name for name in names if name in there]


def _transaction(table: DeltaTable | None, app_id: str) -> int:
    return 0 if table is None else table.transaction_version(app_id) or 0
