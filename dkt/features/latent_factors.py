"""What one answer foretells of the next: items that go together. Numpy alone.

Ten features of a question in the light of the answers before it, learned from training students:

item_sequel, item_sequel_seen   of those who answered the item just before as this student did: how
                                much more often than at large they had this item right, and
                                log(1 + how many they were)
tag_sequel, tag_sequel_seen     the same of the first tags of both items
item_again, item_again_seen     of those whose last answer to this very item was the student's own,
                                or who gave none yet: the same; what all get wrong at first may be
                                easily learned; of few, drawn towards what is so of all items
item_twice, item_twice_seen     of those whose last two answers to it were the student's own: how
                                much more often right than by the last one alone
kindred, kindred_spread         what the answers to kindred items foretell of correct − item rate,
                                and how unsure that is (its variance)

For the last two each item has a vector v (`dkt.dataset.factorization`), and a student has w, normal
around 0 with variance 1 / `PRECISION`, that returns towards 0 by `MEMORY` an answer: what is
foretold is w·v + noise of variance 1. What is known of w after each answer is exact, a Kalman
filter (Kalman 1960), at O(D²) an answer however long the history is. `affinity_before` is the form
for all rows of a log, `Kinship` that for one student; both are the same formulas.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dkt.features.transitions import (
    ITEM_STRENGTH,
    TAG_STRENGTH,
    Sequels,
    again_columns,
    again_keys,
    and_now,
    beyond,
    last_answers,
    previous,
    sequel_keys,
)
from dkt.features.vocabulary import CATEGORIES, UNKNOWN, read_array

AFFINITY = (
    "item_sequel", "item_sequel_seen", "tag_sequel", "tag_sequel_seen",
    "item_again", "item_again_seen", "item_twice", "item_twice_seen",
    "kindred", "kindred_spread",
)  # fmt: skip
SEQUELS = ("item", "tag", "again", "twice")
PRECISION = 1.0
MEMORY = 0.98
FIRST_TAG = len(CATEGORIES)


@dataclass(frozen=True)
class Affinity:
    """Sequels of items, of tags, of each item to itself once and twice; and vectors of items.

    Attributes:
        sequels: in the order of `SEQUELS`.
        shifts: (2, 9) of log odds by the last answers to an item, see `fit_shifts`.
        vectors: (item classes, D) float32; the unknown class has 0.
        tags_in_all: classes of the tag vocabulary, which keys of tags are counted by.
    """

    sequels: list[Sequels]
    shifts: np.ndarray
    vectors: np.ndarray
    tags_in_all: int

    def vectors_of(self, item: np.ndarray, user: np.ndarray) -> np.ndarray:
        """(N, D) float32 of items, as they are told to these students."""
        del user  # all are told the same, but for those that this was fitted on
        return self.vectors[item]

    def sums_of(self, keys: tuple[np.ndarray, ...], user: np.ndarray) -> list[np.ndarray]:
        """Sums (N, 2) of the keys (N,) of each of `sequels`, as they are told to these students."""
        del user
        return [sequels.of(one) for sequels, one in zip(self.sequels, keys, strict=True)]

    def shifts_of(self, last_two: np.ndarray, user: np.ndarray) -> np.ndarray:
        """(2, N) shifts by the last answers (N,), as they are told to these students."""
        del user
        return self.shifts[:, last_two]

    def columns(
        self, user: np.ndarray, before: np.ndarray, correct_before: np.ndarray,
        last_two: np.ndarray, category: np.ndarray, rates: np.ndarray,
    ) -> np.ndarray:  # fmt: skip
        """(N, 8) float32, columns `AFFINITY` but the last two.

        Args:
            before, category: (N, C) classes of the answer before and of the one asked about.
            last_two: (N,) see `last_answers`.
            rates: (N, 2) shares of right answers to the item and to its tags, at large.
        """
        of_item, of_tag = (
            sequel_keys(before[:, column], correct_before, category[:, column], size)
            for column, size in ((0, len(self.vectors)), (FIRST_TAG, self.tags_in_all))
        )
        keys = (of_item, of_tag, *again_keys(last_two, category[:, 0]))
        item, tag, again, twice = self.sums_of(keys, user)
        shifts = np.where(category[:, 0] == UNKNOWN, 0.0, self.shifts_of(last_two, user))
        columns = (
            beyond(item, rates[:, 0], ITEM_STRENGTH),
            beyond(tag, rates[:, 1], TAG_STRENGTH),
            again_columns(again, twice, rates[:, 0], shifts),
        )
        return np.concatenate(columns, axis=1).astype(np.float32)

    def save(self, folder: Path) -> None:
        """Write `affinity_<name>.npy` into `folder`."""
        tables = {
            f"{name}_{part}": getattr(sequels, part)
            for name, sequels in zip(SEQUELS, self.sequels, strict=True)
            for part in ("keys", "sums")
        } | {
            "shifts": self.shifts,
            "vectors": self.vectors,
            "tags_in_all": np.array(self.tags_in_all),
        }
        for name, table in tables.items():
            np.save(folder / f"affinity_{name}.npy", table, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "Affinity":
        """Read what `save` wrote; raises FileNotFoundError or ValueError naming the file."""

        def read(name: str) -> np.ndarray:
            return read_array(folder / f"affinity_{name}.npy")

        sequels = [Sequels(read(f"{one}_keys"), read(f"{one}_sums")) for one in SEQUELS]
        return cls(sequels, read("shifts"), read("vectors"), int(read("tags_in_all")))


def affinity_before(
    affinity: Affinity, user: np.ndarray, category: np.ndarray, correct: np.ndarray,
    rates: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """Features of every row of a log.

    Args:
        user: (N,) int; rows of a student are consecutive and in time order.
        category: (N, C) classes. correct: (N,) 0/1.
        rates: (N, 2) as in `Affinity.columns`.

    Returns:
        (N, 10) float32, columns `AFFINITY`.
    """
    before = np.zeros_like(category)
    for column in (0, FIRST_TAG):
        before[:, column] = previous(user, category[:, column])
    last_two = last_answers(user, category[:, 0], correct)
    told = affinity.columns(user, before, previous(user, correct), last_two, category, rates)
    vectors = affinity.vectors_of(category[:, 0], user)
    kindred = kindred_before(user, vectors, correct - rates[:, 0])
    return np.concatenate([told, kindred], axis=1)


def kindred_before(user: np.ndarray, vectors: np.ndarray, residual: np.ndarray) -> np.ndarray:
    """(N, 2) float32: mean and variance of w·v before each row.

    All students take their first step at once, then their second: as many steps as the longest
    history has, none over rows.

    Args:
        vectors: (N, D) float32 of the row's item. residual: (N,) correct − item rate.
    """
    told = np.zeros((len(user), 2), np.float32)
    if not len(user):
        return told
    start = np.flatnonzero(np.concatenate([[True], user[1:] != user[:-1]]))
    length = np.diff(np.append(start, len(user)))
    order = np.argsort(-length, kind="stable")
    start, length = start[order], length[order]
    taking_part = np.searchsorted(-length, -np.arange(length[0]), side="left")
    width = vectors.shape[1]
    mean = np.zeros((len(start), width), np.float32)
    cover = np.tile(np.eye(width, dtype=np.float32) / PRECISION, (len(start), 1, 1))
    residual = residual.astype(np.float32)
    for t, many in enumerate(taking_part.tolist()):
        rows = start[:many] + t
        v, w, c = vectors[rows], mean[:many], cover[:many]
        cv = np.matmul(c, v[:, :, None])[:, :, 0]
        told[rows, 0] = expected = np.einsum("sd,sd->s", w, v)
        told[rows, 1] = spread = np.einsum("sd,sd->s", cv, v)
        gain = cv / (1.0 + spread)[:, None]
        w += gain * (residual[rows] - expected)[:, None]
        c -= gain[:, :, None] * cv[:, None, :]
        w *= MEMORY
        c *= MEMORY**2
        c[:, np.arange(width), np.arange(width)] += (1.0 - MEMORY**2) / PRECISION
    return told


class Kinship:
    """One student's affinities so far; `add` is O(D²) however long the history is."""

    def __init__(self, affinity: Affinity):
        width = affinity.vectors.shape[1]
        self._affinity = affinity
        self._before = np.zeros(FIRST_TAG + 1, np.int64)
        self._correct = 0.0
        self._last_two: dict[int, int] = {}
        self._mean = np.zeros(width)
        self._cover = np.eye(width) / PRECISION
        self._return = np.eye(width) * (1.0 - MEMORY**2) / PRECISION

    def add(self, category: np.ndarray, correct: float, item_rate: float) -> None:
        """Learn from one answer; category: (C,) of its item."""
        vector = self._affinity.vectors[category[0]].astype(np.float64)
        cv = self._cover @ vector
        gain = cv / (1.0 + vector @ cv)
        beyond_it = correct - item_rate - self._mean @ vector
        self._mean = MEMORY * (self._mean + gain * beyond_it)
        self._cover = MEMORY**2 * (self._cover - np.outer(gain, cv)) + self._return
        self._before, self._correct = category, correct
        item = int(category[0])
        self._last_two[item] = and_now(self._last_two.get(item, 0), correct)

    def features(self, category: np.ndarray, rates: np.ndarray) -> np.ndarray:
        """(Q, 10) float32 of candidates, (Q, C), each as it would stand as the next row."""
        vectors = self._affinity.vectors[category[:, 0]]
        spread = np.einsum("qd,de,qe->q", vectors, self._cover, vectors)
        kindred = np.column_stack([vectors @ self._mean, spread])
        many = len(category)
        before = np.tile(self._before[: FIRST_TAG + 1], (many, 1))
        was_right = np.full(many, self._correct)
        last_two = np.array([self._last_two.get(one, 0) for one in category[:, 0].tolist()])
        nobody = np.zeros(many, np.int64)
        told = self._affinity.columns(nobody, before, was_right, last_two, category, rates)
        return np.concatenate([told, kindred], axis=1).astype(np.float32)
