"""Polars frames of interactions to encoded steps: the training side of `dkt.features.steps`.

Text columns may be strings or, for very large logs, categoricals (4 bytes a row). All work is on
codes, and steps are made for a block of students at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl

from dkt.dataset.factorization import OutOfFoldFactors, Rows, fit_factors
from dkt.dataset.memory_mapped import gather, write
from dkt.features.clock import Moments
from dkt.features.latent_factors import FIRST_TAG, LatentFactors
from dkt.features.running import stable_order
from dkt.features.steps import Catalog, Steps, encode_steps
from dkt.features.target_encoding import (
    Answers,
    TargetEncoding,
    encoded_by_fold,
    fold_of,
    student_blocks,
)
from dkt.features.vocabulary import Encoders

COLUMNS = (
    "userID", "assessmentItemID", "testId", "KnowledgeTag", "answerCode", "Timestamp", "elapsed_s",
)  # fmt: skip
ITEM = ("assessmentItemID", "testId", "KnowledgeTag")
BLOCK = 1 << 14
"""Rows that are encoded at a time. They fit the processor's cache: twice as fast as all at once."""
ROUNDS = 16


def fit_encoders(frame: pl.DataFrame, max_tags: int) -> Encoders:
    """Encoders of the rows of training students."""
    (items, tests, tags), row = combinations(frame)
    time = frame["Timestamp"].to_physical().fill_null(np.iinfo(np.int64).min).to_numpy()
    newest = np.full(len(items), np.iinfo(np.int64).min)
    np.maximum.at(newest, row, time)
    is_newest = np.flatnonzero(time == newest[row])
    last = np.zeros(len(items), np.int64)
    last[row[is_newest]] = is_newest  # of several the last row
    order = np.lexsort((last, newest))
    timed = frame["Timestamp"].is_not_null().to_numpy()
    measured = (frame["elapsed_s"] > 0).fill_null(value=False).to_numpy()
    fitted = Encoders.fit(items[order], tests[order], tags[order], max_tags)
    return replace(fitted, moments=Moments.fit(timed, measured))


def unknown_items(encoders: Encoders, frame: pl.DataFrame) -> float:
    """Share of a frame's rows whose item the encoders do not know, 0 of an empty one."""
    if frame.is_empty():
        return 0.0
    items = frame["assessmentItemID"].cast(pl.String)
    known = pl.Series(encoders.items.tolist(), dtype=pl.String)
    return 1.0 - float(items.is_in(known.implode()).mean())  # type: ignore[arg-type]


def combinations(frame: pl.DataFrame) -> tuple[list[np.ndarray], np.ndarray]:
    """Distinct triples of item, test and tags.

    Returns:
        Three (M,) arrays of strings: items, tests and tags; and (N,) int32, the one of each row.
    """
    codes = [_codes(frame[name]) for name in ITEM]
    stands, row = _distinct(*codes)
    texts = [frame[name].gather(stands).cast(pl.String).to_numpy().astype(str) for name in ITEM]
    return texts, row


def _codes(column: pl.Series) -> np.ndarray:
    """(N,) int codes ≥ 0, equal for equal texts."""
    if column.dtype == pl.String:
        column = column.cast(pl.Categorical)
    return column.to_physical().to_numpy()


def _distinct(item: np.ndarray, test: np.ndarray, tags: np.ndarray) -> tuple[np.ndarray, ...]:
    """(M,) a row that stands for each distinct triple, and (N,) int32 the triple of each row.

    An item has few tests and tags, mostly one: the last row of each item stands for those like it,
    then the last one of what is left, which is far faster than to sort or to hash triples.
    """
    row = np.empty(len(item), np.int32)
    left = np.arange(len(item), dtype=np.int32)
    last = np.zeros(int(item.max(initial=0)) + 1, np.int32)
    stands: list[np.ndarray] = [left[:0]]
    many = 0
    for _ in range(ROUNDS):
        if not len(left):
            break
        of_left = item[left]
        last[of_left] = left
        like = last[of_left]
        one_each = left[like == left]
        row[one_each] = np.arange(many, many + len(one_each))
        same = (test[left] == test[like]) & (tags[left] == tags[like])
        row[left[same]] = row[like[same]]
        stands.append(one_each)
        many += len(one_each)
        left = left[~same]
    if len(left):  # an item with a test of its own for every sitting, perhaps
        table = np.column_stack([item[left], test[left], tags[left]])
        _, first, number = np.unique(table, axis=0, return_index=True, return_inverse=True)
        row[left] = many + number
        stands.append(left[first])
    return np.concatenate(stands), row


@dataclass(frozen=True)
class Log:
    """A frame as arrays: N answers, students one after the other in the order of their rows.

    Attributes:
        items, tests, tags: (M,) strings of the distinct combinations; row: (N,) int32 the one of
            each.
        user: (N,) int32, in the order of the ids. correct: (N,) int8 0/1.
        time_s: (N,) float64, elapsed_s: (N,) float32, seconds, NaN where unknown.
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
        (items, tests, tags), row = combinations(frame)
        user = _in_order_of_ids(frame["userID"])
        time_s = (frame["Timestamp"].dt.epoch("us").cast(pl.Float64) / 1e6).to_numpy()
        correct = frame["answerCode"].cast(pl.Int8).to_numpy()
        elapsed_s = frame["elapsed_s"].cast(pl.Float32).to_numpy()
        order = stable_order(user)
        if order is not None:
            row, user, correct = row[order], user[order], correct[order]
            time_s, elapsed_s = time_s[order], elapsed_s[order]
        return cls(items, tests, tags, row, user, correct, time_s, elapsed_s)

    def __len__(self) -> int:
        return len(self.row)

    def answers(self, catalog: Catalog) -> Answers:
        """What statistics are made of; `catalog` holds the distinct combinations."""
        item = catalog.item.astype(np.int32)[self.row]
        return Answers(self.user, item, self.row, self.correct, self.elapsed_s)


def _in_order_of_ids(users: pl.Series) -> np.ndarray:
    """(N,) int32: rank of each row's id among the distinct ids, from 1."""
    codes = _codes(users)
    some_row = np.full(int(codes.max(initial=0)) + 1, -1, np.int32)
    some_row[codes] = np.arange(len(codes), dtype=np.int32)
    present = np.flatnonzero(some_row >= 0)
    ids = users.gather(some_row[present]).cast(pl.String)
    place = np.zeros(len(some_row), np.int32)
    place[present] = ids.rank("dense").to_numpy()
    return place[codes]


def fit_target_encoding(
    frame: pl.DataFrame, encoders: Encoders, related: bool = False
) -> TargetEncoding:
    """Target encoding of training rows; `related`: with latent factors of items."""
    log = Log.read(frame)
    catalog = Catalog.build(encoders, log.items, log.tests, log.tags)
    fitted = TargetEncoding.fit(encoders.sizes, catalog.category, log.answers(catalog))
    if not related:
        return fitted
    return replace(fitted, factors=fit_factors(_factor_rows(log, catalog, encoders)))


def _factor_rows(log: Log, catalog: Catalog, encoders: Encoders) -> Rows:
    item, tag = (catalog.category[:, at].astype(np.int32) for at in (0, FIRST_TAG))
    return Rows(log.user, item[log.row], tag[log.row], log.correct, encoders.sizes)


def steps_of(
    frame: pl.DataFrame,
    encoders: Encoders,
    statistics: TargetEncoding | None = None,
    trained_on: bool = False,
    folder: Path | None = None,
) -> Steps:
    """Steps of a frame with `COLUMNS`, students one after the other in the order of the rows.

    Args:
        statistics: of training students, for engineered features; None: counts only.
        trained_on: `statistics` were fitted on this frame: encode it out of fold.
        folder: where the steps are written and memory-mapped; None: in memory.
    """
    log = Log.read(frame)
    catalog = Catalog.build(encoders, log.items, log.tests, log.tags, statistics)
    of_folds = None
    if statistics and trained_on:
        of_folds = encoded_by_fold(encoders.sizes, catalog.category, log.answers(catalog))
    factors = statistics.factors if statistics else None
    if factors and trained_on:
        rows = _factor_rows(log, catalog, encoders)
        factors = OutOfFoldFactors.fit_others(factors, rows)
    blocks = encoded(log, catalog, of_folds, factors)
    return gather(blocks, len(log)) if folder is None else write(blocks, len(log), folder)


def encoded(
    log: Log, catalog: Catalog, of_folds: np.ndarray | None, factors: LatentFactors | None = None
) -> Iterator[Steps]:
    """Steps of some students at a time, at least one block.

    Args:
        of_folds, factors: out-of-fold encoding of training students, see `encoded_by_fold` and
            `OutOfFoldFactors`.
    """
    for block in student_blocks(log.user, BLOCK) if len(log) else [slice(0, 0)]:
        user, row = log.user[block].astype(np.int64), log.row[block]
        yield encode_steps(
            catalog,
            user,
            row,
            log.correct[block],
            log.time_s[block],
            log.elapsed_s[block].astype(np.float64),
            None if of_folds is None else of_folds[fold_of(user), row],
            factors,
        )


def of_users(frame: pl.DataFrame, users: np.ndarray) -> pl.DataFrame:
    """The rows of these students."""
    ids = pl.Series(users.tolist(), dtype=pl.String).cast(frame.schema["userID"])
    return frame.filter(pl.col("userID").is_in(ids.implode()))
