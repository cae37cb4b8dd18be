"""Fit item vectors (ALS) and transitions on training students: `dkt.features.latent_factors`."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dkt.features.latent_factors import Affinity
from dkt.features.target_encoding import FOLDS, STRENGTH, fold_of
from dkt.features.transitions import (
    Sequels,
    again_keys,
    fit_shifts,
    last_answers,
    previous,
    sequel_keys,
)

WIDTH = 8
"""D, numbers of a vector."""
ROUNDS = 3
STUDENT_PRECISION, ITEM_PRECISION = 1.0, 5.0
MOST_ROWS = 1_000_000
"""Vectors are fitted on so many rows at most, of whole students."""
VECTOR_FOLDS = 5
"""Of the students' folds several share one fit of vectors, which is most of the work."""


@dataclass(frozen=True)
class Rows:
    """Training rows that an affinity is fitted on.

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

    def keys_of_sequels(self) -> tuple[np.ndarray, ...]:
        """(N,) each, for each of `Affinity.sequels`."""
        was_right = previous(self.user, self.correct)
        of_item, of_tag = (
            sequel_keys(previous(self.user, now), was_right, now, self.sizes[name])
            for name, now in (("item", self.item), ("tag", self.tag))
        )
        return of_item, of_tag, *again_keys(self.last_two, self.item)

    def shifts(self, kept: np.ndarray | None = None) -> np.ndarray:
        """(2, 9) by what each kept row says beyond what the other rows say of its item."""
        item, correct, last_two = self.item, self.correct, self.last_two
        if kept is not None:
            item, correct, last_two = item[kept], correct[kept], last_two[kept]
        many, right, at_large = _by_item(item, correct, self.sizes["item"])
        others = (right[item] - correct + STRENGTH * at_large) / (many[item] - 1 + STRENGTH)
        return fit_shifts(others, last_two, correct)

    def vectors(self, kept: np.ndarray | None = None) -> np.ndarray:
        """(item classes, D) float32, by what the kept rows say beyond the items' own shares."""
        user, item, correct = self.user, self.item, self.correct
        if kept is not None:
            user, item, correct = user[kept], item[kept], correct[kept]
        if len(user) > MOST_ROWS:
            whole = user < user[MOST_ROWS]  # whole students
            user, item, correct = user[whole], item[whole], correct[whole]
        items = self.sizes["item"]
        many, right, at_large = _by_item(item, correct, items)
        share = (right + STRENGTH * at_large) / (many + STRENGTH)
        return fit_vectors(user, item, correct - share[item], items)


def _by_item(
    item: np.ndarray, correct: np.ndarray, items: int
) -> tuple[np.ndarray, np.ndarray, float]:
    """(items,) answers, right ones; and the share of right ones at large."""
    many, right = np.bincount(item, minlength=items), np.bincount(item, correct, items)
    return many, right, right.sum() / max(len(item), 1)


def fit_affinity(rows: Rows) -> Affinity:
    """Affinity of training rows."""
    sequels = [Sequels.fit(keys, rows.correct) for keys in rows.keys_of_sequels()]
    return Affinity(sequels, rows.shifts(), rows.vectors(), rows.sizes["tag"])


@dataclass(frozen=True)
class OthersAffinity(Affinity):
    """What an affinity's own training students are told: what those of other folds did.

    Attributes:
        own: of each fold of students its sequels, which are left out.
        shifts_of_folds: (FOLDS, 2, 9), each fitted without one fold.
        of_folds: (VECTOR_FOLDS, item classes, D) float32, each fitted without some folds.
    """

    own: list[list[Sequels]]
    shifts_of_folds: np.ndarray
    of_folds: np.ndarray

    @classmethod
    def fit_others(cls, whole: Affinity, rows: Rows) -> "OthersAffinity":
        """Of the rows that `whole` was fitted on."""
        keys, fold = rows.keys_of_sequels(), fold_of(rows.user)
        own = [
            [Sequels.fit(one[fold == k], rows.correct[fold == k]) for one in keys]
            for k in range(FOLDS)
        ]
        shifts = np.stack([rows.shifts(fold != k) for k in range(FOLDS)])
        of_folds = np.stack([rows.vectors(fold % VECTOR_FOLDS != k) for k in range(VECTOR_FOLDS)])
        return cls(
            whole.sequels, whole.shifts, whole.vectors, whole.tags_in_all, own, shifts, of_folds
        )

    def shifts_of(self, last_two: np.ndarray, user: np.ndarray) -> np.ndarray:
        return self.shifts_of_folds[fold_of(user), :, last_two].T

    def vectors_of(self, item: np.ndarray, user: np.ndarray) -> np.ndarray:
        return self.of_folds[fold_of(user) % VECTOR_FOLDS, item]

    def sums_of(self, keys: tuple[np.ndarray, ...], user: np.ndarray) -> list[np.ndarray]:
        told = super().sums_of(keys, user)
        fold = fold_of(user)
        for k, own in enumerate(self.own):
            mine = fold == k
            for sums, sequels, one in zip(told, own, keys, strict=True):
                sums[mine] -= sequels.of(one[mine])
        return told


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
