"""What a bundle's manifest says beside version and files: what the model was made of and by, and
its figures on held-out students.
"""

import logging
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version as library_version
from pathlib import Path
from typing import Any

import polars as pl
import torch

from dkt.bundle import Bundle
from dkt.calibration import Calibrated
from dkt.config import Config
from dkt.embeddings import EmbeddingError, item_vectors
from dkt.evaluate import Scored, evaluate
from dkt.intervals import intervals_of
from dkt.sequence import Steps
from dkt.slices import Held, slices_of

log = logging.getLogger(__name__)
HERE = Path(__file__).resolve().parent.parent
"""The checkout that this file is of."""
LIBRARIES = ("torch", "lightning", "lightgbm", "numpy", "polars", "onnxruntime", "deltalake")


def facts_of(
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
        "curve": fitted.curve,
        **fitted.facts,
    }


def metrics_of(
    scored: Scored, champion: Bundle | None, frame: pl.DataFrame, steps: Steps
) -> dict[str, Any]:
    """Figures of the model and of the champion on the same held-out students, whole and sliced."""
    theirs = None
    if champion:
        log.info("measuring the champion %s on the same students", champion.version)
        theirs = evaluate(champion, frame)
    return {
        "model": scored.metrics(),
        "champion": champion and theirs and {"version": champion.version, **theirs.metrics()},
        "intervals": intervals_of(scored, theirs),
        "slices": slices_of(Held.read(frame, steps), scored, theirs),
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
        told = item_vectors(folder, config).pair_auc(sheet)
    except EmbeddingError as err:
        log.info("item pairs are not scored: %s", err)
        return {}
    return {"item_pairs": told} if told else {}


def git_revision(folder: Path = HERE) -> str:
    """The commit, with `-dirty` if tracked files differ from it; `unknown` outside a checkout."""
    describe = ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        asked = subprocess.run(describe, cwd=folder, capture_output=True, text=True, check=False)
    except OSError:  # no git here
        return "unknown"
    return asked.stdout.strip() if asked.returncode == 0 else "unknown"
