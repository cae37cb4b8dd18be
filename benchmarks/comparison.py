"""What it costs a training to compare its model with another one, scoring aside.

    python -m benchmarks.comparison --students 3000 --each 60

Students, answers and two models are made up; 30 tags and 9 grades. Processor time stands beside
the clock's: on a busy machine it is the fairer of the two. The last line is a JSON object.
"""

import json
import time
from typing import Annotated

import numpy as np
import typer
from scipy.special import expit

from dkt.evaluation.comparison import Shared, compare
from dkt.evaluation.scoring import Scored
from dkt.evaluation.slices import Held


def main(
    students: Annotated[int, typer.Option(min=2, help="Held-out students.")] = 3000,
    each: Annotated[int, typer.Option(min=1, help="Answers of each.")] = 60,
    runs: Annotated[int, typer.Option(min=1, help="Runs; the median counts.")] = 5,
) -> None:
    """Time the comparison of two made-up models."""
    rng = np.random.default_rng(0)
    user = np.repeat(np.arange(students), each)
    answers = len(user)
    logits = rng.normal(size=students)[user] + rng.normal(size=answers)
    correct = (rng.random(answers) < _chance(logits)).astype(np.float64)
    ours, theirs = (
        Scored(user, correct, _chance(logits + rng.normal(size=answers))) for _ in range(2)
    )
    kinds = {
        kind: ([f"{kind} {k}" for k in range(many)], np.arange(answers),
               rng.integers(0, many, answers))
        for kind, many in (("grade", 9), ("tag", 30))
    }  # fmt: skip
    seconds, processor = [], []
    for _ in range(runs):
        clock, busy = time.perf_counter(), time.process_time()
        compared = compare(ours, theirs, Held(kinds), Shared(np.ones(answers, bool), 0))
        seconds.append(time.perf_counter() - clock)
        processor.append(time.process_time() - busy)
    figures = {
        "students": students, "answers": answers, "slices": compared["slices_compared"],
        "seconds": round(float(np.median(seconds)), 2),
        "processor_seconds": round(float(np.median(processor)), 2),
    }  # fmt: skip
    typer.echo(json.dumps(figures))


def _chance(logits: np.ndarray) -> np.ndarray:
    return expit(logits)


if __name__ == "__main__":
    typer.run(main)
