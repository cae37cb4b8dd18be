"""How good a config's model is on public logs, and how fast it is there.

    python -m benchmarks.quality --config lgbm --train part3.csv.gz part4.csv.gz part5.csv.gz \\
        --test part2.csv.gz --rows raw --seeds 3
    python -m benchmarks.quality --config lgbm --train log.csv.gz --folds 5 --rows raw

Without --valid, a tenth of the training students decide when to stop. The model is exported and
scored by its ONNX graph, as in production. The last line is one JSON object.
"""

import argparse
import json
import logging
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.logs import (
    BenchmarkError,
    check_apart,
    folds_of,
    read_logs,
    split_off,
    students_of,
    with_made_up_answers,
)
from dkt.config import Config, ConfigError, load_config, parse_config
from dkt.evaluate import Scored
from dkt.export import ExportError
from dkt.fitting import Prepared, fit_model, score_fitted
from dkt.overrides import override

log = logging.getLogger("benchmarks")
SPLIT_SEED = 0
AVERAGED = ("auc", "auc_within_user", "acc", "ece", "train_seconds", "interactions_per_second")


def measure(
    config: Config, train: pl.DataFrame, valid: pl.DataFrame | None, test: pl.DataFrame
) -> dict[str, Any]:
    """Fit on training students, stop by validation students, score test students."""
    if valid is None:
        train, valid = split_off(train, 10, SPLIT_SEED)
    check_apart({"train": train, "valid": valid, "test": test})
    started = time.monotonic()
    prepared = Prepared.fit(train, config)
    steps = prepared.steps(train, trained_on=True)
    valid_steps = prepared.steps(valid)
    fitting = time.monotonic()
    fitted = fit_model(config, prepared, steps, valid_steps)
    seconds = time.monotonic() - fitting
    train_seconds = time.monotonic() - started

    held = prepared.steps(test)
    scored = score_fitted(fitted, held, config.training.window)
    # `held` stands in the order of the ids, students one after the other
    student = students_of(test.sort("userID", maintain_order=True)).rank("dense").to_numpy()
    told = Scored(student.astype(np.int64), scored.correct, scored.prob).metrics()
    epochs = config.model.kind not in ("lgbm", "ensemble")  # their training is not made of passes
    passes = len(fitted.curve) if epochs else 1
    return told | {
        "train_seconds": round(train_seconds, 2),
        "interactions_per_second": round(len(steps) * passes / seconds),
        "parameters": fitted.parameters,
    }


def with_seed(config: Config, seed: int) -> Config:
    """The config with another seed; the members of an ensemble move on by as much."""
    raw = config.model_dump()
    further = seed - config.training.seed
    raw["training"]["seed"] = seed
    for member in raw["model"].get("members", ()):
        member["training"]["seed"] += 100 * further
    return parse_config(raw, config.name)


def over_seeds(
    config: Config, seeds: int, parts: list[tuple[pl.DataFrame, pl.DataFrame | None, pl.DataFrame]]
) -> dict[str, Any]:
    """Means over seeds (and folds, where there are several parts), the deviation of seeds' AUC."""
    by_seed = []
    told: list[dict[str, Any]] = []
    for seed in range(config.training.seed, config.training.seed + seeds):
        seeded = with_seed(config, seed)
        runs = []
        for k, (train, valid, test) in enumerate(parts, start=1):
            runs.append(measure(seeded, train, valid, test))
            log.info("seed %d, part %d of %d: AUC %.4f, within a student %.4f, ECE %.4f, %.1f s",
                     seed, k, len(parts), runs[-1]["auc"], runs[-1]["auc_within_user"],
                     runs[-1]["ece"], runs[-1]["train_seconds"])  # fmt: skip
        by_seed.append(float(np.mean([run["auc"] for run in runs])))
        told += runs
    means = {name: round(float(np.mean([run[name] for run in told])), 5) for name in AVERAGED}
    return means | {
        "parameters": told[-1]["parameters"],
        "answers": sum(run["answers"] for run in told) // seeds,
        "auc_by_seed": [round(auc, 5) for auc in by_seed],
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--config", required=True, help="name in config/, or a JSON file")
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", dest="changes",
        help="change the config, such as lr=3e-4 or model.leaves=31; repeatable",
    )  # fmt: skip
    parser.add_argument("--train", required=True, nargs="+", type=Path, metavar="F")
    parser.add_argument("--valid", nargs="+", type=Path, metavar="F")
    parser.add_argument("--test", nargs="+", type=Path, metavar="F")
    parser.add_argument("--folds", type=int, help="folds of --train's students, for --test")
    parser.add_argument("--rows", required=True, choices=("raw", "collapsed"))
    parser.add_argument(
        "--history", default="all", choices=("all", "cut"),
        help="what a prediction may read: all of the student's past, or 200 rows cut off from it",
    )  # fmt: skip
    parser.add_argument(
        "--answers", default="real", choices=("real", "coin", "rasch"),
        help="a check for leaks: answers made up by chance, which nobody can foretell better than "
        "the best_auc that is told, too",
    )  # fmt: skip
    parser.add_argument("--seeds", type=int, default=1, metavar="N")
    asked = parser.parse_args()
    if (asked.test is None) == (asked.folds is None):
        parser.error("give either --test or --folds")
    if asked.seeds < 1 or (asked.folds is not None and asked.folds < 2):
        parser.error("--seeds is at least 1, --folds at least 2")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    try:
        config = override(load_config(asked.config), asked.changes)
        about = {"config": config.name, "rows": asked.rows, "history": asked.history}
        given = [paths for paths in (asked.train, asked.valid, asked.test) if paths]
        frames = [read_logs(paths, asked.rows, asked.history) for paths in given]
        if asked.answers != "real":
            frames, best = with_made_up_answers(frames, asked.answers)
            about |= {"made_up": asked.answers, "best_auc": round(best, 5)}
        train, valid, test = frames[0], frames[1] if asked.valid else None, frames[-1]
        if asked.folds:
            parts = [(rest, valid, one) for rest, one in folds_of(train, asked.folds, SPLIT_SEED)]
        else:
            parts = [(train, valid, test)]
        told = over_seeds(config, asked.seeds, parts)
    except (ConfigError, BenchmarkError, ExportError, OSError, pl.exceptions.PolarsError) as err:
        sys.stderr.write(f"benchmarks.quality: {err}\n")
        raise SystemExit(1) from err
    about |= {"set": asked.changes} if asked.changes else {}
    sys.stdout.write(json.dumps(told | {"seeds": asked.seeds} | about) + "\n")


if __name__ == "__main__":
    main()
