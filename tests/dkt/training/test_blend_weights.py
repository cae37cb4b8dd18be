"""Weights of a mean of chances are those of the least log loss."""

import numpy as np
import pytest

from dkt.training.blend_weights import LEAST, fit_blend_weights


def planted(weights: list[float], many: int = 40_000) -> tuple[np.ndarray, np.ndarray]:
    """Chances that say different things, and answers drawn from their weighted mean."""
    rng = np.random.default_rng(len(weights))
    probs = 1 / (1 + np.exp(-1.5 * rng.normal(size=(len(weights), many))))
    return probs, (rng.random(many) < np.array(weights) @ probs).astype(float)


def loss(weights: list[float], probs: np.ndarray, correct: np.ndarray) -> float:
    mixed = np.array(weights) @ probs
    return float(-np.log(np.where(correct > 0.5, mixed, 1 - mixed)).mean())


@pytest.mark.parametrize(
    "weights", [[0.3, 0.7], [0.5, 0.3, 0.2], [0.5, 0, 0.3, 0, 0, 0.2, 0, 0], [0.125] * 8]
)
def test_a_planted_mean_is_found_again(weights):
    probs, correct = planted(weights)
    found = fit_blend_weights(probs, correct)
    assert sum(found) == pytest.approx(1)
    np.testing.assert_allclose(found, weights, atol=0.03)
    assert loss(found, probs, correct) <= loss(weights, probs, correct) + 1e-6
    assert fit_blend_weights(probs, correct) == found


def test_no_neighbour_of_what_is_found_is_better():
    probs, correct = planted([0.2, 0.5, 0.3], many=4000)
    found = np.array(fit_blend_weights(probs, correct))
    least = loss(found, probs, correct)
    for k in range(3):
        for step in (0.01, 0.05):
            moved = found * (1 - step) + step * np.eye(3)[k]
            assert loss(moved, probs, correct) > least


def test_a_model_without_a_share_has_none_at_all():
    rng = np.random.default_rng(0)
    chance = rng.uniform(0.05, 0.95, 4000)
    correct = (rng.random(4000) < chance).astype(float)
    assert fit_blend_weights(np.array([chance, rng.uniform(0.05, 0.95, 4000)]), correct) == [
        1.0,
        0.0,
    ]
    twins = fit_blend_weights(np.array([chance, chance]), correct)
    assert min(twins) >= LEAST and sum(twins) == pytest.approx(1)


def test_one_model_and_chances_of_nought_and_one():
    assert fit_blend_weights(np.array([[0.0, 1.0]]), np.array([1.0, 0.0])) == [1.0]
    sure = np.array([[1.0, 0.0, 1.0, 0.0], [0.6, 0.4, 0.6, 0.4]])
    assert fit_blend_weights(sure, np.array([1.0, 0.0, 1.0, 0.0])) == [1.0, 0.0]


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="no weights of the least log loss for 2 models"):
        fit_blend_weights(np.full((2, 5), np.nan), np.ones(5))
