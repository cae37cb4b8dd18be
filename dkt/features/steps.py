"""Encoded steps of students, cut into windows and packed into batches. Numpy alone."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dkt.features.clock import Moments
from dkt.features.counts import (
    QUERY_FEATURES,
    answer_features,
    candidate_query_features,
    history_query_features,
)
from dkt.features.latent_factors import FACTORS, LatentFactors, StudentFactors, factors_before
from dkt.features.pace import FEATURES, Progress, history_features
from dkt.features.spacing import SPACING, Spacing, spacing_before
from dkt.features.target_encoding import STATISTICS, TargetEncoding
from dkt.features.vocabulary import Encoders, identities, split_tags

INPUTS = ("history_category", "history_numeric", "query_category", "query_numeric", "at")
"""Names of a model's inputs, in torch and in ONNX:

history_category (B, T, C) int64, history_numeric (B, T, F + 5) float32: the answered steps;
query_category (B, Q, C) int64, query_numeric (B, Q, F) float32: the items asked about;
at (B, Q) int64 in 0..T: how many of the steps each query may look back on.
F is the number of the names in `NUMBERS` that the model's config asks for.
"""
NUMBERS = {
    "counts": QUERY_FEATURES, "engineered": FEATURES, "all": (*FEATURES, *FACTORS, *SPACING),
}  # fmt: skip
"""Numbers known before an answer, by the name that a config gives them."""
RATES = [STATISTICS.index("item_rate"), STATISTICS.index("tag_rate")]


@dataclass(frozen=True)
class Catalog:
    """Distinct (item, test, tags) combinations, as classes and as identities.

    Attributes:
        category: (M, C) int64 classes, see `Encoders.encode`.
        item: (M,) int64, equal where the item id is equal, unknown to the encoders or not.
        tags: (M, K) int64 likewise, -1 where an item has fewer tags.
        test: (M,) int64 likewise.
        told: (M, 11) float64, what training students tell of the item; None: counts alone are used.
        affinity: what they tell of items together; None: no model asks for it.
        moments: which times the model reads, and what it takes for the moment of asking.
    """

    category: np.ndarray
    item: np.ndarray
    tags: np.ndarray
    test: np.ndarray
    encoded: np.ndarray | None
    factors: LatentFactors | None
    moments: Moments

    @classmethod
    def build(
        cls,
        encoders: Encoders,
        items: np.ndarray,
        tests: np.ndarray,
        tags: np.ndarray,
        statistics: TargetEncoding | None = None,
    ) -> "Catalog":
        """Catalog of M rows of strings; `tags` holds texts such as `g1-count;g1-add`."""
        tag_table = split_tags(tags, encoders.tag_width)
        category = encoders.encode(items, tests, tag_table)
        return cls(
            category,
            identities(items),
            np.where(tag_table == "", -1, identities(tag_table)),
            identities(tests),
            statistics.of(category) if statistics else None,
            statistics.factors if statistics else None,
            encoders.moments,
        )


@dataclass(frozen=True)
class Steps:
    """N answers, students one after the other, each in time order.

    Attributes:
        user: (N,) int64. category: (N, C) int64. correct: (N,) float32 0/1.
        query: (N, F) float32, known before the answer. answer: (N, 5) float32, known with it.
    """

    user: np.ndarray
    category: np.ndarray
    query: np.ndarray
    answer: np.ndarray
    correct: np.ndarray

    def __len__(self) -> int:
        return len(self.user)

    @property
    def history(self) -> np.ndarray:
        """(N, F + 5) float32: all numbers of a step once it is answered."""
        return np.concatenate([self.query, self.answer], axis=1)

    def sample(self, most: int = 1_000_000) -> "Steps":
        """At most so many of the steps, evenly spaced: enough for means and deviations."""
        every = max(-(-len(self) // most), 1)
        return Steps(*(getattr(self, name)[::every] for name in Steps.__dataclass_fields__))


def encode_steps(
    catalog: Catalog, user: np.ndarray, row: np.ndarray, correct: np.ndarray,
    time_s: np.ndarray, elapsed_s: np.ndarray, encoded: np.ndarray | None = None,
    factors: LatentFactors | None = None,
) -> Steps:  # fmt: skip
    """Steps of a log.

    Args:
        user: (N,) int; rows of a student are consecutive and in time order.
        row: (N,) int, row of `catalog` that each answer belongs to.
        correct: (N,) 0/1. time_s, elapsed_s: (N,) seconds, NaN where unknown.
        told: (N, 11) instead of the catalog's, for training students:
        `dkt.features.target_encoding.out_of_fold`.
        affinity: likewise, `dkt.dataset.factorization.OutOfFoldFactors`.
    """
    correct = np.asarray(correct, dtype=np.float64)
    time_s, elapsed_s = catalog.moments.read(time_s, elapsed_s)
    item, tags = catalog.item[row], catalog.tags[row]
    if encoded is None and catalog.encoded is not None:
        encoded = catalog.encoded[row]
    category = catalog.category[row]
    factors = factors or catalog.factors
    if encoded is None:
        query = history_query_features(user, item, tags, correct)
    else:
        known = (correct, encoded[:, RATES[0]], time_s, elapsed_s)
        query = history_features(encoded, user, item, tags, catalog.test[row], *known)
        if factors:
            related = factors_before(factors, user, category, correct, encoded[:, RATES])
            spaced = spacing_before(user, item, tags, *known, catalog.moments)
            query = np.concatenate([query, related, spaced], axis=1)
    return Steps(
        np.asarray(user, dtype=np.int64),
        category,
        query,
        answer_features(user, correct, time_s, elapsed_s),
        correct.astype(np.float32),
    )


def cut_windows(user: np.ndarray, length: int) -> np.ndarray:
    """Cut every student's rows into consecutive windows of at most `length`.

    Returns:
        (W, 2) int64: first row and number of rows of each window, in row order.
    """
    if not len(user):
        return np.empty((0, 2), np.int64)
    first = np.flatnonzero(np.concatenate([[True], user[1:] != user[:-1]]))
    last = np.append(first[1:], len(user))
    many = -(-(last - first) // length)  # windows of each student
    place = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    start = np.repeat(first, many) + place * length
    return np.column_stack([start, np.minimum(length, np.repeat(last, many) - start)])


def stride_of(length: int) -> int:
    """Answers by which the start of a window moves on, once a student has more than fill one."""
    return max(length // 2, 1)


def window_start(answers: int, length: int) -> int:
    """The first step that a model reads after so many answers; at most `length` − 1 follow it.

    It moves on by whole strides, so that evaluation scores a stride of rows from one window and
    reads for each exactly what serving reads.
    """
    stride = stride_of(length)
    return -(-max(answers - length + 1, 0) // stride) * stride


def served_windows(user: np.ndarray, length: int) -> np.ndarray:
    """Windows from which every row is scored once, after the steps that serving would read.

    Returns:
        (W, 3) int64: first row and number of rows of each window, and how many of them come first
        as context only.
    """
    if not len(user):
        return np.empty((0, 3), np.int64)
    first = np.flatnonzero(np.concatenate([[True], user[1:] != user[:-1]]))
    last = np.append(first[1:], len(user))
    stride = stride_of(length)
    many = 1 - np.minimum(length - (last - first), 0) // stride  # windows of each student
    place = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    start = np.repeat(first, many) + place * stride
    rows = np.minimum(length, np.repeat(last, many) - start)
    return np.column_stack([start, rows, np.where(place > 0, length - stride, 0)])


def batches(windows: np.ndarray, size: int, rng: np.random.Generator | None = None) -> Iterator:
    """Groups of up to `size` windows of like length, so that little is padded.

    Args:
        windows: (W, 2) from `cut_windows`, or (W, 3) from `served_windows`.
        rng: shuffles windows of like length and the order of the groups; None keeps both fixed.
    """
    jitter = rng.random(len(windows)) * 16 if rng else np.zeros(len(windows))
    order = np.argsort(windows[:, 1] + jitter, kind="stable")
    groups = [order[start : start + size] for start in range(0, len(order), size)]
    for group in rng.permutation(len(groups)) if rng else range(len(groups)):
        yield windows[groups[group]]


def collate(steps: Steps, windows: np.ndarray) -> dict[str, np.ndarray]:
    """Pack windows into one padded batch in which every step queries the steps before it.

    Args:
        windows: (B, 2) from `cut_windows`, or (B, 3) from `served_windows`.

    Returns:
        The arrays named in `INPUTS` with Q = T = the longest window; and `correct` (B, T) float32,
        `mask` (B, T) bool (True = real step), `scored` (B, T) bool (True = and no mere context),
        `rows` (B, T) int64 (row in `steps`).
    """
    width = int(windows[:, 1].max())
    offset = np.arange(width)
    mask = offset < windows[:, 1:2]
    rows = np.where(mask, windows[:, :1] + offset, 0)

    def take(values: np.ndarray) -> np.ndarray:
        picked = values[rows]
        picked[~mask] = 0
        return picked

    category = take(steps.category)
    query = take(steps.query)
    return {
        "history_category": category,
        "history_numeric": np.concatenate([query, take(steps.answer)], axis=2),
        "query_category": category,
        "query_numeric": query,
        "at": np.broadcast_to(offset, mask.shape).copy(),
        "correct": take(steps.correct),
        "mask": mask,
        "scored": mask & (offset >= windows[:, 2:3]) if windows.shape[1] > 2 else mask,
        "rows": rows,
    }


def some_windows(steps: Steps, length: int) -> dict[str, np.ndarray]:
    """The first few windows as a batch, which an exported graph is held against."""
    return collate(steps, cut_windows(steps.user, length)[:8])


def candidate_inputs(
    catalog: Catalog, steps: Steps, row: np.ndarray, candidates: np.ndarray, length: int,
    time_s: np.ndarray, elapsed_s: np.ndarray, asked_s: float = float("nan"),
) -> dict[str, np.ndarray]:  # fmt: skip
    """Inputs (batch of one) that score candidates after the whole of one student's history.

    Args:
        catalog: holds history and candidates alike.
        steps: the student's T ≥ 0 answers; `row` (T,) their rows in `catalog`.
        candidates: (Q,) rows of `catalog`.
        length: T of the model's windows, see `window_start`; counts use all steps.
        time_s, elapsed_s: (T,) as in `encode_steps`.
        asked_s: the moment of asking, on the same clock; NaN: unknown, see `dkt.features.clock`.
    """
    recent = slice(window_start(len(steps), length), len(steps))
    category, numeric = steps.category[recent], steps.history[recent]
    at = len(category)
    if not at:  # a new student: one step of padding that no query looks at
        category = np.zeros((1, catalog.category.shape[1]), np.int64)
        numeric = np.zeros((1, steps.history.shape[1]), np.float32)
    query = _query_after(catalog, steps, row, candidates, time_s, elapsed_s, asked_s)
    return {
        "history_category": category[None],
        "history_numeric": numeric[None],
        "query_category": catalog.category[candidates][None],
        "query_numeric": query[None],
        "at": np.full((1, len(candidates)), at, np.int64),
    }


def _query_after(
    catalog: Catalog, steps: Steps, row: np.ndarray, candidates: np.ndarray,
    time_s: np.ndarray, elapsed_s: np.ndarray, asked_s: float,
) -> np.ndarray:  # fmt: skip
    """(Q, F) float32: what is known of candidates after a history; see `candidate_inputs`."""
    correct = steps.correct.astype(np.float64)
    time_s, elapsed_s = catalog.moments.read(time_s, elapsed_s)
    asked = catalog.item[candidates], catalog.tags[candidates]
    if catalog.encoded is None:
        return candidate_query_features(catalog.item[row], catalog.tags[row], correct, *asked)
    expected = catalog.encoded[row, RATES[0]]
    kinship = StudentFactors(catalog.factors) if catalog.factors else None
    progress, spacing = Progress(), Spacing(catalog.moments)
    known = (correct.tolist(), expected.tolist(), time_s.tolist(), elapsed_s.tolist())
    for place, right, share, at_s, took_s in zip(row.tolist(), *known, strict=True):
        encoded, item, tags = catalog.encoded[place], int(catalog.item[place]), catalog.tags[place]
        progress.add(encoded, item, tags, int(catalog.test[place]), right, share, at_s, took_s)
        if kinship:
            kinship.add(catalog.category[place], right, share)
            spacing.add(item, tags, right, share, at_s, took_s)
    encoded = catalog.encoded[candidates]
    query = progress.features(encoded, *asked, catalog.test[candidates])
    if not kinship:
        return query
    related = kinship.features(catalog.category[candidates], encoded[:, RATES])
    return np.concatenate([query, related, spacing.features(*asked, asked_s)], axis=1)
