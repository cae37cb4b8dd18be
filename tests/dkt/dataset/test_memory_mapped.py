"""Steps in files, and logs whose text is categorical: the same steps."""

import pickle

import numpy as np
import polars as pl
import pytest

from dkt.dataset import frame as frames
from dkt.dataset.frame import (
    ITEM,
    combinations,
    fit_encoders,
    fit_target_encoding,
    of_users,
    steps_of,
)
from dkt.dataset.memory_mapped import NAMES
from dkt.features.target_encoding import student_blocks
from tests.dkt.trained import simulated

ANSWERS = simulated(answers=3000, students=40)
ENCODERS = fit_encoders(ANSWERS, 4)
STATISTICS = fit_target_encoding(ANSWERS, ENCODERS)


def compact(frame: pl.DataFrame) -> pl.DataFrame:
    """Text as categoricals, whose numbers are in no order."""
    return frame.with_columns(pl.col("userID", *ITEM).cast(pl.Categorical))


def assert_same(one, other) -> None:
    for name in NAMES:
        ours, theirs = getattr(one, name), getattr(other, name)
        assert ours.dtype == theirs.dtype
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("engineered", [True, False])
def test_steps_in_files_are_those_in_memory(tmp_path, monkeypatch, engineered):
    monkeypatch.setattr(frames, "BLOCK", 100)  # so that there are many blocks
    told = (STATISTICS, True) if engineered else (None, False)
    kept = steps_of(ANSWERS, ENCODERS, *told)
    (tmp_path / "query.npy").write_bytes(b"what a killed training left")
    filed = steps_of(ANSWERS, ENCODERS, *told, tmp_path)
    assert_same(filed, kept)
    assert isinstance(filed.query.base, np.memmap)
    elsewhere = pickle.dumps(filed)
    assert len(elsewhere) < 1000  # the folder, not the rows
    assert_same(pickle.loads(elsewhere), kept)


def test_the_size_of_blocks_does_not_matter(monkeypatch):
    before = steps_of(ANSWERS, ENCODERS, STATISTICS, True)
    monkeypatch.setattr(frames, "BLOCK", 64)
    after = steps_of(ANSWERS, ENCODERS, STATISTICS, True)
    np.testing.assert_allclose(after.query, before.query, rtol=1e-6, atol=1e-6)


def test_categorical_text_gives_the_same_steps():
    shuffled = compact(ANSWERS.sample(fraction=1, shuffle=True, seed=1))  # other numbers first
    frame = compact(ANSWERS)
    assert shuffled.height == frame.height
    encoders = fit_encoders(frame, 4)
    for name, vocabulary in ENCODERS.vocabularies.items():
        np.testing.assert_array_equal(encoders.vocabularies[name].classes, vocabulary.classes)
    np.testing.assert_array_equal(encoders.item_tags, ENCODERS.item_tags)
    assert_same(
        steps_of(frame, encoders, fit_target_encoding(frame, encoders), True),
        steps_of(ANSWERS, ENCODERS, STATISTICS, True),
    )
    users = ANSWERS["userID"].unique().sort().to_numpy()[::3]
    assert of_users(frame, users).cast({"userID": pl.String})["userID"].to_list() == (
        of_users(ANSWERS, users)["userID"].to_list()
    )


def test_an_item_with_a_test_for_every_sitting_is_told_apart():
    sittings = ANSWERS.with_columns(
        assessmentItemID=pl.lit("one"), testId=pl.int_range(pl.len()).cast(pl.String) + "-sitting"
    ).head(200)
    (items, tests, _), row = combinations(sittings)
    assert len(items) == 200
    assert tests[row].tolist() == sittings["testId"].to_list()


def test_blocks_are_whole_students_and_all_of_them():
    user = np.repeat([3, 5, 9, 11], [1, 7, 2, 4])
    told = list(student_blocks(user, 4))
    assert [(one.start, one.stop) for one in told] == [(0, 8), (8, 14)]
    assert list(student_blocks(user[:0], 4)) == []
