"""Bootstrap intervals for metrics of held-out students.

Students are resampled with replacement, never answers, because a student's answers are correlated.
Two models are compared on the same resamples, so what they have in common cancels out (paired).

An interval is the estimate ± t × the standard deviation over draws, with Student's t for the
number of students: twenty students give a wide interval, one student none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.stats import t as students_t
from sklearn.metrics import roc_auc_score

from dkt.evaluation.metrics import CALIBRATION_BINS, log_losses, within_user_aucs
from dkt.evaluation.scoring import Scored

DRAWS, FEWEST_DRAWS = 1000, 200
ROWS_IN_ALL = 1_000_000_000
"""Answers × draws: with more answers, fewer draws are made."""
CHUNK = 200
"""Draws held in memory at a time."""
RANKS = 1024
"""Bins of predictions in the pooled AUC of a draw, which makes it exact to 1e-5."""
MEASURES = {"auc": 1, "log_loss": -1, "auc_within_user": 1, "ece": -1}
"""What is compared; 1: higher is better, −1: lower."""
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Interval:
    """An estimate with its confidence interval."""

    estimate: float
    low: float
    high: float

    def rounded(self) -> dict[str, float]:
        return {name: round(float(value), 6) for name, value in vars(self).items()}


@dataclass(frozen=True)
class ByStudent:
    """Sums over N answers by student (S) that the measures need.

    Attributes:
        ranks: (S, RANKS) right and wrong answers by the rank of their prediction.
        loss: (S,) log loss summed. answers: (S,).
        within: (S,) AUC among a student's answers, NaN where all have one code.
        gaps: (S, bins) predictions − right answers, summed by bin of the prediction.
    """

    ranks: tuple[csr_array, csr_array]
    loss: np.ndarray
    answers: np.ndarray
    within: np.ndarray
    gaps: np.ndarray

    @classmethod
    def of(cls, scored: Scored) -> "ByStudent":
        _, student = np.unique(scored.user, return_inverse=True)
        students, right = int(student.max(initial=-1)) + 1, scored.correct > 0.5
        rank = _rank(scored.prob)
        bins = np.minimum((scored.prob * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
        gap = np.bincount(
            student * CALIBRATION_BINS + bins, scored.prob - right, students * CALIBRATION_BINS
        )
        return cls(
            (
                _counted(student[right], rank[right], students),
                _counted(student[~right], rank[~right], students),
            ),
            np.bincount(student, log_losses(scored.correct, scored.prob), students),
            np.bincount(student, minlength=students).astype(np.float64),
            within_user_aucs(student, scored.correct, scored.prob),
            gap.reshape(students, CALIBRATION_BINS),
        )

    def measures(self, times: np.ndarray) -> dict[str, np.ndarray]:
        """(D,) of each of `MEASURES`, each student counted so many times; NaN: undefined.

        times: (D, S).
        """
        right, wrong = (times.astype(np.float32) @ counts for counts in self.ranks)
        below = np.cumsum(wrong, axis=1) - wrong / 2
        pairs = right.sum(1, np.float64) * wrong.sum(1, np.float64)
        answers, known = times @ self.answers, ~np.isnan(self.within)
        with np.errstate(invalid="ignore", divide="ignore"):
            return {
                "auc": (right * below).sum(1, np.float64) / pairs,
                "log_loss": times @ self.loss / answers,
                "auc_within_user": times[:, known] @ self.within[known] / times[:, known].sum(1),
                "ece": np.abs(times @ self.gaps).sum(1) / answers,
            }

    def students_in(self, measure: str) -> int:
        """Number of students that count for a measure."""
        within = measure == "auc_within_user"
        return int((~np.isnan(self.within)).sum()) if within else len(self.within)


def draws_of(students: int, answers: int, seed: int = 0) -> Iterator[np.ndarray]:
    """How often each student is drawn: (D, S) in chunks of draws, from a fixed seed."""
    rng = np.random.default_rng(seed)
    left = int(np.clip(ROWS_IN_ALL // max(answers, 1), FEWEST_DRAWS, DRAWS))
    while left > 0:
        many = min(left, CHUNK)
        drawn = rng.integers(0, students, (many, students))
        drawn += np.arange(many)[:, None] * students
        times = np.bincount(drawn.ravel(), minlength=many * students)
        yield times.reshape(many, students).astype(np.float64)
        left -= many


def interval(
    estimate: float, drawn: np.ndarray, students: int, confidence: float = CONFIDENCE
) -> Interval | None:
    """Interval of a metric of so many students, from its values over draws.

    Returns:
        None with fewer than two students, or if most draws are undefined.
    """
    drawn = drawn[~np.isnan(drawn)]
    if students < 2 or len(drawn) < FEWEST_DRAWS / 2 or np.isnan(estimate):
        return None
    spread = float(drawn.std()) * np.sqrt(students / (students - 1))
    reach = float(students_t.ppf((1 + confidence) / 2, students - 1)) * spread
    return Interval(estimate, estimate - reach, estimate + reach)


def auc_interval(scored: Scored) -> Interval | None:
    """Of one model's pooled AUC."""
    summed = ByStudent.of(scored)
    students = len(summed.answers)
    drawn = [summed.measures(times)["auc"] for times in draws_of(students, len(scored.prob))]
    return interval(roc_auc_score(scored.correct, scored.prob), np.concatenate(drawn), students)


def _rank(prob: np.ndarray) -> np.ndarray:
    """(N,) int below RANKS, in the order of the predictions; equal ones are equal."""
    values = np.unique(prob)
    if len(values) > RANKS:
        values = np.unique(np.quantile(prob, np.linspace(0, 1, RANKS + 1)[1:-1]))
    return np.searchsorted(values, prob, side="left").clip(max=RANKS - 1)


def _counted(student: np.ndarray, rank: np.ndarray, students: int) -> csr_array:
    counts = csr_array((np.ones(len(rank), np.float32), (student, rank)), (students, RANKS))
    counts.sum_duplicates()
    return counts
