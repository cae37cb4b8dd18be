"""Counts before each answer (query), and features of the answer itself. Numpy only.

Query features of step t read answers before t only. Answer features of step t enter the model for
steps after t only.
"""

from dataclasses import dataclass

import numpy as np

QUERY_FEATURES = (
    "answers", "success", "item_attempts", "item_success", "tag_attempts", "tag_success",
)  # fmt: skip
ANSWER_FEATURES = ("correct", "elapsed", "elapsed_known", "lag", "lag_known")

ELAPSED_CAP_S = 600.0
LAG_CAP_S = 30 * 24 * 3600.0


@dataclass(frozen=True)
class Counts:
    """Attempts and right answers so far; arrays of one shape."""

    attempts: np.ndarray
    correct: np.ndarray

    def features(self) -> tuple[np.ndarray, np.ndarray]:
        """log(1 + attempts), and the success rate with half a right of one answer as the prior."""
        return np.log1p(self.attempts), (self.correct + 0.5) / (self.attempts + 1.0)


def counts_before(group: np.ndarray, correct: np.ndarray) -> Counts:
    """Counts in the same group before each row.

    Args:
        group: (N,) int, rows of one group (a student, a student's item, …) in time order.
        correct: (N,) 0/1.
    """
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    first = np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(group)]
    start = np.maximum.accumulate(np.where(first, np.arange(len(group)), 0))
    running = np.cumsum(correct[order]) - correct[order]

    attempts = np.empty(len(group))
    right = np.empty(len(group))
    attempts[order] = np.arange(len(group)) - start
    right[order] = running - running[start] if len(group) else running
    return Counts(attempts, right)


def query_features(overall: Counts, item: Counts, tag: Counts) -> np.ndarray:
    """(N, 6) float32 in the order of `QUERY_FEATURES`."""
    columns = [*overall.features(), *item.features(), *tag.features()]
    return np.column_stack(columns).astype(np.float32)


def mean_over_tags(counts: Counts, known: np.ndarray) -> Counts:
    """Counts of an item's tags, (N, K), averaged over those it has; known: (N, K) bool."""
    many = np.maximum(known.sum(axis=1), 1)
    return Counts(
        (counts.attempts * known).sum(axis=1) / many, (counts.correct * known).sum(axis=1) / many
    )


def history_query_features(
    user: np.ndarray, item: np.ndarray, tags: np.ndarray, correct: np.ndarray
) -> np.ndarray:
    """Query features of every row of a log, from earlier rows of the same student.

    Args:
        user: (N,) int ≥ 0; rows of a student in time order.
        item: (N,) int ≥ 0, the item's identity (not its class: unknown items differ from another).
        tags: (N, K) int, the tags' identities, -1 where an item has fewer.
        correct: (N,) 0/1.

    Returns:
        (N, 6) float32.
    """
    width = tags.shape[1]
    many_items = int(item.max(initial=0)) + 1
    many_tags = int(tags.max(initial=0)) + 1
    tag_group = np.where(tags >= 0, user[:, None] * many_tags + tags, -1)
    exploded = counts_before(tag_group.reshape(-1), np.repeat(correct, width))
    by_tag = Counts(exploded.attempts.reshape(-1, width), exploded.correct.reshape(-1, width))
    return query_features(
        counts_before(user, correct),
        counts_before(user * many_items + item, correct),
        mean_over_tags(by_tag, tags >= 0),
    )


def candidate_query_features(
    item: np.ndarray, tags: np.ndarray, correct: np.ndarray,
    candidate_item: np.ndarray, candidate_tags: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """Query features of candidates after one student's whole history.

    Args:
        item, tags, correct: (T,), (T, K), (T,) as in `history_query_features`.
        candidate_item, candidate_tags: (Q,), (Q, K), identities of the same numbering.

    Returns:
        (Q, 6) float32.
    """
    seen = np.full(len(candidate_item), float(len(correct)))
    right = np.full(len(candidate_item), float(correct.sum()))

    def totals(keys: np.ndarray, hits: np.ndarray, wanted: np.ndarray) -> Counts:
        size = int(max(keys.max(initial=0), wanted.max(initial=0))) + 1
        attempts = np.bincount(keys, minlength=size).astype(float)
        correct_sum = np.bincount(keys, weights=hits, minlength=size)
        return Counts(attempts[wanted], correct_sum[wanted])

    known = tags >= 0
    by_tag = totals(tags[known], np.repeat(correct, known.sum(axis=1)), candidate_tags.clip(min=0))
    return query_features(
        Counts(seen, right),
        totals(item, correct, candidate_item),
        mean_over_tags(by_tag, candidate_tags >= 0),
    )


def answer_features(
    user: np.ndarray, correct: np.ndarray, time_s: np.ndarray, elapsed_s: np.ndarray
) -> np.ndarray:
    """Features of each answer itself.

    Args:
        user: (N,) int; rows of a student are consecutive and in time order.
        correct: (N,) 0/1.
        time_s: (N,) seconds since any epoch, NaN where unknown.
        elapsed_s: (N,) seconds spent on the answer, NaN where unknown.

    Returns:
        (N, 5) float32: correct as ±1; elapsed and lag since the student's last answer on a
        log scale from 0 to 1, each with a flag that says whether it is known.
    """
    lag_s = np.full(len(user), np.nan)
    same = user[1:] == user[:-1]
    lag_s[1:][same] = (time_s[1:] - time_s[:-1])[same]
    features = np.zeros((len(user), len(ANSWER_FEATURES)), np.float32)
    features[:, 0] = 2.0 * correct - 1.0
    for column, seconds, cap in ((1, elapsed_s, ELAPSED_CAP_S), (3, lag_s, LAG_CAP_S)):
        known = ~np.isnan(seconds)
        if known.any():
            clipped = np.where(known, seconds, 0.0).clip(0.0, cap)
            features[:, column] = np.log1p(clipped) / np.log1p(cap)
            features[:, column + 1] = known
    return features
