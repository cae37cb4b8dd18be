"""Draws of students: each says what one counts by hand, and few students are less sure."""

import numpy as np
import pytest
from sklearn.metrics import log_loss, roc_auc_score

from dkt.evaluation.bootstrap import RANKS, ByStudent, auc_interval, draws_of, interval
from dkt.evaluation.metrics import metrics
from dkt.evaluation.scoring import Scored


def answers(students: int, each: int, seed: int = 0, steps: int = 0) -> Scored:
    """Students of different ability, and a model that knows half of it; `steps`: few chances."""
    rng = np.random.default_rng(seed)
    user = np.repeat(np.arange(students), each)
    logits = rng.normal(size=students)[user] + rng.normal(size=len(user))
    correct = (rng.random(len(user)) < 1 / (1 + np.exp(-logits))).astype(np.float32)
    prob = 1 / (1 + np.exp(-logits - rng.normal(size=len(user))))
    return Scored(user, correct, np.round(prob * steps) / steps if steps else prob)


def test_each_draw_is_what_one_counts_of_the_students_drawn():
    scored = answers(12, 15, steps=20)  # with ties, and chances of 0 and 1
    summed, (times,) = ByStudent.of(scored), list(draws_of(12, 10**9))
    drawn = summed.measures(times)
    assert times.sum(1).tolist() == [12] * len(times)
    for k in range(5):
        copies = [
            (copy * 100 + student, np.flatnonzero(scored.user == student))
            for student in range(12)
            for copy in range(int(times[k, student]))
        ]
        user = np.concatenate([np.full(len(rows), name) for name, rows in copies])
        rows = np.concatenate([rows for _, rows in copies])
        correct, prob = scored.correct[rows], scored.prob[rows]
        assert drawn["auc"][k] == pytest.approx(roc_auc_score(correct, prob))
        clipped = prob.clip(1e-7, 1 - 1e-7)
        assert drawn["log_loss"][k] == pytest.approx(log_loss(correct, clipped), rel=1e-5)
        by_hand = [
            roc_auc_score(correct[user == name], prob[user == name])
            for name, _ in copies
            if 0 < correct[user == name].mean() < 1
        ]
        assert drawn["auc_within_user"][k] == pytest.approx(np.mean(by_hand))
        assert drawn["ece"][k] == pytest.approx(metrics(user, correct, prob)["ece"])


def test_many_different_chances_are_ranked_finely_enough():
    scored = answers(200, 50)
    assert len(np.unique(scored.prob)) > RANKS
    (whole,) = ByStudent.of(scored).measures(np.ones((1, 200)))["auc"]
    assert whole == pytest.approx(roc_auc_score(scored.correct, scored.prob), abs=1e-5)


def test_the_interval_of_an_auc_holds_the_auc_of_all_students_there_could_be():
    true = roc_auc_score(*(getattr(answers(20_000, 20, 99), name) for name in ("correct", "prob")))
    told = [auc_interval(answers(40, 20, seed)) for seed in range(40)]
    holds = [one is not None and one.low < true < one.high for one in told]
    assert sum(holds) >= 34  # 95 % of 40 are 38


def test_few_students_are_less_sure_than_their_draws_alone_say():
    drawn = np.random.default_rng(0).normal(0, 0.01, 1000)
    reach = {students: interval(0.0, drawn, students) for students in (1, 2, 20, 10_000)}
    assert reach[1] is None
    high = [one.high for one in reach.values() if one]
    assert high[0] > 9 * high[2]
    assert high[1] == pytest.approx(0.01 * 2.093 * (20 / 19) ** 0.5, rel=0.05)
    assert high[2] == pytest.approx(0.0196, rel=0.05)
    assert interval(float("nan"), drawn, 20) is None
    assert interval(0.5, np.full(1000, np.nan), 20) is None


def test_draws_are_the_same_each_time_and_fewer_of_many_answers():
    first, again = (np.concatenate(list(draws_of(7, 100))) for _ in range(2))
    assert (first == again).all() and first.shape == (1000, 7)
    assert len(np.concatenate(list(draws_of(7, 5_000_000)))) == 200
