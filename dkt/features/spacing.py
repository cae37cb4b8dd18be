"""18 numbers of when a student practised: pauses, sessions, reviews, and the spacing of an item's.

An item asked again at once is another question than a week later. Row t reads earlier rows of the
same student and the moment at which its question was asked (`dkt.features.clock`), never the time
or the duration of its own answer. Two forms share every formula (`_columns`):

    spacing_before(...)   all rows of a log at once, vectorised: training and evaluation
    Spacing(...)          one student: `add` an answer in O(1), ask `features` of any candidates

Once a row is answered, its time is known to the rows after it. So a pause before an answer whose
seconds are unknown begins a session for those rows, though not for the answer's own.
"""

import math
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from dkt.features.clock import AS_SHOWN, Moments
from dkt.features.pace import PRIOR, log_seconds
from dkt.features.running import Chain, start_of
from dkt.features.traces import Remembered, Trace, decay_of_one, trace_before, traces_at

SPACING = (
    "pause", "since_start", "session_answers", "session_success", "sessions",
    "first_success", "review_residual", "soon_success", "late_success",
    "item_since", "item_spacing", "tag_since", "tag_spacing",
    "item_hour", "item_hour_residual", "tag_hour", "tag_hour_residual", "hour_residual",
)  # fmt: skip

SESSION_S = 1800.0
"""A longer pause begins a new session."""


@dataclass(frozen=True)
class Diary:
    """A student's sessions and reviews; arrays of one shape, counts and sums of correct answers.

    A review is an answer to an item met before: soon, or late if a session's pause lies between.
    """

    sessions: np.ndarray
    session: tuple[np.ndarray, np.ndarray]
    first: tuple[np.ndarray, np.ndarray]
    soon: tuple[np.ndarray, np.ndarray]
    late: tuple[np.ndarray, np.ndarray]
    review_residual: np.ndarray


def spacing_before(
    user: np.ndarray, item: np.ndarray, tags: np.ndarray, correct: np.ndarray,
    expected: np.ndarray, time_s: np.ndarray, elapsed_s: np.ndarray,
    moments: Moments = AS_SHOWN,
) -> np.ndarray:  # fmt: skip
    """Features of every row of a log.

    Args:
        user: (N,) int ≥ 0; rows of a student are consecutive and in time order.
        item: (N,) int ≥ 0, identity. tags: (N, K) int, −1 where there are fewer.
        correct: (N,) 0/1. expected: (N,) share of right answers to the row's item.
        time_s, elapsed_s: (N,) seconds, NaN where unknown.
        moments: how the model finds the moment of asking.

    Returns:
        (N, 18) float32, columns `SPACING`.
    """
    own, residual = Chain.of(user, user), correct - expected
    clock = _running_max(time_s, own.depth)
    before = np.where(own.newest >= 0, clock[own.newest], np.nan)
    asked = _not_before(before, moments.of_rows(time_s, elapsed_s))
    answered = _not_before(before, moments.of_history(time_s, elapsed_s))
    items = Chain.of(item, user)
    owner, at = np.nonzero(tags >= 0)
    by_tag = Chain.of(tags[owner, at], user[owner])

    begin = own.newest < 0
    new_session = begin | (asked - before > SESSION_S)
    opened = begin | (answered - before > SESSION_S)  # a session, as the rows after it know
    review = items.newest >= 0
    late = review & (answered - np.where(review, clock[items.newest], np.nan) > SESSION_S)

    def so_far(among: np.ndarray, start: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return _sum_before(among, start), _sum_before(among * correct, start)

    own_start, of_session = start_of(begin), start_of(opened)
    of_session = np.where(new_session, np.arange(len(user)), of_session[own.newest])
    diary = Diary(
        _sum_before(opened, own_start) + new_session,
        so_far(np.ones(len(user)), of_session),
        so_far(~review, own_start),
        so_far(review & ~late, own_start),
        so_far(late, own_start),
        _sum_before(review * residual, own_start),
    )
    return _columns(
        diary,
        asked - before,
        np.where(begin, np.nan, asked - clock[own_start]),
        trace_before(items, clock, asked, residual),
        trace_before(by_tag, clock[owner], asked[owner], residual[owner]),
        owner,
        trace_before(own, clock, asked, residual).faded[1],
    )


def _not_before(clock: np.ndarray, moment: np.ndarray) -> np.ndarray:
    """The moment, or the clock where that is later or the moment is unknown (NaN)."""
    return np.where(moment > clock, moment, clock)


def _sum_before(values: np.ndarray, start: np.ndarray) -> np.ndarray:
    """(N,) the sum of the rows from `start` (N,) to the one before each."""
    running = np.cumsum(values, dtype=np.float64) - values
    return running - running[start]


def _running_max(time_s: np.ndarray, depth: np.ndarray) -> np.ndarray:
    """(N,) the latest time known in a student's rows up to each; NaN before any is known."""
    clock = time_s.astype(np.float64)
    reach = 1
    while reach <= int(depth.max(initial=0)):
        rows = np.flatnonzero(depth >= reach)
        clock[rows] = np.fmax(clock[rows], clock[rows - reach])
        reach *= 2
    return clock


def _columns(
    diary: Diary, pause: np.ndarray, since_start: np.ndarray, item: Trace, tag: Trace,
    owner: np.ndarray, hour_residual: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """(N, 18) float32, columns `SPACING`; pause, since_start: (N,) seconds, NaN where unknown.

    tag: one entry a (row, tag), owner: (entries,) the row of each.
    """
    many = len(pause)
    count = np.bincount(owner, minlength=many).clip(min=1)

    def mean(values: np.ndarray) -> np.ndarray:
        return np.bincount(owner, values, many) / count

    def rate(counted: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        return (counted[1] + 0.5) / (counted[0] + 1.0)

    reviews = diary.soon[0] + diary.late[0]
    columns = (
        _log(pause), _log(since_start),
        np.log1p(diary.session[0]), rate(diary.session), np.log(diary.sessions),
        rate(diary.first), diary.review_residual / (reviews + PRIOR),
        rate(diary.soon), rate(diary.late),
        _log(item.since), _log(item.between), mean(_log(tag.since)), mean(_log(tag.between)),
        item.faded[0], item.faded[1], mean(tag.faded[0]), mean(tag.faded[1]), hour_residual,
    )  # fmt: skip
    return np.column_stack(columns).astype(np.float32)


def _log(seconds: np.ndarray) -> np.ndarray:
    return log_seconds(seconds, math.inf)


class Spacing:
    """One student's state; `add` is O(1) in the history's length."""

    def __init__(self, moments: Moments = AS_SHOWN) -> None:
        self._moments = moments
        self._clock = self._first_clock = float("nan")
        self._answers = self._sessions = 0
        self._session, self._first = [0.0, 0.0], [0.0, 0.0]
        self._soon, self._late = [0.0, 0.0], [0.0, 0.0]
        self._review_residual = 0.0
        self._items: dict[Hashable, Remembered] = {}
        self._tags: dict[Hashable, Remembered] = {}
        self._own = Remembered()

    def add(
        self, item: int, tags: np.ndarray, correct: float, expected: float, time_s: float,
        elapsed_s: float,
    ) -> None:  # fmt: skip
        """Count one answer; the arguments as in `spacing_before`, of one row."""
        answered = self._not_before(self._moments.of_history(time_s, elapsed_s))
        if self._answers == 0 or answered - self._clock > SESSION_S:
            self._sessions += 1
            self._session = [0.0, 0.0]
        met = self._items.get(item)
        late = met is not None and answered - met.clock > SESSION_S
        kind = self._first if met is None else self._late if late else self._soon
        for counted in (self._session, kind):
            counted[0] += 1.0
            counted[1] += correct
        residual = correct - expected
        if met is not None:
            self._review_residual += residual
        if math.isnan(self._clock) or time_s > self._clock:
            self._clock = time_s
        if self._answers == 0:
            self._first_clock = self._clock
        self._answers += 1
        self._own.add(self._clock, residual)
        self._items.setdefault(item, Remembered()).add(self._clock, residual)
        for tag in tags.tolist():
            if tag >= 0:
                self._tags.setdefault(tag, Remembered()).add(self._clock, residual)

    def features(self, item: np.ndarray, tags: np.ndarray, asked_s: float) -> np.ndarray:
        """(Q, 18) float32 of candidates, each as if it were the next row.

        Args:
            item: (Q,). tags: (Q, K); identities as given to `add`.
            asked_s: the moment of asking, on the clock of `time_s`; NaN: unknown.
        """
        many = len(item)
        asked = self._not_before(self._moments.of_request(asked_s))
        pause = asked - self._clock
        new_session = self._answers == 0 or pause > SESSION_S

        def each(value: float) -> np.ndarray:
            return np.full(many, float(value))

        def counted(pair: list[float]) -> tuple[np.ndarray, np.ndarray]:
            return each(pair[0]), each(pair[1])

        diary = Diary(
            each(self._sessions + new_session),
            counted([0.0, 0.0] if new_session else self._session),
            counted(self._first),
            counted(self._soon),
            counted(self._late),
            each(self._review_residual),
        )
        owner, at = np.nonzero(tags >= 0)
        return _columns(
            diary,
            each(pause),
            each(asked - self._first_clock),
            traces_at(self._items, item.tolist(), asked),
            traces_at(self._tags, tags[owner, at].tolist(), asked),
            owner,
            each(self._own.sums[1] * decay_of_one(asked - self._own.clock)),
        )

    def _not_before(self, moment: float) -> float:
        """The function of that name, of one moment."""
        return moment if moment > self._clock else self._clock
