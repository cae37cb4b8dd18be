"""How good predictions are."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from dkt.evaluation.metrics import calibration_error, metrics, reliability, within_user_auc


@pytest.mark.parametrize("seed", range(4))
def test_within_user_auc_is_the_mean_of_every_student_s_own(seed):
    rng = np.random.default_rng(seed)
    user = rng.integers(0, 12, 300)
    correct = rng.integers(0, 2, 300).astype(np.float32)
    correct[user == 3] = 1  # left out: only right answers
    prob = rng.integers(0, 6, 300) / 5  # many ties
    slow = [roc_auc_score(correct[user == u], prob[user == u]) for u in range(12) if u != 3]
    assert within_user_auc(user, correct, prob) == pytest.approx(np.mean(slow), abs=1e-12)


def test_auc_within_students_ignores_differences_between_them():
    user = np.array([0, 0, 1, 1])
    correct = np.array([1, 0, 1, 0])
    prob = np.array([0.2, 0.1, 0.9, 0.8])
    told = metrics(user, correct, prob)
    assert told["auc_within_user"] == 1.0
    assert told["auc"] == 0.75
    assert (told["answers"], told["students"]) == (4, 2)


def test_calibration_error_by_hand():
    # bins of 1/15: two predictions of 0.1 (one right), three of 0.9 (two right), one of 1.0 (right)
    correct = np.array([1, 0, 1, 1, 0, 1])
    prob = np.array([0.1, 0.1, 0.9, 0.9, 0.9, 1.0])
    by_hand = (2 * abs(0.1 - 1 / 2) + 3 * abs(0.9 - 2 / 3) + 0) / 6
    assert calibration_error(correct, prob) == pytest.approx(by_hand)
    assert [count for _, _, count in reliability(correct, prob)] == [2, 3, 1]


def test_accuracy_takes_a_half_for_right():
    told = metrics(np.zeros(4), np.array([1, 1, 0, 0]), np.array([0.5, 0.4, 0.6, 0.1]))
    assert told["acc"] == 0.5


@pytest.mark.parametrize("code", [0, 1])
def test_answers_of_one_code_have_no_auc(code):
    with pytest.raises(ValueError, match="all 5 held-out answers have the same code"):
        metrics(np.arange(5), np.full(5, code), np.linspace(0, 1, 5))


def test_students_of_one_code_each_have_no_auc_within():
    with pytest.raises(ValueError, match="none of 2 students"):
        metrics(np.array([0, 0, 1]), np.array([1, 1, 0]), np.array([0.5, 0.6, 0.4]))
