"""Target encoding of items, tags, tests and parts of an item's id. Numpy only.

A training student's own rows are encoded out of fold (`out_of_fold`), so that an answer never helps
to predict itself. Everyone else gets the statistics of all training students.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dkt.features.latent_factors import LatentFactors
from dkt.features.vocabulary import CATEGORIES, UNKNOWN, read_array

STATISTICS = (
    "item_rate", "item_count", "item_ease", "item_repeats", "tag_rate", "tag_count",
    "test_rate", "head_rate", "mid_rate", "tail_rate", "item_seconds",
)  # fmt: skip
"""Columns of `TargetEncoding.of`: smoothed shares of right answers, log(1 + answers), and of an
item
the means of: correct − the student's own share of right answers; how many answers to it came just
before; log(1 + seconds) spent."""

PARTS = (*CATEGORIES, "tag")
FOLDS = 10
BLOCK = 1 << 18
"""Rows that are summed at a time, to bound memory."""
STRENGTH = 8.0
"""Pseudo-answers that shrink a share towards the wider one (item → its tags → all)."""


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

    def of(self, rows: slice) -> "Answers":
        """Those of whole students."""
        return Answers(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


def student_blocks(user: np.ndarray, rows: int) -> Iterator[slice]:
    """Cut (N,) rows, students one after the other, into runs of whole students.

    Each has `rows` rows, and those that its last student has beyond.
    """
    first = np.flatnonzero(user[1:] != user[:-1]) + 1
    begin, many = 0, len(user)
    while begin < many:
        at = int(np.searchsorted(first, begin + rows))
        end = int(first[at]) if at < len(first) else many
        yield slice(begin, end)
        begin = end


def repeats_before(user: np.ndarray, item: np.ndarray) -> np.ndarray:
    """(N,) int64: how many answers just before each are the same student's to the same item."""
    index = np.arange(len(user))
    first = np.ones(len(user), bool)
    np.logical_or(user[1:] != user[:-1], item[1:] != item[:-1], out=first[1:])
    return index - np.maximum.accumulate(np.where(first, index, 0))


@dataclass(frozen=True)
class TargetEncoding:
    """Sums over answers by class.

    Attributes:
        tables: of item, head, mid, tail, test and tag: (classes, 2) float64, answers and right.
        items: (item classes, 4) float64, answers with known seconds, and sums of log(1 + s), of
            correct − the student's share, of answers just before to the same item.
        factors: of items; None where no model reads them.
    """

    tables: dict[str, np.ndarray]
    items: np.ndarray
    factors: LatentFactors | None = None

    @classmethod
    def fit(cls, sizes: dict[str, int], category: np.ndarray, answers: Answers) -> "TargetEncoding":
        """Statistics of training rows.

        Args:
            sizes: classes of each vocabulary (`Encoders.sizes`).
            category: (M, C) classes of distinct items.
        """
        return cls.of_sums(sizes, category, _sums(len(category), answers)[0])

    @classmethod
    def of_sums(
        cls, sizes: dict[str, int], category: np.ndarray, sums: np.ndarray
    ) -> "TargetEncoding":
        """From the sums (M, 6) of `_sums` over the rows of each item."""

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

    def without(self, other: "TargetEncoding") -> "TargetEncoding":
        """These statistics less those of some of their rows."""
        tables = {name: table - other.tables[name] for name, table in self.tables.items()}
        return TargetEncoding(tables, self.items - other.items)

    def of(self, category: np.ndarray) -> np.ndarray:
        """(M, 11) float64, the columns `STATISTICS` of M rows of classes."""
        answers, right = self.tables["item"].sum(axis=0)
        overall = (right + 0.5) / (answers + 1.0)

        known = {name: np.copy(table) for name, table in self.tables.items()}
        own = np.copy(self.items)
        for table in (*known.values(), own):
            table[UNKNOWN] = 0.0  # says nothing of an item

        tags = category[:, len(CATEGORIES) :]
        present = tags != UNKNOWN
        many = np.maximum(present.sum(axis=1), 1)
        each = _rate(known["tag"], overall)[tags]  # (M, K)
        none = ~present.any(axis=1)
        tag_rate = np.where(none, overall, (each * present).sum(axis=1) / many)
        tag_count = (np.log1p(known["tag"][:, 0])[tags] * present).sum(axis=1) / many

        timed, spent, _, repeats = self.items.sum(axis=0)
        pace = spent / timed if timed else 0.0
        repeats = repeats / answers if answers else 0.0
        item = category[:, 0]
        count = known["item"][:, 0]
        return np.column_stack(
            [
                (known["item"][item, 1] + STRENGTH * tag_rate) / (count[item] + STRENGTH),
                np.log1p(count)[item],
                (own[:, 2] / (count + STRENGTH))[item],
                ((own[:, 3] + STRENGTH * repeats) / (count + STRENGTH))[item],
                tag_rate,
                tag_count,
                *(
                    _rate(known[name], overall)[category[:, CATEGORIES.index(name)]]
                    for name in ("test", "head", "mid", "tail")
                ),
                ((own[:, 1] + STRENGTH * pace) / (own[:, 0] + STRENGTH))[item],
            ]
        )

    def save(self, folder: Path) -> None:
        """Write `statistics_<name>.npy` into `folder`."""
        for name, table in (self.tables | {"items": self.items}).items():
            np.save(folder / f"statistics_{name}.npy", table, allow_pickle=False)
        if self.factors:
            self.factors.save(folder)

    @classmethod
    def load(cls, folder: Path) -> "TargetEncoding":
        """Read what `save` wrote; raises FileNotFoundError or ValueError naming the file."""
        read = {name: read_array(folder / f"statistics_{name}.npy") for name in (*PARTS, "items")}
        factors = LatentFactors.load(folder) if any(folder.glob("affinity_*.npy")) else None
        return cls({name: read[name] for name in PARTS}, read["items"], factors)


def _rate(table: np.ndarray, towards: float) -> np.ndarray:
    """Share of right answers, (classes, 2) → (classes,), drawn towards a wider share."""
    return (table[:, 1] + STRENGTH * towards) / (table[:, 0] + STRENGTH)


def _sums(many: int, answers: Answers, folds: int = 1) -> np.ndarray:
    """Sums over the rows of each of `many` items, by fold of their students.

    Returns:
        (folds, many, 6) float64: answers, right ones, those with known seconds, and the sums of
        log(1 + s), of correct − the student's share, of answers just before to the same item.
    """
    sums = np.zeros((6, folds * many))
    for block in student_blocks(answers.user, BLOCK):
        part = answers.of(block)
        correct = part.correct.astype(np.float64)
        student = part.user - part.user.min()
        share = np.bincount(student, correct) / np.bincount(student).clip(min=1)
        place = part.row if folds == 1 else fold_of(part.user) * many + part.row
        values = {
            0: None,
            1: correct,
            4: correct - share[student],
            5: repeats_before(part.user, part.item),
        }
        known = ~np.isnan(part.elapsed_s)
        if known.any():
            seconds = np.where(known, part.elapsed_s, 0.0).astype(np.float64)
            values |= {2: known, 3: np.log1p(seconds.clip(min=0.0))}
        for column, one in values.items():
            sums[column] += np.bincount(place, one, folds * many)
    return sums.T.reshape(folds, many, 6)


def fold_of(user: np.ndarray) -> np.ndarray:
    """Fold of each row by its student, hashed so that neighbours fall into different folds."""
    scattered = (user.astype(np.uint64) * np.uint64(2654435761)) >> np.uint64(12)
    return (scattered % np.uint64(FOLDS)).astype(np.int64)


def encoded_by_fold(sizes: dict[str, int], category: np.ndarray, answers: Answers) -> np.ndarray:
    """(FOLDS, M, 11) float64: `STATISTICS` of M items, each from the students of other folds."""
    sums = _sums(len(category), answers, FOLDS)
    total = TargetEncoding.of_sums(sizes, category, sums.sum(axis=0))
    own = (TargetEncoding.of_sums(sizes, category, one) for one in sums)
    return np.stack([total.without(one).of(category) for one in own])


def out_of_fold(sizes: dict[str, int], category: np.ndarray, answers: Answers) -> np.ndarray:
    """(N, 11) float64: `STATISTICS` of training rows, each from the students of other folds."""
    return encoded_by_fold(sizes, category, answers)[fold_of(answers.user), answers.row]
