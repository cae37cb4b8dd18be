"""A snapshot as numbers: the same answers in the same order."""

import polars as pl
import pytest

from data import table
from data.errors import EmptyLakeError
from data.lake import Lake
from data.simulate import simulate
from settings import ROOT


@pytest.mark.parametrize("at_a_time", [1, 10_000])
def test_a_compact_snapshot_holds_the_same_in_the_same_order(tmp_path, monkeypatch, at_a_time):
    monkeypatch.setattr(table, "COMPACTED", at_a_time)
    lake = Lake(str(tmp_path))
    with pytest.raises(EmptyLakeError):
        lake.snapshot(compact=True)
    rows = simulate(pl.read_csv(ROOT / "questions.csv", infer_schema=False), 300, 5, seed=2)
    lake.append(rows.tail(150), "later ones first", 300)
    lake.append(rows.head(150), "then those before", 300)
    plain, compact = lake.snapshot(), lake.snapshot(compact=True)
    assert compact.schema["userID"] == pl.Enum(plain["userID"].unique().sort())
    assert compact.schema["assessmentItemID"] == pl.Categorical
    assert compact.cast(dict(plain.schema)).equals(plain)
    names = ["answerCode", "userID"]
    assert (
        lake.snapshot(0, names, compact=True)
        .cast({"userID": pl.String})
        .equals(lake.snapshot(0, names))
    )
