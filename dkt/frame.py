"""Polars frames of interactions to encoded steps: the training side of `dkt.sequence`."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from dkt.encoding import Encoders
from dkt.sequence import Catalog, Steps, encode_steps
from dkt.statistics import Answers, Statistics, out_of_fold

COLUMNS = (
    "userID", "assessmentItemID", "testId", "KnowledgeTag", "answerCode", "Timestamp", "elapsed_s",
)  # fmt: skip
ITEM = ["assessmentItemID", "testId", "KnowledgeTag"]


def fit_encoders(frame: pl.DataFrame, max_tags: int) -> Encoders:
    """Encoders of the rows of training students."""
    in_time = frame.select(*ITEM, "Timestamp").sort("Timestamp", maintain_order=True)
    distinct = in_time.unique(ITEM, maintain_order=True, keep="last")
    items, tests, tags = (distinct[name].to_numpy().astype(str) for name in ITEM)
    return Encoders.fit(items, tests, tags, max_tags)


@dataclass(frozen=True)
class Log:
    """A frame as arrays: N answers, students one after the other in the order of their rows.

    Attributes:
        items, tests, tags: (M,) strings of the distinct combinations; row: (N,) the one of each.
        user: (N,) int64. correct: (N,) 0/1. time_s, elapsed_s: (N,) seconds, NaN where unknown.
    """

    items: np.ndarray
    tests: np.ndarray
    tags: np.ndarray
    row: np.ndarray
    user: np.ndarray
    correct: np.ndarray
    time_s: np.ndarray
    elapsed_s: np.ndarray

    @classmethod
    def read(cls, frame: pl.DataFrame) -> "Log":
        """Log of a frame with `COLUMNS`."""
        distinct = frame.select(ITEM).unique(maintain_order=True).with_row_index("row")
        frame = (
            frame.join(distinct, on=ITEM, how="left", maintain_order="left")
            .with_columns(user=pl.col("userID").rank("dense"))
            .sort("user", maintain_order=True)
        )
        items, tests, tags = (distinct[name].to_numpy().astype(str) for name in ITEM)
        time_s = frame["Timestamp"].dt.epoch("us").cast(pl.Float64) / 1e6
        return cls(
            items,
            tests,
            tags,
            frame["row"].to_numpy().astype(np.int64),
            frame["user"].to_numpy().astype(np.int64),
            frame["answerCode"].to_numpy().astype(np.float64),
            time_s.to_numpy().astype(np.float64),
            frame["elapsed_s"].cast(pl.Float64).to_numpy().astype(np.float64),
        )

    def answers(self, catalog: Catalog) -> Answers:
        """What statistics are made of; `catalog` holds the distinct combinations."""
        return Answers(self.user, catalog.item[self.row], self.row, self.correct, self.elapsed_s)


def fit_statistics(frame: pl.DataFrame, encoders: Encoders) -> Statistics:
    """Statistics of the rows of training students."""
    log = Log.read(frame)
    catalog = Catalog.build(encoders, log.items, log.tests, log.tags)
    return Statistics.fit(encoders.sizes, catalog.category, log.answers(catalog))


def steps_of(
    frame: pl.DataFrame,
    encoders: Encoders,
    statistics: Statistics | None = None,
    trained_on: bool = False,
) -> Steps:
    """Steps of a frame with `COLUMNS`, students one after the other in the order of the rows.

    Args:
        statistics: of training students, for the engineered features; None: counts alone.
        trained_on: the frame is what `statistics` were fitted on, so that each student is told
            those of other folds.
    """
    log = Log.read(frame)
    catalog = Catalog.build(encoders, log.items, log.tests, log.tags, statistics)
    told = None
    if statistics and trained_on:
        told = out_of_fold(encoders.sizes, catalog.category, log.answers(catalog))
    return encode_steps(catalog, log.user, log.row, log.correct, log.time_s, log.elapsed_s, told)


def of_users(frame: pl.DataFrame, users: np.ndarray) -> pl.DataFrame:
    """The rows of these students."""
    return frame.filter(pl.col("userID").is_in(users.tolist()))
