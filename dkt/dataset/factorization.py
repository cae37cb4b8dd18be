"""Fit item vectors (ALS) and transitions on training students: `dkt.features.latent_factors`."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dkt.features.latent_factors import LatentFactors
from dkt.features.target_encoding import FOLDS, STRENGTH, fold_of
from dkt.features.transitions import (
    Transitions,
    fit_shifts,
    last_answers,
    previous,
    repeat_keys,
    transition_keys,
)

WIDTH = 8
"""D, numbers of a vector."""
ROUNDS = 3
STUDENT_PRECISION, ITEM_PRECISION = 1.0, 5.0
MOST_ROWS = 1_000_000
"""Rows that vectors are fitted on at most, of whole students."""
VECTOR_FOLDS = 5
"""Several folds of students share a fit of vectors, which takes most of the time."""


@dataclass(frozen=True)
class Rows:
    """Training rows that latent factors are fitted on.

    Attributes:
        user: (N,) int; rows of a student are consecutive and in time order.
        item, tag: (N,) int, classes of the item and of its first tag. correct: (N,) 0/1.
        sizes: classes of each vocabulary (`Encoders.sizes`).
    """

    user: np.ndarray
    item: np.ndarray
    tag: np.ndarray
    correct: np.ndarray
    sizes: dict[str, int]

    @cached_property
    def last_two(self) -> np.ndarray:
        """(N,) int8, see `last_answers`."""
        return last_answers(self.user, self.item, self.correct).astype(np.int8)

    def keys_of_transitions(self) -> tuple[np.ndarray, ...]:
        """(N,) each, for each of `LatentFactors.transitions`."""
        was_right = previous(self.user, self.correct)
        of_item, of_tag = (
            transition_keys(previous(self.user, now), was_right, now, self.sizes[name])
            for name, now in (("item", self.item), ("tag", self.tag))
        )
        return of_item, of_tag, *repeat_keys(self.last_two, self.item)

    def shifts(self, kept: np.ndarray | None = None) -> np.ndarray:
        """(2, 9) each kept row against the item's share in the other rows."""
        item, correct, last_two = self.item, self.correct, self.last_two
        if kept is not None:
            item, correct, last_two = item[kept], correct[kept], last_two[kept]
        many, right, overall = _by_item(item, correct, self.sizes["item"])
        others = (right[item] - correct + STRENGTH * overall) / (many[item] - 1 + STRENGTH)
        return fit_shifts(others, last_two, correct)

    def vectors(self, kept: np.ndarray | None = None) -> np.ndarray:
        """(item classes, D) float32, fitted on the residuals of the kept rows."""
        user, item, correct = self.user, self.item, self.correct
        if kept is not None:
            user, item, correct = user[kept], item[kept], correct[kept]
        if len(user) > MOST_ROWS:
            whole = user < user[MOST_ROWS]  # whole students
            user, item, correct = user[whole], item[whole], correct[whole]
        items = self.sizes["item"]
        many, right, overall = _by_item(item, correct, items)
        share = (right + STRENGTH * overall) / (many + STRENGTH)
        return fit_vectors(user, item, correct - share[item], items)


def _by_item(
    item: np.ndarray, correct: np.ndarray, items: int
) -> tuple[np.ndarray, np.ndarray, float]:
    """(items,) answers, right ones; and the overall share of right ones."""
    many, right = np.bincount(item, minlength=items), np.bincount(item, correct, items)
    return many, right, right.sum() / max(len(item), 1)


def fit_factors(rows: Rows) -> LatentFactors:
    """Transitions and vectors of training rows."""
    transitions = [Transitions.fit(keys, rows.correct) for keys in rows.keys_of_transitions()]
    return LatentFactors(transitions, rows.shifts(), rows.vectors(), rows.sizes["tag"])


@dataclass(frozen=True)
class OutOfFoldFactors(LatentFactors):
    """Factors for the training students themselves: fitted on students of other folds.

    Attributes:
        own: transitions of each fold of students, which are subtracted.
        shifts_of_folds: (FOLDS, 2, 9), each fitted without one fold.
        of_folds: (VECTOR_FOLDS, item classes, D) float32, each fitted without some folds.
    """

    own: list[list[Transitions]]
    shifts_of_folds: np.ndarray
    of_folds: np.ndarray

    @classmethod
    def fit_others(cls, whole: LatentFactors, rows: Rows) -> "OutOfFoldFactors":
        """Of the rows that `whole` was fitted on."""
        keys, fold = rows.keys_of_transitions(), fold_of(rows.user)
        own = [
            [Transitions.fit(one[fold == k], rows.correct[fold == k]) for one in keys]
            for k in range(FOLDS)
        ]
        shifts = np.stack([rows.shifts(fold != k) for k in range(FOLDS)])
        of_folds = np.stack([rows.vectors(fold % VECTOR_FOLDS != k) for k in range(VECTOR_FOLDS)])
        return cls(
            whole.transitions, whole.shifts, whole.vectors, whole.tags_in_all, own, shifts, of_folds
        )

    def shifts_of(self, last_two: np.ndarray, user: np.ndarray) -> np.ndarray:
        return self.shifts_of_folds[fold_of(user), :, last_two].T

    def vectors_of(self, item: np.ndarray, user: np.ndarray) -> np.ndarray:
        return self.of_folds[fold_of(user) % VECTOR_FOLDS, item]

    def sums_of(self, keys: tuple[np.ndarray, ...], user: np.ndarray) -> list[np.ndarray]:
        sums_of_all = super().sums_of(keys, user)
        fold = fold_of(user)
        for k, own in enumerate(self.own):
            mine = fold == k
            for sums, transitions, one in zip(sums_of_all, own, keys, strict=True):
                sums[mine] -= transitions.of(one[mine])
        return sums_of_all


def fit_vectors(user: np.ndarray, item: np.ndarray, residual: np.ndarray, items: int) -> np.ndarray:
    """Vectors v, with a w for each student, such that residual ≈ w·v: alternating least squares.

    Koren, Bell, Volinsky 2009, "Matrix Factorization Techniques for Recommender Systems". Other
    than there, w is scaled to unit mean square after each round, so that its precision keeps its
    meaning.

    Args:
        user, item: (N,) int ≥ 0. residual: (N,) float.

    Returns:
        (items, WIDTH) float32; 0 for the unknown class and for items without an answer.
    """
    vectors = np.random.default_rng(0).normal(0.0, 0.1, (items, WIDTH))
    vectors[0] = 0.0
    if not len(user):
        return np.zeros((items, WIDTH), np.float32)
    student = np.unique(user, return_inverse=True)[1]
    students = int(student.max()) + 1
    for _ in range(ROUNDS):
        w = _solve(student, students, vectors[item], residual, STUDENT_PRECISION)
        w /= np.sqrt(np.mean(w[student] ** 2)) + 1e-12
        vectors = _solve(item, items, w[student], residual, ITEM_PRECISION)
        vectors[0] = 0.0
    return vectors.astype(np.float32)


def _solve(
    group: np.ndarray, groups: int, x: np.ndarray, y: np.ndarray, precision: float
) -> np.ndarray:
    """Ridge regression of y (N,) on x (N, D) in each group of rows, (groups, D)."""
    columns = np.ascontiguousarray(x.T)
    width = len(columns)
    a = np.empty((groups, width, width))
    b = np.empty((groups, width))
    for i in range(width):
        b[:, i] = np.bincount(group, columns[i] * y, groups)
        for j in range(i, width):
            a[:, i, j] = a[:, j, i] = np.bincount(group, columns[i] * columns[j], groups)
    a += precision * np.eye(width)
    return np.linalg.solve(a, b[..., None])[..., 0]
