"""A model's story in text: back to data and code, forward to where it served."""

from typing import Any


def describe(manifest: dict[str, Any], ledger: list[dict[str, Any]]) -> str:
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
    if pairs := manifest["metrics"].get("item_pairs"):
        lines.append(f"item pairs     AUC {pairs['auc']:.4f} over {pairs['pairs']} pairs")
    lines += [f"{name:<14} SHA-256 {digest[:16]}…" for name, digest in manifest["files"].items()]
    lines += [
        f"{entry['at'][:19]}  {entry['action']}: {entry.get('reason') or entry.get('bento', '')}"
        for entry in ledger
        if version in (entry.get("version"), entry.get("previous"))
    ]
    return "\n".join(lines)
