"""The gate compares a challenger with the champion on the same held-out students."""

import re

import pytest

from models.gate import decide
from tests.bundles import figures

TOLERANCE = {"auc_tolerance": 0.002, "ece_tolerance": 0.01}


def manifest(auc: float, ece: float, champion: dict | None) -> dict:
    return {
        "version": "new",
        "config": {"gate": TOLERANCE},
        "metrics": {"model": figures(auc, ece), "champion": champion},
    }


def champion(version: str = "old", auc: float = 0.7, ece: float = 0.02) -> dict:
    return {"version": version, **figures(auc, ece)}


@pytest.mark.parametrize(
    ("auc", "ece", "measured", "now", "promote", "reason"),
    [
        (0.1, 0.90, None, None, True, "new is the first model"),
        (0.9, 0.01, champion("gone"), None, True, "new is the first model"),
        (0.7, 0.02, champion(), "old", True, "new holds against old"),
        (0.8, 0.02, champion(), "old", True, "AUC 0.8000 against 0.7000"),
        (0.699, 0.02, champion(), "old", True, "new holds against old"),
        (0.698, 0.02, champion(), "old", True, "new holds against old"),
        (0.6979, 0.02, champion(), "old", False, "new predicts worse than old"),
        (0.9, 0.0299, champion(), "old", True, "new holds against old"),
        (0.9, 0.0301, champion(), "old", False, "new is calibrated worse than old"),
        (0.1, 0.9, champion(), "old", False, "new predicts worse than old"),
        (0.9, 0.01, champion("other"), "old", False, "measured against other, but .* is old"),
        (0.9, 0.01, None, "old", False, "measured against no champion, but .* is old: train again"),
        (0.9, 0.01, None, "new", False, "new is the champion already"),
        (float("nan"), 0.01, champion(), "old", False, "new has no figures: AUC nan"),
        (0.9, float("nan"), champion(), "old", False, "new has no figures: .* error nan"),
        (float("nan"), 0.01, None, None, False, "new has no figures"),
    ],
)  # fmt: skip
def test_a_challenger_holds_within_the_tolerance_and_only_against_the_champion(
    auc, ece, measured, now, promote, reason
):
    decision = decide(manifest(auc, ece, measured), now)
    assert decision.promote is promote
    assert re.search(reason, decision.reason)
    assert decision.stale is ("but the champion is" in decision.reason)


def test_a_challenger_measured_against_nothing_goes_through_where_that_is_asked():
    decision = decide(manifest(0.6, 0.02, None), "old", unmeasured=True)
    assert decision.promote and "new replaces old unmeasured" in decision.reason
    worse = decide(manifest(0.6, 0.02, champion()), "old", unmeasured=True)
    assert not worse.promote  # it was measured
    assert not decide(manifest(0.9, 0.01, champion("other")), "old", unmeasured=True).promote


def test_the_reason_carries_both_models_figures_and_the_students():
    reason = decide(manifest(0.6, 0.02, champion()), "old").reason
    assert "AUC 0.6000 against 0.7000" in reason
    assert "calibration error 0.0200 against 0.0200" in reason
    assert "same 30 students" in reason
