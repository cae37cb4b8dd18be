"""Real bundles for tests: untrained weights, exported and described as `dkt.manifest` does.

    first = make_bundle(tmp_path)                                      # seconds: torch and export
    second = variant(first, tmp_path, auc=0.8, against=Against("…"))   # milliseconds: a copy

A variant has the same graph, other bytes in `model.pt`, so a version of its own, and the figures
that a test of the gate wants.
"""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import numpy_helper

from dkt.config.schema import load_config
from dkt.dataset.split import RULE
from dkt.features.bundle import MANIFEST, Bundle, file_hashes, version_of, write_manifest
from dkt.features.vocabulary import Encoders

ITEMS = [f"A010{chapter:03}{place:03}" for chapter in range(1, 4) for place in range(1, 6)]
TESTS = [f"{item[:7]}000" for item in ITEMS]
TAGS = [f"tag-{item[4:7]}" if item[-1] != "5" else f"tag-{item[4:7]};extra" for item in ITEMS]


def make_bundle(parent: Path, name: str = "lstm", data_version: int = 0, seed: int = 1) -> Path:
    """A bundle of an untrained model of fifteen items; returns `parent/<version>`."""
    import torch  # slow, and needed by this alone

    from dkt.features.steps import Catalog, encode_steps
    from dkt.features.windows import collate, cut_windows
    from dkt.models import build_model
    from dkt.training.export import export_onnx

    config = load_config("lstm")
    torch.manual_seed(seed)
    items, tests, tags = (np.array(column, np.str_) for column in (ITEMS, TESTS, TAGS))
    encoders = Encoders.fit(items, tests, tags, config.training.max_tags)
    model = build_model(config, encoders.sizes)
    catalog = Catalog.build(encoders, items, tests, tags)
    rng = np.random.default_rng(seed)
    user = np.repeat(np.arange(3), 10)
    steps = encode_steps(
        catalog, user, rng.integers(0, len(ITEMS), 30), rng.integers(0, 2, 30),
        np.arange(30) * 60.0, np.full(30, 5.0),
    )  # fmt: skip
    folder = parent / "writing"
    encoders.save(folder / "encoders")
    torch.save(model.state_dict(), folder / "model.pt")
    export_onnx(model, collate(steps, cut_windows(steps.user, 5)), folder / "model.onnx")
    (folder / "card.html").write_text("<!doctype html><title>card</title>\n")
    facts = {
        "version": "",
        "data_version": data_version,
        "created_at": "2026-11-01T00:00:00+00:00",
        "config": {**config.model_dump(), "name": name},
        "git_revision": "0" * 40,
        "libraries": {},
        "device": "CPU (test)",
        "train_seconds": 0.1,
        "parameters": sum(weights.numel() for weights in model.parameters()),
        "split": {part: {"students": 3, "answers": 30} for part in ("train", "valid", "test")},
        "curve": [],
        "calibration": {"temperature": 1.0, "bias": 0.0},
        "metrics": {"model": figures(0.7, 0.02), "champion": None, "slices": {"grade": []}},
        "split_rule": RULE,
    }
    return _finish(folder, facts, parent)


def figures(auc: float, ece: float) -> dict[str, Any]:
    """What `dkt.evaluation.metrics` reports of a model; the log loss falls as the AUC rises."""
    return {"auc": auc, "auc_within_user": auc - 0.05, "log_loss": 1 - auc / 2, "acc": 0.66,
            "ece": ece, "answers": 300, "students": 30}  # fmt: skip


@dataclass(frozen=True)
class Against:
    """The champion that a challenger was measured against, and its figures.

    `best`: the best model there has been, where that is another one.
    """

    version: str
    auc: float = 0.7
    ece: float = 0.02
    reach: float = 0.001
    best: "Against | None" = None

    def comparisons(self, auc: float, ece: float) -> list[dict[str, Any]]:
        both = [(self, ["champion"] if self.best else ["champion", "best"])]
        both += [(self.best, ["best"])] if self.best else []
        return [
            comparison(one.version, figures(auc, ece), figures(one.auc, one.ece), one.reach, roles)
            for one, roles in both
        ]


def comparison(
    version: str, ours: dict[str, Any], theirs: dict[str, Any], reach: float = 0.001,
    roles: Sequence[str] = ("champion", "best"), **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """What `dkt.evaluation.comparison` reports, every interval reaching so far to both sides."""
    differences = {}
    for name, better in (("auc", 1), ("log_loss", -1), ("auc_within_user", 1), ("ece", -1)):
        at = better * (ours[name] - theirs[name])
        differences[name] = {"estimate": at, "low": at - reach, "high": at + reach}
    return {
        "version": version, "roles": list(roles), "data_answers": 90, "students": 30,
        "answers": 300, "left_out": 0, "confidence": 0.95, "ours": ours, "theirs": theirs,
        "differences": differences, "slices": [], "slices_compared": 12, **more,
    }  # fmt: skip


def variant(
    bundle: Path,
    parent: Path,
    *,
    auc: float = 0.7,
    ece: float = 0.02,
    against: Against | None = None,
    data_version: int | None = None,
    created_at: str | None = None,
    name: str | None = None,
    change: Callable[[Path], None] | None = None,
) -> Path:
    """A copy with other weights in `model.pt` (the graph stays) and other facts.

    Args:
        change: edits the copied files before their hashes are written.
    """
    folder = parent / "writing"
    shutil.copytree(bundle, folder)
    with (folder / "model.pt").open("ab") as file:
        file.write(f"{auc} {ece} {against} {data_version} {created_at} {name}".encode())
    if change:
        change(folder)
    facts = json.loads((folder / MANIFEST).read_text())
    theirs = {"version": against.version, **figures(against.auc, against.ece)} if against else None
    compared = against.comparisons(auc, ece) if against else []
    facts["metrics"] |= {
        "model": figures(auc, ece), "champion": theirs, "comparisons": compared,
    }  # fmt: skip
    facts["data_version"] = facts["data_version"] if data_version is None else data_version
    facts["created_at"] = created_at or facts["created_at"]
    facts["config"]["name"] = name or facts["config"]["name"]
    return _finish(folder, facts, parent)


def nan_weights(folder: Path) -> None:
    """For `variant(…, change=nan_weights)`: a graph that answers, with NaN."""
    graph = onnx.load(folder / "model.onnx")
    for weights in graph.graph.initializer:
        values = numpy_helper.to_array(weights)
        if values.dtype == np.float32 and values.size > 1:
            weights.CopyFrom(numpy_helper.from_array(np.full_like(values, np.nan), weights.name))
    onnx.save(graph, folder / "model.onnx")


def _finish(folder: Path, facts: dict[str, Any], parent: Path) -> Path:
    facts.pop("files", None)
    facts["version"] = version_of(facts, file_hashes(folder))
    write_manifest(folder, facts)
    Bundle.load(folder)
    return folder.rename(parent / facts["version"])
