"""Browsers of students and teachers, a small question bank, a stand-in for the service.

The stand-in is a real HTTP server; tests script what it answers and look at what it was asked.
"""

import contextlib
import json
import re
import threading
from collections.abc import Callable
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import sqlalchemy as sa

from client.app.accounts import staff
from client.app.database import db

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
        self.bodies: list[dict] = []
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
                assert self.path == "/predict" and {"history", "asked_at"} <= set(body)
                assert set(body) <= {"history", "asked_at", "grade", "assigned"}
                service.bodies.append(body)
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
        "next": [{"id": item, "p": p, "why": "strengthen"} for item in following],
        "model_version": f"model-{len(history)}",
        "data_version": 7,
    }


def believed(reply: dict) -> dict:
    """What the page makes of a reply of a service that tells no level and no ranges."""
    return {
        **reply,
        "score_interval": None,
        "level": None,
        "phase": None,
        "mastery": [{**row, "interval": None, "state": None} for row in reply["mastery"]],
        "next": [{**row, "because": {}} for row in reply["next"]],
    }


def told(history: list[dict], first: str = "A040001001", why: str = "practice") -> dict:
    """What a service says that tells level, ranges and reasons."""
    reply = prediction(history, first)
    score = reply["score"]
    return {
        **reply,
        "score_interval": [score - 8, score + 8],
        "level": {"grade": 3.4, "interval": [2.7, 4.1]},
        "phase": {"name": "practice", "asked": 12, "most": 12},
        "mastery": [
            {**row, "interval": [row["p"] - 0.1, row["p"] + 0.1], "state": "learning"}
            for row in reply["mastery"]
        ],
        "next": [{**row, "why": why, "because": {"grade": 3}} for row in reply["next"]],
    }


def text_of(html: str) -> str:
    """The main part as a screen reader reads it: no marks, no fractions set for eyes only."""
    main = html.split("<main", 1)[-1].split("</main", 1)[0].split(">", 1)[-1]
    read = re.sub(r'<(math|svg)[^>]*aria-hidden="true".*?</\1>', "", main, flags=re.S)
    read = re.sub(r"</?(?:span|a|bdi)\b[^>]*>", "", read)
    return unescape(" ".join(re.sub(r"<[^>]*>", " ", read).split()))


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


PASSWORD = "a quiet green river"


class Teacher(Browser):
    """A browser in which a teacher, or an operator, can sign in."""

    def invited(self, role: str = "teacher") -> str:
        """The path of a new invitation's link."""
        with db.writing(self.engine) as connection:
            return staff.invite(connection, role)

    def accept(self, path: str, name: str = "Ms Kim", password: str = PASSWORD):
        self.get(path)
        return self.post(path, **{**self.form(), "nickname": name, "password": password})

    def make_class(self, name: str = "3B") -> str:
        """Make a class; its id."""
        self.get("/teach/")
        self.post("/teach/", **{**self.form(), "name": name})
        return [row.id for row in self.rows("classes") if row.name == name][-1]

    def add(self, class_id: str, names: str, **ticked: str):
        """Read a class list in; the page after it."""
        self.get(f"/teach/{class_id}/pupils")
        self.post(f"/teach/{class_id}/pupils/list", csrf_token=self.token(), roster=names)
        return self.post(
            f"/teach/{class_id}/pupils/list/apply",
            csrf_token=self.token(), roster=names, **ticked,
        )  # fmt: skip

    def token(self) -> str:
        return self.form()["csrf_token"]

    def code(self, class_id: str) -> str:
        return next(row.join_code for row in self.rows("classes") if row.id == class_id)


class Pupil(Browser):
    """A pupil's browser, which joins by a class's code."""

    def join(self, code: str, nickname: str, pin: str = "2580"):
        self.get(f"/c/{code}")
        page = self.post("/sign-in", **{**self.form(), "nickname": nickname, "pin": pin})
        return self.post("/sign-in", **self.form(), pin=pin) if "new" in self.form() else page
