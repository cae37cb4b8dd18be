"""Times and durations of a log: which clock its column is in, told by the whole column."""

from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from data.times import FIRST_EPOCH, UTC_TIME, epoch_times, utc_times

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
"""Where a log begins whose times are seconds since its beginning: the differences are real."""
LONGEST_S = 1e9


@dataclass
class Clock:
    """What a column of times holds, over all rows seen."""

    known: int = 0
    numbers: int = 0
    least: float = float("inf")
    most: float = float("-inf")

    def see(self, text: pl.Series) -> None:
        numbers = text.cast(pl.Float64, strict=False)
        self.known += len(text) - text.null_count()
        many = len(numbers) - numbers.null_count()
        if many:
            self.numbers += many
            self.least = min(self.least, float(numbers.min()))  # type: ignore[arg-type]
            self.most = max(self.most, float(numbers.max()))  # type: ignore[arg-type]

    def kind(self, relative: bool) -> str:
        """`none`: the log keeps the order only; `relative`, `epoch` or `written`."""
        if not self.known or (self.numbers == self.known and self.least == self.most == 0):
            return "none"
        if self.numbers < self.known:
            return "written"
        if self.most >= FIRST_EPOCH:
            return "epoch"
        return "relative" if relative else "written"

    def read(self, text: pl.Series, relative: bool) -> pl.Series:
        """(N,) datetime[us, UTC], null where the text says no moment."""
        kind = self.kind(relative)
        if kind == "none":
            return pl.Series(text.name, [None] * len(text), dtype=UTC_TIME)
        if kind == "written":
            return utc_times(text)
        numbers = text.cast(pl.Float64, strict=False)
        if kind == "epoch":
            return epoch_times(numbers, self.most)
        micros = (numbers.set(numbers < 0, None) * 1e6).round().cast(pl.Int64)
        start = int(BEGINNING.timestamp() * 1e6)
        return (micros + start).cast(pl.Datetime("us")).dt.replace_time_zone("UTC")

    def told(self, relative: bool) -> str | None:
        """What a person should know of the reading."""
        return {
            "relative": "times are seconds since the log began, set to begin on 2000-01-01",
            "epoch": "times are numbers since 1970",
        }.get(self.kind(relative))


def as_text(times: pl.Series, text: pl.Series) -> pl.Series:
    """(N,) str: the moments as the lake's border reads them, what is none as it stood."""
    return times.dt.strftime("%Y-%m-%d %H:%M:%S%.6f").fill_null(text)


def durations(text: pl.Series, unit: float) -> pl.Series:
    """(N,) float64 seconds, null for what is no duration."""
    seconds = text.cast(pl.Float64, strict=False) / unit
    return seconds.set(~seconds.is_between(0, LONGEST_S).fill_null(False), None)
