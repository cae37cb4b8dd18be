"""A database goes on from whatever page made it, while pages of before still use it."""

import json
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from visitor import Browser

from client.app.database import db
from client.app.database.migrate import STEPS, NewerDatabaseError, recognise
from client.app.main import create_app

ROOT = Path(__file__).resolve().parents[3]
FIRST_PAGE = "cc1b436"
PAGE_OF_BEFORE = "d8b3d0f"
"""The last one whose tables were only ever created."""
NEWEST = max(file.name[:4] for file in (STEPS / "versions").glob("0*.py"))
DUMP = Path(__file__).with_name("first_page.sql")
"""A database that the page of FIRST_PAGE made: one student, Mina, and four answers."""
SCHEMA = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY sql"


def step(url: str) -> str:
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        found = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    engine.dispose()
    return found


@pytest.fixture
def old(tmp_path, config) -> str:
    """`config` with a copy of that database; its URL."""
    with sqlite3.connect(tmp_path / "client.db") as connection:
        connection.executescript(DUMP.read_text())
    return config["CLIENT_DATABASE_URL"]


@pytest.mark.usefixtures("any_database")
def test_the_steps_make_the_tables_that_the_page_uses(config):
    engine = db.open_database(config["CLIENT_DATABASE_URL"])
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, db.metadata)
    engine.dispose()
    assert [(what, table.name) for what, table in differences] == [("remove_table", "wrong_pins")]


def test_a_student_of_the_first_page_comes_back_to_their_answers(old, config):
    app = create_app(config)
    student = Browser(app)
    assert "Welcome back, Mina" in student.sign_in().get_data(as_text=True)
    assert [row.response for row in student.rows()] == ["56", "55", "6/9", "1/2"]
    assert [row.score for row in student.rows("scores")][:5] == [50.0, 51.0, 52.0, 53.0, 54.0]
    student.answer("1/2")
    assert len(student.rows()) == 5
    assert student.get("/progress").status_code == 200
    first = student.rows()[0]
    assert student.get(f"/answered/{first.event_id}").status_code == 200
    app.extensions["engine"].dispose()
    assert step(old) == NEWEST


def test_the_identity_that_the_lake_knows_stays(old):
    engine = db.open_database(old)
    with engine.connect() as connection:
        assert connection.scalar(sa.select(db.meta.c.value)) in DUMP.read_text()
    engine.dispose()


def test_a_page_of_before_writes_beside_this_one(old):
    """What the first page's statements name is still all that has to be named."""
    engine = db.open_database(old)
    with sqlite3.connect(engine.url.database) as connection:
        connection.execute(
            "INSERT INTO students (userID, nickname, nickname_key, pin_hash, created_at) "
            "VALUES ('u2', 'Ben', 'ben', 'x', '2026-01-01')"
        )
        connection.execute(
            "INSERT INTO interactions (event_id, userID, assessmentItemID, testId, KnowledgeTag, "
            "answerCode, Timestamp, elapsed_s, predicted, model_version, source, response) "
            "VALUES ('e9', 'u2', 'A1', 'A', '1', 1, '2026-01-01 00:00:00', 1, .5, 'm', 'web', '1')"
        )
        connection.execute("INSERT INTO scores (userID, answered, score) VALUES ('u2', 1, 50)")
        connection.execute("INSERT INTO wrong_pins VALUES ('ben', '*', 1, '2026', '2026')")
    with engine.connect() as connection:
        row = connection.execute(
            sa.select(db.interactions).where(db.interactions.c.userID == "u2")
        ).one()
    engine.dispose()
    assert (row.variant, row.language, row.hints, row.gave_up) == (None, None, None, None)


@pytest.mark.parametrize(
    ("made", "found"),
    [
        ("", None),
        ("first", "0001"),
        ("first; CREATE TABLE sessions (id TEXT)", "0001"),
        ("first; CREATE TABLE sessions (id TEXT); CREATE TABLE counters (key TEXT)", "0002"),
        ("first; ALTER TABLE interactions ADD COLUMN variant INTEGER", "0003"),
    ],
)
def test_a_database_without_migrations_is_recognised(tmp_path, made, found):
    with sqlite3.connect(tmp_path / "client.db") as connection:
        for part in made.split("; "):
            connection.executescript(DUMP.read_text() if part == "first" else part)
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'client.db'}")
    with engine.connect() as connection:
        assert recognise(connection) == found
    engine.dispose()


def test_a_database_of_a_page_between_gets_what_is_missing(old, tmp_path):
    """Pages made `counters` earlier than some, `sessions` later."""
    with sqlite3.connect(tmp_path / "client.db") as connection:
        connection.executescript(
            "CREATE TABLE counters (key TEXT PRIMARY KEY, hits INTEGER NOT NULL, "
            "expires_at DOUBLE NOT NULL); INSERT INTO counters VALUES ('k', 2, 9e9);"
        )
    engine = db.open_database(old)
    with engine.connect() as connection:
        assert connection.scalar(sa.select(db.counters.c.hits)) == 2
        names = sa.inspect(connection).get_indexes("sessions")
        assert [index["name"] for index in names] == ["ix_sessions_expires_at"]
    engine.dispose()


@pytest.mark.usefixtures("any_database")
def test_workers_that_start_at_once_take_each_step_once(config):
    url = config["CLIENT_DATABASE_URL"]
    with ThreadPoolExecutor(8) as workers:
        engines = list(workers.map(lambda _number: db.open_database(url), range(8)))
    with engines[0].connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM alembic_version")) == 1
        assert connection.scalar(sa.select(sa.func.count()).select_from(db.meta)) == 1
    for engine in engines:
        engine.dispose()


def newer(url: str, *statements: str) -> None:
    engine = db.open_database(url)
    with engine.begin() as connection:
        for statement in (*statements, "UPDATE alembic_version SET version_num = '0099'"):
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_a_newer_database_that_only_has_more_is_used(old, config):
    newer(
        old,
        "CREATE TABLE prizes (id TEXT)",
        "ALTER TABLE students ADD COLUMN prize_id TEXT",
        "ALTER TABLE students ADD COLUMN points INTEGER NOT NULL DEFAULT 0",
    )
    app = create_app(config)
    student = Browser(app)
    student.sign_in("Ben", "1234")
    student.answer("1/2")
    assert student.rows()[-1].response == "1/2"
    app.extensions["engine"].dispose()
    assert step(old) == "0099"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("ALTER TABLE interactions DROP COLUMN response", "interactions.response is gone"),
        ("DROP TABLE counters", "counters.expires_at is gone"),
        ("CREATE TABLE scores2 AS SELECT * FROM scores; DROP TABLE scores; CREATE TABLE scores "
         "(userID TEXT, answered INTEGER, score FLOAT, model_version TEXT, score_low FLOAT, "
         "score_high FLOAT, level FLOAT, level_low FLOAT, level_high FLOAT, form TEXT NOT NULL)",
         "scores.form must not be empty"),
    ],
)  # fmt: skip
def test_a_newer_database_that_this_page_cannot_use_is_refused(old, change, said):
    newer(old, *change.split("; "))
    with pytest.raises(
        NewerDatabaseError, match=f"at step 0099.*{NEWEST}.*{said}.*Start a newer page"
    ):
        db.open_database(old)


def page_of(commit: str, folder: Path) -> Path:
    """The page of a commit, where git has it: the folder that its package `app` lies in."""
    git = shutil.which("git")
    archive = git and subprocess.run(
        [git, "archive", commit, "client", "questions.csv"], cwd=ROOT, capture_output=True
    )
    if not archive or archive.returncode:
        pytest.skip(f"commit {commit} is not in this checkout's history")
    subprocess.run(["tar", "x", "-C", folder], input=archive.stdout, check=True)
    return folder / "client"


def test_the_dump_is_what_the_first_page_makes(tmp_path):
    first_page = page_of(FIRST_PAGE, tmp_path)
    code = "from app.db import open_database; open_database('sqlite:///made.db')"
    subprocess.run([sys.executable, "-c", code], cwd=first_page, check=True)
    with sqlite3.connect(first_page / "made.db") as made:
        expected = made.execute(SCHEMA).fetchall()
    with sqlite3.connect(":memory:") as dumped:
        dumped.executescript(DUMP.read_text())
        assert dumped.execute(SCHEMA).fetchall() == expected


PRACTISE = """
import json, re, sys
from app.main import create_app
student = create_app(json.loads(sys.argv[1])).test_client()
def form(html):
    return dict(re.findall(r'type="hidden" name="(\\w+)" value="([^"]*)"', html.split("<main")[1]))
page = student.get("/sign-in").text
page = student.post("/sign-in", data={**form(page), "nickname": "Mina", "pin": "2580"},
                    follow_redirects=True).text
page = student.post("/answer", data={**form(page), "response": "1/2"}, follow_redirects=True)
print(page.status_code)
"""
"""A student comes back and answers."""


def test_replicas_of_the_page_of_before_and_of_this_one_run_side_by_side(old, config, tmp_path):
    before = page_of(PAGE_OF_BEFORE, tmp_path)
    app = create_app(config)  # it has changed the tables
    student = Browser(app)
    student.sign_in()
    student.answer("1/2")
    settings = {name: str(value) for name, value in config.items()}
    other = subprocess.run(
        [sys.executable, "-c", PRACTISE, json.dumps(settings)],
        cwd=before, capture_output=True, text=True,
    )  # fmt: skip
    assert other.stdout.split() == ["200"], other.stderr
    assert len(student.rows()) == 6
    assert student.get("/practice").status_code == 200
    student.answer("1/2")
    assert len(student.rows()) == 7 and step(old) == NEWEST
    app.extensions["engine"].dispose()
