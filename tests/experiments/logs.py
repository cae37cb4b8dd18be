"""A small public log and a base config for sweeps of a second."""

import json
from pathlib import Path

import numpy as np

from experiments.space import Space
from tests.dkt.trained import tiny_config


def write_log(path: Path, students: int = 60, answers: int = 40) -> Path:
    """Rows in the layout of AKT's parts; items differ in how easy they are, students in skill."""
    rng = np.random.default_rng(0)
    ease, lines = rng.uniform(-1.5, 1.5, 20), ["user_id,item_id,skill_id,correct,position"]
    for user in range(students):
        skill = rng.normal()
        for place in range(answers):
            item = int(rng.integers(20))
            right = int(rng.random() < 1 / (1 + np.exp(-skill - ease[item])))
            lines.append(f"student{user},i{item},s{item % 5},{right},{place}")
    path.write_text("\n".join(lines) + "\n")
    return path


def tiny_space(folder: Path, kind: str = "lgbm", **given: object) -> Space:
    """A search of two values round a tiny base config, whose file is in `folder`."""
    base = folder / "base.json"
    base.write_text(json.dumps(tiny_config(kind, max_epochs=5).model_dump()))
    raw = {
        "name": "mine", "base": str(base), "metric": "valid_auc", "trials": 2, "seed": 1,
        "pruning": None,
        "space": {
            "training.lr": {"type": "float", "low": 0.005, "high": 0.5, "log": True},
            "model.leaf_answers": {"type": "categorical", "choices": [10, 20, 40]},
        },
    }  # fmt: skip
    return Space.model_validate(raw | given)
