"""Weights of a mean of probabilities: non-negative, sum 1, minimal log loss."""

import numpy as np
from scipy.optimize import LinearConstraint, minimize

LEAST = 0.01
"""A smaller weight is dropped: it costs more in serving than it gains."""
DIGITS = 4


def fit_blend_weights(probs: np.ndarray, correct: np.ndarray) -> list[float]:
    """The weight of each of K models in the mean of their probabilities.

    The log loss of a weighted mean is convex in the weights, so the optimum is unique. Weights
    below `LEAST` become 0, and the others are fitted again.

    Args:
        probs: (K, N) in 0..1. correct: (N,) 0/1.

    Raises:
        ValueError: no optimum was found; are there NaNs among the probabilities?
    """
    given = np.where(correct > 0.5, probs, 1.0 - probs).clip(1e-12)  # to what was answered
    kept = np.arange(len(probs))
    while True:
        found = _least_loss(given[kept])
        if len(kept) == 1 or found.min() >= LEAST:
            break
        kept = kept[found >= LEAST]
    weights = np.zeros(len(probs))
    weights[kept] = found.round(DIGITS)
    return [float(one) for one in weights / weights.sum()]


def _least_loss(given: np.ndarray) -> np.ndarray:
    """Weights (K,) of the least mean of −log(weights @ given); given: (K, N) in 0..1."""
    many = len(given)
    if many == 1:
        return np.ones(1)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        mixed = (weights @ given).clip(1e-12)
        return float(-np.log(mixed).mean()), -(given / mixed).mean(1)

    found = minimize(
        loss, np.full(many, 1.0 / many), jac=True, method="SLSQP", bounds=[(0.0, 1.0)] * many,
        constraints=LinearConstraint(np.ones(many), 1.0, 1.0),
        options={"ftol": 1e-10, "maxiter": 500},
    )  # fmt: skip
    if not found.success:
        raise ValueError(f"no weights of the least log loss for {many} models: {found.message}")
    return found.x.clip(0.0) / found.x.clip(0.0).sum()
