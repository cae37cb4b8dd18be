"""Share right among students whose previous answers were the same. Numpy only.

Counts by key: the previous item (or tag) and whether it was right; or the student's last answers to
this same item. `dkt.features.latent_factors` turns them into features.
"""

from dataclasses import dataclass

import numpy as np

from dkt.features.running import Chain
from dkt.features.vocabulary import UNKNOWN

ITEM_STRENGTH, TAG_STRENGTH = 4.0, 10.0
"""Pseudo-answers that shrink a share towards the overall one."""
NOTHING = -1
"""Key of a first answer, and of an unknown item or tag."""
NO_ANSWER, WRONG, RIGHT = 0, 1, 2
"""A student's last answer to an item. The last two together: last × 3 + the one before."""
STATES = 9
"""Values of the last two together."""
BINS = 100
"""Bins of an item's share; answers are summed by bin before shifts are fitted."""
LEAST_SHARE = 0.005
"""Shares are clipped to this and to 1 minus this before their log odds."""
PRIOR_PRECISION = 1.0
"""Of shifts of log odds, around their prior mean."""
NEWTON_STEPS = 20
"""Each moves a shift by at most 1; shifts are rarely beyond 5."""


@dataclass(frozen=True)
class Transitions:
    """Answers by what came before, see `transition_keys` and `repeat_keys`.

    Attributes:
        keys: (P,) int64, sorted. sums: (P, 2) float32, answers and right ones.
    """

    keys: np.ndarray
    sums: np.ndarray

    @classmethod
    def fit(cls, keys: np.ndarray, correct: np.ndarray) -> "Transitions":
        """Sums by key, (N,) each; rows with the key NOTHING are left out."""
        kept = keys != NOTHING
        known, number = np.unique(keys[kept], return_inverse=True)
        sums = np.column_stack([np.bincount(number), np.bincount(number, correct[kept])])
        return cls(known, sums.reshape(len(known), 2).astype(np.float32))

    def of(self, keys: np.ndarray) -> np.ndarray:
        """(N, 2) float64: answers and right ones of each key."""
        out = np.zeros((len(keys), 2))
        if len(self.keys):
            at = np.searchsorted(self.keys, keys).clip(max=len(self.keys) - 1)
            found = self.keys[at] == keys
            out[found] = self.sums[at[found]]
        return out


def beyond(sums: np.ndarray, overall: np.ndarray, strength: float) -> np.ndarray:
    """(N, 2): share right minus the overall share, and log(1 + answers); sums: (N, 2)."""
    many, right = sums.T
    return np.column_stack([(right - many * overall) / (many + strength), np.log1p(many)])


def transition_keys(
    before: np.ndarray, correct_before: np.ndarray, now: np.ndarray, size: int
) -> np.ndarray:
    """Keys of `Transitions`, (N,) int64.

    Args:
        before, now: (N,) int, classes in 0..size − 1; UNKNOWN, which is 0, for a first answer.
        correct_before: (N,) 0/1.
    """
    key = (before.astype(np.int64) * size + now) * 2 + correct_before.astype(np.int64)
    return np.where((before != UNKNOWN) & (now != UNKNOWN), key, NOTHING)


def repeat_keys(last_two: np.ndarray, now: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Keys of `Transitions` by the last answer and by the last two, (N,) int64 each.

    Args:
        last_two: (N,) see `last_answers`. now: (N,) classes.
    """
    wide = now.astype(np.int64) * 3
    keys = (wide + last_two // 3, wide * 3 + last_two)
    again, twice = (np.where(now != UNKNOWN, key, NOTHING) for key in keys)
    return again, twice


def repeat_columns(
    again: np.ndarray, twice: np.ndarray, share: np.ndarray, shifts: np.ndarray
) -> np.ndarray:
    """(N, 4) as `beyond`: the last answer's effect beyond the item's share, then both beyond that.

    With few answers, shrunk towards the effect of the same last answers over all items.

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
    """(2, 9) shifts of the log odds of an item's share, by `last_answers`; Newton's method.

    Row 0 uses the last answer alone, with prior mean 0; row 1 both, with prior mean row 0.
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
    """(9,) maximum a posteriori shifts of log odds; `sums`: (2, 9, BINS) answers and right ones."""
    many, right = sums
    odds = _log_odds((np.arange(BINS) + 0.5) / BINS)
    shift = prior.copy()
    for _ in range(NEWTON_STEPS):
        chance = _share(odds + shift[:, None])
        slope = (many * chance * (1.0 - chance)).sum(1) + PRIOR_PRECISION
        uphill = (right - many * chance).sum(1) - PRIOR_PRECISION * (shift - prior)
        shift += (uphill / slope).clip(-1.0, 1.0)  # a full step may diverge
    return shift


def _log_odds(share: np.ndarray) -> np.ndarray:
    share = share.clip(LEAST_SHARE, 1.0 - LEAST_SHARE)
    return np.log(share / (1.0 - share))


def _share(log_odds: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-log_odds))


def last_answers(user: np.ndarray, item: np.ndarray, correct: np.ndarray) -> np.ndarray:
    """(N,) the student's last two answers to the same item before each row, 0..8.

    Args:
        user: (N,) int; rows of a student are consecutive and in time order.
        item: (N,) int, classes. correct: (N,) 0/1.
    """
    newest = Chain.of(item, user).newest
    last = np.where(newest < 0, NO_ANSWER, np.where(correct[newest] > 0, RIGHT, WRONG))
    return last * 3 + np.where(newest < 0, NO_ANSWER, last[newest])


def and_now(last_two: int, correct: float) -> int:
    """The last two answers to an item, 0..8, after one more; correct: 0 or 1."""
    return (RIGHT if correct > 0 else WRONG) * 3 + last_two // 3


def previous(user: np.ndarray, values: np.ndarray) -> np.ndarray:
    """(N,) the value of the same student's answer before, 0 where there is none."""
    out = np.zeros_like(values)
    out[1:] = np.where(user[1:] == user[:-1], values[:-1], 0)
    return out
