"""The rows that a sweep fits on and scores: a data version of the lake, or public logs."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from data.lake import open_lake
from data.step_back import answers_to_learn_from
from dkt.dataset.frame import COLUMNS
from experiments.public_logs import read_logs
from settings import Settings


@dataclass(frozen=True)
class Source:
    """Where the rows are; each process of a sweep reads them itself."""

    settings: Settings
    version: int | None
    """Data version; None for logs."""
    logs: tuple[Path, ...]
    rows: str
    """`raw` or `collapsed`, of logs."""

    @classmethod
    def asked(cls, settings: Settings, data: str, logs: list[Path], rows: str) -> "Source":
        """What the command line asks for; 'latest' is pinned.

        Raises:
            ValueError: no data version, neither raw nor collapsed. WarehouseError: no lake.
        """
        if rows not in ("raw", "collapsed"):
            raise ValueError(f"--rows {rows}: expected raw or collapsed")
        if logs:
            return cls(settings, None, tuple(logs), rows)
        if data != "latest" and not data.isdecimal():
            raise ValueError(f"--data {data}: expected a data version number, or 'latest'")
        version = open_lake(settings).require_version() if data == "latest" else int(data)
        return cls(settings, version, (), rows)

    def name(self) -> str:
        """The data version; of logs their names, and what they hold in short."""
        if self.version is not None:
            return str(self.version)
        digest = hashlib.sha256()
        for path in self.logs:
            digest.update(path.read_bytes())
        names = " ".join(path.name for path in self.logs)
        return f"{names} {self.rows} {digest.hexdigest()[:10]}"

    def frame(self) -> pl.DataFrame:
        """All rows, columns `dkt.dataset.frame.COLUMNS`; raises ValueError, WarehouseError."""
        if self.version is None:
            try:
                return read_logs(list(self.logs), self.rows)
            except pl.exceptions.PolarsError as err:
                raise ValueError(f"{', '.join(map(str, self.logs))}: {err}") from err
        return answers_to_learn_from(open_lake(self.settings), self.version, COLUMNS)
