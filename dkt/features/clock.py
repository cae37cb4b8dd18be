"""The moment at which a question was asked, and the times that a model reads. Numpy only.

An answer that came at T after s seconds was asked at T − s; in serving the request says when
(`asked_at`). Both are the same clock, so a question shown at one moment has the same features in
training and in serving, however long its answer took.

The moment is unknown where T or s is, and where s is 0 or less: nobody reads and answers in no
time, and logs write 0 for what they did not measure. Then features of time are those of the newest
answer's moment, as if the question followed at once. Unknown has no value of its own, because
whether an answer was measured is a fact about the answer, and would tell of it.

A question shown before the newest answer came (in a second tab, say) was still open then: it counts
as asked at that answer's moment.

A model whose training log had no times, seconds or moments gets none in serving either: inputs that
were constant in training have arbitrary weights.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

Seconds = TypeVar("Seconds", float, np.ndarray)

FILE = "moments.npy"
LEAST_KNOWN = 0.05


@dataclass(frozen=True)
class Moments:
    """The times that a model reads. False: fewer than `LEAST_KNOWN` of its training rows had it.

    Attributes:
        times, seconds: of answers; those that it does not read become NaN.
        known: moments of asking; where False each is unknown to it, `asked_at` too.
        allowance_s: 0; or 600 for the models of an earlier version, which are served as they were
            trained: an answer counted as taking so long at least, and so did a question asked.
    """

    times: bool = True
    seconds: bool = True
    known: bool = True
    allowance_s: float = 0.0

    @classmethod
    def fit(cls, timed: np.ndarray, measured: np.ndarray) -> "Moments":
        """Of training rows, (N,) bool: those with a time, and those with seconds above 0."""
        enough = max(LEAST_KNOWN * len(timed), 1)
        return cls(*(bool(has.sum() >= enough) for has in (timed, measured, timed & measured)))

    def read(self, time_s: np.ndarray, elapsed_s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Times and seconds of answers, both (N,), as the model is given them."""
        return (
            time_s if self.times else np.full(len(time_s), np.nan),
            elapsed_s if self.seconds else np.full(len(elapsed_s), np.nan),
        )

    def of_rows(self, time_s: np.ndarray, elapsed_s: np.ndarray) -> np.ndarray:
        """(N,) the moment at which each row's question was asked, NaN where unknown.

        Args:
            time_s, elapsed_s: (N,) seconds of the row's own answer, NaN where unknown.
        """
        if self.allowance_s:
            return self.of_history(time_s, elapsed_s)
        return self.of_request(np.where(elapsed_s > 0, time_s - elapsed_s, np.nan))

    def of_request(self, asked_s: Seconds) -> Seconds:
        """A moment of asking as the model takes it; NaN where unknown."""
        return asked_s - self.allowance_s if self.known else asked_s * np.nan

    def of_history(self, time_s: Seconds, elapsed_s: Seconds) -> Seconds:
        """The same of rows that are answered: where the seconds are unknown, the answer's time."""
        return time_s - np.fmax(elapsed_s, self.allowance_s)

    def save(self, folder: Path) -> None:
        fields = [self.times, self.seconds, self.known, self.allowance_s]
        np.save(folder / FILE, np.array(fields, np.float64), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "Moments":
        """What `save` wrote; of a folder without it the rule of the version before."""
        if not (folder / FILE).exists():
            return EARLIER
        times, seconds, known, allowance_s = np.load(folder / FILE, allow_pickle=False).tolist()
        return cls(bool(times), bool(seconds), bool(known), allowance_s)


AS_SHOWN = Moments()
EARLIER = Moments(allowance_s=600.0)
"""Moments of models that were trained before `moments.npy` was written."""
