"""Ten features from transitions between items and from latent factors. Numpy only.

Transitions (`dkt.features.transitions`), fitted on training students:

item_sequel, item_sequel_seen   among students who gave the same answer to the same item just
                                before: share right here minus the item's overall share, and
                                log(1 + number of such answers)
tag_sequel, tag_sequel_seen     the same for the first tags of both items
item_again, item_again_seen     among students with the same last answer to this item (or none yet):
                                the same; with few answers, shrunk towards the effect over all items
item_twice, item_twice_seen     among students with the same last two answers to this item: share
                                right minus what the last answer alone predicts

Latent factors:

kindred, kindred_spread         mean and variance of the predicted residual (correct − item rate)

Each item has a vector v (`dkt.dataset.factorization`). A student has a vector w with prior
N(0, 1 / PRECISION); after each answer it decays towards 0 by MEMORY. The residual is w·v plus noise
of variance 1, so the posterior of w is an exact Kalman filter (Kalman 1960), O(D²) an answer.
`factors_before` computes all rows of a log, `StudentFactors` one student; both use these formulas.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dkt.features.transitions import (
    ITEM_STRENGTH,
    TAG_STRENGTH,
    Transitions,
    and_now,
    beyond,
    last_answers,
    previous,
    repeat_columns,
    repeat_keys,
    transition_keys,
)
from dkt.features.vocabulary import CATEGORIES, UNKNOWN, read_array

FACTORS = (
    "item_sequel", "item_sequel_seen", "tag_sequel", "tag_sequel_seen",
    "item_again", "item_again_seen", "item_twice", "item_twice_seen",
    "kindred", "kindred_spread",
)  # fmt: skip
TRANSITIONS = ("item", "tag", "again", "twice")
PRECISION = 1.0
MEMORY = 0.98
FIRST_TAG = len(CATEGORIES)


@dataclass(frozen=True)
class LatentFactors:
    """Transitions between items, between tags, and of each item to itself; vectors of items.

    Attributes:
        sequels: in the order of `TRANSITIONS`.
        shifts: (2, 9) of log odds by the last answers to an item, see `fit_shifts`.
        vectors: (item classes, D) float32; the unknown class has 0.
        tags_in_all: classes of the tag vocabulary, which keys of tags are counted by.
    """

    transitions: list[Transitions]
    shifts: np.ndarray
    vectors: np.ndarray
    tags_in_all: int

    def vectors_of(self, item: np.ndarray, user: np.ndarray) -> np.ndarray:
        """(N, D) float32, vectors of items for these students."""
        del user  # `OutOfFoldFactors` needs it
        return self.vectors[item]

    def sums_of(self, keys: tuple[np.ndarray, ...], user: np.ndarray) -> list[np.ndarray]:
        """Sums (N, 2) for keys (N,) of each of `transitions`, for these students."""
        del user
        return [
            transitions.of(one) for transitions, one in zip(self.transitions, keys, strict=True)
        ]

    def shifts_of(self, last_two: np.ndarray, user: np.ndarray) -> np.ndarray:
        """(2, N) shifts by the last answers (N,), for these students."""
        del user
        return self.shifts[:, last_two]

    def columns(
        self, user: np.ndarray, before: np.ndarray, correct_before: np.ndarray,
        last_two: np.ndarray, category: np.ndarray, rates: np.ndarray,
    ) -> np.ndarray:  # fmt: skip
        """(N, 8) float32, columns `FACTORS` but the last two.

        Args:
            before, category: (N, C) classes of the answer before and of the one asked about.
            last_two: (N,) see `last_answers`.
            rates: (N, 2) overall shares of right answers to the item and to its tags.
        """
        of_item, of_tag = (
            transition_keys(before[:, column], correct_before, category[:, column], size)
            for column, size in ((0, len(self.vectors)), (FIRST_TAG, self.tags_in_all))
        )
        keys = (of_item, of_tag, *repeat_keys(last_two, category[:, 0]))
        item, tag, again, twice = self.sums_of(keys, user)
        shifts = np.where(category[:, 0] == UNKNOWN, 0.0, self.shifts_of(last_two, user))
        columns = (
            beyond(item, rates[:, 0], ITEM_STRENGTH),
            beyond(tag, rates[:, 1], TAG_STRENGTH),
            repeat_columns(again, twice, rates[:, 0], shifts),
        )
        return np.concatenate(columns, axis=1).astype(np.float32)

    def save(self, folder: Path) -> None:
        """Write `affinity_<name>.npy` into `folder`."""
        tables = {
            f"{name}_{part}": getattr(transitions, part)
            for name, transitions in zip(TRANSITIONS, self.transitions, strict=True)
            for part in ("keys", "sums")
        } | {
            "shifts": self.shifts,
            "vectors": self.vectors,
            "tags_in_all": np.array(self.tags_in_all),
        }
        for name, table in tables.items():
            np.save(folder / f"affinity_{name}.npy", table, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "LatentFactors":
        """Read what `save` wrote; raises FileNotFoundError or ValueError naming the file."""

        def read(name: str) -> np.ndarray:
            return read_array(folder / f"affinity_{name}.npy")

        transitions = [Transitions(read(f"{one}_keys"), read(f"{one}_sums")) for one in TRANSITIONS]
        return cls(transitions, read("shifts"), read("vectors"), int(read("tags_in_all")))


def factors_before(
    factors: LatentFactors, user: np.ndarray, category: np.ndarray, correct: np.ndarray,
    rates: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """Features of every row of a log.

    Args:
        user: (N,) int; rows of a student are consecutive and in time order.
        category: (N, C) classes. correct: (N,) 0/1.
        rates: (N, 2) as in `LatentFactors.columns`.

    Returns:
        (N, 10) float32, columns `FACTORS`.
    """
    before = np.zeros_like(category)
    for column in (0, FIRST_TAG):
        before[:, column] = previous(user, category[:, column])
    last_two = last_answers(user, category[:, 0], correct)
    out = factors.columns(user, before, previous(user, correct), last_two, category, rates)
    vectors = factors.vectors_of(category[:, 0], user)
    latent = latent_before(user, vectors, correct - rates[:, 0])
    return np.concatenate([out, latent], axis=1)


def latent_before(user: np.ndarray, vectors: np.ndarray, residual: np.ndarray) -> np.ndarray:
    """(N, 2) float32: mean and variance of w·v before each row.

    Vectorised over students: one pass for each step of the longest history.

    Args:
        vectors: (N, D) float32 of the row's item. residual: (N,) correct − item rate.
    """
    out = np.zeros((len(user), 2), np.float32)
    if not len(user):
        return out
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
        out[rows, 0] = expected = np.einsum("sd,sd->s", w, v)
        out[rows, 1] = spread = np.einsum("sd,sd->s", cv, v)
        gain = cv / (1.0 + spread)[:, None]
        w += gain * (residual[rows] - expected)[:, None]
        c -= gain[:, :, None] * cv[:, None, :]
        w *= MEMORY
        c *= MEMORY**2
        c[:, np.arange(width), np.arange(width)] += (1.0 - MEMORY**2) / PRECISION
    return out


class StudentFactors:
    """One student's state; `add` is O(D²) whatever the length of the history."""

    def __init__(self, factors: LatentFactors):
        width = factors.vectors.shape[1]
        self._factors = factors
        self._before = np.zeros(FIRST_TAG + 1, np.int64)
        self._correct = 0.0
        self._last_two: dict[int, int] = {}
        self._mean = np.zeros(width)
        self._cover = np.eye(width) / PRECISION
        self._return = np.eye(width) * (1.0 - MEMORY**2) / PRECISION

    def add(self, category: np.ndarray, correct: float, item_rate: float) -> None:
        """Learn from one answer; category: (C,) of its item."""
        vector = self._factors.vectors[category[0]].astype(np.float64)
        cv = self._cover @ vector
        gain = cv / (1.0 + vector @ cv)
        beyond_it = correct - item_rate - self._mean @ vector
        self._mean = MEMORY * (self._mean + gain * beyond_it)
        self._cover = MEMORY**2 * (self._cover - np.outer(gain, cv)) + self._return
        self._before, self._correct = category, correct
        item = int(category[0])
        self._last_two[item] = and_now(self._last_two.get(item, 0), correct)

    def features(self, category: np.ndarray, rates: np.ndarray) -> np.ndarray:
        """(Q, 10) float32 of candidates, (Q, C), each as if it were the next row."""
        vectors = self._factors.vectors[category[:, 0]]
        spread = np.einsum("qd,de,qe->q", vectors, self._cover, vectors)
        latent = np.column_stack([vectors @ self._mean, spread])
        many = len(category)
        before = np.tile(self._before[: FIRST_TAG + 1], (many, 1))
        was_right = np.full(many, self._correct)
        last_two = np.array([self._last_two.get(one, 0) for one in category[:, 0].tolist()])
        nobody = np.zeros(many, np.int64)
        out = self._factors.columns(nobody, before, was_right, last_two, category, rates)
        return np.concatenate([out, latent], axis=1).astype(np.float32)
