"""How good a config's model is on public logs, and how fast it is there.

    python -m benchmarks.quality --config lgbm --train part3.csv.gz part4.csv.gz part5.csv.gz \\
        --test part2.csv.gz --rows raw --seeds 3
    python -m benchmarks.quality --config lgbm --train log.csv.gz --folds 5 --rows raw
    python -m benchmarks.quality --config lgbm --train train_valid_sequences.csv --folds own \
        --rows collapsed

Logs are read as `python -m data import` reads them (docs/data.md), and refused where it would turn
rows away. Without --valid, a tenth of the training students decide when to stop. The model is
exported and scored by its ONNX graph, as in production. The last line is one JSON object.
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
    check_known,
    folds_of,
    own_folds_of,
    split_off,
    students_of,
    with_made_up_answers,
)
from data.logs.layout import FOLD
from dkt.config.overrides import override
from dkt.config.schema import Config, ConfigError, load_config, parse_config
from dkt.evaluation.scoring import Scored
from dkt.training.export import ExportError
from dkt.training.fitting import Prepared, fit_model, score_fitted
from experiments.public_logs import read_logs

log = logging.getLogger("benchmarks")
SPLIT_SEED = 0
OWN = "own"
EXPLAINED = (
    ConfigError,
    BenchmarkError,
    ExportError,
    OSError,
    ValueError,
    pl.exceptions.PolarsError,
)
"""What a person can mend, told in one line."""
AVERAGED = (
    "auc", "auc_within_user", "acc", "ece", "train_seconds", "interactions_per_second",
    "unknown_items",
)  # fmt: skip


def measure(
    config: Config,
    train: pl.DataFrame,
    valid: pl.DataFrame | None,
    test: pl.DataFrame,
    new_items: bool = False,
) -> dict[str, Any]:
    """Fit on training students, stop by validation students, score test students.

    Args:
        new_items: most of the scored answers may be to items that training has not seen.

    Raises:
        BenchmarkError: the parts can't be measured on, see `check_apart`, `check_known`.
    """
    if valid is None:
        train, valid = split_off(train, 10, SPLIT_SEED)
    check_apart({"train": train, "valid": valid, "test": test})
    started = time.monotonic()
    prepared = Prepared.fit(train, config)
    unknown = check_known(prepared.encoders, test, new_items)
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
        "unknown_items": round(unknown, 4),
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
    config: Config,
    seeds: int,
    parts: list[tuple[pl.DataFrame, pl.DataFrame | None, pl.DataFrame]],
    new_items: bool = False,
) -> dict[str, Any]:
    """Means over seeds (and folds, where there are several parts), the deviation of seeds' AUC."""
    by_seed = []
    told: list[dict[str, Any]] = []
    for seed in range(config.training.seed, config.training.seed + seeds):
        seeded = with_seed(config, seed)
        runs = []
        for k, (train, valid, test) in enumerate(parts, start=1):
            runs.append(measure(seeded, train, valid, test, new_items))
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


def _folds(text: str) -> int | str:
    """A number of folds from 2 on, or `own`."""
    if text == OWN:
        return OWN
    if not text.isdecimal() or int(text) < 2:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a number from 2 on, or {OWN!r}")
    return int(text)


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
    parser.add_argument(
        "--folds", type=_folds, metavar="N",
        help="so many folds of --train's students, for --test; `own`: those it is published with",
    )  # fmt: skip
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
    parser.add_argument(
        "--new-items", action="store_true",
        help="score though most answers are to items that training has not seen",
    )  # fmt: skip
    parser.add_argument("--seeds", type=int, default=1, metavar="N")
    asked = parser.parse_args()
    if (asked.test is None) == (asked.folds is None):
        parser.error("give either --test or --folds")
    if asked.seeds < 1:
        parser.error("--seeds is at least 1")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    try:
        config = override(load_config(asked.config), asked.changes)
        about = {"config": config.name, "rows": asked.rows, "history": asked.history}
        given = [paths for paths in (asked.train, asked.valid, asked.test) if paths]
        frames = [read_logs(paths, asked.rows, asked.history) for paths in given]
        if asked.folds != OWN:
            frames = [frame.drop(FOLD, strict=False) for frame in frames]
        if asked.answers != "real":
            frames, best = with_made_up_answers(frames, asked.answers)
            about |= {"made_up": asked.answers, "best_auc": round(best, 5)}
        train, valid, test = frames[0], frames[1] if asked.valid else None, frames[-1]
        if asked.folds == OWN:
            parts = [(rest, valid, one) for rest, one in own_folds_of(train)]
        elif asked.folds:
            parts = [(rest, valid, one) for rest, one in folds_of(train, asked.folds, SPLIT_SEED)]
        else:
            parts = [(train, valid, test)]
        told = over_seeds(config, asked.seeds, parts, asked.new_items)
    except EXPLAINED as err:
        sys.stderr.write(f"benchmarks.quality: {err}\n")
        raise SystemExit(1) from err
    about |= {"set": asked.changes} if asked.changes else {}
    sys.stdout.write(json.dumps(told | {"seeds": asked.seeds} | about) + "\n")


if __name__ == "__main__":
    main()
