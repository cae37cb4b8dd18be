"""Fit what `dkt.affinity` tells of: sequels, and the vectors of items, from training students."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from dkt.affinity import FIRST_TAG, Affinity, Sequels, previous, sequel_keys
from dkt.statistics import FOLDS, STRENGTH, fold_of

WIDTH = 8
"""D, numbers of a vector."""
ROUNDS = 3
STUDENT_PRECISION, ITEM_PRECISION = 1.0, 5.0
MOST_ROWS = 1_000_000
"""Vectors are fitted on so many rows at most, of whole students."""
VECTOR_FOLDS = 5
"""Of the students' folds several share one fit of vectors, which is most of the work."""


def fit_affinity(
    user: np.ndarray, category: np.ndarray, correct: np.ndarray, sizes: dict[str, int]
) -> Affinity:
    """Affinity of training rows.

    Args:
        user: (N,) int; rows of a student are consecutive and in time order.
        category: (N, C) classes. correct: (N,) 0/1.
        sizes: classes of each vocabulary (`Encoders.sizes`).
    """
    of_item, of_tag = _keys(user, category, correct, sizes)
    vectors = _vectors(user, category[:, 0], correct, sizes["item"])
    items, tags = Sequels.fit(of_item, correct), Sequels.fit(of_tag, correct)
    return Affinity(items, tags, vectors, sizes["tag"])


@dataclass(frozen=True)
class OthersAffinity(Affinity):
    """What an affinity's own training students are told: what those of other folds did.

    Attributes:
        own: of each fold of students its sequels of items and of tags, which are left out.
        of_folds: (VECTOR_FOLDS, item classes, D) float32, each fitted without some folds.
    """

    own: list[tuple[Sequels, Sequels]]
    of_folds: np.ndarray

    @classmethod
    def fit_others(
        cls, whole: Affinity, user: np.ndarray, category: np.ndarray, correct: np.ndarray,
        sizes: dict[str, int],
    ) -> "OthersAffinity":  # fmt: skip
        """Of the rows that `whole` was fitted on; arguments as for `fit_affinity`."""
        of_item, of_tag = _keys(user, category, correct, sizes)
        fold = fold_of(user)
        own = [
            (
                Sequels.fit(of_item[fold == k], correct[fold == k]),
                Sequels.fit(of_tag[fold == k], correct[fold == k]),
            )
            for k in range(FOLDS)
        ]
        of_folds = []
        for k in range(VECTOR_FOLDS):
            others = fold % VECTOR_FOLDS != k
            rows = user[others], category[others, 0], correct[others]
            of_folds.append(_vectors(*rows, sizes["item"]))
        return cls(
            whole.items, whole.tags, whole.vectors, whole.tags_in_all, own, np.stack(of_folds)
        )

    def vectors_of(self, item: np.ndarray, user: np.ndarray) -> np.ndarray:
        return self.of_folds[fold_of(user) % VECTOR_FOLDS, item]

    def sequels_of(
        self, of_item: np.ndarray, of_tag: np.ndarray, user: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        item, tag = super().sequels_of(of_item, of_tag, user)
        fold = fold_of(user)
        for k, (items, tags) in enumerate(self.own):
            mine = fold == k
            item[mine] -= items.of(of_item[mine])
            tag[mine] -= tags.of(of_tag[mine])
        return item, tag


def _keys(
    user: np.ndarray, category: np.ndarray, correct: np.ndarray, sizes: dict[str, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Keys of items and of tags of all rows."""
    was_right = previous(user, correct)
    of_item, of_tag = (
        sequel_keys(previous(user, category[:, at]), was_right, category[:, at], sizes[name])
        for at, name in ((0, "item"), (FIRST_TAG, "tag"))
    )
    return of_item, of_tag


def _vectors(user: np.ndarray, item: np.ndarray, correct: np.ndarray, items: int) -> np.ndarray:
    """Vectors of items by what these rows say beyond the items' own shares of right answers."""
    if len(user) > MOST_ROWS:
        kept = user < user[MOST_ROWS]  # whole students
        user, item, correct = user[kept], item[kept], correct[kept]
    many, right = np.bincount(item, minlength=items), np.bincount(item, correct, items)
    share = (right + STRENGTH * right.sum() / max(len(item), 1)) / (many + STRENGTH)
    return fit_vectors(user, item, correct - share[item], items)


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
    rows = np.arange(len(user))
    ones = np.ones(len(user))
    of_student = csr_array((ones, (student, rows)), shape=(student.max() + 1, len(rows)))
    of_item = csr_array((ones, (item, rows)), shape=(items, len(rows)))
    for _ in range(ROUNDS):
        w = _solve(of_student, vectors[item], residual, STUDENT_PRECISION)
        w /= np.sqrt(np.mean(w[student] ** 2)) + 1e-12
        vectors = _solve(of_item, w[student], residual, ITEM_PRECISION)
        vectors[0] = 0.0
    return vectors.astype(np.float32)


def _solve(groups: csr_array, x: np.ndarray, y: np.ndarray, precision: float) -> np.ndarray:
    """Ridge regression of y (N,) on x (N, D) in each group of rows, (groups, D)."""
    upper = np.triu_indices(x.shape[1])
    squares = groups @ (x[:, upper[0]] * x[:, upper[1]])
    a = np.zeros((len(squares), x.shape[1], x.shape[1]))
    a[:, upper[0], upper[1]] = squares
    a[:, upper[1], upper[0]] = squares
    a += precision * np.eye(x.shape[1])
    return np.linalg.solve(a, (groups @ (x * y[:, None]))[..., None])[..., 0]
