"""What training students' answers say of items, tags, tests and item id parts. Numpy alone.

For a training student's own rows the statistics are taken out of fold (`out_of_fold`), so that an
answer never helps to predict itself; everyone else is told what all training students did.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dkt.encoding import CATEGORIES, UNKNOWN

STATISTICS = (
    "item_rate", "item_count", "item_seconds", "tag_rate", "tag_count",
    "test_rate", "head_rate", "mid_rate", "tail_rate",
)  # fmt: skip
"""Columns of `Statistics.of`: smoothed shares of right answers, log(1 + answers), and the mean of
log(1 + seconds) spent on an item."""

PARTS = (*CATEGORIES, "tag")
FOLDS = 10
STRENGTH = 8.0
"""A share is drawn towards its wider one (item → its tags → all) by so many answers."""


@dataclass(frozen=True)
class Statistics:
    """Sums over answers by class.

    Attributes:
        tables: of item, head, mid, tail, test and tag: (classes, 2) float64, answers and right.
        seconds: (item classes, 2) float64, answers with known seconds and the sum of log(1 + s).
    """

    tables: dict[str, np.ndarray]
    seconds: np.ndarray

    @classmethod
    def fit(
        cls, sizes: dict[str, int], category: np.ndarray, row: np.ndarray, correct: np.ndarray,
        elapsed_s: np.ndarray,
    ) -> "Statistics":  # fmt: skip
        """Statistics of training rows.

        Args:
            sizes: classes of each vocabulary (`Encoders.sizes`).
            category: (M, C) classes of distinct items; row: (N,) the one each answer belongs to.
            correct: (N,) 0/1. elapsed_s: (N,) seconds, NaN where unknown.
        """
        many = len(category)
        known = ~np.isnan(elapsed_s)
        sums = np.column_stack([
            np.bincount(row, minlength=many),
            np.bincount(row, correct, many),
            np.bincount(row, known, many),
            np.bincount(row, np.log1p(np.where(known, elapsed_s, 0.0).clip(min=0.0)), many),
        ])  # fmt: skip

        def by_class(classes: np.ndarray, size: int, values: np.ndarray) -> np.ndarray:
            return np.column_stack([np.bincount(classes, one, size) for one in values.T])

        tables = {
            name: by_class(category[:, k], sizes[name], sums[:, :2])
            for k, name in enumerate(CATEGORIES)
        }
        tags = category[:, len(CATEGORIES) :]
        present = tags != UNKNOWN
        owner = np.nonzero(present)[0]
        tables["tag"] = by_class(tags[present], sizes["tag"], sums[owner, :2])
        return cls(tables, by_class(category[:, 0], sizes["item"], sums[:, 2:]))

    def without(self, other: "Statistics") -> "Statistics":
        """These statistics less those of some of their rows."""
        tables = {name: table - other.tables[name] for name, table in self.tables.items()}
        return Statistics(tables, self.seconds - other.seconds)

    def of(self, category: np.ndarray) -> np.ndarray:
        """(M, 9) float64, the columns `STATISTICS` of M rows of classes."""
        answers, right = self.tables["item"].sum(axis=0)
        overall = (right + 0.5) / (answers + 1.0)

        tags = category[:, len(CATEGORIES) :]
        present = tags != UNKNOWN
        many = np.maximum(present.sum(axis=1), 1)
        tag = self.tables["tag"][tags]  # (M, K, 2)
        each = _rate(tag, overall)
        none = ~present.any(axis=1)
        tag_rate = np.where(none, overall, (each * present).sum(axis=1) / many)
        tag_count = (np.log1p(tag[..., 0]) * present).sum(axis=1) / many

        known = (category != UNKNOWN)[:, : len(CATEGORIES)]
        item = self.tables["item"][category[:, 0]] * known[:, :1]
        timed, spent = self.seconds.sum(axis=0)
        pace = spent / timed if timed else 0.0
        own = self.seconds[category[:, 0]] * known[:, :1]
        of_part = {
            name: _rate(self.tables[name][category[:, k]] * known[:, k : k + 1], overall)
            for k, name in enumerate(CATEGORIES)
        }
        return np.column_stack([
            _rate(item, tag_rate), np.log1p(item[:, 0]),
            (own[:, 1] + STRENGTH * pace) / (own[:, 0] + STRENGTH), tag_rate, tag_count,
            *(of_part[name] for name in ("test", "head", "mid", "tail")),
        ])  # fmt: skip

    def save(self, folder: Path) -> None:
        """Write `statistics_<name>.npy` into `folder`."""
        for name, table in (self.tables | {"seconds": self.seconds}).items():
            np.save(folder / f"statistics_{name}.npy", table, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "Statistics":
        """Read what `save` wrote; raises FileNotFoundError or ValueError naming the file."""
        read = {
            name: np.load(folder / f"statistics_{name}.npy", allow_pickle=False)
            for name in (*PARTS, "seconds")
        }
        return cls({name: read[name] for name in PARTS}, read["seconds"])


def _rate(table: np.ndarray, towards: np.ndarray | float) -> np.ndarray:
    """Share of right answers, (..., 2) → (...), drawn towards a wider share."""
    return (table[..., 1] + STRENGTH * towards) / (table[..., 0] + STRENGTH)


def fold_of(user: np.ndarray) -> np.ndarray:
    """Fold of each row by its student, scattered so that neighbours in order part ways."""
    return ((user.astype(np.uint64) * np.uint64(2654435761)) >> np.uint64(12)) % np.uint64(FOLDS)


def out_of_fold(
    sizes: dict[str, int], category: np.ndarray, user: np.ndarray, row: np.ndarray,
    correct: np.ndarray, elapsed_s: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """(N, 9) float64: `STATISTICS` of training rows, each from the students of other folds."""
    fold = fold_of(user).astype(np.int64)
    total = Statistics.fit(sizes, category, row, correct, elapsed_s)
    told = np.empty((len(row), len(STATISTICS)))
    for k in range(FOLDS):
        mine = fold == k
        own = Statistics.fit(sizes, category, row[mine], correct[mine], elapsed_s[mine])
        told[mine] = total.without(own).of(category)[row[mine]]
    return told
