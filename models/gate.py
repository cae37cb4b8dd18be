"""May this challenger become the champion? Pure decision on two manifests' figures."""

import math
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Decision:
    """`reason` is one sentence for the ledger and the operator."""

    promote: bool
    reason: str
    stale: bool = False
    """Nothing was compared: the champion is another one than the challenger was measured against"""


def decide(manifest: dict[str, Any], champion: str | None, unmeasured: bool = False) -> Decision:
    """Compare a challenger with the champion by what `train.py` measured on the same students.

    Args:
        manifest: the challenger's `bundle.json`; its config holds the tolerances.
        champion: version of the champion now, or None.
        unmeasured: let a challenger through that was measured against no champion.
    """
    version = manifest["version"]
    if version == champion:
        return Decision(False, f"{version} is the champion already")
    ours = manifest["metrics"]["model"]
    if not all(math.isfinite(ours[name]) for name in ("auc", "ece")):
        return Decision(False, f"{version} has no figures: AUC {ours['auc']}, error {ours['ece']}")
    if champion is None:
        return Decision(True, f"{version} is the first model")
    theirs = manifest["metrics"]["champion"]
    if theirs is None and unmeasured:
        return Decision(True, f"{version} replaces {champion} unmeasured, as an operator asked")
    if theirs is None or theirs["version"] != champion:
        measured = f"against {theirs['version']}" if theirs else "against no champion"
        return Decision(
            False,
            f"{version} was measured {measured}, but the champion is {champion}: train again",
            stale=True,
        )
    gate = manifest["config"]["gate"]
    figures = (
        f"AUC {ours['auc']:.4f} against {theirs['auc']:.4f}, calibration error "
        f"{ours['ece']:.4f} against {theirs['ece']:.4f} on the same {ours['students']} students"
    )
    if ours["auc"] < theirs["auc"] - gate["auc_tolerance"]:
        return Decision(False, f"{version} predicts worse than {champion}: {figures}")
    if ours["ece"] > theirs["ece"] + gate["ece_tolerance"]:
        return Decision(False, f"{version} is calibrated worse than {champion}: {figures}")
    return Decision(True, f"{version} holds against {champion}: {figures}")
