"""What a bundle's manifest says beside version, files and figures: what it was made of and by."""

import logging
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version as library_version
from pathlib import Path
from typing import Any

import polars as pl
import torch

from dkt.config.schema import Config
from dkt.dataset.split import RULE
from dkt.evaluation.item_similarity import EmbeddingError, item_vectors
from dkt.training.calibration import Calibrated

log = logging.getLogger(__name__)
HERE = Path(__file__).resolve().parent.parent
"""The checkout that this file is of."""
LIBRARIES = ("torch", "lightning", "lightgbm", "numpy", "polars", "onnxruntime", "deltalake")


def manifest_of(
    data_version: int, config: Config, fitted: Calibrated, parts: dict[str, pl.DataFrame]
) -> dict[str, Any]:
    """What the manifest says beside version and figures."""
    return {
        "data_version": data_version,
        "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "config": config.model_dump(),
        "git_revision": git_revision(),
        "libraries": {name: library_version(name) for name in LIBRARIES},
        "device": "GPU" if torch.cuda.is_available() else f"CPU ({platform.machine()})",
        "parameters": fitted.parameters,
        "split": {
            name: {"students": frame["userID"].n_unique(), "answers": frame.height}
            for name, frame in parts.items()
        },
        "split_rule": RULE,
        "curve": fitted.curve,
        **fitted.facts,
    }


def item_pairs(folder: Path, config: Config, sheet: Path | None) -> dict[str, Any]:
    """`item_pairs`: how well the model's embeddings part similar items from others.

    Nothing where it has none, or knows too few of the sheet's items, or there is no sheet.

    Args:
        folder: holds `model.pt` and `encoders/`. sheet: see `ItemVectors.pair_auc`.
    """
    if sheet is None:
        return {}
    try:
        scores = item_vectors(folder, config).pair_auc(sheet)
    except EmbeddingError as err:
        log.info("item pairs are not scored: %s", err)
        return {}
    return {"item_pairs": scores} if scores else {}


def git_revision(folder: Path = HERE) -> str:
    """The commit, with `-dirty` if tracked files differ from it; `unknown` outside a checkout."""
    describe = ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        asked = subprocess.run(describe, cwd=folder, capture_output=True, text=True, check=False)
    except OSError:  # no git here
        return "unknown"
    return asked.stdout.strip() if asked.returncode == 0 else "unknown"
