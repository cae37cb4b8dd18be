"""Running statistics of a group: a student, or a student's item, tag or test. Numpy only.

Two forms of the same numbers. `running_before`: all rows of a log at once. `OnlineStatistics`: one
student, at a cost per answer that does not grow with the history.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np

NEGLIGIBLE = 1e-30
"""Smaller weights count as 0: subnormal numbers are slow to multiply."""
STRIDE = 32
"""Rows of a block in the blocked scan of the faded sums."""


@dataclass(frozen=True)
class RunningStatistics:
    """Numbers of a group before an answer; arrays of one shape.

    Attributes:
        attempts, right: answers and right answers. residual: sum of (correct − expected).
        last: the newest answer as ±1, 0 while there is none.
        place: where the newest answer stands in the student's order, from 1; 0 while none.
        faded: for each decay d the sum of d^age × (correct − expected), age 0 the newest.
    """

    attempts: np.ndarray
    right: np.ndarray
    residual: np.ndarray
    last: np.ndarray
    place: np.ndarray
    faded: tuple[np.ndarray, ...]


def running_before(
    group: np.ndarray, correct: np.ndarray, residual: np.ndarray, place: np.ndarray,
    decays: tuple[float, ...] = (), within: np.ndarray | None = None,
) -> RunningStatistics:  # fmt: skip
    """Statistics before each row, from earlier rows of the same group.

    Args:
        group: (N,) int. correct: (N,) 0/1. residual: (N,) correct − expected.
        place: (N,) int, the row's place in its student's order, from 1.
        within: (N,) int, such as the student: a group ends where it changes, and rows of one value
            are consecutive. None: the rows of a group are one group wherever they stand.
    """
    order = stable_order(group)
    ordered = group if order is None else group[order]
    first = np.ones(len(group), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    if within is not None:
        parted = within if order is None else within[order]
        first[1:] |= parted[1:] != parted[:-1]
    begin = np.flatnonzero(first)
    start = np.repeat(begin, np.diff(begin, append=len(group)))
    offset = np.arange(len(group)) - start

    def back(values: np.ndarray) -> np.ndarray:
        if order is None:
            return values
        out = np.empty(len(values))
        out[order] = values
        return out

    def since_start(values: np.ndarray) -> np.ndarray:
        running = np.cumsum(values)
        running -= values
        running -= running[start]
        return running

    def previous(values: np.ndarray) -> np.ndarray:
        out = np.empty(len(values))
        out[1:] = values[:-1]
        out[begin] = 0.0
        return out

    hit, rest, at = (values if order is None else values[order]
                     for values in (correct, residual, place))  # fmt: skip
    return RunningStatistics(
        back(offset.astype(np.float64)),
        back(since_start(hit)),
        back(since_start(rest)),
        back(previous(2.0 * hit - 1.0)),
        back(previous(at)),
        tuple(back(previous(_faded(rest, start, offset, decay))) for decay in decays),
    )


def stable_order(values: np.ndarray) -> np.ndarray | None:
    """Stable argsort of (N,) ints; None: they are sorted already.

    By 16 bits at a time, which numpy sorts in linear time: several times as fast as by 64.
    """
    if not (values[1:] < values[:-1]).any():
        return None
    left = values - values.min()
    order = np.argsort(left.astype(np.uint16), kind="stable")  # the cast keeps the low 16 bits
    while (left := left >> 16).any():
        order = order[np.argsort(left.astype(np.uint16)[order], kind="stable")]
    return order


def _faded(values: np.ndarray, start: np.ndarray, offset: np.ndarray, decay: float) -> np.ndarray:
    """y_t = x_t + decay × y_(t−1) within each group.

    start: first row of a row's group; offset: its place there, from 0. Over all rows first, then
    less what came over from the rows before the group.
    """
    over_all = _faded_over_all(values, decay)
    before = np.zeros(len(values) + 1)
    before[1:] = over_all
    weight = decay ** np.arange(1, int(offset.max(initial=0)) + 2)
    weight[weight < NEGLIGIBLE] = 0.0
    return over_all - weight[offset] * before[start]


def _faded_over_all(values: np.ndarray, decay: float) -> np.ndarray:
    """y_t = x_t + decay × y_(t−1) over (N,): a blocked scan: columns of a table in parallel,
    then the carry from each column to the next, found the same way."""
    many = -(-len(values) // STRIDE)
    table = np.zeros((STRIDE, many))
    padded = np.zeros(many * STRIDE)
    padded[: len(values)] = values
    table[:] = padded.reshape(many, STRIDE).T
    for k in range(1, STRIDE):
        table[k] += decay * table[k - 1]
    if many > 1:
        handed = np.zeros(many)
        handed[1:] = _faded_over_all(table[-1], decay**STRIDE)[:-1]
        table += decay ** np.arange(1, STRIDE + 1)[:, None] * handed
    return table.T.reshape(-1)[: len(values)]


class OnlineStatistics:
    """Statistics of one student's groups by key; `add` is O(1) in the history's length."""

    def __init__(self, decays: tuple[float, ...] = ()):
        self.decays = decays
        self._rows: dict[Hashable, list[float]] = {}

    def add(self, key: Hashable, correct: float, residual: float, place: int) -> None:
        """Count one answer."""
        row = self._rows.setdefault(key, [0.0] * (5 + len(self.decays)))
        row[0] += 1.0
        row[1] += correct
        row[2] += residual
        row[3] = 2.0 * correct - 1.0
        row[4] = place
        for k, decay in enumerate(self.decays, start=5):
            row[k] = residual + decay * row[k]

    def of(self, keys: Iterable[Hashable]) -> RunningStatistics:
        """Statistics of these groups now, arrays (Q,)."""
        none = [0.0] * (5 + len(self.decays))
        rows = [self._rows.get(key, none) for key in keys]
        columns = np.array(rows, np.float64).reshape(len(rows), len(none)).T
        attempts, right, residual, last, place = columns[:5]
        return RunningStatistics(attempts, right, residual, last, place, tuple(columns[5:]))


def start_of(begin: np.ndarray) -> np.ndarray:
    """(N,) the row at which each row's run began; begin: (N,) bool."""
    return np.maximum.accumulate(np.where(begin, np.arange(len(begin)), 0))


@dataclass(frozen=True)
class Chain:
    """The answers of each group, one after the other.

    Attributes:
        newest: (N,) row of the group's answer before, −1 where there is none.
        depth: (N,) how many there are before.
    """

    newest: np.ndarray
    depth: np.ndarray

    @classmethod
    def of(cls, group: np.ndarray, user: np.ndarray) -> "Chain":
        """Groups end where the student does; rows of a student are consecutive."""
        order = stable_order(group)
        if order is None:
            order = np.arange(len(group))
        begin = np.ones(len(group), bool)
        begin[1:] = (group[order][1:] != group[order][:-1]) | (user[order][1:] != user[order][:-1])
        before = np.empty(len(group), np.int64)
        before[1:] = order[:-1]
        before[begin] = -1
        newest, depth = np.empty_like(before), np.empty_like(before)
        newest[order] = before
        depth[order] = np.arange(len(group)) - start_of(begin)
        return cls(newest, depth)
