"""How good predictions were, from sums of whole numbers.

A prediction was made before its answer came, so every answer is a test of it. Of each answer a few
whole numbers are added up; every figure comes from the sums. Whole numbers add up to the same in
any order and at any time, so figures that grew answer by answer equal a recomputation of all.

- Predictions are rounded to 1/10,000, as they come out of 32 bits (the lake keeps so many).
- Log loss is in millionths of a nat, from a table of all 10,000 predictions.
- AUC is of predictions rounded down to 1/200; equal ones count half.
- Intervals (95%) are over students: a student's answers stand together (cluster-robust variance;
  for AUC DeLong 1988 as Obuchowski 1997 extends it to clusters).
- The baseline is an item's share of right answers so far, drawn to that of all items as if BASE
  answers had come at that share. It knows nothing of the student.
"""

import math
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field

SCALE = 10_000
BINS = 200
WIDTH = SCALE // BINS
LOSS_UNIT = 1_000_000
Z = 1.96
BASE = 5
NEW = 12
"""So many first answers are those of a new student; a placement has no more."""
LOSS = (0, *(round(-LOSS_UNIT * math.log(q / SCALE)) for q in range(1, SCALE + 1)))
"""Log loss of a right answer by its prediction; of a wrong one at SCALE minus it."""


def rounded(chance: float) -> int:
    """A chance in 1/10,000, never 0 or 1, as 32 bits have it."""
    as_stored = struct.unpack("f", struct.pack("f", chance))[0]
    return min(max(int(as_stored * SCALE + 0.5), 1), SCALE - 1)


def baseline(item_right: int, item_answers: int, right: int, answers: int) -> int:
    """The baseline's prediction, in 1/10,000, from the answers before this one."""
    overall = (right + 1) / (answers + 2)
    return rounded((item_right + BASE * overall) / (item_answers + BASE))


def loss(predicted: int, right: bool) -> int:
    """Log loss of one answer, in millionths of a nat."""
    return LOSS[predicted] if right else LOSS[SCALE - predicted]


@dataclass
class Sums:
    """Sums over answers."""

    n: int = 0
    right: int = 0
    predicted: int = 0
    loss: int = 0
    base_loss: int = 0
    hits: int = 0
    """Answers that went as was more likely."""
    bins: dict[int, list[int]] = field(default_factory=dict)
    """By prediction in 1/BINS: wrong answers, right ones."""

    def add(self, predicted: int, base: int, right: bool) -> None:
        self.n += 1
        self.right += right
        self.predicted += predicted
        self.loss += loss(predicted, right)
        self.base_loss += loss(base, right)
        self.hits += (predicted >= SCALE // 2) == right
        self.bins.setdefault(predicted // WIDTH, [0, 0])[right] += 1

    def __iadd__(self, other: "Sums") -> "Sums":
        for name in ("n", "right", "predicted", "loss", "base_loss", "hits"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for at, (wrong, right) in other.bins.items():
            mine = self.bins.setdefault(at, [0, 0])
            mine[0] += wrong
            mine[1] += right
        return self

    def as_json(self) -> list:
        bins = [[at, *self.bins[at]] for at in sorted(self.bins)]
        return [self.n, self.right, self.predicted, self.loss, self.base_loss, self.hits, bins]

    @classmethod
    def from_json(cls, told: list) -> "Sums":
        n, right, predicted, loss, base_loss, hits, bins = told
        by_bin = {at: [wrong, of_them_right] for at, wrong, of_them_right in bins}
        return cls(n, right, predicted, loss, base_loss, hits, by_bin)


@dataclass(frozen=True)
class Figure:
    """A figure and its interval; None where one student cannot tell how much students differ."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Quality:
    """Figures of some answers that had a prediction."""

    answers: int
    students: int
    right: float
    predicted: float
    accuracy: Figure
    log_loss: Figure
    base_log_loss: float
    better: Figure
    """Log loss of the baseline less that of the model, nats an answer: below 0 it is of no use."""
    gap: Figure
    """Share right less what was predicted: 0 is calibrated."""
    calibration_error: float
    auc: Figure | None


def quality(by_student: Iterable[Sums]) -> Quality | None:
    """The figures of these students' answers together; None without any."""
    students = [one for one in by_student if one.n]
    if not students:
        return None
    total = Sums()
    for one in students:
        total += one

    def mean(name: str, unit: int) -> Figure:
        parts = [(getattr(one, name), one.n) for one in students]
        return _ratio(parts, unit)

    return Quality(
        answers=total.n,
        students=len(students),
        right=total.right / total.n,
        predicted=total.predicted / total.n / SCALE,
        accuracy=mean("hits", 1),
        log_loss=mean("loss", LOSS_UNIT),
        base_log_loss=total.base_loss / total.n / LOSS_UNIT,
        better=_ratio([(one.base_loss - one.loss, one.n) for one in students], LOSS_UNIT),
        gap=_ratio([(SCALE * one.right - one.predicted, one.n) for one in students], SCALE),
        calibration_error=_calibration_error(total),
        auc=_auc(students, total),
    )


def _ratio(parts: list[tuple[int, int]], unit: int) -> Figure:
    """Mean over all answers of sums by student, each with its number of answers."""
    n = sum(count for _, count in parts)
    value = sum(amount for amount, _ in parts) / n
    if len(parts) < 2:
        return Figure(value / unit)
    away = math.fsum((amount - value * count) ** 2 for amount, count in parts)
    error = Z * math.sqrt(away * len(parts) / (len(parts) - 1)) / n
    return Figure(value / unit, (value - error) / unit, (value + error) / unit)


def _calibration_error(total: Sums) -> float:
    """Mean distance of share right and prediction over tenths of the scale, by answers (ECE)."""
    tenths: dict[int, list[int]] = {}  # right answers; predictions, in 1/(2 BINS)
    for at, (wrong, right) in total.bins.items():
        tenth = tenths.setdefault(at * 10 // BINS, [0, 0])
        tenth[0] += right
        tenth[1] += (wrong + right) * (2 * at + 1)
    away = sum(abs(2 * BINS * right - predicted) for right, predicted in tenths.values())
    return away / (2 * BINS) / total.n


def _auc(students: list[Sums], total: Sums) -> Figure | None:
    """Chance that a right answer had the higher prediction than a wrong one."""
    rights, wrongs = total.right, total.n - total.right
    if not rights or not wrongs:
        return None
    below_right: dict[int, float] = {}  # of a right answer: share of wrong ones below it
    above_wrong: dict[int, float] = {}
    seen_wrong = seen_right = 0
    for at in sorted(total.bins):
        wrong, right = total.bins[at]
        below_right[at] = (seen_wrong + wrong / 2) / wrongs
        above_wrong[at] = (rights - seen_right - right / 2) / rights
        seen_wrong, seen_right = seen_wrong + wrong, seen_right + right
    value = math.fsum(right * below_right[at] for at, (_, right) in total.bins.items()) / rights
    if len(students) < 2:
        return Figure(value)
    away = []  # of each student, what they move the AUC by
    for one in students:
        of_right = math.fsum(
            right * (below_right[at] - value) for at, (_, right) in one.bins.items()
        )
        of_wrong = math.fsum(
            wrong * (above_wrong[at] - value) for at, (wrong, _) in one.bins.items()
        )
        away.append(of_right / rights + of_wrong / wrongs)
    squares = math.fsum(one * one for one in away)
    error = Z * math.sqrt(squares * len(students) / (len(students) - 1))
    return Figure(value, max(value - error, 0.0), min(value + error, 1.0))
