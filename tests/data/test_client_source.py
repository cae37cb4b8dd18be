"""Databases that are new, restored, PostgreSQL's, or none at all: nothing is muted or doubled."""

import os
import threading
import uuid

import pytest
import sqlalchemy as sa
from mixed import BAD, BAD_IDS, GOOD_IDS, MIX, CrashError, held

from data import client_source
from data.client_database import open_client_database
from data.client_source import new_source
from data.collect import Pending, collect, pending
from data.errors import ClientDatabaseError


def test_a_new_database_is_not_muted_by_the_old_one(lake, client, new_client):
    client.answer(1, 1, 1)
    collect(client.engine, lake)
    new_client.answer(0, 0)
    assert pending(new_client.engine, lake) == Pending(0, 2)
    collect(new_client.engine, lake)
    assert held(lake) == ([1, 1, 2, 2, 3], [])


def restore(client, upto: int, *since: object) -> None:
    """Bring back the backup that ended at id `upto`; `since` are answers given after that."""
    with client.engine.begin() as connection:
        connection.execute(sa.text(f"DELETE FROM interactions WHERE id > {upto}"))
        connection.execute(sa.text(f"UPDATE sqlite_sequence SET seq = {upto}"))
    client.answer(*since)
    with client.engine.begin() as connection:
        for id_ in range(upto + 1, upto + len(since) + 1):
            connection.execute(
                sa.text("UPDATE interactions SET event_id = :event WHERE id = :id"),
                {"event": str(uuid.UUID(int=10**9 + id_, version=4)), "id": id_},
            )


@pytest.mark.parametrize(
    ("since", "told"),
    [
        ([], "collected up to id 12, and its newest id is 5 now"),
        ([1] * 7, "collected up to id 12, and id 12 is now another answer"),
        ([1] * 20, "collected up to id 12, and id 12 is now another answer"),
    ],
)
def test_a_restored_database_is_refused_and_then_taken_anew_without_doubles(
    lake, client, since, told
):
    client.answer(*MIX)
    collect(client.engine, lake)
    version = lake.version()
    restore(client, 5, *since)
    for read in (pending, collect):
        with pytest.raises(ClientDatabaseError, match=rf"went back: .*{told}.*new-source"):
            read(client.engine, lake)
    assert lake.version() == version

    new_source(client.engine)
    assert pending(client.engine, lake) == Pending(0, 5 + len(since))
    assert collect(client.engine, lake, chunk=3).rows == len(since)
    assert pending(client.engine, lake) == Pending(5 + len(since), 5 + len(since))
    client.answer(0, BAD)
    collect(client.engine, lake)
    good, bad = held(lake)
    last = 5 + len(since)
    assert good == sorted([*GOOD_IDS, *range(6, last + 1), last + 1])
    assert bad == sorted([*BAD_IDS, last + 2])
    events = lake.snapshot()["event_id"]
    assert events.n_unique() == len(events)


@pytest.mark.parametrize("last", [1, BAD], ids=["answer", "no answer"])
def test_a_new_source_without_a_restore_takes_nothing_twice(lake, client, monkeypatch, last):
    client.answer(1, 0, BAD, last)
    collect(client.engine, lake)
    before = held(lake)
    new_source(client.engine)
    for _ in range(2):
        assert collect(client.engine, lake).rows == 0
        assert held(lake) == before
    # From here on nothing is looked up in the whole lake any more.
    client.answer(1)
    collect(client.engine, lake)
    monkeypatch.setattr(client_source, "known_event_ids", None)
    assert pending(client.engine, lake) == Pending(5, 5)
    assert collect(client.engine, lake).rows == 0


def test_a_crash_while_a_new_source_is_taken_doubles_nothing(lake, client, monkeypatch):
    client.answer(*MIX)
    collect(client.engine, lake, upto=7)
    new_source(client.engine)
    collect(client.engine, lake, upto=2)
    with monkeypatch.context() as patch:
        patch.setattr(lake.interactions, "append", lambda *_: (_ for _ in ()).throw(CrashError))
        with pytest.raises(CrashError):
            collect(client.engine, lake)
    collect(client.engine, lake)
    assert held(lake) == (GOOD_IDS, BAD_IDS)


def test_a_row_that_is_gone_where_collecting_stopped_is_told(lake, client):
    client.answer(1, 1, 1)
    collect(client.engine, lake, upto=2)
    with client.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM interactions WHERE id = 2"))
    with pytest.raises(ClientDatabaseError, match="id 2 is gone"):
        collect(client.engine, lake)


def test_a_missing_database_is_not_made_up(tmp_path):
    with pytest.raises(ClientDatabaseError, match=r"no client database at .*none\.db"):
        open_client_database(f"sqlite:///{tmp_path / 'none.db'}")
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("url", ["nonsense", "oracle://h/db", "sqlite+nothing://"])
def test_an_address_of_no_database_is_told(url):
    with pytest.raises(ClientDatabaseError, match="CLIENT_DATABASE_URL cannot be used"):
        open_client_database(url)


def test_a_file_that_is_no_client_database_is_told(lake, client, tmp_path):
    (tmp_path / "empty.db").touch()
    with pytest.raises(ClientDatabaseError, match="no such table"):
        collect(open_client_database(f"sqlite:///{tmp_path / 'empty.db'}"), lake)
    (tmp_path / "text.db").write_text("not a database at all, only some text " * 9)
    with pytest.raises(ClientDatabaseError, match="not a database"):
        collect(open_client_database(f"sqlite:///{tmp_path / 'text.db'}"), lake)
    with client.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM meta"))
    with pytest.raises(ClientDatabaseError, match="no database_id"):
        collect(client.engine, lake)


@pytest.fixture
def postgres():
    url = os.environ.get("POSTGRES_TEST_URL")
    if not url:
        pytest.skip("POSTGRES_TEST_URL names no PostgreSQL database to test with")
    engine = open_client_database(url)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE IF EXISTS interactions, meta"))
        connection.execute(
            sa.text(
                'CREATE TABLE interactions (id BIGSERIAL PRIMARY KEY, event_id TEXT, "userID" TEXT,'
                ' "assessmentItemID" TEXT, "testId" TEXT, "KnowledgeTag" TEXT,'
                ' "answerCode" INTEGER, "Timestamp" TIMESTAMPTZ, elapsed_s DOUBLE PRECISION,'
                " predicted DOUBLE PRECISION, model_version TEXT, source TEXT)"
            )
        )
        connection.execute(sa.text("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)"))
        connection.execute(sa.text("INSERT INTO meta VALUES ('database_id', 'pg')"))
    yield engine
    engine.dispose()


INSERT = sa.text(
    'INSERT INTO interactions (event_id, "userID", "assessmentItemID", "answerCode", "Timestamp",'
    " source) VALUES (gen_random_uuid()::text, 'u', 'i', 1, '2026-01-02 12:00:00.25+09', 'web')"
)


def test_postgres_ids_that_commit_out_of_order_are_waited_for(lake, postgres):
    with postgres.connect() as slow:
        slow.execute(INSERT)  # takes id 1, commits last
        with postgres.begin() as quick:
            quick.execute(INSERT)  # id 2
        timer = threading.Timer(0.5, slow.commit)
        timer.start()
        assert collect(postgres, lake).upto == 2
        timer.join()
    assert held(lake) == ([1, 2], [])
    assert lake.snapshot().item(0, "Timestamp").isoformat() == "2026-01-02T03:00:00.250000+00:00"


def test_postgres_a_writer_that_never_ends_is_told(lake, postgres, monkeypatch):
    monkeypatch.setattr("data.client_database.LOCK_WAIT_S", 1)
    with postgres.connect() as slow:
        slow.execute(INSERT)
        with pytest.raises(ClientDatabaseError, match="lock timeout"):
            pending(postgres, lake)
