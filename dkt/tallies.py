"""What happened so far in a group (a student, a student's item, tag or test). Numpy alone.

The same numbers in two forms: `tallies_before` tells them before every row of a log at once, a
`Ledger` keeps them for one student at a cost per answer that does not grow with the history.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np

NEGLIGIBLE = 1e-10
"""A faded weight below this is left out of the batch form."""


@dataclass(frozen=True)
class Tallies:
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


def tallies_before(
    group: np.ndarray, correct: np.ndarray, residual: np.ndarray, place: np.ndarray,
    decays: tuple[float, ...] = (),
) -> Tallies:  # fmt: skip
    """Tallies before each row, from the rows of the same group above it.

    Args:
        group: (N,) int. correct: (N,) 0/1. residual: (N,) correct − expected.
        place: (N,) int, the row's place in its student's order, from 1.
    """
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    first = np.empty(len(group), bool)
    first[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    index = np.arange(len(group))
    start = np.maximum.accumulate(np.where(first, index, 0))
    offset = index - start

    def back(values: np.ndarray) -> np.ndarray:
        told = np.empty(len(values))
        told[order] = values
        return told

    def since_start(values: np.ndarray) -> np.ndarray:
        running = np.cumsum(values) - values
        return running - running[start]

    def previous(values: np.ndarray) -> np.ndarray:
        told = np.empty(len(values))
        told[:1] = 0.0
        told[1:] = values[:-1]
        told[first] = 0.0
        return told

    hit, rest = correct[order], residual[order]
    return Tallies(
        back(offset.astype(np.float64)),
        back(since_start(hit)),
        back(since_start(rest)),
        back(previous(2.0 * hit - 1.0)),
        back(previous(place[order])),
        tuple(back(previous(_faded(rest, offset, decay))) for decay in decays),
    )


def _faded(values: np.ndarray, offset: np.ndarray, decay: float) -> np.ndarray:
    """y_t = x_t + decay × y_(t−1) within each group, by doubling: log2(history) passes, no loop
    over rows. offset: place of a row in its group, from 0."""
    told = values.copy()
    longest = int(offset.max(initial=0))
    shift, weight = 1, decay
    while shift <= longest and weight > NEGLIGIBLE:
        told[shift:] += np.where(offset[shift:] >= shift, weight * told[:-shift], 0.0)
        shift, weight = 2 * shift, weight * weight
    return told


class Ledger:
    """Tallies of one student's groups by key; `add` costs the same however long the history is."""

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

    def of(self, keys: Iterable[Hashable]) -> Tallies:
        """Tallies of these groups now, arrays (Q,)."""
        none = [0.0] * (5 + len(self.decays))
        rows = [self._rows.get(key, none) for key in keys]
        columns = np.array(rows, np.float64).reshape(len(rows), len(none)).T
        attempts, right, residual, last, place = columns[:5]
        return Tallies(attempts, right, residual, last, place, tuple(columns[5:]))
