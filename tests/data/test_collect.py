"""Every row of the client database ends up in the lake or in the quarantine, once."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from mixed import BAD, BAD_IDS, GOOD_IDS, MIX, CrashError, held

from data.client_database import read_answers
from data.collect import Pending, collect, pending
from data.table import ExactlyOnceTable
from data.transfer import judge, transfer


def test_rows_arrive_with_everything_they_say(lake, client):
    client.answer(1, 0)
    assert pending(client.engine, lake) == Pending(0, 2)
    assert collect(client.engine, lake).rows == 2
    assert pending(client.engine, lake) == Pending(2, 2)
    row = lake.snapshot().row(0, named=True)
    assert row["event_id"] == "00000000-0000-4000-8000-000000000001"
    assert (row["KnowledgeTag"], row["answerCode"], row["elapsed_s"]) == ("sum;carry", 1, 3.5)
    assert row["Timestamp"].isoformat() == "2026-01-02T03:04:01.500000+00:00"
    assert (row["source"], row["seq"], row["predicted"]) == ("web", 1, None)


def test_bad_rows_go_to_the_quarantine_with_the_reason(lake, client):
    client.answer(*MIX)
    assert collect(client.engine, lake)[:2] == (12, 7)
    assert held(lake) == (GOOD_IDS, BAD_IDS)
    row = lake.quarantine.read().sort("seq").row(0, named=True)
    assert row["reason"] == "answerCode = '2', expected 0 or 1"
    assert row["source_ref"] == "collect:first"
    assert json.loads(row["row"])["userID"] == "student-2"


def test_collecting_again_takes_only_what_is_new(lake, client):
    client.answer(1, 0, 1)
    collect(client.engine, lake)
    assert collect(client.engine, lake).rows == 0
    assert lake.version() == 0
    client.answer(0)
    assert collect(client.engine, lake).rows == 1
    assert held(lake) == ([1, 2, 3, 4], [])


def test_a_pinned_end_is_respected(lake, client):
    client.answer(1, 0, 1, 1)
    assert collect(client.engine, lake, upto=2).upto == 2
    assert held(lake) == ([1, 2], [])
    assert collect(client.engine, lake, upto=99).upto == 4  # ids to come are not taken yet
    client.answer(1)
    collect(client.engine, lake)
    assert held(lake) == ([1, 2, 3, 4, 5], [])


def test_rows_that_are_all_bad_are_not_read_for_ever(lake, client):
    client.answer(1)
    collect(client.engine, lake)
    client.answer(BAD, BAD)
    collect(client.engine, lake)
    assert pending(client.engine, lake) == Pending(3, 3)
    assert lake.version() == 0  # no new data, no new data version
    assert collect(client.engine, lake).rows == 0
    client.answer(0)
    collect(client.engine, lake)
    assert held(lake) == ([1, 4], [2, 3])


@pytest.mark.parametrize("after", [False, True], ids=["before the commit", "after the commit"])
@pytest.mark.parametrize("at", range(1, 6))
@pytest.mark.parametrize("chunk_again", [2, 100])
def test_a_crash_between_any_two_steps_neither_loses_nor_doubles_a_row(
    lake, client, monkeypatch, at, after, chunk_again
):
    """Five commits in all: quarantine, interactions; quarantine; interactions; quarantine."""
    client.answer(*MIX)
    commits = 0
    write = ExactlyOnceTable._write

    def dying(self, *arguments):
        nonlocal commits
        commits += 1
        if commits == at and not after:
            raise CrashError
        version = write(self, *arguments)
        if commits == at:
            raise CrashError
        return version

    with monkeypatch.context() as patch:
        patch.setattr(ExactlyOnceTable, "_write", dying)
        with pytest.raises(CrashError):
            collect(client.engine, lake, chunk=3)
    collect(client.engine, lake, chunk=chunk_again)
    assert held(lake) == (GOOD_IDS, BAD_IDS)
    assert pending(client.engine, lake) == Pending(12, 12)


@pytest.mark.parametrize("better", [True, False], ids=["bad becomes good", "good becomes bad"])
def test_a_verdict_that_changes_during_a_crash_costs_no_row(lake, client, monkeypatch, better):
    """As when the rules are upgraded between the two runs, or tomorrow has become today."""
    client.answer(1, BAD, 1, 0)
    with monkeypatch.context() as patch:
        patch.setattr(lake.interactions, "append", lambda *_: (_ for _ in ()).throw(CrashError))
        with pytest.raises(CrashError):
            collect(client.engine, lake)
    assert held(lake) == ([], [2])
    with client.engine.begin() as connection:
        change = (1, 2) if better else (BAD, 3)
        connection.execute(
            sa.text(f'UPDATE interactions SET "answerCode" = {change[0]} WHERE id = {change[1]}')
        )
    collect(client.engine, lake)
    assert held(lake) == (([1, 3, 4], [2]) if better else ([1, 4], [2, 3]))


def test_racing_collectors_take_every_row_once(lake, client):
    client.answer(*MIX * 10)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda chunk: collect(client.engine, lake, chunk=chunk), [120, 50, 31, 120]))
    good, bad = held(lake)
    assert good == [12 * round_ + id_ for round_ in range(10) for id_ in GOOD_IDS]
    assert bad == [12 * round_ + id_ for round_ in range(10) for id_ in BAD_IDS]
    assert pending(client.engine, lake) == Pending(120, 120)


def test_a_batch_that_a_racer_has_half_finished_is_written_once(lake, client, monkeypatch):
    """The racer took rows 1 to 3 whole, and of rows 4 to 6 the bad ones; this run read all six."""
    client.answer(1, BAD, BAD, 0, BAD, 1)
    good, bad = judge(read_answers(client.engine, 0, 6, 100), "collect:first")
    collect(client.engine, lake, upto=3)
    with monkeypatch.context() as patch:
        patch.setattr(lake.interactions, "append", lambda *_: (_ for _ in ()).throw(CrashError))
        with pytest.raises(CrashError):
            collect(client.engine, lake)
    for _ in range(2):
        transfer(lake, good, bad, "collect:first", 6)
        assert held(lake) == ([1, 4, 6], [2, 3, 5])


def test_the_lake_keeps_the_order_of_each_student(lake, client):
    client.answer(*[1, 0] * 30)
    collect(client.engine, lake, chunk=7)
    frame = lake.snapshot(columns=["userID", "seq"])
    for _, rows in frame.group_by("userID"):
        assert rows.get_column("seq").is_sorted()
    assert frame.get_column("userID").is_sorted()
    assert frame.height == 60
