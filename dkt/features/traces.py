"""Times and decayed sums of the answers of a student, to an item or of a tag. Numpy only.

`trace_before` computes all rows of a log at once; `Remembered` and `traces_at` one student.
"""

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dkt.features.running import Chain

HOUR_S = 3600.0
"""An answer's weight in the faded sums falls to 1/e in so many seconds."""


@dataclass(frozen=True)
class Trace:
    """Times and decayed sums of a group's answers (student, item or tag); arrays of one shape.

    Attributes:
        since, between: seconds since the newest, and between it and the one before; NaN: unknown.
        faded: (2, N) answers, and the sum of correct − expected, each decayed by age.
    """

    since: np.ndarray
    between: np.ndarray
    faded: np.ndarray


def trace_before(chain: Chain, clock: np.ndarray, asked: np.ndarray, residual: np.ndarray) -> Trace:
    """Trace of the answers before each row, at `asked`.

    Vectorised over groups: one pass for each answer of the longest group.
    """
    known = chain.newest >= 0

    def of_newest(values: np.ndarray) -> np.ndarray:
        return np.where(known, values[chain.newest], np.nan)

    at = of_newest(clock)
    weight = decay(clock - at)
    sums = np.stack([np.ones(len(clock)), residual])
    order = np.argsort(chain.depth, kind="stable")
    step = np.searchsorted(chain.depth[order], np.arange(1, int(chain.depth.max(initial=0)) + 2))
    for begin, end in pairwise(step.tolist()):
        rows = order[begin:end]
        sums[:, rows] += weight[rows] * sums[:, chain.newest[rows]]
    faded = np.where(known, sums[:, chain.newest], 0.0) * decay(asked - at)
    return Trace(asked - at, of_newest(clock - at), faded)


def decay(seconds: np.ndarray) -> np.ndarray:
    """Weight of an answer so many seconds ago; 1 where that is NaN."""
    return np.exp(-np.nan_to_num(seconds) / HOUR_S)


def decay_of_one(seconds: float) -> float:
    return 1.0 if math.isnan(seconds) else math.exp(-seconds / HOUR_S)


class Remembered:
    """A group's answers: clock of the newest, seconds between it and the one before, faded sums."""

    def __init__(self) -> None:
        self.clock = self.between = float("nan")
        self.sums = (0.0, 0.0)

    def add(self, clock: float, residual: float) -> None:
        self.between = clock - self.clock
        weight = decay_of_one(self.between)
        self.sums = (1.0 + weight * self.sums[0], residual + weight * self.sums[1])
        self.clock = clock


def traces_at(groups: dict[Hashable, Remembered], keys: Iterable[Hashable], asked: float) -> Trace:
    """Traces of some groups at `asked`, arrays of (keys,)."""
    none = Remembered()
    rows = [groups.get(key, none) for key in keys]
    since = asked - np.array([row.clock for row in rows], np.float64)
    between = np.array([row.between for row in rows], np.float64)
    sums = np.array([row.sums for row in rows], np.float64).reshape(len(rows), 2).T
    return Trace(since, between, sums * decay(since))
