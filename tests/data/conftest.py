"""One real object store for all tests of the warehouse, and a lake of its own for each."""

import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa

from data.lake import Lake
from tests.object_store import object_store

numbers = itertools.count(1)

CLIENT_SCHEMA = """
CREATE TABLE interactions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT UNIQUE, "userID" TEXT,
    "assessmentItemID" TEXT, "testId" TEXT, "KnowledgeTag" TEXT, "answerCode" INTEGER,
    "Timestamp" TEXT, elapsed_s REAL, predicted REAL, model_version TEXT, source TEXT, response TEXT
);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
"""


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with object_store(tmp_path_factory.mktemp("store")) as running:
        yield running


@pytest.fixture
def options(store: dict[str, str]) -> dict[str, str]:
    return {
        "AWS_ENDPOINT_URL": store["endpoint"],
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": store["key"],
        "AWS_SECRET_ACCESS_KEY": store["secret"],
        "AWS_REGION": "us-east-1",
    }


@pytest.fixture
def lake(store: dict[str, str], options: dict[str, str]) -> Lake:
    return Lake(f"s3://{store['bucket']}/test-{next(numbers)}/lake", options)


class ClientDatabase:
    """A SQLite file as the student page leaves it."""

    def __init__(self, path: Path, database_id: str) -> None:
        self.path = path
        self.url = f"sqlite:///{path}"
        with sqlite3.connect(path) as connection:
            connection.executescript(CLIENT_SCHEMA)
            connection.execute("INSERT INTO meta VALUES ('database_id', ?)", [database_id])
        self.engine = sa.create_engine(self.url)

    def answer(self, *codes: object) -> None:
        """One row for each answerCode; a 2 is a row that is no answer."""
        with sqlite3.connect(self.path) as connection:
            start = connection.execute("SELECT coalesce(max(id), 0) FROM interactions").fetchone()
            connection.executemany(
                "INSERT INTO interactions (event_id, userID, assessmentItemID, testId, "
                "KnowledgeTag, answerCode, Timestamp, elapsed_s, source) "
                "VALUES (?, ?, 'A001001001', 'A001001', 'sum;carry', ?, ?, 3.5, 'web')",
                [
                    (f"00000000-0000-4000-8000-{id_:012d}", f"student-{id_ % 3}", code,
                     f"2026-01-02 03:04:{id_ % 60:02d}.500000")
                    for id_, code in enumerate(codes, start[0] + 1)
                ],
            )  # fmt: skip


@pytest.fixture
def client(tmp_path: Path) -> ClientDatabase:
    return ClientDatabase(tmp_path / "client.db", "first")


@pytest.fixture
def new_client(tmp_path: Path) -> ClientDatabase:
    """The database that follows after the first one was lost: its ids begin at 1 again."""
    return ClientDatabase(tmp_path / "new.db", "second")


@pytest.fixture
def bank() -> pl.DataFrame:
    """6 grades x 8 chapters x 10 questions, one tag a chapter."""
    rows = [
        {
            "assessmentItemID": f"A{grade:03}{chapter:03}{place:03}",
            "testId": f"A{grade:03}{chapter:03}",
            "KnowledgeTag": f"tag-{grade}-{chapter}",
            "grade": str(grade),
            "choices": '["1", "2", "3", "4"]' if place % 2 else "",
        }
        for grade in range(1, 7)
        for chapter in range(1, 9)
        for place in range(1, 11)
    ]
    return pl.DataFrame(rows)
