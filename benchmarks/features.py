"""How fast the engineered features are built.

    python -m benchmarks.features part3.csv.gz part4.csv.gz part5.csv.gz

The last line is one JSON object. `features_per_second`: rows a second of the 33 features from
encoded rows. `frame_per_second`: the same from the frame, with vocabularies and statistics at hand,
out of fold. `answer_us`: microseconds that one more answer of a student takes in serving.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.logs import BenchmarkError, read_logs
from dkt.engineered import Progress, history_features
from dkt.frame import Log, fit_encoders, fit_statistics, steps_of
from dkt.sequence import Catalog
from dkt.statistics import out_of_fold

ROUNDS = 5
ANSWERS = 5000


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
    statistics = fit_statistics(frame, encoders)
    log = Log.read(frame)
    catalog = Catalog.build(encoders, log.items, log.tests, log.tags, statistics)
    told = out_of_fold(encoders.sizes, catalog.category, log.answers(catalog))
    item, tags, test = (of[log.row] for of in (catalog.item, catalog.tags, catalog.test))

    def features() -> np.ndarray:
        return history_features(
            told, log.user, item, tags, test, log.correct, log.time_s, log.elapsed_s
        )

    def one_student() -> None:
        progress = Progress()
        for t in range(min(ANSWERS, len(item))):
            progress.add(told[t], int(item[t]), tags[t], int(test[t]), float(log.correct[t]))

    answers = min(ANSWERS, len(item))
    return {
        "rows": len(item),
        "features_per_second": round(len(item) / best_of(ROUNDS, features)),
        "frame_per_second": round(
            len(item) / best_of(ROUNDS, lambda: steps_of(frame, encoders, statistics, True))
        ),
        "answer_us": round(1e6 * best_of(ROUNDS, one_student) / answers, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.features", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("logs", nargs="+", type=Path, metavar="F")
    try:
        told = measure(parser.parse_args().logs)
    except (BenchmarkError, OSError) as err:
        sys.stderr.write(f"benchmarks.features: {err}\n")
        raise SystemExit(1) from err
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
