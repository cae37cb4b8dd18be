"""Two models on the same students: what is refused is worse, what is unsure is said to be."""

from typing import Any

import numpy as np
import pytest

from dkt.evaluation.comparison import ComparisonError, Shared, compare
from dkt.evaluation.metrics import metrics
from dkt.evaluation.scoring import Scored
from dkt.evaluation.slices import Held
from models.gate import decide

Decided = tuple[bool, str]


class Class:
    """Students whose answers are drawn from known chances, of nine grades."""

    def __init__(self, students: int, each: int = 40, seed: int = 0):
        rng = np.random.default_rng(seed)
        self.user = np.repeat(np.arange(students), each)
        self.logits = rng.normal(size=students)[self.user] + rng.normal(size=len(self.user))
        self.correct = (rng.random(len(self.user)) < 1 / (1 + np.exp(-self.logits))).astype(float)
        self.grade = rng.integers(0, 9, len(self.user))
        every = np.arange(len(self.user))
        self.held = Held({"grade": ([f"grade {k + 1}" for k in range(9)], every, self.grade)})

    def model(self, noise: float, seed: int) -> Scored:
        """A model that sees the chances through noise of its own."""
        rng = np.random.default_rng(seed)
        seen = self.logits + noise * rng.normal(size=len(self.logits))
        return Scored(self.user, self.correct, 1 / (1 + np.exp(-seen)))

    def compared(self, challenger: Scored, champion: Scored) -> dict[str, Any]:
        return compare(challenger, champion, self.held, Shared(np.ones(len(self.user), bool), 0))

    def decided(self, challenger: Scored, champion: Scored, grown: float = 0.0) -> Decided:
        told = self.compared(challenger, champion) | {"version": "old", "data_answers": 1000}
        decision = decide(
            {
                "version": "new",
                "config": {"gate": {"auc_tolerance": 0.002, "ece_tolerance": 0.01}},
                "split": {"train": {"answers": int(1000 * (1 + grown))}},
                "metrics": {"model": told["ours"], "champion": {"version": "old"},
                            "comparisons": [told]},
            },
            "old",
        )  # fmt: skip
        return decision.promote, decision.reason


SCHOOL = Class(500)


def auc(scored: Scored) -> float:
    return metrics(scored.user, scored.correct, scored.prob)["auc"]


def test_models_that_are_two_thousandths_worse_never_replace_the_champion():
    champion, sure = SCHOOL.model(0.2, 0), 0
    for seed in range(1, 5):
        challenger = SCHOOL.model(0.27, seed)
        assert 0.001 < auc(champion) - auc(challenger) < 0.005
        for grown in (0.0, 0.5):
            promote, reason = SCHOOL.decided(challenger, champion, grown)
            assert not promote
            sure += "probably worse than the champion old" in reason
    assert sure >= 4  # the others are too close to tell, and stay out as well


def test_a_model_as_good_or_better_does():
    champion = SCHOOL.model(0.3, 0)
    assert SCHOOL.decided(champion, champion)[0]
    promote, reason = SCHOOL.decided(SCHOOL.model(0.2, 1), champion)
    assert promote and "is better than the champion old" in reason


def test_twenty_students_decide_nothing_on_a_thousandth_until_the_data_grew():
    few, close = Class(20), 0
    for seed in range(12):
        champion, challenger = few.model(0.3, seed), few.model(0.3, 100 + seed)
        if abs(auc(champion) - auc(challenger)) < 0.003:
            close += 1
            promote, reason = few.decided(challenger, champion)
            assert not promote and "20 students are too few to tell" in reason
            told = few.compared(challenger, champion)
            lower = told["ours"]["log_loss"] <= told["theirs"]["log_loss"]
            assert few.decided(challenger, champion, grown=0.3)[0] is lower
    assert close >= 3


def test_a_constant_is_worse():
    constant = Scored(SCHOOL.user, SCHOOL.correct, np.full(len(SCHOOL.user), SCHOOL.correct.mean()))
    promote, reason = SCHOOL.decided(constant, SCHOOL.model(0.5, 0), grown=1)
    assert not promote and "probably worse" in reason and "AUC 0.5000" in reason


@pytest.mark.parametrize("factor", [2.0, 0.5])
def test_chances_that_are_too_sure_or_too_shy_are_worse_though_their_order_is_the_same(factor):
    good = SCHOOL.model(0.3, 0)
    logits = np.log(good.prob / (1 - good.prob)) * factor
    bad = Scored(good.user, good.correct, 1 / (1 + np.exp(-logits)))
    assert auc(bad) == auc(good)
    promote, reason = SCHOOL.decided(bad, good, grown=1)
    assert not promote
    assert "probably worse" in reason and "log loss −" in reason and "calibration error −" in reason


def test_one_spoilt_grade_is_enough_though_the_whole_is_not_worse():
    champion, challenger = SCHOOL.model(0.9, 0), SCHOOL.model(0.2, 1)
    spoilt = SCHOOL.grade == 6
    prob = challenger.prob.copy()
    prob[spoilt] = np.random.default_rng(0).permutation(prob[spoilt]).clip(0.2, 0.8)
    bad = Scored(champion.user, champion.correct, prob)
    told = SCHOOL.compared(bad, champion)
    assert told["differences"]["auc"]["estimate"] > 0
    assert [part["name"] for part in told["slices"] if part["high"] < 0] == ["grade 7"]
    promote, reason = SCHOOL.decided(bad, champion, grown=1)
    assert not promote and "worse than the champion old in a part, grade “grade 7”" in reason


def test_of_many_parts_of_equal_models_none_looks_worse():
    worse = 0
    for seed in range(3):
        told = SCHOOL.compared(SCHOOL.model(0.3, 100 + seed), SCHOOL.model(0.3, 200 + seed))
        worse += any(part["high"] < 0 for part in told["slices"])
    assert worse <= 1  # with intervals of 95 % each it would be one of nine in every third run


def test_only_shared_students_count():
    champion, challenger = SCHOOL.model(0.3, 0), SCHOOL.model(0.3, 1)
    fair = SCHOOL.user % 3 == 0
    prob = np.where(fair, champion.prob, SCHOOL.correct)  # the champion knows the others by heart
    told = compare(challenger, Scored(champion.user, champion.correct, prob), SCHOOL.held,
                   Shared(fair, 0))  # fmt: skip
    assert told["students"] == 167 and told["answers"] == fair.sum()
    assert told["theirs"]["auc"] == pytest.approx(
        metrics(champion.user[fair], champion.correct[fair], champion.prob[fair])["auc"]
    )
    assert abs(told["differences"]["auc"]["estimate"]) < 0.01


def test_shared_students_whose_answers_have_one_code_are_told():
    scored = SCHOOL.model(0.3, 0)
    right = SCHOOL.correct > 0.5
    with pytest.raises(ComparisonError, match="too few students are held out of both: all"):
        compare(scored, scored, SCHOOL.held, Shared(right, 0))


def test_the_same_predictions_give_the_same_figures_and_no_difference():
    scored = SCHOOL.model(0.3, 0)
    told = SCHOOL.compared(scored, scored)
    assert told == SCHOOL.compared(scored, scored)
    for one in told["differences"].values():
        assert one == {"estimate": 0, "low": 0, "high": 0}
