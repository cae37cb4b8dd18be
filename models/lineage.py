"""A model's story: back to data and code, what was decided on it, forward to where it served."""

from typing import Any

from dkt.config.schema import Config, ConfigError, parse_config

DECISIONS = ("promote", "refuse")  # "stale" is none: nothing was compared
LIVE = "live-quality"  # what a model was worth in service
VERDICTS = (*DECISIONS, "stale")
MEASURED = (
    ("auc", "AUC"),
    ("log_loss", "log loss"),
    ("auc_within_user", "AUC within a student"),
    ("ece", "calibration error"),
)
Ledger = list[dict[str, Any]]


def last_decision(ledger: Ledger) -> dict[str, dict[str, Any]]:
    """The newest entry of a verdict on each version that there was one on."""
    return {entry["version"]: entry for entry in ledger if entry["action"] in VERDICTS}


def live_entry(figures: dict[str, Any]) -> dict[str, Any]:
    """What the ledger says of a model in service; `figures` as `data.quality.by_model` has them."""
    auc = figures["auc"][0] if figures["auc"] else None
    log_loss, baseline = figures["log_loss"][0], figures["base_log_loss"]
    reason = (
        f"in service {figures['first_day']} to {figures['last_day']}: {figures['answers']} answers "
        f"of {figures['students']} students, log loss {log_loss:.4f} (baseline {baseline:.4f}), "
        f"right less predicted {figures['gap'][0]:+.3f}"
        + (f", AUC {auc:.4f}" if auc is not None else "")
    )
    return {
        "action": LIVE, "version": figures["model_version"], "reason": reason,
        "answers": figures["answers"], "log_loss": log_loss, "baseline_log_loss": baseline,
        "gap": figures["gap"][0], "auc": auc,
    }  # fmt: skip


def best_before(ledger: Ledger, previous: str, current: str) -> str:
    """The best model there has been when `previous` was promoted, now that `current` is left."""
    moves = [e for e in ledger if e["action"] == "promote" and e["version"] == previous]
    best = moves[-1].get("best") if moves else None
    return previous if best in (None, current) else best


def same_config(manifest: dict[str, Any], wanted: Config) -> bool:
    """Was a model trained with this config; what a newer version of this code added counts as its
    default."""
    try:
        return parse_config(manifest["config"], manifest["version"]) == wanted
    except ConfigError:  # of a version of this code that knew other settings
        return False


def describe(manifest: dict[str, Any], ledger: Ledger) -> str:
    """Several lines for a person, from a manifest and the whole ledger (oldest first)."""
    version = manifest["version"]
    lines = [
        f"model          {version}",
        f"trained        {manifest['created_at']}, {manifest['train_seconds']} s on "
        f"{manifest['device']}",
        f"data version   {manifest['data_version']}",
        f"config         {manifest['config']['name']}, "
        f"seed {manifest['config']['training']['seed']}",
        f"code revision  {manifest['git_revision']}",
    ]
    lines += [
        f"{part:<14} {size['students']:,} students, {size['answers']:,} answers"
        for part, size in manifest["split"].items()
    ]
    for who in ("model", "champion"):
        if figures := manifest["metrics"].get(who):
            lines.append(
                f"{who:<14} AUC {figures['auc']:.4f}, within a student "
                f"{figures['auc_within_user']:.4f}, accuracy {figures['acc']:.4f}, "
                f"calibration error {figures['ece']:.4f}"
                + (f" ({figures['version']})" if "version" in figures else "")
            )
    for one in manifest["metrics"].get("comparisons", []):
        lines += _compared(one)
    if pairs := manifest["metrics"].get("item_pairs"):
        lines.append(f"item pairs     AUC {pairs['auc']:.4f} over {pairs['pairs']} pairs")
    lines += [f"{name:<14} SHA-256 {digest[:16]}…" for name, digest in manifest["files"].items()]
    lines += [
        f"{entry['at'][:19]}  {entry['action']}: {entry.get('reason') or entry.get('bento', '')}"
        for entry in ledger
        if version in (entry.get("version"), entry.get("previous"))
    ]
    return "\n".join(lines)


def _compared(one: dict[str, Any]) -> list[str]:
    """A comparison with another model, and the slices where this model is surely worse."""
    rows = [
        f"against        {one['version']} ({' and '.join(one['roles'])}), both on "
        f"{one['students']} held-out students, {one['answers']} answers; above 0 is better:"
    ]
    for key, name in MEASURED:
        ours, theirs, sure = one["ours"][key], one["theirs"][key], one["differences"][key]
        difference = f"{sure['estimate']:+.4f} {_interval(sure)}" if sure else "too few to tell"
        rows.append(f"  {name:<21} {ours:.4f} against {theirs:.4f}, {difference}")
    rows += [
        f"  worse in {part['kind']} “{part['name']}”: log loss {part['estimate']:+.4f} "
        f"{_interval(part)}, {part['students']} students"
        for part in one["slices"]
        if part["high"] < 0
    ]
    return rows


def _interval(one: dict[str, float]) -> str:
    return f"[{one['low']:+.4f}, {one['high']:+.4f}]"
