"""When a question was asked. Numpy alone.

An answer that came at T after s seconds was asked at T − s; in serving the request says when
(`asked_at`). Both are the same clock, so a question shown at one moment has the same features in
training and in serving, however long its answer took.

The moment is unknown where T or s is, and where s is 0 or less: nobody reads and answers in no
time, and logs write 0 for what they did not measure. Then features of time are those of the newest
answer's moment, as if the question followed at once. Unknown has no value of its own, because
whether an answer was measured is a fact about the answer, and would tell of it.

A question shown before the newest answer came (in a second tab, say) was still open then: it counts
as asked at that answer's moment.
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
    """What one model takes for the moment of asking.

    Attributes:
        known: False where fewer than `LEAST_KNOWN` of the training rows have a moment. Such a model
            never learned what a pause means, so every moment is unknown to it, `asked_at` too.
        allowance_s: 0; or 600 for the models of an earlier version, which are served as they were
            trained: an answer counted as taking so long at least, and so did a question asked.
    """

    known: bool = True
    allowance_s: float = 0.0

    @classmethod
    def fit(cls, time_s: np.ndarray, elapsed_s: np.ndarray) -> "Moments":
        """Of training rows; both (N,) seconds, NaN where unknown."""
        known = ~np.isnan(cls().of_rows(time_s, elapsed_s))
        return cls(bool(len(known)) and float(known.mean()) >= LEAST_KNOWN)

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
        np.save(folder / FILE, np.array([self.known, self.allowance_s]), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "Moments":
        """What `save` wrote; of a folder without it the rule of the version before."""
        if not (folder / FILE).exists():
            return EARLIER
        known, allowance_s = np.load(folder / FILE, allow_pickle=False).tolist()
        return cls(bool(known), allowance_s)


AS_SHOWN = Moments()
EARLIER = Moments(allowance_s=600.0)
"""Moments of models that were trained before `moments.npy` was written."""
