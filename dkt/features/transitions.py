"""How often an answer was right of those whose answers before it were the same. Numpy alone.

Counts by key: the item (or tag) just before and whether it was right, or how the last answers to
this very item were. `dkt.features.latent_factors` tells them to a model.
"""

from dataclasses import dataclass

import numpy as np

from dkt.features.running import Chain
from dkt.features.vocabulary import UNKNOWN

ITEM_STRENGTH, TAG_STRENGTH = 4.0, 10.0
"""Answers by which a share is drawn towards the one at large."""
NOTHING = -1
"""Key of a first answer, and where either item or tag is unknown."""
NO_ANSWER, WRONG, RIGHT = 0, 1, 2
"""How a student's last answer to an item was; both of the last two: last × 3 + the one before."""
STATES = 9
"""What both of the last two may be together."""
BINS = 100
"""Cells of an item's share in which answers are summed before shifts are fitted."""
LEAST_SHARE = 0.005
"""Shares are taken for at least this, and at most for 1 less it, before their log odds."""
PRIOR_PRECISION = 1.0
"""Of shifts of log odds, around what they are drawn to."""
NEWTON_STEPS = 20
"""Each moves a shift by at most 1; shifts are rarely beyond 5."""


@dataclass(frozen=True)
class Sequels:
    """Answers by what came before them, see `sequel_keys` and `again_keys`.

    Attributes:
        keys: (P,) int64, sorted. sums: (P, 2) float32, answers and right ones.
    """

    keys: np.ndarray
    sums: np.ndarray

    @classmethod
    def fit(cls, keys: np.ndarray, correct: np.ndarray) -> "Sequels":
        """Sums by key, (N,) each; rows with the key NOTHING are left out."""
        kept = keys != NOTHING
        known, number = np.unique(keys[kept], return_inverse=True)
        sums = np.column_stack([np.bincount(number), np.bincount(number, correct[kept])])
        return cls(known, sums.reshape(len(known), 2).astype(np.float32))

    def of(self, keys: np.ndarray) -> np.ndarray:
        """(N, 2) float64: answers and right ones of each key."""
        told = np.zeros((len(keys), 2))
        if len(self.keys):
            at = np.searchsorted(self.keys, keys).clip(max=len(self.keys) - 1)
            found = self.keys[at] == keys
            told[found] = self.sums[at[found]]
        return told


def beyond(sums: np.ndarray, at_large: np.ndarray, strength: float) -> np.ndarray:
    """(N, 2): how much more often right than at large, and log(1 + how many); sums: (N, 2)."""
    many, right = sums.T
    return np.column_stack([(right - many * at_large) / (many + strength), np.log1p(many)])


def sequel_keys(
    before: np.ndarray, correct_before: np.ndarray, now: np.ndarray, size: int
) -> np.ndarray:
    """Keys of `Sequels`, (N,) int64.

    Args:
        before, now: (N,) int, classes in 0..size − 1; UNKNOWN, which is 0, for a first answer.
        correct_before: (N,) 0/1.
    """
    key = (before.astype(np.int64) * size + now) * 2 + correct_before.astype(np.int64)
    return np.where((before != UNKNOWN) & (now != UNKNOWN), key, NOTHING)


def again_keys(last_two: np.ndarray, now: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Keys of `Sequels` by the last answer and by the last two, (N,) int64 each.

    Args:
        last_two: (N,) see `last_answers`. now: (N,) classes.
    """
    wide = now.astype(np.int64) * 3
    keys = (wide + last_two // 3, wide * 3 + last_two)
    again, twice = (np.where(now != UNKNOWN, key, NOTHING) for key in keys)
    return again, twice


def again_columns(
    again: np.ndarray, twice: np.ndarray, share: np.ndarray, shifts: np.ndarray
) -> np.ndarray:
    """(N, 4) as `beyond`: by the last answer beyond the item's share, by both beyond that.

    Where few are known, what the same last answers foretell of other items is told.

    Args:
        again, twice: (N, 2) sums by the last answer, and by both.
        share: (N,) of right answers to the item. shifts: (2, N), see `fit_shifts`.
    """
    odds = _log_odds(share)
    of_others, of_others_by_both = (_share(odds + shift) for shift in shifts)
    last, last_seen = beyond(again, of_others, ITEM_STRENGTH).T
    by_last = of_others + last
    step = of_others_by_both - of_others
    both, both_seen = beyond(twice, by_last + step, ITEM_STRENGTH).T
    return np.column_stack([by_last - share, last_seen, step + both, both_seen])


def fit_shifts(share: np.ndarray, last_two: np.ndarray, correct: np.ndarray) -> np.ndarray:
    """(2, 9) what to add to the log odds of an item's share, by `last_answers`; Newton's method.

    Row 0 goes by the last answer alone and is drawn to 0, row 1 by both and is drawn to row 0.
    Answers are summed by hundredths of share.

    Args:
        share: (N,) 0..1, of right answers to the row's item.
        last_two: (N,) int 0..8, see `last_answers`. correct: (N,) 0/1.
    """
    cell = last_two.astype(np.int64) * BINS + (share * BINS).astype(np.int64).clip(max=BINS - 1)
    size = STATES * BINS
    by_both = np.stack([
        np.bincount(cell, minlength=size), np.bincount(cell, correct, size)
    ]).reshape(2, STATES, BINS)  # fmt: skip
    by_last = by_both.reshape(2, 3, 3, BINS).sum(2).repeat(3, axis=1)
    of_last = _newton(by_last, np.zeros(STATES))
    return np.stack([of_last, _newton(by_both, of_last)])


def _newton(sums: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """(9,) shifts of log odds that are likeliest; `sums`: (2, 9, BINS) answers and right ones."""
    many, right = sums
    odds = _log_odds((np.arange(BINS) + 0.5) / BINS)
    shift = prior.copy()
    for _ in range(NEWTON_STEPS):
        chance = _share(odds + shift[:, None])
        slope = (many * chance * (1.0 - chance)).sum(1) + PRIOR_PRECISION
        uphill = (right - many * chance).sum(1) - PRIOR_PRECISION * (shift - prior)
        shift += (uphill / slope).clip(-1.0, 1.0)  # a whole step may lead ever further away
    return shift


def _log_odds(share: np.ndarray) -> np.ndarray:
    share = share.clip(LEAST_SHARE, 1.0 - LEAST_SHARE)
    return np.log(share / (1.0 - share))


def _share(log_odds: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-log_odds))


def last_answers(user: np.ndarray, item: np.ndarray, correct: np.ndarray) -> np.ndarray:
    """(N,) how the student's last two answers before each row to the same item were, 0..8.

    Args:
        user: (N,) int; rows of a student are consecutive and in time order.
        item: (N,) int, classes. correct: (N,) 0/1.
    """
    newest = Chain.of(item, user).newest
    last = np.where(newest < 0, NO_ANSWER, np.where(correct[newest] > 0, RIGHT, WRONG))
    return last * 3 + np.where(newest < 0, NO_ANSWER, last[newest])


def and_now(last_two: int, correct: float) -> int:
    """The last two answers to an item, 0..8, once another one is given; correct: 0 or 1."""
    return (RIGHT if correct > 0 else WRONG) * 3 + last_two // 3


def previous(user: np.ndarray, values: np.ndarray) -> np.ndarray:
    """(N,) the value of the same student's answer before, 0 where there is none."""
    told = np.zeros_like(values)
    told[1:] = np.where(user[1:] == user[:-1], values[:-1], 0)
    return told
