"""A student's browser, a small question bank, and a stand-in for the inference service.

The stand-in is a real HTTP server; tests script what it answers and look at what it was asked.
"""

import contextlib
import csv
import json
import os
import re
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import sqlalchemy as sa
from web_server import WebServer

from client.app.accounts import pins
from client.app.database import db
from client.app.main import create_app

COLUMNS = "assessmentItemID testId KnowledgeTag tag grade question choices answer explanation"
BANK = [
    (
        "A030001001",
        "A030001",
        "301",
        "Times tables",
        "3",
        "What is 7 × 8?",
        "",
        "56",
        "7 × 8 = 56.",
    ),
    (
        *("A040001001", "A040001", "401", "Fractions", "4", "Which is equal to 2/3?"),
        *('["4/9", "6/9", "3/2", "2/6"]', "6/9", "Double both."),
    ),
    ("A020001001", "A020001", "201", "Adding", "2", "What is 3/4 − 1/4?", "", "1/2", "2/4 = 1/2."),
]


class FakeService:
    """POST /predict on a port of its own. `before` sees each request before it is answered."""

    def __init__(self, address: str = "127.0.0.1", port: int = 0):
        self.histories: list[list[dict]] = []
        self.asked_at: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.connections: set[tuple[str, int]] = set()  # where requests came from
        self.before: Callable[[list[dict]], None] = lambda history: None
        self.reply: Callable[[list[dict]], dict | bytes] = prediction
        self.status = 200
        self.hang_up = 0  # that many requests are cut off without an answer
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"  # keeps connections, as the service does

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                assert self.path == "/predict" and set(body) == {"history", "asked_at"}
                service.histories.append(body["history"])
                service.asked_at.append(body["asked_at"])
                service.headers.append(dict(self.headers))
                service.connections.add(self.client_address)
                if service.hang_up:
                    service.hang_up -= 1
                    self.connection.close()
                    return
                service.before(body["history"])
                reply = service.reply(body["history"])
                data = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
                self.send_response(service.status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                with contextlib.suppress(BrokenPipeError):  # who asked has stopped waiting
                    self.wfile.write(data)

            def log_message(self, *_arguments):
                pass

        self.server = ThreadingHTTPServer((address, port), Handler)
        self.url = f"http://{address}:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def prediction(history: list[dict], first: str = "A040001001") -> dict:
    """What the service says: probabilities that rise with the number of answers it was shown."""
    p = round(0.5 + min(len(history), 40) / 100, 2)
    names = {"301": "Times tables", "401": "Fractions", "201": "Adding"}
    following = [first, "A030001001", "A020001001"]
    return {
        "score": 100 * p,
        "probabilities": {row[0]: p for row in BANK},
        "mastery": [
            {
                "tag": tag,
                "name": name,
                "p": p,
                "answered": sum(answer["KnowledgeTag"] == tag for answer in history),
            }
            for tag, name in names.items()
        ],
        "next": [{"id": item, "p": p, "why": "just hard enough"} for item in following],
        "model_version": f"model-{len(history)}",
        "data_version": 7,
    }


class Browser:
    """A student's browser: keeps cookies, sends a form back as the page gave it."""

    def __init__(self, app, address: str = "127.0.0.1"):
        self.http = app.test_client()
        self.http.environ_base["REMOTE_ADDR"] = address
        self.engine = app.extensions["engine"]
        self.html = ""

    def get(self, path: str):
        response = self.http.get(path, follow_redirects=True)
        self.html = response.get_data(as_text=True)
        return response

    def form(self) -> dict[str, str]:
        """The hidden fields of the form in the page's main part."""
        main = self.html.split("<main", 1)[1]
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', main))

    def post(self, path: str, follow: bool = True, **fields):
        response = self.http.post(path, data=fields, follow_redirects=follow)
        self.html = response.get_data(as_text=True)
        return response

    def sign_in(self, nickname: str = "Mina", pin: str = "2580"):
        """Sign in; who is asked whether they are new says yes."""
        self.get("/sign-in")
        page = self.post("/sign-in", **{**self.form(), "nickname": nickname, "pin": pin})
        return self.post("/sign-in", **self.form(), pin=pin) if "new" in self.form() else page

    def answer(self, response: str, follow: bool = True, **changed):
        """Open the practice page and answer its question."""
        self.get("/practice")
        return self.post(
            "/answer", follow=follow, **{**self.form(), "response": response, **changed}
        )

    def rows(self, table: str = "interactions") -> list[sa.Row]:
        chosen = db.metadata.tables[table]
        with self.engine.connect() as connection:
            return list(connection.execute(sa.select(chosen).order_by(*chosen.primary_key)))


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


@pytest.fixture
def app(config: dict):
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
