"""Which times a model reads goes with its bundle: those that its training log had."""

import functools
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from dkt.dataset.frame import fit_encoders
from dkt.evaluation.scoring import evaluate
from dkt.features.bundle import Bundle
from dkt.features.clock import EARLIER, FILE, Moments
from dkt.features.vocabulary import Encoders
from dkt.pipeline import Source, train
from inference import Predictor
from serving.contract import Answer
from tests.dkt.trained import DATA_VERSION, log_of, simulated, tiny_config

NAN = float("nan")
NO_SECONDS = {"elapsed_s": pl.lit(None, pl.Float32)}
NO_TIMES = {"Timestamp": pl.lit(None, pl.Datetime("us", "UTC"))}
LOGS = {"whole": {}, "no seconds": NO_SECONDS, "no times": NO_SECONDS | NO_TIMES}


@pytest.mark.parametrize(("measured", "read"), [(0, False), (4, False), (5, True), (100, True)])
def test_what_a_twentieth_of_the_log_has_is_read(measured, read):
    has, every = np.arange(100) < measured, np.ones(100, bool)
    assert Moments.fit(every, has) == Moments(times=True, seconds=read, known=read)
    assert Moments.fit(has, every) == Moments(times=read, seconds=True, known=read)
    half = np.arange(100) % 2 == 0
    assert Moments.fit(half, ~half) == Moments(known=False)
    assert Moments.fit(has[:0], has[:0]) == Moments(times=False, seconds=False, known=False)


@pytest.mark.parametrize(
    ("changed", "moments"),
    [
        ({}, Moments()),
        (NO_SECONDS, Moments(seconds=False, known=False)),
        ({"elapsed_s": pl.lit(0.0, pl.Float32)}, Moments(seconds=False, known=False)),
        (NO_TIMES, Moments(times=False, known=False)),
    ],
)
def test_it_travels_with_the_encoders(changed, moments, tmp_path):
    fit_encoders(simulated(600, 12).with_columns(**changed), 4).save(tmp_path)
    assert Encoders.load(tmp_path).moments == moments
    (tmp_path / FILE).unlink()  # a bundle of the version before
    assert Encoders.load(tmp_path).moments == EARLIER


def answers_of_two_days(predictor: Predictor) -> list[dict]:
    items = predictor.encoders.items.tolist()[:6]
    start = 1.77e9
    return [
        {"userID": "s", "assessmentItemID": item, "answerCode": k % 2, "elapsed_s": 7.0 + 90 * k,
         "Timestamp": start + 86400 * (k // 3) + 600 * k}
        for k, item in enumerate(items)
    ]  # fmt: skip


@functools.cache
def predictor_of(kind: str, log: str, parent: Path) -> Predictor:
    frame = simulated(1500, 40).with_columns(**LOGS[log])
    folder = train(Source(frame, DATA_VERSION), tiny_config(kind, max_epochs=2), None, parent)
    return Predictor(Bundle.load(folder))


def served(predictor: Predictor, rows: list[dict], asked_s: float = NAN) -> np.ndarray:
    fields = ("assessmentItemID", "answerCode", "elapsed_s")
    answers = [
        Answer(**{name: row[name] for name in fields}, Timestamp=row["Timestamp"] and
               str(np.datetime64(int(row["Timestamp"] * 1e6), "us")))
        for row in rows
    ]  # fmt: skip
    return predictor.probabilities(answers, predictor.encoders.items.tolist(), asked_s)


DEEP = [pytest.param(kind, marks=pytest.mark.stack) for kind in ("lstm", "flagship")]
"""Too long for `make check`."""


@pytest.mark.stack
@pytest.mark.parametrize("kind", ["lstm", "flagship", "lgbm"])
@pytest.mark.parametrize("log", LOGS)
def test_a_model_is_moved_by_no_time_that_it_never_learned_to_read(kind, log, tmp_path_factory):
    """Trained on a log without times, and served by a page that sends all of them."""
    predictor = predictor_of(kind, log, tmp_path_factory.getbasetemp() / "moments")
    rows = answers_of_two_days(predictor)
    others = {
        "no seconds": [row | {"elapsed_s": None} for row in rows],
        "no times": [row | {"elapsed_s": None, "Timestamp": None} for row in rows],
    }
    as_sent = served(predictor, rows)
    if log == "whole":
        moved = [np.abs(served(predictor, other) - as_sent).max() for other in others.values()]
        assert kind == "lgbm" or min(moved) > 1e-6  # few trees need not cut by a time
        return
    np.testing.assert_array_equal(served(predictor, others[log]), as_sent)
    week_later = rows[-1]["Timestamp"] + 7 * 86400.0
    np.testing.assert_array_equal(served(predictor, rows, week_later), as_sent)
    offline = [evaluate(predictor.bundle, log_of(one)).prob for one in (rows, others[log])]
    np.testing.assert_array_equal(*offline)


@pytest.mark.parametrize("kind", [DEEP[1], "lgbm"])
def test_a_model_that_learned_of_pauses_is_moved_by_one(kind, tmp_path):
    frame = simulated(3000, 60)
    folder = train(Source(frame, DATA_VERSION), tiny_config(kind), None, tmp_path)
    predictor = Predictor(Bundle.load(folder))
    rows = answers_of_two_days(predictor)
    at_once, later = (
        served(predictor, rows, rows[-1]["Timestamp"] + pause) for pause in (0.0, 7 * 86400.0)
    )
    assert np.abs(later - at_once).max() > 1e-4
    np.testing.assert_array_equal(served(predictor, rows), at_once)
