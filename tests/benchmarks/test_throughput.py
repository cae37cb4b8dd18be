"""A log in the form of AKT's public code; that code itself is the user's to bring."""

import numpy as np
import polars as pl
import pytest

from benchmarks.logs import BenchmarkError
from benchmarks.throughput import PublicAkt, tables_of
from experiments.public_logs import read_logs


@pytest.fixture
def rows(tmp_path) -> pl.DataFrame:
    lines = [f"9,{item},{item % 3},{item % 2},{place}" for place, item in enumerate(range(205))]
    lines += ["4,3,0,1,0", "4,1,1,0,1"]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(["user_id,item_id,skill_id,correct,position", *lines, ""]))
    return read_logs([path], "raw")


def test_windows_hold_every_answer_once_and_zeros_else(rows):
    (question, answer, item), tags, items = tables_of(rows)
    assert (tags, items) == (3, 205)
    assert question.shape == answer.shape == item.shape == (3, 200)
    assert (question > 0).sum(axis=1).tolist() == [2, 200, 5]  # students by id
    assert ((question > 0) == (item > 0)).all() and ((question > 0) == (answer > 0)).all()
    assert question.max() == tags and item.max() == items and answer.max() == 2 * tags
    assert ((answer[0] - question[0])[:3] / tags).tolist() == [1.0, 0.0, 0.0]
    assert np.unique(question[0, :2]).tolist() == [1.0, 2.0]


def test_a_folder_without_the_public_code_is_refused(rows, tmp_path):
    with pytest.raises(BenchmarkError, match=r"has no akt\.py, run\.py, utils\.py; give --akt"):
        PublicAkt(tmp_path, rows, seed=0)
