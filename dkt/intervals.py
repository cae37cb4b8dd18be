"""How sure the pooled AUC is: students are drawn anew, with replacement (bootstrap)."""

import numpy as np

from dkt.evaluate import Scored

DRAWS = 200
FEWEST_DRAWS = 20
ROWS_IN_ALL = 20_000_000
"""Answers times draws; more answers need fewer draws, and have narrower intervals anyway."""
COVERED = (2.5, 97.5)


def intervals_of(model: Scored, champion: Scored | None) -> dict[str, list[float] | None]:
    """95 % intervals: `auc`, and `auc_difference` to the champion on the same draws, or None."""
    ours = auc_by_draw(model)
    theirs = auc_by_draw(champion) if champion else None
    return {"auc": _covered(ours), "auc_difference": None if theirs is None else
            _covered(ours - theirs)}  # fmt: skip


def auc_by_draw(scored: Scored, seed: int = 0) -> np.ndarray:
    """(draws,) pooled AUC of as many students drawn at random; NaN where all have one code."""
    order = np.argsort(scored.prob, kind="stable")
    prob, right = scored.prob[order], scored.correct[order] > 0.5
    _, student = np.unique(scored.user[order], return_inverse=True)
    tie = np.concatenate([[0], np.cumsum(prob[1:] != prob[:-1])])
    students, rng = int(student.max()) + 1, np.random.default_rng(seed)
    draws = int(np.clip(ROWS_IN_ALL // len(prob), FEWEST_DRAWS, DRAWS))
    auc = np.empty(draws)
    for k in range(draws):
        times = np.bincount(rng.integers(0, students, students), minlength=students)[student]
        positive = np.bincount(tie, times * right)
        negative = np.bincount(tie, times * ~right)
        below = np.cumsum(negative) - negative / 2
        pairs = positive.sum() * negative.sum()
        auc[k] = positive @ below / pairs if pairs else np.nan
    return auc


def _covered(values: np.ndarray) -> list[float] | None:
    values = values[~np.isnan(values)]
    return [round(float(one), 5) for one in np.percentile(values, COVERED)] if len(values) else None
