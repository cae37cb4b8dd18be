"""Figures over items that a bundle has never seen are not passed off as its figures."""

import logging

import polars as pl

from dkt.dataset.frame import of_users, unknown_items
from dkt.evaluation.scoring import evaluate
from tests.dkt.trained import Trained


def test_a_log_that_names_items_in_another_way_is_told_of(trained: Trained, caplog):
    frame = of_users(trained.frame, trained.frame["userID"].unique()[:5].to_numpy())
    encoders = trained.bundle.encoders()
    with caplog.at_level(logging.WARNING, logger="dkt.evaluation.scoring"):
        evaluate(trained.bundle, frame)
    assert unknown_items(encoders, frame) < 0.5 and not caplog.messages

    named = pl.format("other {}", pl.col("assessmentItemID").cast(pl.String))
    other = frame.with_columns(assessmentItemID=named)
    with caplog.at_level(logging.WARNING, logger="dkt.evaluation.scoring"):
        evaluate(trained.bundle, other)
    assert unknown_items(encoders, other) == 1.0
    assert f"100% of {len(frame)} answers are to items that it has not seen" in caplog.text
    assert unknown_items(encoders, frame.head(0)) == 0.0
