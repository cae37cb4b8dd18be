"""May this challenger become the champion? Pure decision on what its manifest carries.

Training compared it with the champion and with the best model there has been, on students whom none
of them trained on (`dkt/evaluation/comparison.py`). For each of both, and in this order:

    probably worse     the whole interval of AUC, log loss or AUC within a student lies below zero;
                       or that of the calibration error, or of a slice, below its tolerance: kept
    surely better      the whole interval of the log loss lies above zero: goes on
    not worse          no interval reaches below its tolerance: goes on
    too few to tell    kept, unless the data grew and the log loss is not higher

The log loss decides where one measure must: it sees a worse order as well as worse chances.
The best model is in the comparison so that many small steps down are not a way down, see `crowned`.
"""

import math
from dataclasses import dataclass
from typing import Any

from dkt.config.schema import GateConfig

NAMES = {
    "auc": "AUC",
    "log_loss": "log loss",
    "auc_within_user": "AUC within a student",
    "ece": "calibration error",
}
TOLERANCES = {
    "auc": "auc_tolerance",
    "log_loss": "log_loss_tolerance",
    "auc_within_user": "within_user_tolerance",
    "ece": "ece_tolerance",
}
CROWNING = ("auc", "log_loss", "auc_within_user")
Comparison = dict[str, Any]


@dataclass(frozen=True)
class Decision:
    """`reason` is one sentence for the ledger and the operator."""

    promote: bool
    reason: str
    stale: bool = False
    """Nothing was decided: the challenger was compared with other models than those of now"""


def decide(
    manifest: dict[str, Any], champion: str | None, best: str | None = None, *,
    unmeasured: bool = False,
) -> Decision:  # fmt: skip
    """Decide on a challenger.

    Args:
        manifest: the challenger's `bundle.json`; its config holds the tolerances.
        champion: version of the champion now, or None.
        best: version of the best model there has been; None: the champion.
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
    compared = {one["version"]: one for one in manifest["metrics"].get("comparisons", [])}
    if theirs is None or theirs["version"] != champion:
        measured = f"against {theirs['version']}" if theirs else "against no champion"
        told = f"{version} was measured {measured}, but the champion is {champion}: train again"
        return Decision(False, told, stale=True)
    if missing := [one for one in (champion, best) if one and one not in compared]:
        told = (
            f"{version} was not compared with {missing[0]}, student by student (an older version "
            "of this code trained it, or train.py had no --best): train again"
        )
        return Decision(False, told, stale=True)

    gate = GateConfig.model_validate(manifest["config"]["gate"])
    answers = sum(part["answers"] for part in manifest["split"].values())
    reasons = []
    for rival in dict.fromkeys((champion, best or champion)):
        who = f"the champion {rival}" if rival == champion else f"{rival}, the best there has been"
        promote, reason = _against(compared[rival], who, gate, answers)
        if not promote:
            return Decision(False, f"{version} {reason}")
        reasons.append(reason)
    return Decision(True, f"{version} " + "; and ".join(reasons))


def crowned(manifest: dict[str, Any], best: str | None) -> str:
    """The best model there has been, once this challenger is promoted.

    It is the challenger if no estimate of AUC, log loss or AUC within a student is below that of
    the best so far. So the best stays while others are a little worse each time, and a challenger
    far enough below it is refused, however near it is to its champion.
    """
    compared = {one["version"]: one for one in manifest["metrics"].get("comparisons", [])}
    if best is None or best not in compared:
        return manifest["version"]
    found = [compared[best]["differences"][name] for name in CROWNING]
    higher = all(one is not None and one["estimate"] >= 0 for one in found)
    return manifest["version"] if higher else best


def _against(comparison: Comparison, who: str, gate: GateConfig, answers: int) -> tuple[bool, str]:
    """May a challenger that was trained on so many answers replace this one; and why."""
    differences, students = comparison["differences"], f"{comparison['students']} students"
    figures = f"{_figures(comparison)} on the same {students}"
    known = {name: one for name, one in differences.items() if one is not None}
    worse = [
        name
        for name, one in known.items()
        if one["high"] < (-gate.ece_tolerance if name == "ece" else 0)
    ]
    if worse:
        named = ", ".join(f"{NAMES[name]} {_ends(known[name])}" for name in worse)
        return False, f"is probably worse than {who}: {named}; {figures}"
    for slice_ in comparison["slices"]:
        if slice_["high"] < -gate.slice_tolerance:
            return False, (
                f"is probably worse than {who} in a part, {slice_['kind']} “{slice_['name']}”: "
                f"log loss {_ends(slice_)} on {slice_['answers']} answers of "
                f"{slice_['students']} students; {figures}"
            )
    if len(known) == len(NAMES):
        if known["log_loss"]["low"] > 0:
            return True, f"is better than {who}: {figures}"
        unsure = {
            name: one
            for name, one in known.items()
            if one["low"] < -getattr(gate, TOLERANCES[name])
        }
        if not unsure:
            return True, f"holds against {who}: {figures}"
        told = ", ".join(f"{NAMES[name]} {_ends(one)}" for name, one in unsure.items())
    else:
        told = "no interval can be told"
    few = f"{students} are too few to tell whether it holds against {who}: {told}"
    before = max(comparison["data_answers"], 1)
    grown = f"{answers / before - 1:.1%}"
    if answers < before * (1 + gate.growth):
        return False, (
            f"is not promoted: {few}; {figures}. The data has grown by {grown} since; from "
            f"{gate.growth:.1%} on, a log loss that is not higher is enough"
        )
    if comparison["left_out"]:
        return False, (
            f"is not promoted: {few}; {figures}. It trained on {comparison['left_out']} students "
            "whom the other one held out, so that its data is larger says nothing: train with the "
            "same split"
        )
    ours, theirs = (comparison[side]["log_loss"] for side in ("ours", "theirs"))
    if ours > theirs:
        return False, (
            f"is not promoted: {few}; {figures}. The data has grown by {grown}, but the log "
            "loss is higher"
        )
    return True, (
        f"is promoted since the data has grown by {grown} and the log loss is not higher; "
        f"{few}; {figures}"
    )


def _figures(comparison: Comparison) -> str:
    ours, theirs = comparison["ours"], comparison["theirs"]
    return ", ".join(
        f"{name} {ours[key]:.4f} against {theirs[key]:.4f}" for key, name in NAMES.items()
    )


def _ends(one: dict[str, float]) -> str:
    low, high = (f"{one[end]:+.4f}".replace("-", "−") for end in ("low", "high"))
    return f"{low} to {high} (below 0 is worse)"
