"""Metrics by slice of the held-out answers: where a model is good and where not.

By grade (head of the item id), tag (the largest), answers that the student gave before, and whether
training saw the item. An answer to an item with several tags counts under each.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from scipy.stats import rankdata

from dkt.dataset.frame import Log
from dkt.evaluation.metrics import calibration_error
from dkt.evaluation.scoring import Scored
from dkt.features.steps import Steps
from dkt.features.vocabulary import UNKNOWN, split_item_id, split_tags

LENGTHS = (0, 1, 5, 10, 20, 50, 100)
"""First lengths of the bins of history."""
LARGEST = 40
"""Slices kept of a kind: those with the most answers."""
Figures = dict[str, Any]
TAGS = 16
"""Tags of an item that are read."""


@dataclass(frozen=True)
class Held:
    """Slices of N held-out answers, in the order of their `Steps`.

    Attributes:
        kinds: of each kind of slice: names (S,) and, of each of M memberships, the answer `owner`
            (M,) int and the slice `at` (M,) int.
    """

    kinds: dict[str, tuple[list[str], np.ndarray, np.ndarray]]

    @classmethod
    def read(cls, frame: pl.DataFrame, steps: Steps) -> "Held":
        """Of a frame with `dkt.dataset.frame.COLUMNS` and its steps."""
        log = Log.read(frame)
        every = np.arange(len(steps))
        heads, _, _ = split_item_id(log.items)
        tags = split_tags(log.tags, TAGS)
        first = np.ones(len(steps), bool)
        np.not_equal(steps.user[1:], steps.user[:-1], out=first[1:])
        before = every - np.maximum.accumulate(np.where(first, every, 0))
        last = [str(low - 1) for low in LENGTHS[1:]]
        bins = [f"{low}–{high}" for low, high in zip(LENGTHS, last, strict=False)]
        bins = ["0", *bins[1:], f"{LENGTHS[-1]}+"]
        known = (steps.category[:, 0] == UNKNOWN).astype(np.int64)
        return cls({
            "grade": _named(heads[log.row][:, None], _grade),
            "tag": _named(tags[log.row], str),
            "history": (bins, every, np.searchsorted(LENGTHS, before, side="right") - 1),
            "item": (["known item", "unknown item"], every, known),
        })  # fmt: skip


def slices_of(held: Held, model: Scored, champion: Scored | None) -> dict[str, list[Figures]]:
    """Figures of every filled slice, by kind: at most `LARGEST` of a kind.

    Returns:
        name, answers, students, right (share), predicted (mean), auc (None where all answers have
        one code), ece; and of the champion, or None: champion_auc, champion_ece.
    """
    slices = {}
    for kind, (names, owner, at) in held.kinds.items():
        sizes = np.bincount(at, minlength=len(names))
        kept = np.sort(np.argsort(-sizes, kind="stable")[:LARGEST])
        slices[kind] = [
            {"name": names[k], **_figures(owner[at == k], model, champion)}
            for k in kept.tolist()
            if sizes[k]
        ]
    return slices


def _figures(rows: np.ndarray, model: Scored, champion: Scored | None) -> Figures:
    correct, prob = model.correct[rows], model.prob[rows]
    theirs = champion.prob[rows] if champion else None
    return {
        "answers": len(rows),
        "students": len(np.unique(model.user[rows])),
        "right": round(float(correct.mean()), 5),
        "predicted": round(float(prob.mean()), 5),
        "auc": _auc(correct, prob),
        "ece": round(calibration_error(correct, prob), 5),
        "champion_auc": None if theirs is None else _auc(correct, theirs),
        "champion_ece": None if theirs is None else round(calibration_error(correct, theirs), 5),
    }


def _auc(correct: np.ndarray, prob: np.ndarray) -> float | None:
    right = correct > 0.5
    many = int(right.sum())
    if many in (0, len(right)):
        return None
    above = rankdata(prob)[right].sum() - many * (many + 1) / 2
    return round(float(above / (many * (len(right) - many))), 5)


def _named(values: np.ndarray, label: Any) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Slices of (N, K) strings, '' where there is none."""
    names, at = np.unique(values, return_inverse=True)
    at = at.reshape(values.shape)
    owner, column = np.nonzero(values != "")
    members = at[owner, column]
    if len(names) and names[0] == "":
        names, members = names[1:], members - 1
    return [label(str(name)) for name in names], owner, members


def _grade(head: str) -> str:
    """`010` is grade 1, as in the question bank; other heads keep their digits."""
    grade, rest = divmod(int(head), 10)
    return f"head {head}" if rest else f"grade {grade}"
