"""The database under several workers: nothing lost, nothing doubled, one identity."""

import multiprocessing
import os
import sqlite3
import stat
import uuid

import pytest
import sqlalchemy as sa

from client.app.bank.questions import load_questions
from client.app.database import db
from client.app.student import answers

WRITERS, ANSWERS = 3, 40


def write_answers(url: str, bank_file, gate) -> None:
    """What one worker process does: open the database, then store answers one by one."""
    question = load_questions(bank_file)["A030001001"]
    gate.wait()
    engine = db.open_database(url)
    for number in range(ANSWERS):
        with db.writing(engine) as connection:
            answers.record(
                connection,
                event_id=str(uuid.uuid4()),
                user_id="user",
                question=question,
                response=str(number),
                answer_code=1,
                elapsed_s=1.0,
                predicted=0.5,
                model_version="model-1",
            )


@pytest.mark.stack  # too long for `make check`
def test_processes_that_open_and_write_at_once_lose_nothing(tmp_path, bank_file):
    url = f"sqlite:///{tmp_path / 'new' / 'client.db'}"
    context = multiprocessing.get_context("spawn")
    gate = context.Barrier(WRITERS)
    workers = [
        context.Process(target=write_answers, args=(url, bank_file, gate)) for _ in range(WRITERS)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * WRITERS
    with sqlite3.connect(tmp_path / "new" / "client.db") as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM interactions ORDER BY id")]
        assert ids == list(range(1, WRITERS * ANSWERS + 1))
        assert connection.execute("SELECT count(*) FROM meta").fetchone() == (1,)


@pytest.fixture
def engine(tmp_path):
    engine = db.open_database(f"sqlite:///{tmp_path / 'client.db'}")
    yield engine
    engine.dispose()


def test_the_database_keeps_its_identity(engine, tmp_path):
    identity = sa.select(db.meta.c.value).where(db.meta.c.key == "database_id")
    again = db.open_database(f"sqlite:///{tmp_path / 'client.db'}")
    with engine.connect() as one, again.connect() as two:
        assert uuid.UUID(one.scalar(identity)) == uuid.UUID(two.scalar(identity))
    again.dispose()


def test_sqlite_is_opened_for_durability_and_company(engine):
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}
    with engine.connect() as connection:
        for pragma, value in expected.items():
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


@pytest.fixture
def postgres():
    url = os.environ.get("POSTGRES_TEST_URL")
    if not url:
        pytest.skip("POSTGRES_TEST_URL names no PostgreSQL database to test with")
    engine = sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg"))
    yield engine
    engine.dispose()


def test_postgres_reading_sees_one_state(postgres):
    with postgres.begin() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS states; CREATE TABLE states (n int)")
    count = sa.text("SELECT count(*) FROM states")
    with db.reading(postgres) as connection:
        assert connection.scalar(count) == 0
        with db.writing(postgres) as other:
            other.exec_driver_sql("INSERT INTO states VALUES (1)")
        assert connection.scalar(count) == 0
    with db.writing(postgres) as connection:
        assert connection.scalar(count) == 1
        assert connection.scalar(sa.text("SHOW transaction_isolation")) == "read committed"
        connection.exec_driver_sql("DROP TABLE states")


def test_the_collectors_columns_are_there_by_name(engine, tmp_path):
    with sqlite3.connect(tmp_path / "client.db") as connection:
        columns = [row[1] for row in connection.execute('PRAGMA table_info("interactions")')]
        (made,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'interactions'"
        ).fetchone()
    contract = (
        "id event_id userID assessmentItemID testId KnowledgeTag answerCode Timestamp elapsed_s "
        "predicted model_version source response variant language hints gave_up"
    )
    assert " ".join(columns) == contract
    assert "AUTOINCREMENT" in made


def test_a_database_that_cannot_be_opened_says_so(tmp_path):
    (tmp_path / "client.db").write_text("this is no database, it is a text file " * 20)
    with pytest.raises(sa.exc.DatabaseError, match="not a database"):
        db.open_database(f"sqlite:///{tmp_path / 'client.db'}")


def modes(folder) -> set[int]:
    return {stat.S_IMODE(file.stat().st_mode) for file in folder.glob("client.db*")}


def test_the_database_and_its_journals_are_for_their_owner_alone(tmp_path):
    before = os.umask(0)
    try:
        engine = db.open_database(f"sqlite:///{tmp_path / 'new' / 'client.db'}")
        with db.writing(engine) as connection:
            connection.exec_driver_sql("CREATE TABLE more (n int)")
            assert len(list((tmp_path / "new").glob("client.db*"))) == 3
            assert modes(tmp_path / "new") == {0o600}
        engine.dispose()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_a_database_that_all_could_read_is_taken_from_them(tmp_path):
    url = f"sqlite:///{tmp_path / 'client.db'}"
    left = db.open_database(url)
    with left.connect() as connection:  # keeps its journals there
        connection.exec_driver_sql("SELECT 1")
        for file in tmp_path.glob("client.db*"):
            file.chmod(0o644)
        db.open_database(url).dispose()
        assert modes(tmp_path) == {0o600}
    left.dispose()
