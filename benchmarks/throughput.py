"""How fast a config's model trains, beside AKT's public code on the same log.

    git clone https://github.com/arghosh/AKT akt
    OMP_NUM_THREADS=1 python -m benchmarks.throughput --akt akt --config flagship \\
        --train part3.csv.gz part4.csv.gz part5.csv.gz

The folder's own model and its own `run.train` are used, with the settings that it ships for
ASSISTments 2009. Both take turns, so that whatever else the machine does slows both; each turn of
AKT's code takes some batches, one of ours a pass through the whole log. Neither count holds the
reading of the log; ours holds what its training does besides: validation, checkpoints. An
interaction is an answer, padding none. Processor time is told beside the clock's: on one thread of
a busy machine it is the fairer of the two. The last line is one JSON object.
"""

import argparse
import importlib
import json
import logging
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import torch

from benchmarks.logs import BenchmarkError, split_off
from dkt.config.schema import Config, ConfigError, load_config
from dkt.features.steps import Steps
from dkt.features.vocabulary import TAG_SEPARATOR
from dkt.features.windows import cut_windows
from dkt.training.fitting import Prepared, fit_model
from experiments.public_logs import WINDOW, LogError, read_logs

log = logging.getLogger("benchmarks")
LR = 1e-5
SETTINGS = {
    "model": "akt_pid", "batch_size": 24, "seqlen": WINDOW, "lr": LR, "maxgradnorm": -1.0,
    "d_model": 256, "n_block": 1, "n_head": 8, "dropout": 0.05, "kq_same": 1, "l2": 1e-5,
}  # fmt: skip
"""Defaults of `main.py` in AKT's public code for assist2009_pid."""
NEEDED = ("akt.py", "run.py", "utils.py")


@dataclass(frozen=True)
class Rates:
    """Interactions a second, of the clock on the wall and of the processor's time for us."""

    wall: float
    processor: float


class Watch:
    """Both clocks over a block of code."""

    def __enter__(self) -> "Watch":
        self.wall, self.processor = time.monotonic(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall = time.monotonic() - self.wall
        self.processor = time.process_time() - self.processor

    def rates(self, interactions: int) -> Rates:
        return Rates(interactions / self.wall, interactions / self.processor)


class PublicAkt:
    """AKT's public code, fed with a log in the form of its `load_data.py`."""

    def __init__(self, folder: Path, train: pl.DataFrame, seed: int):
        if missing := [name for name in NEEDED if not (folder / name).is_file()]:
            raise BenchmarkError(
                f"{folder} has no {', '.join(missing)}; give --akt a checkout of arghosh/AKT"
            )
        sys.path.insert(0, str(folder.resolve()))  # its modules import one another by bare names
        try:
            self.run, utils = (importlib.import_module(name) for name in ("run", "utils"))
        finally:
            sys.path.pop(0)
        torch.manual_seed(seed)
        self.rng = np.random.default_rng(seed)
        self.tables, questions, items = tables_of(train)
        self.settings = SimpleNamespace(**SETTINGS, n_question=questions, n_pid=items)
        self.model = utils.load_model(self.settings)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=LR)

    def rates(self, batches: int) -> Rates:
        """Over some batches of windows drawn at random."""
        many = len(self.tables[0])
        drawn = self.rng.permutation(many)[: batches * self.settings.batch_size]
        question, answer, item = (table[drawn] for table in self.tables)
        with Watch() as watch:
            self.run.train(
                self.model, self.settings, self.optimizer, question, answer, item, label="Train"
            )
        return watch.rates(int((question > 0).sum()))


def tables_of(train: pl.DataFrame) -> tuple[list[np.ndarray], int, int]:
    """A log in the form of `load_data.py`, and how many tags and items there are.

    Returns:
        Three (windows, 200) float64, 0 where there is no answer: tag from 1 on (the first of an
        item), tag + tags · correct, item from 1 on.
    """
    ordered = train.sort("userID", maintain_order=True)
    tag = ordered["KnowledgeTag"].str.split(TAG_SEPARATOR).list.first()
    question, item = (
        one.rank("dense").to_numpy().astype(np.int64) for one in (tag, ordered["assessmentItemID"])
    )
    many = int(question.max())
    windows = cut_windows(ordered["userID"].rank("dense").to_numpy(), WINDOW)
    tables = []
    for values in (question, question + many * ordered["answerCode"].to_numpy(), item):
        table = np.zeros((len(windows), WINDOW))
        for k, (first, rows) in enumerate(windows):
            table[k, :rows] = values[first : first + rows]
        tables.append(table)
    return tables, many, int(item.max())


def our_rates(config: Config, prepared: Prepared, train: Steps, valid: Steps) -> Rates:
    """Over one pass through the log, as `fit_model` trains."""
    one_pass = config.training.model_copy(update={"max_epochs": 1})
    with Watch() as watch:
        fit_model(config.model_copy(update={"training": one_pass}), prepared, train, valid)
    return watch.rates(len(train))


def compare(folder: Path, config: Config, rows: pl.DataFrame, rounds: int, batches: int) -> Any:
    """Rates of both, turn by turn."""
    train, valid = split_off(rows, 10, seed=0)
    prepared = Prepared.fit(train, config)
    steps, valid_steps = prepared.steps(train, trained_on=True), prepared.steps(valid)
    public = PublicAkt(folder, train, config.training.seed)
    theirs, ours = [], []
    for turn in range(1, rounds + 1):
        theirs.append(public.rates(batches))
        ours.append(our_rates(config, prepared, steps, valid_steps))
        log.info("turn %d: AKT's public code %.0f, %s %.0f interactions/s, of processor time "
                 "%.0f and %.0f", turn, theirs[-1].wall, config.name, ours[-1].wall,
                 theirs[-1].processor, ours[-1].processor)  # fmt: skip
    told: dict[str, Any] = {"config": config.name, "threads": torch.get_num_threads()}
    for clock, suffix in (("wall", ""), ("processor", "_processor")):
        a, b = ([getattr(one, clock) for one in rates] for rates in (theirs, ours))
        told |= {
            f"interactions_per_second{suffix}": round(statistics.median(b)),
            f"akt_interactions_per_second{suffix}": round(statistics.median(a)),
            f"ratio{suffix}": round(statistics.median(b) / statistics.median(a), 2),
            f"ratios{suffix}": [round(y / x, 2) for x, y in zip(a, b, strict=True)],
        }
    return told


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.throughput", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--akt", required=True, type=Path, help="checkout of arghosh/AKT")
    parser.add_argument("--config", required=True, help="name in config/, or a JSON file")
    parser.add_argument("--train", required=True, nargs="+", type=Path, metavar="F")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="turns of each")
    parser.add_argument("--batches", type=int, default=4, metavar="N", help="AKT's in a turn")
    asked = parser.parse_args()
    if asked.rounds < 1 or asked.batches < 1:
        parser.error("--rounds and --batches are at least 1")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    try:
        config = load_config(asked.config)
        if config.model.kind in ("lgbm", "ensemble"):
            raise BenchmarkError(f"{config.name}: its training is not made of passes over a log")
        told = compare(
            asked.akt, config, read_logs(asked.train, "raw"), asked.rounds, asked.batches
        )
    except (ConfigError, BenchmarkError, LogError, OSError, pl.exceptions.PolarsError) as err:
        sys.stderr.write(f"benchmarks.throughput: {err}\n")
        raise SystemExit(1) from err
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
