"""Rows by student, in memory while they are few, in files of a temporary folder when they are many.

So a log of any size is handled some whole students at a time.
"""

import tempfile
import zlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import polars as pl

IN_MEMORY = 1_000_000
"""Rows that are kept, and of a part."""
BUCKETS = 256


class Spool:
    """Takes frames with a column `userID`; gives parts that hold all rows of their students."""

    def __init__(self) -> None:
        self.rows = 0
        self._kept: list[pl.DataFrame] = []
        self._kept_rows = 0
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._sizes = [0] * BUCKETS
        self._numbers = count()

    def add(self, frame: pl.DataFrame) -> None:
        self.rows += frame.height
        self._kept.append(frame)
        self._kept_rows += frame.height
        if self._kept_rows > IN_MEMORY:
            self._spill()

    def parts(self) -> list["Part"]:
        """All rows; one part, or several of about IN_MEMORY rows."""
        if self._folder is None:
            return [Part(self, [])]
        if self._kept:
            self._spill()
        groups: list[list[int]] = []
        rows = 0
        for bucket, size in enumerate(self._sizes):
            if not groups or rows + size > IN_MEMORY:
                groups.append([])
                rows = 0
            groups[-1].append(bucket)
            rows += size
        return [Part(self, group) for group in groups]

    def read(self, buckets: list[int], columns: list[str] | None) -> pl.DataFrame:
        if self._folder is None:
            whole = pl.concat(self._kept)
            return whole if columns is None else whole.select(columns)
        files = [file for bucket in buckets for file in self._files(bucket)]
        return pl.concat([pl.read_parquet(file, columns=columns) for file in files])

    def close(self) -> None:
        self._kept = []
        if self._folder is not None:
            self._folder.cleanup()

    def _files(self, bucket: int) -> Iterator[Path]:
        assert self._folder is not None
        return iter(sorted(Path(self._folder.name).glob(f"{bucket:03d}-*.parquet")))

    def _spill(self) -> None:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="dkt-log-")
        kept = pl.concat(self._kept)
        self._kept, self._kept_rows = [], 0
        number = next(self._numbers)
        users = kept.get_column("userID").unique()
        bucket = [zlib.crc32((user or "").encode()) % BUCKETS for user in users]
        of = pl.DataFrame({"userID": users, "bucket": bucket})
        parted = kept.join(of, on="userID", how="left", nulls_equal=True, maintain_order="left")
        for (which,), rows in parted.partition_by("bucket", as_dict=True).items():
            assert isinstance(which, int)
            file = Path(self._folder.name, f"{which:03d}-{number:06d}.parquet")
            rows.drop("bucket").write_parquet(file, compression="lz4")
            self._sizes[which] += rows.height


class Part:
    """Some whole students of a spool."""

    def __init__(self, spool: Spool, buckets: list[int]) -> None:
        self._spool, self._buckets = spool, buckets

    def read(self, columns: list[str] | None = None) -> pl.DataFrame:
        return self._spool.read(self._buckets, columns)
