"""The page with a small bank and a stand-in for the service; `visitor.py` has who visits it."""

import csv
import os
import shutil
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from jinja2 import BytecodeCache
from visitor import BANK, COLUMNS, Browser, FakeService, Pupil, Teacher
from web_server import WebServer

from client.app.accounts import pins
from client.app.database import db
from client.app.main import create_app


class TemplatesCompiledOnce(BytecodeCache):
    """Keeps the templates that one test's page compiled for the pages of the tests after it."""

    def __init__(self):
        self.code: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket):
        if (bucket.key, bucket.checksum) in self.code:
            bucket.bytecode_from_string(self.code[bucket.key, bucket.checksum])

    def dump_bytecode(self, bucket):
        self.code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def templates() -> None:
    Flask.jinja_options = {"bytecode_cache": TemplatesCompiledOnce()}


@pytest.fixture(autouse=True)
def quick_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    """PINs are hashed with few rounds here; `test_pins.py` uses those that ship."""
    monkeypatch.setattr(pins, "N", 16)


@pytest.fixture
def bank_file(tmp_path: Path) -> Path:
    path = tmp_path / "questions.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS.split(), *BANK])
    return path


@pytest.fixture
def service():
    fake = FakeService()
    yield fake
    fake.stop()


@pytest.fixture
def config(tmp_path: Path, bank_file: Path, service: FakeService) -> dict:
    return {
        "CLIENT_SECRET_KEY": "a key that is only for tests",
        "CLIENT_DATABASE_URL": f"sqlite:///{tmp_path / 'client.db'}",
        "INFERENCE_URL": service.url,
        "INFERENCE_TIMEOUT_S": 2,
        "QUESTIONS": bank_file,
        "TESTING": True,
    }


@pytest.fixture(params=["sqlite", "postgres"])
def any_database(request: pytest.FixtureRequest, config: dict):
    """`config` on SQLite, and on a new database of the PostgreSQL that POSTGRES_TEST_URL names."""
    if request.param == "sqlite":
        yield
        return
    if not os.environ.get("POSTGRES_TEST_URL"):
        pytest.skip("POSTGRES_TEST_URL names no PostgreSQL database to test with")
    url = sa.make_url(os.environ["POSTGRES_TEST_URL"])
    name = f"test_{uuid.uuid4().hex}"
    driver = url.set(drivername="postgresql+psycopg")
    admin = sa.create_engine(driver, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    config["CLIENT_DATABASE_URL"] = url.set(database=name).render_as_string(hide_password=False)
    yield
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


class Clock:
    """The time of day in `client.app`; moves when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch):
        self.moment = db.now()
        monkeypatch.setattr(db, "now", lambda: self.moment)

    def wait(self, **time: float) -> None:
        self.moment += timedelta(**time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file in which every migration has been made; copied, not made, for each `app`."""
    file = tmp_path_factory.mktemp("database") / "client.db"
    db.open_database(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture
def app(config: dict, empty_database: Path):
    url = sa.make_url(config["CLIENT_DATABASE_URL"])
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        shutil.copyfile(empty_database, url.database)
    app = create_app(config)
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def browser(app) -> Browser:
    return Browser(app)


@pytest.fixture
def student(browser: Browser) -> Browser:
    """A browser in which a student has signed in."""
    browser.sign_in()
    return browser


@pytest.fixture
def teacher(app) -> Teacher:
    """A browser in which a teacher has signed in."""
    browser = Teacher(app)
    browser.accept(browser.invited())
    return browser


@pytest.fixture
def class_id(teacher: Teacher) -> str:
    """A class of that teacher's."""
    return teacher.make_class()


@pytest.fixture
def pupil(app) -> Pupil:
    """A browser of somebody who is in no class yet."""
    return Pupil(app)


@pytest.fixture
def page(config, tmp_path):
    """Starts the page as it runs, in processes of its own, with `config`."""
    started = []

    def start(**settings: str) -> WebServer:
        log = tmp_path / f"page-{len(started)}.log"
        started.append(WebServer({**config, **settings}, log))
        return started[-1]

    yield start
    for web in started:
        web.stop()


@pytest.fixture(scope="module")
def chromium():
    from walk import started  # slow to import, and needed by few

    yield from started()
