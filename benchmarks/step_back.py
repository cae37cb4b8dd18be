"""How soon should simulated answers step back, as real ones come?

    python -m benchmarks.step_back ../datasets/statistics_cloze.csv.gz

Replays a log with true times beside a simulated start, as a new site would live it: at several
moments a model is trained on the real answers so far and on a share of the simulated students, then
scored on the real answers that came after, up to the next moment. Nothing of the log tells the
simulation anything but the names of its questions and tags.

Prints a table of log loss and AUC to stderr and one JSON object to stdout. `rule` is the share that
`data.step_back` keeps at that moment.
"""

import argparse
import json
import logging
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from sklearn.metrics import log_loss, roc_auc_score

from benchmarks.logs import BenchmarkError
from data.errors import WarehouseError
from data.simulate import simulate
from data.step_back import kept_answers, with_share
from dkt.config.schema import Config, load_config
from dkt.dataset.frame import COLUMNS
from dkt.evaluation.scoring import evaluate
from dkt.features.bundle import Bundle
from dkt.pipeline import Source, train
from experiments.public_logs import read_logs

FIRST_ANSWERS = 30_000  # as `make run` simulates
MOMENTS = (300, 1_000, 3_000, 10_000, 20_000, 30_000, 45_000)
"""Real answers there are when a model is trained; the last is scored on all that follow."""
SHARES = (1.0, 0.5, 0.25, 0.1, 0.0)
FEWEST_STUDENTS = 20
"""Without simulated students a model needs some real ones, to train on and to hold out."""


def made_up(real: pl.DataFrame, answers: int, seed: int) -> pl.DataFrame:
    """Simulated answers to the questions of a log."""
    bank = real.unique("assessmentItemID", keep="first", maintain_order=True).select(
        "assessmentItemID", "KnowledgeTag",
        testId="KnowledgeTag", grade=pl.lit("1"), choices=pl.lit(""),
    )  # fmt: skip
    return simulate(bank, answers, seed=seed)


def scored(bundle: Path, history: pl.DataFrame, first: int) -> dict[str, float]:
    """Figures of the answers from the place `first` in time on, each told by all before it."""
    order = history.with_columns(is_new=pl.int_range(pl.len()) >= first)
    order = order.sort("userID", maintain_order=True)
    found = evaluate(Bundle.load(bundle), order.select(COLUMNS))
    new = order["is_new"].to_numpy()
    right, chance = found.correct[new], np.clip(found.prob[new], 1e-6, 1 - 1e-6)
    return {
        "log_loss": float(log_loss(right, chance, labels=[0, 1])),
        "auc": float(roc_auc_score(right, chance)),
    }


def measure(real: pl.DataFrame, config: Config, answers: int, seeds: int) -> list[dict[str, Any]]:
    """A row for each moment and share, the mean over seeds."""
    real = real.sort("Timestamp", maintain_order=True)
    rows = []
    ends = [*MOMENTS[1:], real.height]
    for now, end in zip(MOMENTS, ends, strict=True):
        if now >= real.height:
            break
        so_far, then = real.head(now), real.head(end)
        for share in (*SHARES, "rule"):
            students = so_far["userID"].n_unique()
            by_rule = kept_answers(now, students, answers) / answers
            told = by_rule if share == "rule" else float(share)
            if told == 0 and students < FEWEST_STUDENTS:
                continue
            runs = []
            for seed in range(seeds):
                first = made_up(real, answers, seed).select(real.columns)
                mixed = pl.concat([so_far, first.cast(real.schema)])
                kept = with_share(mixed, told).sort("userID", maintain_order=True)
                with tempfile.TemporaryDirectory(prefix="dkt-step-back-") as folder:
                    seeded = config.model_copy(update={"seed": seed})
                    bundle = train(Source(kept.select(COLUMNS), seed), seeded, None, Path(folder))
                    runs.append(scored(bundle, then, now))
            row = {"real": now, "share": share, "kept": round(told, 3)} | {
                name: float(np.mean([run[name] for run in runs])) for name in runs[0]
            }
            rows.append(row)
            sys.stderr.write(
                f"{now:7,} real  {share!s:>5} ({told:.2f})  log loss {row['log_loss']:.4f}  "
                f"AUC {row['auc']:.4f}\n"
            )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description="When simulated answers step back.")
    parser.add_argument("log", type=Path, help="a log with times")
    parser.add_argument("--config", default="lgbm")
    parser.add_argument("--answers", type=int, default=FIRST_ANSWERS, help="simulated")
    parser.add_argument("--seeds", type=int, default=1)
    asked = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    real = read_logs([asked.log], "collapsed").with_columns(source=pl.lit("import"))
    real = real.select(*COLUMNS, *({"source"} - set(COLUMNS)))
    rows = measure(real, load_config(asked.config), asked.answers, asked.seeds)
    told = {"config": asked.config, "answers": asked.answers, "seeds": asked.seeds, "rows": rows}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    try:
        main()
    except (BenchmarkError, WarehouseError, OSError, ValueError) as err:
        sys.stderr.write(f"benchmarks.step_back: {err}\n")
        raise SystemExit(1) from err
