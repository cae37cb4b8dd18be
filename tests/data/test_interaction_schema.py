"""The border: what gets in, what is turned away, and with which words."""

import json
import time
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from data.errors import WarehouseError
from data.schema import INTERACTION, check_interactions, validate

GOOD = {
    "event_id": "0b9c2d6e-6a4e-4a55-8d8a-3a4b2f6f1c11",
    "userID": "u1",
    "assessmentItemID": "A001001001",
    "testId": "A001001",
    "KnowledgeTag": "sum;carry",
    "answerCode": "1",
    "Timestamp": "2020-03-24 00:17:11",
    "elapsed_s": "12.5",
    "predicted": None,
    "model_version": None,
    "source": "import",
}


def raw(*changes: dict) -> pl.DataFrame:
    rows = [{**GOOD, **change, "seq": at} for at, change in enumerate(changes, 1)]
    return pl.DataFrame(rows, schema=dict.fromkeys(GOOD, pl.String) | {"seq": pl.Int64})


def test_a_good_row_gets_the_lakes_types_unchanged():
    good, bad = validate(raw({}))
    assert bad.is_empty()
    assert dict(good.schema) == {k: v for k, v in INTERACTION.items() if k != "ingested_at"}
    row = good.row(0, named=True)
    assert row["Timestamp"] == datetime(2020, 3, 24, 0, 17, 11, tzinfo=UTC)
    assert (row["answerCode"], row["elapsed_s"], row["predicted"]) == (1, 12.5, None)


@pytest.mark.parametrize(
    "text",
    ["2020-03-24 00:17:11", "2020-03-24T00:17:11Z", "2020-03-24 00:17:11.000000",
     "2020-03-24T00:17:11+00:00", "2020-03-24 09:17:11+09:00"],
)  # fmt: skip
def test_times_are_utc_however_they_are_written(text):
    good, _ = validate(raw({"Timestamp": text}))
    assert good.item(0, "Timestamp") == datetime(2020, 3, 24, 0, 17, 11, tzinfo=UTC)


def test_what_a_log_does_not_know_may_be_missing():
    bare = raw({}).select("event_id", "userID", "assessmentItemID", "answerCode", "source", "seq")
    good, bad = validate(bare)
    assert bad.is_empty()
    assert good.select("testId", "KnowledgeTag", "Timestamp", "elapsed_s").row(0) == (
        "", "", None, None,
    )  # fmt: skip


TIME = "expected a UTC time between 2000-01-01 and tomorrow"
FUTURE = f"{datetime.now(UTC) + timedelta(days=3):%Y-%m-%d} 00:00:00"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"answerCode": "2"}, "answerCode = '2', expected 0 or 1"),
        ({"answerCode": "-1"}, "answerCode = '-1', expected 0 or 1"),
        ({"answerCode": "0.4"}, "answerCode = '0.4', expected 0 or 1"),
        ({"answerCode": "yes"}, "answerCode = 'yes', expected 0 or 1"),
        ({"answerCode": None}, "answerCode is empty"),
        ({"assessmentItemID": ""}, "assessmentItemID is empty"),
        ({"userID": None}, "userID is empty"),
        ({"userID": "x" * 200},
         f"userID = '{'x' * 60}…' (200 characters), expected 1 to 128 characters"),
        ({"Timestamp": "2015-13-40 10:00:00"}, f"Timestamp = '2015-13-40 10:00:00', {TIME}"),
        ({"Timestamp": "1970-01-01 00:00:00"}, f"Timestamp = '1970-01-01 00:00:00', {TIME}"),
        pytest.param({"Timestamp": FUTURE}, f"Timestamp = '{FUTURE}', {TIME}", id="in the future"),
        ({"elapsed_s": "-3"}, "elapsed_s = '-3', expected seconds, 0 or more"),
        ({"elapsed_s": "nan"}, "elapsed_s = 'nan', expected seconds, 0 or more"),
        ({"elapsed_s": "1e300"}, "elapsed_s = '1e300', expected seconds, 0 or more"),
        ({"predicted": "1.2"}, "predicted = '1.2', expected a probability, 0 to 1"),
        ({"event_id": "7"}, "event_id = '7', expected a UUID"),
        ({"source": "me"}, "source = 'me', expected one of web, import, simulated"),
        ({"userID": "", "answerCode": "5"}, "userID is empty; answerCode = '5', expected 0 or 1"),
    ],
)  # fmt: skip
def test_a_bad_row_is_kept_with_its_reason(change, reason):
    good, bad = validate(raw({}, change, {}))
    assert good.get_column("seq").to_list() == [1, 3]
    assert bad.get_column("seq").to_list() == [2]
    assert bad.item(0, "reason") == reason
    kept = json.loads(bad.item(0, "row"))
    assert {name: kept[name] or None for name in change} == {
        k: v or None for k, v in change.items()
    }


def test_typed_columns_are_taken_as_well():
    typed = raw({}, {"answerCode": "0"}).with_columns(
        pl.col("answerCode").cast(pl.Int64),
        pl.col("elapsed_s").cast(pl.Float64),
        pl.lit(datetime(2020, 3, 24, 1, 2, 3, 500_000, tzinfo=UTC)).alias("Timestamp"),
    )
    good, bad = validate(typed)
    assert bad.is_empty()
    assert good.get_column("answerCode").to_list() == [1, 0]
    assert good.item(0, "Timestamp") == datetime(2020, 3, 24, 1, 2, 3, 500_000, tzinfo=UTC)


def test_half_a_million_rows_take_seconds():
    many = raw({}, {"answerCode": "7"}).join(pl.DataFrame({"n": range(250_000)}), how="cross")
    start = time.process_time()  # of all threads; other programs on the machine do not count
    good, bad = validate(many)
    assert (good.height, bad.height) == (250_000, 250_000)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (pl.lit(3, pl.Int8).alias("answerCode"), "answerCode"),
        (pl.lit("").alias("userID"), "userID"),
        (pl.lit("x").alias("answerCode"), "answerCode"),
        (pl.lit(1).alias("extra"), "extra"),
    ],
)
def test_the_last_border_refuses_frames_that_are_no_answers(change, named):
    good, _ = validate(raw({}))
    check_interactions(good)
    with pytest.raises(WarehouseError, match=named):
        check_interactions(good.with_columns(change))
