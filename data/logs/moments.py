"""Times and durations of a log: which clock its column is in, told by the whole column."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

import polars as pl

from data.times import EPOCHS, FIRST_EPOCH, UTC_TIME, epoch_times, utc_times

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
"""Where a log begins whose times are seconds since its beginning: the differences are real."""
LONGEST_S = 1e9


@dataclass
class Clock:
    """What a column of times holds, over all rows seen."""

    known: int = 0
    zeros: int = 0
    small: int = 0
    """Numbers that are no moment since 1970."""
    epochs: Counter[float] = field(default_factory=Counter)
    """Units in a second: how many numbers are of the size for it."""

    def see(self, text: pl.Series) -> None:
        numbers = text.cast(pl.Float64, strict=False).drop_nulls()
        self.known += len(text) - text.null_count()
        self.zeros += int((numbers == 0).sum())
        self.small += int((numbers.abs() < FIRST_EPOCH).sum())
        low = FIRST_EPOCH
        for below, units in EPOCHS:
            if many := int(numbers.is_between(low, below, closed="left").sum()):
                self.epochs[units] += many
            low = below

    def kind(self, relative: bool) -> str:
        """`none`: the log keeps the order only; `relative`, `epoch` or `written`; what the most of
        its values are."""
        if self.zeros == self.known:
            return "none"
        large = self.epochs.total()
        if 2 * (self.small + large) <= self.known or (large <= self.small and not relative):
            return "written"
        return "epoch" if large > self.small else "relative"

    def read(self, text: pl.Series, relative: bool) -> pl.Series:
        """(N,) datetime[us, UTC], null where the text says no moment."""
        kind = self.kind(relative)
        if kind == "none":
            return pl.Series(text.name, [None] * len(text), dtype=UTC_TIME)
        if kind == "written":
            return utc_times(text)
        numbers = text.cast(pl.Float64, strict=False)
        if kind == "epoch":
            return epoch_times(numbers, self.epochs.most_common(1)[0][0])
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
