"""How often students who got tag A right get a later tag B right.

A student counts once for an ordered pair (A, B): by the first answer to A and the first answer to
B, where A came first and both were other questions. Strong students are right at everything,
so most pairs are slightly positive; compare a pair with `typical`.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from dkt.dataset.frame import Log
from dkt.features.vocabulary import split_tags

TAGS = 16
"""Tags of an item that are read."""
MOST_TAGS = 1000
"""Tags that are counted: those that most students answered. Memory goes with the square."""
PAIRS_AT_ONCE = 4_000_000
SUPPORT = 30
"""Fewest students of a pair; a sixth of them must have A right, and as many wrong."""
STRENGTH = 20.0
"""Pseudo-students that shrink a share towards B's own, and a phi towards 0."""


@dataclass(frozen=True)
class Relations:
    """Counts of students over ordered pairs of K tags.

    Attributes:
        tags: (K,) names, in the order in which students meet them.
        counts: (K, K, 2, 2) int64: by A, by B, A wrong or right, B wrong or right.
    """

    tags: np.ndarray
    counts: np.ndarray

    @property
    def students(self) -> np.ndarray:
        """(K, K) int64: students who met A before B."""
        return self.counts.sum(axis=(2, 3))

    def shares(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(K, K) share of B right: of all, after A right, after A wrong; the two latter shrunk."""
        of_a = self.counts.sum(axis=3)
        base = self.counts[..., 1].sum(axis=2) / np.maximum(self.students, 1)
        wrong, right = (
            (self.counts[..., x, 1] + STRENGTH * base) / (of_a[..., x] + STRENGTH) for x in (0, 1)
        )
        return base, right, wrong

    def phi(self) -> np.ndarray:
        """(K, K) correlation of both answers, shrunk; 0 where one of them is always the same."""
        n = self.counts.astype(np.float64)
        ends = [n.sum(axis=3)[..., x] * n.sum(axis=2)[..., x] for x in (0, 1)]
        across = np.sqrt(ends[0] * ends[1])
        product = n[..., 1, 1] * n[..., 0, 0] - n[..., 1, 0] * n[..., 0, 1]
        phi = np.divide(product, across, out=np.zeros_like(across), where=across > 0)
        return phi * self.students / (self.students + STRENGTH)

    def supported(self, support: int = SUPPORT) -> np.ndarray:
        """(K, K) bool: pairs with enough students, of whom enough had A right, and wrong."""
        of_a = self.counts.sum(axis=3)
        return (self.students >= support) & (of_a.min(axis=2) >= max(support // 6, 1))

    def table(self, support: int = SUPPORT) -> pl.DataFrame:
        """Supported pairs, the strongest phi first: first, then, students, right (B's share),
        after_right, after_wrong, lift, phi."""
        a, b = np.nonzero(self.supported(support))
        base, right, wrong = (share[a, b] for share in self.shares())
        found = pl.DataFrame({
            "first": self.tags[a], "then": self.tags[b], "students": self.students[a, b],
            "right": base, "after_right": right, "after_wrong": wrong,
            "lift": np.divide(right, base, out=np.ones_like(base), where=base > 0),
            "phi": self.phi()[a, b],
        }, schema_overrides={"first": pl.String, "then": pl.String})  # fmt: skip
        return found.sort("phi", "first", "then", descending=[True, False, False])

    def typical(self, support: int = SUPPORT) -> float:
        """Median phi of the supported pairs, 0 where there is none."""
        phi = self.phi()[self.supported(support)]
        return float(np.median(phi)) if len(phi) else 0.0

    def matrix(self, size: int, support: int = SUPPORT) -> tuple[list[str], np.ndarray]:
        """The `size` tags of most supported students: names, in the order in which they are met,
        and (n, n) phi of A (row) and B (column), NaN where a pair has too few."""
        known = self.supported(support)
        weight = (self.students * known).sum(axis=0) + (self.students * known).sum(axis=1)
        kept = np.sort(np.argsort(-weight, kind="stable")[:size])
        kept = kept[weight[kept] > 0]
        at = np.ix_(kept, kept)
        return self.tags[kept].tolist(), np.where(known[at], self.phi()[at], np.nan)


def relations_of(frame: pl.DataFrame) -> Relations:
    """Relations in a frame with `dkt.dataset.frame.COLUMNS`; pass training students only."""
    log = Log.read(frame)
    table = split_tags(log.tags, TAGS)
    names, numbers = np.unique(table, return_inverse=True)
    numbers = numbers.reshape(table.shape)[log.row]
    row, column = np.nonzero((names != "")[numbers])
    tag = numbers[row, column]
    # The first answer of each student to each tag; rows stand in order, so the first index is it.
    _, first = np.unique(log.user[row] * len(names) + tag, return_index=True)
    first = first[np.isin(tag[first], _commonest(tag[first], len(names)))]
    first = first[np.argsort(row[first], kind="stable")]
    row, tag = row[first], tag[first]

    place = _place_in_run(log.user[row])
    met, tag = np.unique(tag, return_inverse=True)
    mean_place = np.bincount(tag, place) / np.maximum(np.bincount(tag), 1)
    order = np.lexsort((met, mean_place))
    tag = np.argsort(order)[tag]
    counts = _count(row, tag, place, log, len(met))
    return Relations(names[met[order]], counts)


def _count(row: np.ndarray, tag: np.ndarray, place: np.ndarray, log: Log, many: int) -> np.ndarray:
    """Counts of `Relations`: every first answer with each earlier one of its student."""
    correct = (log.correct[row] > 0.5).astype(np.int64)
    item = np.unique(log.items, return_inverse=True)[1][log.row[row]]
    counts = np.zeros(many * many * 4, np.int64)
    pairs_upto = np.cumsum(place)
    start = 0
    while start < len(row):
        done = pairs_upto[start - 1] if start else 0
        stop = int(np.searchsorted(pairs_upto, done + PAIRS_AT_ONCE, side="right"))
        stop = max(stop, start + 1)
        later = np.repeat(np.arange(start, stop), place[start:stop])
        own = np.arange(len(later)) - np.repeat(pairs_upto[start:stop] - place[start:stop] - done,
                                                place[start:stop])  # fmt: skip
        earlier = later - place[later] + own
        apart = (row[earlier] != row[later]) & (item[earlier] != item[later])
        a, b = earlier[apart], later[apart]
        cell = ((tag[a] * many + tag[b]) * 2 + correct[a]) * 2 + correct[b]
        counts += np.bincount(cell, minlength=len(counts))
        start = stop
    return counts.reshape(many, many, 2, 2)


def _place_in_run(user: np.ndarray) -> np.ndarray:
    """(N,) int64: number of earlier entries of the same student."""
    index = np.arange(len(user))
    first = np.ones(len(user), bool)
    np.not_equal(user[1:], user[:-1], out=first[1:])
    return index - np.maximum.accumulate(np.where(first, index, 0))


def _commonest(tag: np.ndarray, many: int) -> np.ndarray:
    """The `MOST_TAGS` most frequent tags."""
    return np.argsort(-np.bincount(tag, minlength=many), kind="stable")[:MOST_TAGS]
