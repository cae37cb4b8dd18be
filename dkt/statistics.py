"""What training students' answers say of items, tags, tests and item id parts. Numpy alone.

For a training student's own rows the statistics are taken out of fold (`out_of_fold`), so that an
answer never helps to predict itself; everyone else is told what all training students did.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dkt.encoding import CATEGORIES, UNKNOWN

STATISTICS = (
    "item_rate", "item_count", "item_ease", "item_repeats", "tag_rate", "tag_count",
    "test_rate", "head_rate", "mid_rate", "tail_rate", "item_seconds",
)  # fmt: skip
"""Columns of `Statistics.of`: smoothed shares of right answers, log(1 + answers), and of an item
the means of: correct − the student's own share of right answers; how many answers to it came just
before; log(1 + seconds) spent."""

PARTS = (*CATEGORIES, "tag")
FOLDS = 10
STRENGTH = 8.0
"""A share is drawn towards its wider one (item → its tags → all) by so many answers."""


@dataclass(frozen=True)
class Answers:
    """N answers, students one after the other, each in time order.

    Attributes:
        user: (N,) int ≥ 0. item: (N,) int, identity. row: (N,) int, row of the distinct items.
        correct: (N,) 0/1. elapsed_s: (N,) seconds, NaN where unknown.
    """

    user: np.ndarray
    item: np.ndarray
    row: np.ndarray
    correct: np.ndarray
    elapsed_s: np.ndarray

    def of(self, mask: np.ndarray) -> "Answers":
        """Those of whole students; mask: (N,) bool."""
        return Answers(*(getattr(self, name)[mask] for name in self.__dataclass_fields__))


def repeats_before(user: np.ndarray, item: np.ndarray) -> np.ndarray:
    """(N,) int64: how many answers just before each are the same student's to the same item."""
    index = np.arange(len(user))
    first = np.ones(len(user), bool)
    np.logical_or(user[1:] != user[:-1], item[1:] != item[:-1], out=first[1:])
    return index - np.maximum.accumulate(np.where(first, index, 0))


@dataclass(frozen=True)
class Statistics:
    """Sums over answers by class.

    Attributes:
        tables: of item, head, mid, tail, test and tag: (classes, 2) float64, answers and right.
        items: (item classes, 4) float64, answers with known seconds, and sums of log(1 + s), of
            correct − the student's share, of answers just before to the same item.
    """

    tables: dict[str, np.ndarray]
    items: np.ndarray

    @classmethod
    def fit(cls, sizes: dict[str, int], category: np.ndarray, answers: Answers) -> "Statistics":
        """Statistics of training rows.

        Args:
            sizes: classes of each vocabulary (`Encoders.sizes`).
            category: (M, C) classes of distinct items.
        """
        many, row, correct = len(category), answers.row, answers.correct
        known = ~np.isnan(answers.elapsed_s)
        log_s = np.log1p(np.where(known, answers.elapsed_s, 0.0).clip(min=0.0))
        share = np.bincount(answers.user, correct) / np.bincount(answers.user).clip(min=1)
        sums = np.column_stack([
            np.bincount(row, minlength=many),
            np.bincount(row, correct, many),
            np.bincount(row, known, many),
            np.bincount(row, log_s, many),
            np.bincount(row, correct - share[answers.user], many),
            np.bincount(row, repeats_before(answers.user, answers.item), many),
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
        return Statistics(tables, self.items - other.items)

    def of(self, category: np.ndarray) -> np.ndarray:
        """(M, 11) float64, the columns `STATISTICS` of M rows of classes."""
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
        timed, spent, _, repeats = self.items.sum(axis=0)
        pace = spent / timed if timed else 0.0
        repeats = repeats / answers if answers else 0.0
        own = self.items[category[:, 0]] * known[:, :1]
        of_part = {
            name: _rate(self.tables[name][category[:, k]] * known[:, k : k + 1], overall)
            for k, name in enumerate(CATEGORIES)
        }
        return np.column_stack([
            _rate(item, tag_rate), np.log1p(item[:, 0]), own[:, 2] / (item[:, 0] + STRENGTH),
            (own[:, 3] + STRENGTH * repeats) / (item[:, 0] + STRENGTH), tag_rate, tag_count,
            *(of_part[name] for name in ("test", "head", "mid", "tail")),
            (own[:, 1] + STRENGTH * pace) / (own[:, 0] + STRENGTH),
        ])  # fmt: skip

    def save(self, folder: Path) -> None:
        """Write `statistics_<name>.npy` into `folder`."""
        for name, table in (self.tables | {"items": self.items}).items():
            np.save(folder / f"statistics_{name}.npy", table, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "Statistics":
        """Read what `save` wrote; raises FileNotFoundError or ValueError naming the file."""
        read = {
            name: np.load(folder / f"statistics_{name}.npy", allow_pickle=False)
            for name in (*PARTS, "items")
        }
        return cls({name: read[name] for name in PARTS}, read["items"])


def _rate(table: np.ndarray, towards: np.ndarray | float) -> np.ndarray:
    """Share of right answers, (..., 2) → (...), drawn towards a wider share."""
    return (table[..., 1] + STRENGTH * towards) / (table[..., 0] + STRENGTH)


def fold_of(user: np.ndarray) -> np.ndarray:
    """Fold of each row by its student, scattered so that neighbours in order part ways."""
    return ((user.astype(np.uint64) * np.uint64(2654435761)) >> np.uint64(12)) % np.uint64(FOLDS)


def out_of_fold(sizes: dict[str, int], category: np.ndarray, answers: Answers) -> np.ndarray:
    """(N, 11) float64: `STATISTICS` of training rows, each from the students of other folds."""
    fold = fold_of(answers.user).astype(np.int64)
    total = Statistics.fit(sizes, category, answers)
    told = np.empty((len(fold), len(STATISTICS)))
    for k in range(FOLDS):
        mine = fold == k
        own = Statistics.fit(sizes, category, answers.of(mine))
        told[mine] = total.without(own).of(category)[answers.row[mine]]
    return told
