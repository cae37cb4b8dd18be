"""How fast the engineered features are built, and in how much memory.

    python -m benchmarks.features part3.csv.gz part4.csv.gz part5.csv.gz
    python -m benchmarks.features --rows 20000000

The last line is one JSON object. `features_per_second`: rows a second of the 33 features from
encoded rows. `frame_per_second`: the same from the frame, with vocabularies and statistics at hand,
out of fold. `all_per_second`: as that, with those of `dkt.features.latent_factors`, whose vectors
are fitted anew for each fold, and of `dkt.features.spacing`. `answer_us`: microseconds that one
more answer of a student takes in serving.

With --rows that many simulated answers are put into a lake in a temporary folder (which needs about
700 bytes of disk a row) and, in a process of its own, read, split, encoded and built into files as
`train.py` does it, all numbers of a question. `seconds` of that, `rows_per_second`, `peak_mib`: the
most resident memory that the process ever had, and `data_mib`: before the features, so that one
sees what they add.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.logs import BenchmarkError
from data.bank import read_bank
from data.lake import Lake
from data.simulate import simulate
from dkt.dataset.frame import (
    COLUMNS,
    Log,
    encoded,
    fit_encoders,
    fit_target_encoding,
    of_users,
    steps_of,
)
from dkt.features.pace import Progress
from dkt.features.steps import Catalog
from dkt.features.target_encoding import encoded_by_fold
from experiments.public_logs import LogError, read_logs

ROUNDS = 5
ANSWERS = 5000
TILE = 500_000
"""Simulated answers that are put into the lake at a time, each time of other students."""
QUESTIONS = Path(__file__).resolve().parent.parent / "questions.csv"


def best_of(rounds: int, work: Callable[[], object]) -> float:
    """Seconds of the fastest round."""
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def measure(paths: list[Path]) -> dict[str, float]:
    """The figures of the module's docstring for some logs."""
    frame = read_logs(paths, "raw")
    encoders = fit_encoders(frame, 4)
    statistics = fit_target_encoding(frame, encoders)
    related = fit_target_encoding(frame, encoders, related=True)
    log = Log.read(frame)
    catalog = Catalog.build(encoders, log.items, log.tests, log.tags, statistics)
    of_folds = encoded_by_fold(encoders.sizes, catalog.category, log.answers(catalog))
    row = log.row[:ANSWERS]
    assert catalog.encoded is not None
    told, item, tags, test = (
        of[row] for of in (catalog.encoded, catalog.item, catalog.tags, catalog.test)
    )

    def features() -> None:
        for _ in encoded(log, catalog, of_folds):
            pass

    def one_student() -> None:
        progress = Progress()
        for t in range(len(row)):
            correct, expected = float(log.correct[t]), float(told[t, 0])
            progress.add(told[t], int(item[t]), tags[t], int(test[t]), correct, expected)

    return {
        "rows": len(log),
        "features_per_second": round(len(log) / best_of(ROUNDS, features)),
        "frame_per_second": round(
            len(log) / best_of(ROUNDS, lambda: steps_of(frame, encoders, statistics, True))
        ),
        "all_per_second": round(
            len(log) / best_of(2, lambda: steps_of(frame, encoders, related, True))
        ),
        "answer_us": round(1e6 * best_of(ROUNDS, one_student) / len(row), 1),
    }


def measure_large(rows: int) -> dict[str, float]:
    """The figures of the module's docstring for simulated answers in a lake."""
    with tempfile.TemporaryDirectory(prefix="dkt-features-") as folder:
        fill(Lake(f"{folder}/lake"), rows)
        command = [sys.executable, "-m", "benchmarks.features", "--lake", folder]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return json.loads(told.splitlines()[-1])


def fill(lake: Lake, rows: int) -> None:
    """Put `rows` answers into the lake."""
    bank = read_bank(QUESTIONS)
    answers = simulate(bank, min(rows, TILE), seed=1)
    for k in range(-(-rows // TILE)):
        # an event id is told apart by its last digits, which is all that its form asks for
        ids = pl.col("event_id").str.slice(0, 32) + pl.lit(f"{k:04x}")
        users = pl.format("{}-{}", "userID", pl.lit(f"{k:04d}"))
        tile = answers.head(rows - k * TILE).with_columns(event_id=ids, userID=users)
        lake.append(tile, f"tile:{k}", TILE)


def build(folder: Path) -> dict[str, float]:
    """Build the features of all answers of `folder`/lake, nine tenths of the students training."""
    started = time.perf_counter()
    frame = Lake(f"{folder}/lake").snapshot(columns=COLUMNS, compact=True)
    data_mib, read = peak_mib(), time.perf_counter()
    users = frame["userID"].unique().cast(pl.String).sort().to_numpy()
    held = np.arange(len(users)) % 10 == 0
    train, rest = of_users(frame, users[~held]), of_users(frame, users[held])
    encoders = fit_encoders(train, 4)
    statistics = fit_target_encoding(train, encoders, related=True)
    many = len(steps_of(train, encoders, statistics, True, folder / "train"))
    many += len(steps_of(rest, encoders, statistics, False, folder / "rest"))
    done = time.perf_counter()
    return {
        "rows": many,
        "seconds": round(done - started, 1),
        "rows_per_second": round(many / (done - started)),
        "rows_per_second_read": round(many / (done - read)),
        "data_mib": data_mib,
        "peak_mib": peak_mib(),
    }


def peak_mib() -> int:
    """Most resident memory that this process ever had, mapped files included."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.features", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("logs", nargs="*", type=Path, metavar="F")
    parser.add_argument("--rows", type=int, metavar="N", help="of simulated answers, in a lake")
    parser.add_argument("--lake", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if sum((bool(asked.logs), asked.rows is not None, asked.lake is not None)) != 1:
        parser.error("give either files or --rows")
    try:
        if asked.lake:
            told = build(asked.lake)
        else:
            told = measure_large(asked.rows) if asked.rows else measure(asked.logs)
    except (BenchmarkError, LogError, OSError) as err:
        sys.stderr.write(f"benchmarks.features: {err}\n")
        raise SystemExit(1) from err
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
