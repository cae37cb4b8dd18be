"""A lake and a client database of before `variant`, `language`, `hints` and `gave_up` go on."""

import sqlite3

import polars as pl
import pytest
from deltalake import write_deltalake

from data.collect import collect
from data.lake import Lake
from data.schema import INTERACTION, OPTIONAL, validate

OLD = [
    "event_id", "userID", "assessmentItemID", "testId", "KnowledgeTag", "answerCode", "Timestamp",
    "elapsed_s", "predicted", "model_version", "source", "ingested_at", "seq",
]  # fmt: skip
"""The columns of the lake as commit cc1b436 writes them."""


def answers(first: int, last: int, **more: str) -> pl.DataFrame:
    rows = [
        {
            "event_id": f"00000000-0000-4000-8000-{number:012d}",
            "userID": "u",
            "assessmentItemID": "A001001001",
            "answerCode": "1",
            "source": "web",
            "seq": number,
            **more,
        }
        for number in range(first, last + 1)
    ]
    good, bad = validate(pl.DataFrame(rows))
    assert bad.is_empty()
    return good


@pytest.fixture
def old_lake(tmp_path) -> Lake:
    """A local lake with two answers, in the columns of before."""
    frame = answers(1, 2).with_columns(
        ingested_at=pl.lit("2026-01-01").str.to_datetime(time_unit="us", time_zone="UTC")
    )
    write_deltalake(f"{tmp_path}/lake/interactions", frame.select(OLD))
    return Lake(f"{tmp_path}/lake")


@pytest.mark.parametrize("compact", [False, True])
def test_an_old_lake_is_read_with_nothing_in_the_new_columns(old_lake, compact):
    frame = old_lake.snapshot(compact=compact)
    assert frame.columns == list(INTERACTION)
    assert frame.select(OPTIONAL).null_count().row(0) == (2, 2, 2, 2)


def test_the_next_batch_adds_the_columns_and_keeps_the_old_rows(old_lake):
    said = {"variant": "3", "language": "ko", "hints": "1", "gave_up": "false"}
    assert old_lake.append(answers(3, 3, **said), "collect:x", 3) == 1
    assert old_lake.append(answers(4, 4), "collect:x", 4) == 2
    rows = old_lake.snapshot().select("seq", *OPTIONAL).rows()
    none = (None, None, None, None)
    assert sorted(rows) == [(1, *none), (2, *none), (3, 3, "ko", 1, False), (4, *none)]
    assert old_lake.snapshot(version=0).select(OPTIONAL).null_count().row(0) == (2, 2, 2, 2)


def test_a_database_of_either_page_is_collected(lake, client):
    client.answer(1)
    assert collect(client.engine, lake).rows == 1
    with sqlite3.connect(client.path) as connection:
        for column in ("variant INTEGER", "language TEXT", "hints INTEGER", "gave_up BOOLEAN"):
            connection.execute(f"ALTER TABLE interactions ADD COLUMN {column}")
    client.answer(0)
    with sqlite3.connect(client.path) as connection:
        connection.execute("UPDATE interactions SET variant = 2, language = 'ko', hints = 2, "
                           "gave_up = 1 WHERE id = 2")  # fmt: skip
    assert collect(client.engine, lake) == (1, 0, 2)
    rows = lake.snapshot(columns=["seq", *OPTIONAL]).rows()
    assert sorted(rows) == [(1, None, None, None, None), (2, 2, "ko", 2, True)]


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("variant", "-1", "a whole number, 0 or more"),
        ("variant", "2.5", "a whole number, 0 or more"),
        ("language", "x", "2 to 35 characters"),
        ("hints", "3", "0, 1 or 2"),
        ("gave_up", "perhaps", "true or false"),
    ],
)
def test_what_cannot_be_is_turned_away(column, value, expected):
    row = {
        "event_id": "00000000-0000-4000-8000-000000000001", "userID": "u", "source": "web",
        "assessmentItemID": "A1", "answerCode": "1", "seq": 1, column: value,
    }  # fmt: skip
    good, bad = validate(pl.DataFrame([row]))
    assert good.is_empty()
    assert bad["reason"].to_list() == [f"{column} = '{value}', expected {expected}"]
