"""What each switch of a config is worth: one at a time turned, against the config as it is.

    python -m benchmarks.ablation --config flagship --train part3.csv.gz part4.csv.gz --rows raw
    python -m benchmarks.ablation --config lstm --bank 60000 --seeds 2
    python -m benchmarks.ablation --config flagship --train log.csv.gz --only average_last lag_bins

The students of the logs are parted: a tenth is scored, of the others a tenth decides when to stop
and sets weights, the rest are trained on. Give training files alone, never a test part. `--bank N`
simulates N answers of the question bank, which has the tests, ids and times that public logs lack.
For `lgbm` the switches are groups of its features, each left out. A line a switch as it is done,
then the table; the last line is one JSON object. A switch that fails is named there, and the others
go on; the exit code is 1 then.
"""

import argparse
import json
import logging
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from sklearn.metrics import roc_auc_score

from benchmarks.logs import BenchmarkError, check_apart, split_off
from benchmarks.quality import SPLIT_SEED, with_seed
from benchmarks.switches import Switch, switches_of
from data.bank import read_bank
from data.errors import WarehouseError
from data.learners import NEAR_THEIR_GRADE
from data.simulate import simulate
from dkt.config.schema import Config, ConfigError, load_config
from dkt.dataset.frame import COLUMNS
from dkt.features.steps import Steps
from dkt.training.export import ExportError
from dkt.training.fitting import Prepared, fit_model, score_fitted
from experiments.public_logs import read_logs

log = logging.getLogger("benchmarks")
BANK = Path(__file__).parents[1] / "questions.csv"
SIMULATION_SEED = 7


@dataclass(frozen=True)
class Parts:
    """Rows of the students who are trained on, who decide when to stop, and who are scored."""

    train: pl.DataFrame
    stop: pl.DataFrame
    scored: pl.DataFrame

    @classmethod
    def of(cls, frame: pl.DataFrame) -> "Parts":
        rest, scored = split_off(frame, 10, SPLIT_SEED)
        train, stop = split_off(rest, 10, SPLIT_SEED)
        check_apart({"train": train, "stop": stop, "scored": scored})
        return cls(train, stop, scored)


def measure(config: Config, blank: tuple[int, ...], parts: Parts) -> tuple[float, float]:
    """AUC of the scored students by the exported graph, and the seconds of the fit.

    Args:
        blank: columns of the query's numbers that are 0 everywhere.
    """
    started = time.monotonic()
    prepared = Prepared.fit(parts.train, config)
    train, stop, scored = (
        without(prepared.steps(frame, frame is parts.train), blank)
        for frame in (parts.train, parts.stop, parts.scored)
    )
    fitted = fit_model(config, prepared, train, stop)
    seconds = time.monotonic() - started
    prob = score_fitted(fitted, scored, config.training.window).prob
    return float(roc_auc_score(scored.correct, prob)), seconds


def without(steps: Steps, blank: tuple[int, ...]) -> Steps:
    """The steps with some columns of `query` set to 0."""
    if not blank:
        return steps
    query = steps.query.copy()
    query[:, list(blank)] = 0.0
    return replace(steps, query=query)


def over_seeds(config: Config, switch: Switch, parts: Parts, seeds: int) -> dict[str, Any]:
    """Mean AUC and seconds of a switch, and the AUC of each seed."""
    turned = switch.turned(config)
    runs = [
        measure(with_seed(turned, seed), switch.blank, parts)
        for seed in range(config.training.seed, config.training.seed + seeds)
    ]
    auc, seconds = np.mean(runs, axis=0)
    row = {"switch": switch.name, "auc": round(float(auc), 5), "seconds": round(float(seconds), 1)}
    return row | {"auc_by_seed": [round(run[0], 5) for run in runs]}


def simulated(answers: int) -> pl.DataFrame:
    """Made-up answers of the question bank, in the order of a snapshot."""
    rows = simulate(read_bank(BANK), answers, seed=SIMULATION_SEED, traits=NEAR_THEIR_GRADE)
    return rows.sort("userID", maintain_order=True).select(COLUMNS)


def tried(config: Config, switch: Switch, parts: Parts, seeds: int) -> dict[str, Any]:
    """`over_seeds`, or why it failed: whatever a switch does, the others shall be measured."""
    try:
        return over_seeds(config, switch, parts, seeds)
    except Exception as err:
        log.warning("%s failed", switch.name, exc_info=True)
        return {"switch": switch.name, "failed": " ".join(f"{type(err).__name__}: {err}".split())}


def table(rows: list[dict[str, Any]]) -> str:
    """Markdown, the base first."""
    lines = ["| switch | AUC | to the base | seconds |", "|---|---|---|---|"]
    for row in rows:
        if "failed" in row:
            lines.append(f"| {row['switch']} | failed: {row['failed']} | | |")
            continue
        step = row["auc"] - rows[0]["auc"]
        apart = "" if row is rows[0] else f"{step:+.4f}".replace("0.", ".")
        auc = f"{row['auc']:.4f}".lstrip("0")
        lines.append(f"| {row['switch']} | {auc} | {apart} | {row['seconds']:.0f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.ablation", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--config", required=True, help="name in config/, or a JSON file")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--train", nargs="+", type=Path, metavar="F")
    source.add_argument("--bank", type=int, metavar="N", help="simulate N answers instead")
    parser.add_argument("--rows", default="raw", choices=("raw", "collapsed"))
    parser.add_argument("--seeds", type=int, default=1, metavar="N")
    parser.add_argument("--only", nargs="+", metavar="SWITCH", help="those that start like this")
    asked = parser.parse_args()
    if asked.seeds < 1:
        parser.error("--seeds is at least 1")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    try:
        config = load_config(asked.config)
        frame = simulated(asked.bank) if asked.bank else read_logs(asked.train, asked.rows)
        parts = Parts.of(frame)
        switches = switches_of(config, frame)
        if asked.only:
            chosen = [one for one in switches if one.name.startswith(tuple(asked.only))]
            if not chosen:
                there = ", ".join(one.name for one in switches)
                raise BenchmarkError(f"no switch starts with {' or '.join(asked.only)}: {there}")
            switches = chosen
        rows = [over_seeds(config, Switch("as it is"), parts, asked.seeds)]
        log.info("%(switch)s: AUC %(auc).4f, %(seconds).0f s", rows[0])
        for switch in switches:
            rows.append(tried(config, switch, parts, asked.seeds))
            if "auc" in rows[-1]:
                log.info("%(switch)s: AUC %(auc).4f, %(seconds).0f s", rows[-1])
    except (BenchmarkError, ConfigError, ExportError, WarehouseError, OSError, ValueError,
            pl.exceptions.PolarsError) as err:  # fmt: skip
        sys.stderr.write(f"benchmarks.ablation: {err}\n")
        raise SystemExit(1) from err
    sys.stdout.write(table(rows) + "\n")
    about = {"config": config.name, "seeds": asked.seeds, "answers": parts.scored.height}
    sys.stdout.write(json.dumps(about | {"switches": rows}) + "\n")
    if any("failed" in row for row in rows):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
