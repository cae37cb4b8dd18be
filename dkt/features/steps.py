"""Encoded steps: each answer as classes and numbers. Numpy only."""

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
        encoded: (M, 11) float64, target encoding of the item; None: the model reads counts only.
        factors: transitions and vectors of items; None: the model does not read them.
        moments: which times the model reads, and how it finds the moment of asking.
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
        encoded: (N, 11) in place of the catalog's, for training students (`out_of_fold`).
        factors: likewise, `dkt.dataset.factorization.OutOfFoldFactors`.
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


def candidate_queries(
    catalog: Catalog, steps: Steps, row: np.ndarray, candidates: np.ndarray,
    time_s: np.ndarray, elapsed_s: np.ndarray, asked_s: float,
) -> np.ndarray:  # fmt: skip
    """(Q, F) float32: features of candidates after a history; see `candidate_inputs`."""
    correct = steps.correct.astype(np.float64)
    time_s, elapsed_s = catalog.moments.read(time_s, elapsed_s)
    asked = catalog.item[candidates], catalog.tags[candidates]
    if catalog.encoded is None:
        return candidate_query_features(catalog.item[row], catalog.tags[row], correct, *asked)
    expected = catalog.encoded[row, RATES[0]]
    student = StudentFactors(catalog.factors) if catalog.factors else None
    progress, spacing = Progress(), Spacing(catalog.moments)
    known = (correct.tolist(), expected.tolist(), time_s.tolist(), elapsed_s.tolist())
    for place, right, share, at_s, took_s in zip(row.tolist(), *known, strict=True):
        encoded, item, tags = catalog.encoded[place], int(catalog.item[place]), catalog.tags[place]
        progress.add(encoded, item, tags, int(catalog.test[place]), right, share, at_s, took_s)
        if student:
            student.add(catalog.category[place], right, share)
            spacing.add(item, tags, right, share, at_s, took_s)
    encoded = catalog.encoded[candidates]
    query = progress.features(encoded, *asked, catalog.test[candidates])
    if not student:
        return query
    related = student.features(catalog.category[candidates], encoded[:, RATES])
    return np.concatenate([query, related, spacing.features(*asked, asked_s)], axis=1)
