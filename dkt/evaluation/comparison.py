"""Two models on the same held-out students: paired differences, overall and by slice.

Only students count on whom neither trained nor validated; each bundle records its split. A
difference is positive where the challenger is better, for every measure; its interval is a
bootstrap over students (`dkt.evaluation.bootstrap`).
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from dkt.config.schema import SplitConfig
from dkt.dataset.split import RULE, part_of
from dkt.evaluation.bootstrap import CONFIDENCE, MEASURES, ByStudent, draws_of, interval
from dkt.evaluation.metrics import log_losses, metrics
from dkt.evaluation.scoring import Scored
from dkt.evaluation.slices import LARGEST, Held
from dkt.features.bundle import Bundle, BundleError

WORST = 10
"""Slices in the result: those where the challenger is most surely worse."""


class ComparisonError(ValueError):
    """No fair comparison is possible; the message says why and what to do."""


def split_of(bundle: Bundle) -> SplitConfig:
    """The split of a bundle's students.

    A bundle without a recorded rule used the first rule.

    Raises:
        BundleError: it was split by a rule that this code doesn't know.
    """
    rule = bundle.manifest.get("split_rule", RULE)
    if rule != RULE:
        raise BundleError(
            f"{bundle.version} split its students by the rule {rule!r}, and this code knows "
            f"{RULE!r} alone: nobody can say which of them trained it. To replace it: "
            "python train.py --champion none, python -m models push BUNDLE, "
            "python -m models promote VERSION --unmeasured"
        )
    return SplitConfig(**bundle.manifest["config"]["split"])


@dataclass(frozen=True)
class Shared:
    """The held-out answers that a challenger and another model may be compared on.

    Attributes:
        rows: (N,) bool among the challenger's held-out answers.
        left_out: students held out of the other model whom the challenger did not hold out.
    """

    rows: np.ndarray
    left_out: int

    @classmethod
    def between(
        cls, users: np.ndarray, everybody: np.ndarray, ours: SplitConfig, other: Bundle
    ) -> "Shared":
        """Args: users: (N,) ids of the held-out answers. everybody: distinct ids in the data.

        Raises:
            ComparisonError: no student is held out of both.
        """
        theirs = split_of(other)
        names, at = np.unique(users, return_inverse=True)
        fair = np.array([part_of(str(name), theirs) == "test" for name in names], bool)
        if not fair.any():
            raise ComparisonError(
                f"none of the {len(names)} held-out students is held out of {other.version} too, "
                f"whose split is {theirs.model_dump()}: train with that split"
            )
        left_out = 0
        if ours != theirs:
            left_out = sum(
                part_of(str(name), theirs) == "test" and part_of(str(name), ours) != "test"
                for name in everybody
            )
        return cls(fair[at], left_out)


def compare(
    challenger: Scored, other: Scored, held: Held, shared: Shared, confidence: float = CONFIDENCE
) -> dict[str, Any]:
    """The comparison that the gate and people read; deterministic.

    Args:
        challenger, other: predictions of the same N answers. held: their slices.

    Returns:
        students, answers, left_out: who was compared, see `Shared`.
        ours, theirs: figures of `dkt.evaluation.metrics.metrics` on those.
        differences: of each of `MEASURES`: estimate, low, high; None with too few students.
        slices: the `WORST` by log loss: kind, name, answers, students, estimate, low, high.
        slices_compared: their number; the intervals hold simultaneously (Bonferroni).

    Raises:
        ComparisonError: the shared answers have no AUC: too few students.
    """
    ours, theirs = _only(challenger, shared.rows), _only(other, shared.rows)
    figures = []
    for one in (ours, theirs):
        try:
            figures.append(metrics(one.user, one.correct, one.prob))
        except ValueError as err:
            raise ComparisonError(
                f"too few students are held out of both: {err}; collect more, or train with the "
                "split of the other model"
            ) from err
    sums = ByStudent.of(ours), ByStudent.of(theirs)
    slices = _Slices.of(held, ours, theirs, shared.rows)
    drawn: dict[str, list[np.ndarray]] = {name: [] for name in MEASURES}
    by_slice = []
    for times in draws_of(len(sums[0].answers), len(ours.prob)):
        mine, other_s = (one.measures(times) for one in sums)
        for name, better in MEASURES.items():
            drawn[name].append(better * (mine[name] - other_s[name]))
        by_slice.append(slices.differences(times))
    differences = {}
    for name, better in MEASURES.items():
        estimate = better * (figures[0][name] - figures[1][name])
        sure = interval(
            estimate, np.concatenate(drawn[name]), sums[0].students_in(name), confidence
        )
        differences[name] = sure and sure.rounded()
    return {
        "students": figures[0]["students"],
        "answers": figures[0]["answers"],
        "left_out": shared.left_out,
        "confidence": confidence,
        "ours": figures[0],
        "theirs": figures[1],
        "differences": differences,
        "slices": slices.worst(np.concatenate(by_slice), confidence),
        "slices_compared": len(slices.names),
    }


def _only(scored: Scored, rows: np.ndarray) -> Scored:
    return replace(scored, user=scored.user[rows], correct=scored.correct[rows],
                   prob=scored.prob[rows])  # fmt: skip


@dataclass(frozen=True)
class _Slices:
    """Log losses by student and slice: of S students and K slices of every kind.

    Log loss only: it sees both ranking and calibration, and is defined where all answers have one
    code.

    Attributes:
        names: kind and name of each. better: (S, K) how much lower the challenger's loss is.
        answers: (S, K).
    """

    names: list[tuple[str, str]]
    better: csr_array
    answers: csr_array

    @classmethod
    def of(cls, held: Held, ours: Scored, theirs: Scored, rows: np.ndarray) -> "_Slices":
        gain = log_losses(theirs.correct, theirs.prob) - log_losses(ours.correct, ours.prob)
        _, student = np.unique(ours.user, return_inverse=True)
        place = np.cumsum(rows) - 1  # of an answer among the shared ones
        names: list[tuple[str, str]] = []
        owners, columns = [], []
        for kind, (labels, owner, at) in held.kinds.items():
            owner, at = place[owner[rows[owner]]], at[rows[owner]]
            sizes = np.bincount(at, minlength=len(labels))
            largest = np.argsort(-sizes, kind="stable")[:LARGEST]
            column = np.full(len(labels), -1)
            chosen = np.sort(largest[sizes[largest] > 0])
            column[chosen] = len(names) + np.arange(len(chosen))
            names += [(kind, labels[k]) for k in chosen.tolist()]
            owners.append(owner[column[at] >= 0])
            columns.append(column[at][column[at] >= 0])
        owner, slice_ = np.concatenate(owners), np.concatenate(columns)
        shape = (int(student.max()) + 1, len(names))
        where = (student[owner], slice_)
        return cls(
            names,
            csr_array((gain[owner], where), shape=shape),
            csr_array((np.ones(len(owner)), where), shape=shape),
        )

    def differences(self, times: np.ndarray) -> np.ndarray:
        """(D, K) how much lower the challenger's mean loss is; NaN where no answer was drawn."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return (times @ self.better) / (times @ self.answers)

    def worst(self, drawn: np.ndarray, confidence: float) -> list[dict[str, Any]]:
        """Slices with the lowest upper bounds first."""
        students = (self.answers.toarray() > 0).sum(0)
        estimates = self.differences(np.ones((1, self.better.shape[0])))[0]
        each = 1 - (1 - confidence) / max(len(self.names), 1)
        rows: list[dict[str, Any]] = []
        for k, (kind, name) in enumerate(self.names):
            sure = interval(float(estimates[k]), drawn[:, k], int(students[k]), each)
            if sure:
                answers = int(self.answers[:, [k]].sum())
                rows.append({"kind": kind, "name": name, "answers": answers,
                             "students": int(students[k]), **sure.rounded()})  # fmt: skip
        return sorted(rows, key=lambda row: row["high"])[:WORST]
