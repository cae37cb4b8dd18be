"""What a model takes for the moment of asking goes with its bundle."""

import numpy as np
import polars as pl
import pytest

from contract import Answer
from dkt.bundle import Bundle
from dkt.frame import fit_encoders, fit_statistics
from dkt.moments import EARLIER, FILE, Moments
from dkt.statistics import Statistics
from dkt.training import Source, train
from inference import Predictor
from tests.dkt.trained import DATA_VERSION, simulated, tiny_config

NAN = float("nan")


@pytest.mark.parametrize(
    ("measured", "known"), [(0, False), (4, False), (5, True), (60, True), (100, True)]
)
def test_moments_are_read_where_a_twentieth_of_the_log_has_them(measured, known):
    seconds = np.where(np.arange(100) < measured, 20.0, NAN)
    assert Moments.fit(np.arange(100.0), seconds).known is known
    assert not Moments.fit(np.full(100, NAN), seconds).known


def test_they_travel_with_the_statistics(tmp_path):
    frame = simulated(600, 12)
    encoders = fit_encoders(frame, 4)
    for seconds, known in ((frame["elapsed_s"], True), (frame["elapsed_s"] * 0, False)):
        fitted = fit_statistics(frame.with_columns(elapsed_s=seconds), encoders, related=True)
        fitted.save(tmp_path)
        assert Statistics.load(tmp_path).moments == Moments(known=known)
    (tmp_path / FILE).unlink()  # a bundle of the version before
    assert Statistics.load(tmp_path).moments == EARLIER
    counts_alone = fit_statistics(frame, encoders)
    assert counts_alone.moments == Moments()


def answered_on_two_days(predictor: Predictor) -> list[Answer]:
    items = predictor.encoders.items.tolist()[:6]
    times = [f"2026-03-0{day}T09:{minute}:00Z" for day in (2, 3) for minute in (10, 11, 12)]
    return [
        Answer(assessmentItemID=item, answerCode=k % 2, Timestamp=at, elapsed_s=20.0)
        for k, (item, at) in enumerate(zip(items, times, strict=True))
    ]


@pytest.mark.parametrize("kind", ["flagship", "lgbm"])
def test_a_model_that_never_learned_of_moments_is_not_moved_by_one(kind, tmp_path):
    """Its log has times, and no seconds: `asked_at` would be a pause such as it never saw."""
    frame = simulated(2000, 40)
    hidden = frame.with_columns(elapsed_s=pl.lit(None, pl.Float32))
    moved = []
    for log in (frame, hidden):
        folder = train(Source(log, DATA_VERSION), tiny_config(kind), None, tmp_path)
        predictor = Predictor(Bundle.load(folder))
        history, items = answered_on_two_days(predictor), predictor.encoders.items.tolist()
        newest = history[-1].time_s
        at_once, week_later = (
            predictor.probabilities(history, items, asked) for asked in (NAN, newest + 7 * 86400)
        )
        moved.append(np.abs(week_later - at_once).max())
    assert moved[0] > 1e-4 and moved[1] == 0.0
