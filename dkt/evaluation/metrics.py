"""Metrics of predictions, pooled over a whole split."""

import numpy as np
from sklearn.metrics import roc_auc_score

CALIBRATION_BINS = 15
SMALLEST = 1e-7


def metrics(user: np.ndarray, correct: np.ndarray, prob: np.ndarray) -> dict[str, float]:
    """Pooled AUC, within-student AUC, log loss, accuracy, calibration error, and counts.

    Args:
        user: (N,) int. correct: (N,) 0/1. prob: (N,) in 0..1.

    Raises:
        ValueError: all answers, or each student's answers, have one code: AUC is undefined.
    """
    if len(np.unique(correct)) < 2:
        raise ValueError(f"all {len(correct)} held-out answers have the same code; AUC needs both")
    return {
        "auc": float(roc_auc_score(correct, prob)),
        "auc_within_user": within_user_auc(user, correct, prob),
        "log_loss": float(log_losses(correct, prob).mean()),
        "acc": float(np.mean((prob >= 0.5) == (correct > 0.5))),
        "ece": calibration_error(correct, prob),
        "answers": len(correct),
        "students": len(np.unique(user)),
    }


def within_user_auc(user: np.ndarray, correct: np.ndarray, prob: np.ndarray) -> float:
    """Mean over students of the AUC among their own answers; students with one code left out."""
    auc = within_user_aucs(user, correct, prob)
    if np.isnan(auc).all():
        raise ValueError(f"none of {len(auc)} students is at times right and wrong: AUC needs it")
    return float(np.nanmean(auc))


def within_user_aucs(user: np.ndarray, correct: np.ndarray, prob: np.ndarray) -> np.ndarray:
    """(S,) AUC among each student's own answers, by sorted user; NaN where all have one code.

    The AUC is the Mann–Whitney statistic with mid-ranks for ties.
    """
    order = np.lexsort((prob, user))
    user, correct, prob = user[order], correct[order] > 0.5, prob[order]
    rank = np.arange(1, len(user) + 1, dtype=np.float64)
    tied = np.concatenate([[True], (user[1:] != user[:-1]) | (prob[1:] != prob[:-1])])
    group = np.cumsum(tied) - 1
    rank = (np.bincount(group, rank) / np.bincount(group))[group]

    _, code, size = np.unique(user, return_inverse=True, return_counts=True)
    before = np.cumsum(size) - size
    positives = np.bincount(code, correct)
    rank_sum = np.bincount(code, (rank - before[code]) * correct)
    pairs = np.where((positives > 0) & (positives < size), positives * (size - positives), np.nan)
    return (rank_sum - positives * (positives + 1) / 2) / pairs


def log_losses(correct: np.ndarray, prob: np.ndarray) -> np.ndarray:
    """(N,) −log of the probability of each given answer, at least `SMALLEST`."""
    given = np.where(correct > 0.5, prob, 1.0 - prob)
    return -np.log(np.maximum(given, SMALLEST))


def reliability(correct: np.ndarray, prob: np.ndarray) -> list[tuple[float, float, int]]:
    """Mean prediction, share of right answers and count of each filled bin of equal width."""
    bins = np.minimum((prob * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    return [
        (float(prob[at].mean()), float(correct[at].mean()), int(at.sum()))
        for at in (bins == k for k in range(CALIBRATION_BINS))
        if at.any()
    ]


def calibration_error(correct: np.ndarray, prob: np.ndarray) -> float:
    """Expected calibration error: mean |prediction − share right| over bins, by their counts."""
    gaps = [(abs(mean - share), count) for mean, share, count in reliability(correct, prob)]
    return sum(gap * count for gap, count in gaps) / len(correct)
