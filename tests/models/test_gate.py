"""The gate decides on paired differences with a champion, and with the best there has been."""

import re
from typing import Any

import pytest

from models.gate import crowned, decide
from tests.bundles import Against, figures

GATE = {"auc_tolerance": 0.002, "ece_tolerance": 0.01}
"""As older configs have it: the other fields have their defaults."""
PARTS = {name: {"students": 10, "answers": 30} for name in ("train", "valid", "test")}


def manifest(
    auc: float = 0.7, ece: float = 0.02, against: Against | None = None, answers: int = 90,
    version: str = "new", **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """A challenger; `more` replaces parts of its first comparison."""
    champion = None
    if against:
        champion = {"version": against.version, **figures(against.auc, against.ece)}
    compared = against.comparisons(auc, ece) if against else []
    if compared:
        compared[0] |= more
    return {
        "version": version,
        "config": {"gate": GATE},
        "split": PARTS | {"train": {"students": 10, "answers": answers - 60}},
        "metrics": {"model": figures(auc, ece), "champion": champion, "comparisons": compared},
    }


@pytest.mark.parametrize(
    ("auc", "ece", "against", "now", "promote", "reason"),
    [
        (0.1, 0.90, None, None, True, "new is the first model"),
        (0.9, 0.01, Against("gone"), None, True, "new is the first model"),
        (0.7, 0.02, Against("old"), "old", True, "new holds against the champion old"),
        (0.8, 0.02, Against("old"), "old", True, "new is better than .*AUC 0.8000 against 0.7000"),
        (0.6995, 0.02, Against("old"), "old", True, "new holds against the champion old"),
        (0.6985, 0.02, Against("old"), "old", False, r"probably worse .*AUC −0.0025 to −0.0005"),
        (0.7, 0.0289, Against("old"), "old", True, "new holds against the champion old"),
        (0.7, 0.0311, Against("old"), "old", False, "probably worse .*: calibration error −0.0121"),
        (0.1, 0.9, Against("old"), "old", False, "new is probably worse than the champion old"),
        (0.9, 0.01, Against("other"), "old", False, "measured against other, but .* is old"),
        (0.9, 0.01, None, "old", False, "measured against no champion, but .* is old: train again"),
        (0.9, 0.01, None, "new", False, "new is the champion already"),
        (float("nan"), 0.01, Against("old"), "old", False, "new has no figures: AUC nan"),
        (0.9, float("nan"), Against("old"), "old", False, "new has no figures: .* error nan"),
        (float("nan"), 0.01, None, None, False, "new has no figures"),
    ],
)  # fmt: skip
def test_a_challenger_goes_through_unless_it_is_probably_worse(
    auc, ece, against, now, promote, reason
):
    decision = decide(manifest(auc, ece, against), now)
    assert decision.promote is promote
    assert re.search(reason, decision.reason)
    assert decision.stale is ("but the champion is" in decision.reason)


@pytest.mark.parametrize("measure", ["auc", "log_loss", "auc_within_user", "ece"])
def test_one_measure_that_is_probably_worse_is_enough(measure):
    told = manifest(0.75, 0.02, Against("old"))
    told["metrics"]["comparisons"][0]["differences"][measure] = {
        "estimate": -0.02, "low": -0.025, "high": -0.015,
    }  # fmt: skip
    decision = decide(told, "old")
    assert not decision.promote and "probably worse" in decision.reason


def test_a_part_that_is_probably_worse_is_enough():
    part = {"kind": "grade", "name": "grade 3", "answers": 200, "students": 20,
            "estimate": -0.2, "low": -0.3, "high": -0.1}  # fmt: skip
    decision = decide(manifest(0.75, 0.02, Against("old"), slices=[part]), "old")
    assert not decision.promote
    assert "probably worse than the champion old in a part, grade “grade 3”" in decision.reason
    unsure = part | {"low": -0.5, "high": 0.1}
    assert decide(manifest(0.75, 0.02, Against("old"), slices=[unsure]), "old").promote


@pytest.mark.parametrize("auc", [0.699, 0.701, 0.7])
def test_twenty_students_decide_nothing_on_a_thousandth(auc):
    few = Against("old", reach=0.02)
    decision = decide(manifest(auc, 0.02, few), "old")
    assert not decision.promote and not decision.stale
    assert "30 students are too few to tell whether it holds" in decision.reason
    assert "The data has grown by 0.0% since; from 20.0% on" in decision.reason


@pytest.mark.parametrize(
    ("auc", "answers", "left_out", "promote", "reason"),
    [
        (0.701, 107, 0, False, "The data has grown by 18.9% since"),
        (0.701, 108, 0, True, "is promoted since the data has grown by 20.0%"),
        (0.699, 180, 0, False, "The data has grown by 100.0%, but the log loss is higher"),
        (0.701, 180, 4, False, "It trained on 4 students whom the other one held out"),
    ],
)
def test_where_students_are_too_few_grown_data_lets_a_better_estimate_through(
    auc, answers, left_out, promote, reason
):
    few = Against("old", reach=0.02)
    decision = decide(manifest(auc, 0.02, few, answers, left_out=left_out), "old")
    assert decision.promote is promote
    assert reason in decision.reason


def test_one_student_has_no_interval_and_decides_nothing():
    told = manifest(0.9, 0.01, Against("old"))
    compared = told["metrics"]["comparisons"][0]
    compared["differences"] = dict.fromkeys(compared["differences"])
    assert "no interval can be told" in decide(told, "old").reason
    assert not decide(told, "old").promote


def test_many_small_steps_down_are_stopped_by_the_best_there_has_been():
    """Each a little worse than its champion, and too little to be sure of it."""
    best, champion, auc = "first", "first", 0.8
    champion_auc, promoted = 0.8, []
    for k in range(20):
        auc -= 0.0004
        against = Against(champion, champion_auc, reach=0.0009)
        if champion != best:
            against = Against(
                champion, champion_auc, 0.02, 0.0009, Against(best, 0.8, 0.02, 0.0009)
            )
        told = manifest(auc, 0.02, against, version=f"m{k}")
        if decide(told, champion, best).promote:
            best, champion, champion_auc = crowned(told, best), f"m{k}", auc
            promoted.append(auc)
    assert best == "first"
    assert promoted and min(promoted) > 0.798


def test_who_is_not_compared_with_the_best_trains_again():
    decision = decide(manifest(0.9, 0.01, Against("old")), "old", "oldest")
    assert decision.stale and "was not compared with oldest" in decision.reason
    told = manifest(0.9, 0.01, Against("old"))
    del told["metrics"]["comparisons"]  # a bundle of an older version of this code
    assert decide(told, "old").stale


def test_the_best_is_left_only_for_one_that_is_nowhere_below():
    assert crowned(manifest(0.71, 0.02, Against("old")), "old") == "new"
    assert crowned(manifest(0.6999, 0.02, Against("old")), "old") == "old"
    told = manifest(0.71, 0.02, Against("old"))
    told["metrics"]["comparisons"][0]["differences"]["auc_within_user"]["estimate"] = -0.0001
    assert crowned(told, "old") == "old"
    assert crowned(manifest(), None) == "new"
    assert crowned(manifest(), "old") == "new"  # an operator let it through unmeasured


def test_a_challenger_measured_against_nothing_goes_through_where_that_is_asked():
    decision = decide(manifest(0.6), "old", unmeasured=True)
    assert decision.promote and "new replaces old unmeasured" in decision.reason
    worse = decide(manifest(0.6, 0.02, Against("old")), "old", unmeasured=True)
    assert not worse.promote  # it was measured
    other = manifest(0.9, 0.01, Against("other"))
    assert not decide(other, "old", unmeasured=True).promote


def test_the_reason_carries_both_models_figures_and_the_students():
    reason = decide(manifest(0.6, 0.02, Against("old")), "old").reason
    for told in ("AUC 0.6000 against 0.7000", "log loss 0.7000 against 0.6500",
                 "calibration error 0.0200 against 0.0200", "same 30 students"):  # fmt: skip
        assert told in reason
