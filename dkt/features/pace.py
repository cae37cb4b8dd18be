"""33 engineered features of an item before its answer. Numpy only.

Ten target encodings (`dkt.features.target_encoding`) and 23 running numbers of the
student. Row t reads rows before t of the same student, in two forms that share every formula
(`_columns`):

    history_features(...)   all rows of a log at once, vectorised: training and evaluation
    Progress(...)           one student: `add` an answer in O(1), ask `features` of any candidates
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dkt.features.running import OnlineStatistics, RunningStatistics, running_before
from dkt.features.target_encoding import STATISTICS, repeats_before

ENCODED = STATISTICS[:-1]
"""All but the seconds an item takes, which only enter `slowness`."""
FEATURES = (
    *ENCODED,
    "answers", "success", "residual", "faded_short", "faded_long", "last",
    "last_seconds", "last_lag", "slowness",
    "item_attempts", "item_success", "item_last", "item_lag", "repeats",
    "tag_attempts", "tag_success", "tag_residual", "tag_faded", "tag_last", "tag_lag", "tag_least",
    "test_attempts", "test_success",
)  # fmt: skip

SHORT, LONG, OF_TAG = 0.7, 0.95, 0.8
"""Weight of an answer relative to the one after it, in the faded sums."""
PRIOR = 4.0
"""Pseudo-answers that shrink a running residual towards 0."""
ELAPSED_CAP_S = 600.0
LAG_CAP_S = 30 * 24 * 3600.0
ITEM_RATE, ITEM_SECONDS = STATISTICS.index("item_rate"), STATISTICS.index("item_seconds")
NEVER = -1.0
"""Value of an unknown time or lag; trees separate it with one threshold."""


@dataclass(frozen=True)
class Pace:
    """Time before a row; arrays of one shape. seconds, lag: log(1 + s) of the newest answer and of
    the gap before it, −1 where unknown; slowness: faded log seconds beyond what the items take."""

    seconds: np.ndarray
    lag: np.ndarray
    slowness: np.ndarray


def log_seconds(seconds: np.ndarray, cap: float) -> np.ndarray:
    """log(1 + s) with s in 0..cap, −1 where s is NaN."""
    known = ~np.isnan(seconds)
    return np.where(known, np.log1p(np.where(known, seconds, 0.0).clip(0.0, cap)), NEVER)


def _log_seconds_of_one(seconds: float, cap: float) -> float:
    """`log_seconds` of one number: an array of one takes ten times as long."""
    return NEVER if math.isnan(seconds) else math.log1p(min(max(seconds, 0.0), cap))


def history_features(
    encoded: np.ndarray, user: np.ndarray, item: np.ndarray, tags: np.ndarray, test: np.ndarray,
    correct: np.ndarray, expected: np.ndarray, time_s: np.ndarray, elapsed_s: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """Features of every row of a log.

    Args:
        encoded: (N, 11) `STATISTICS` of each row's item.
        user: (N,) int ≥ 0; rows of a student are consecutive and in time order.
        item, test: (N,) int ≥ 0, identities. tags: (N, K) int, −1 where there are fewer.
        correct: (N,) 0/1. expected: (N,) share of right answers that residuals are taken from.
        time_s, elapsed_s: (N,) seconds, NaN where unknown.

    Returns:
        (N, 33) float32, columns `FEATURES`.
    """
    many = len(user)
    first = np.ones(many, bool)
    np.not_equal(user[1:], user[:-1], out=first[1:])
    index = np.arange(many)
    place = index - np.maximum.accumulate(np.where(first, index, 0)) + 1
    residual = correct - expected
    if tags.shape[1] == 1 and (tags >= 0).all():
        owner, tag = index, tags[:, 0]
    else:
        owner, at = np.nonzero(tags >= 0)
        tag = tags[owner, at]

    return _columns(
        encoded,
        place,
        running_before(user, correct, residual, place, (SHORT, LONG)),
        running_before(item, correct, residual, place, within=user),
        running_before(
            tag, correct[owner], residual[owner], place[owner], (OF_TAG,), within=user[owner]
        ),
        owner,
        running_before(test, correct, residual, place, within=user),
        repeats_before(user, item),
        _pace_before(user, first, encoded[:, ITEM_SECONDS], time_s, elapsed_s),
    )


def _pace_before(
    user: np.ndarray, first: np.ndarray, usual: np.ndarray, time_s: np.ndarray,
    elapsed_s: np.ndarray,
) -> Pace:  # fmt: skip
    many = len(user)
    if np.isnan(time_s).all() and np.isnan(elapsed_s).all():
        return Pace(np.full(many, NEVER), np.full(many, NEVER), np.zeros(many))
    lag_s = np.full(many, np.nan)
    lag_s[1:] = time_s[1:] - time_s[:-1]
    lag_s[first] = np.nan
    seconds = log_seconds(elapsed_s, ELAPSED_CAP_S)
    beyond = np.where(seconds >= 0, seconds - usual, 0.0)
    place = np.zeros(many, np.int64)
    slow = running_before(user, np.zeros(many), beyond, place, (LONG,)).faded[0]

    def previous(values: np.ndarray) -> np.ndarray:
        out = np.full(many, NEVER)
        out[1:] = values[:-1]
        out[first] = NEVER
        return out

    return Pace(previous(seconds), previous(log_seconds(lag_s, LAG_CAP_S)), slow)


def _columns(
    encoded: np.ndarray,
    place: np.ndarray,
    overall: RunningStatistics,
    item: RunningStatistics,
    tag: RunningStatistics,
    owner: np.ndarray,
    test: RunningStatistics,
    repeats: np.ndarray,
    pace: Pace,
) -> np.ndarray:
    """(N, 33) float32. tag: one entry a (row, tag), owner: (entries,) the row of each, rising."""
    many = len(place)
    one_each = len(owner) == many and (many == 0 or bool((np.diff(owner) == 1).all()))
    count = np.bincount(owner, minlength=many).clip(min=1)

    def mean(values: np.ndarray) -> np.ndarray:
        return values if one_each else np.bincount(owner, values, many) / count

    def least(values: np.ndarray) -> np.ndarray:
        if one_each:
            return values
        lowest = np.full(many, np.inf)
        np.minimum.at(lowest, owner, values)
        return np.where(np.isinf(lowest), 0.5, lowest)

    def success(running: RunningStatistics) -> np.ndarray:
        return (running.right + 0.5) / (running.attempts + 1.0)

    def shrunk(running: RunningStatistics) -> np.ndarray:
        return running.residual / (running.attempts + PRIOR)

    def lag(running: RunningStatistics, now: np.ndarray) -> np.ndarray:
        since = _of_whole(np.log, np.maximum(now - running.place, 1))
        return np.where(running.attempts > 0, since, NEVER)

    def count_of(running: RunningStatistics) -> np.ndarray:
        return _of_whole(np.log1p, running.attempts)

    of_tag = success(tag)
    features = np.empty((len(FEATURES), many), np.float32)
    features[: len(ENCODED)] = encoded[:, : len(ENCODED)].T
    columns = (
        count_of(overall), success(overall), shrunk(overall), *overall.faded, overall.last,
        pace.seconds, pace.lag, pace.slowness,
        count_of(item), success(item), item.last, lag(item, place), repeats,
        mean(count_of(tag)), mean(of_tag), mean(shrunk(tag)), mean(tag.faded[0]),
        mean(tag.last), mean(lag(tag, place[owner])), least(of_tag),
        count_of(test), success(test),
    )  # fmt: skip
    for k, values in enumerate(columns, start=len(ENCODED)):
        features[k] = values
    return np.ascontiguousarray(features.T)


def _of_whole(function: Callable[[np.ndarray], np.ndarray], values: np.ndarray) -> np.ndarray:
    """A function of whole numbers ≥ 0; of many of them, looked up in a table."""
    most = int(values.max(initial=0))
    if len(values) <= most + 1:
        return function(values)
    with np.errstate(divide="ignore"):  # log 0 is in the table and never asked for
        table = function(np.arange(most + 1, dtype=np.float64))
    return table[values.astype(np.intp)]


class Progress:
    """One student's state; `add` is O(1) in the history's length."""

    def __init__(self) -> None:
        self.answers = 0
        self._overall = OnlineStatistics((SHORT, LONG))
        self._item, self._tag, self._test = (
            OnlineStatistics(),
            OnlineStatistics((OF_TAG,)),
            OnlineStatistics(),
        )
        self._seconds = self._lag = NEVER
        self._slowness, self._time_s = 0.0, float("nan")
        self._newest, self._repeats = -1, 0  # the newest item, and its answers in a row

    def add(
        self, encoded: np.ndarray, item: int, tags: np.ndarray, test: int, correct: float,
        expected: float, time_s: float = float("nan"), elapsed_s: float = float("nan"),
    ) -> None:  # fmt: skip
        """Count one answer; encoded: (11,), tags: (K,), the rest as in `history_features`."""
        residual = correct - expected
        self.answers += 1
        self._repeats = self._repeats + 1 if item == self._newest else 1
        self._newest = item
        self._overall.add("", correct, residual, self.answers)
        self._item.add(item, correct, residual, self.answers)
        self._test.add(test, correct, residual, self.answers)
        for tag in tags.tolist():
            if tag >= 0:
                self._tag.add(tag, correct, residual, self.answers)
        self._seconds = _log_seconds_of_one(elapsed_s, ELAPSED_CAP_S)
        self._lag = _log_seconds_of_one(time_s - self._time_s, LAG_CAP_S)
        self._time_s = time_s
        beyond = self._seconds - float(encoded[ITEM_SECONDS]) if self._seconds >= 0 else 0.0
        self._slowness = beyond + LONG * self._slowness

    def features(
        self, encoded: np.ndarray, item: np.ndarray, tags: np.ndarray, test: np.ndarray
    ) -> np.ndarray:
        """(Q, 33) float32 of candidates, each as if it were the next row.

        Args:
            encoded: (Q, 11). item, test: (Q,). tags: (Q, K); identities as given to `add`.
        """
        many = len(item)
        owner, at = np.nonzero(tags >= 0)
        pace = (np.full(many, one) for one in (self._seconds, self._lag, self._slowness))
        return _columns(
            encoded,
            np.full(many, self.answers + 1),
            self._overall.of([""] * many),
            self._item.of(item.tolist()),
            self._tag.of(tags[owner, at].tolist()),
            owner,
            self._test.of(test.tolist()),
            np.where(item == self._newest, self._repeats, 0),
            Pace(*pace),
        )
