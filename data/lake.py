"""The lake: `interactions` (every answer) and `quarantine` (every row that is not one).

    lake = open_lake(load_settings())
    lake.version()                     # the data version
    lake.snapshot(version=12)          # all answers of data version 12, in order

A lake is `s3://bucket/lake`, or a local folder.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from data.errors import EmptyLakeError
from data.schema import INTERACTION, QUARANTINE, check_interactions
from data.store import StoreSettings, storage_options
from data.table import ExactlyOnceTable

ORDER = ["userID", "ingested_at", "seq"]
"""A student's answers stand in the order of arrival: batch by batch, inside a batch by `seq`."""


class Lake:
    """Two Delta tables; the version of `interactions` is the data version."""

    def __init__(self, uri: str, storage_options: Mapping[str, str] | None = None) -> None:
        """`uri`: s3://bucket/path or a local folder. Nothing is read before it is asked for."""
        options = storage_options or {}
        self.uri = uri.rstrip("/")
        self.interactions = ExactlyOnceTable(f"{self.uri}/interactions", options, INTERACTION)
        self.quarantine = ExactlyOnceTable(f"{self.uri}/quarantine", options, QUARANTINE)

    def append(
        self,
        frame: pl.DataFrame,
        app_id: str,
        watermark: int,
        turn: tuple[str, int] | None = None,
    ) -> int | None:
        """Add answers exactly once: those whose `seq` is above the watermark of `app_id`.

        Args:
            frame: (N, columns of INTERACTION but `ingested_at`, which is stamped on arrival; those
                of OPTIONAL may be missing).
            app_id: names the source, such as `collect:<database id>`.
            watermark: highest `seq` that the frame accounts for.
            turn: see `ExactlyOnceTable.append`.

        Returns the new data version, or None when another run already did it.
        Raises TurnError, WarehouseError for rows that break the schema, and when the store fails.
        """
        check_interactions(frame)
        return self.interactions.append(frame, app_id, watermark, None, turn)

    def watermark(self, app_id: str) -> int:
        """Highest `seq` taken from a source into `interactions`, 0 when none was."""
        return self.interactions.watermark(app_id)

    def version(self) -> int | None:
        """The newest data version, None for an empty lake."""
        return self.interactions.version()

    def require_version(self) -> int:
        """The newest data version; raises EmptyLakeError when there is none."""
        version = self.version()
        if version is None:
            raise self._empty()
        return version

    def versions(self, limit: int | None = None) -> pl.DataFrame:
        """Data versions, newest first: version, time, operation, rows_added, app_id, watermark."""
        return self.interactions.versions(limit)

    def row_count(self, version: int | None = None) -> int:
        """Answers in a data version (default: the newest), read from the log alone."""
        return self.interactions.row_count(version)

    def snapshot(
        self,
        version: int | None = None,
        columns: Sequence[str] | None = None,
        compact: bool = False,
    ) -> pl.DataFrame:
        """All answers of a data version (default: the newest), sorted by ORDER.

        Returns (N, columns) with the dtypes of INTERACTION; `columns` picks, default all.
        `compact`: text as categoricals, `userID` as an enum in the order of the ids: a tenth of
        the memory, for logs of many millions of rows.
        Raises EmptyLakeError, UnknownVersionError, WarehouseError.
        """
        names = list(INTERACTION if columns is None else columns)
        fetched = [*names, *(name for name in ORDER if name not in names)]
        frame = self.interactions.read(version, fetched, compact=compact)
        if frame.is_empty():
            raise self._empty()
        if compact:
            return _in_order(frame, names)
        return frame.sort(ORDER, maintain_order=True).select(names)

    def _empty(self) -> EmptyLakeError:
        return EmptyLakeError(
            f"{self.uri} holds no answers yet; first run `python -m data import FILE`, "
            "`python -m data simulate --answers N` or `python -m data collect`"
        )


def _in_order(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """`names` of a compact frame, sorted by ORDER: by number, not by text, and one column after
    the other, so that there are never two of the whole."""
    ids = frame["userID"].unique().cast(pl.String).sort()
    frame = frame.with_columns(pl.col("userID").cast(pl.Enum(ids)))
    order = frame.select(pl.arg_sort_by(ORDER, maintain_order=True)).to_series()
    frame = frame.select(names)
    done = {}
    for name in names:
        done[name] = frame.drop_in_place(name).rechunk().gather(order)
    return pl.DataFrame(done)


def open_lake(settings: StoreSettings) -> Lake:
    """The lake that the settings point at: `s3://{s3_bucket}/lake`. Nothing is read yet."""
    return Lake(f"s3://{settings.s3_bucket}/lake", storage_options(settings))
