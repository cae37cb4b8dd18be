"""Paths, fields, headers and cookies that no browser sends: each gets a 4xx, and costs nothing."""

import itertools
import re

import pytest
import sqlalchemy as sa
from postgres_server import BIN, PostgresServer
from visitor import Browser
from werkzeug.routing import Rule

from client.app.main import create_app

ODD_PATHS = [
    "%00", "a%00b", "%FF", "%C3%28", "%ED%A0%80", "%F0%9F", "%EF%BF%BD", "x" * 3000, "..", "%2e%2e",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "%0d%0aSet-Cookie:%20a=b", "%25%30%30", "'", "%22", "<b>",
    "{{7*7}}", "-1", " ", "%20", "%09", "%e2%80%ae", "1e400", "9" * 400, ".DS_Store", "%", "%zz",
]  # fmt: skip
ODD_TEXTS = [
    b"\x00", b"a\x00b", b"\xff", b"\xc3(", b"\xed\xa0\x80", b"\xf0\x9f", b"x" * 5000,
    b"\xef\xbf\xbd", "\u202e".encode(), b"", b"{{7*7}}", b"9" * 4000, "🙂".encode(), b"\r\n\r\n",
]  # fmt: skip
FIELDS = {
    "/sign-in": ("csrf_token", "nickname", "pin"),
    "/answer": ("csrf_token", "event_id", "assessmentItemID", "shown", "response"),
    "/sign-out": ("csrf_token",),
}


@pytest.fixture(scope="module")
def postgres():
    if not BIN.exists():
        pytest.skip("no PostgreSQL here (apt-get install postgresql)")
    server = PostgresServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.stack)])
def visitor(request: pytest.FixtureRequest, config: dict) -> Browser:
    """Somebody who is signed in, and whose exceptions are answered as they are to the public."""
    if request.param == "postgres":
        config["CLIENT_DATABASE_URL"] = request.getfixturevalue("postgres").url
    app = create_app(config | {"TESTING": False})
    browser = Browser(app)
    browser.sign_in(f"Mina {request.param}")
    assert "Mina" in browser.html
    request.addfinalizer(app.extensions["engine"].dispose)
    return browser


def with_something(rule: Rule) -> str:
    """Path of a route with a place for each of its variables, or one after it."""
    path = re.sub(r"<[^>]+>", "{}", rule.rule)
    return path if "{}" in path else path.rstrip("/") + "/{}"


def test_no_path_is_an_error_of_ours(visitor: Browser) -> None:
    rules = list(visitor.http.application.url_map.iter_rules())
    assert any("<" in rule.rule for rule in rules)
    paths = {with_something(rule) for rule in rules} | {"/{}"}
    for path, odd, method in itertools.product(sorted(paths), ODD_PATHS, ("GET", "POST", "PUT")):
        answer = visitor.http.open(path.replace("{}", odd), method=method)
        assert answer.status_code < 500, (method, path, odd, answer.status_code)
        assert answer.status_code >= 400 or odd in ("..", "%2e%2e", " ", "%20"), (method, path, odd)


@pytest.mark.parametrize("odd", ["%00", "a%00b", "%FF", "%ED%A0%80"])
def test_an_answer_is_not_looked_for_by_text_that_no_database_keeps(visitor, odd) -> None:
    assert visitor.http.get(f"/answered/{odd}").status_code == 404
    assert visitor.http.get(f"/answered/x?{odd}={odd}").status_code in (400, 404)


def test_no_field_is_an_error_of_ours_and_nothing_odd_is_stored(visitor: Browser) -> None:
    for path, names in FIELDS.items():
        for name, odd in itertools.product(names, ODD_TEXTS):
            visitor.get("/practice" if path == "/answer" else "/sign-in")
            form = visitor.form() | {"nickname": "Nobody", "pin": "1234", "response": "1"}
            for multipart in (False, True):
                fields = {key: value.encode() for key, value in form.items()} | {name: odd}
                body, kind = encoded(fields, multipart)
                answer = visitor.http.post(path, data=body, content_type=kind)
                assert answer.status_code < 500, (path, name, odd)
        visitor.sign_in(f"Mina {path}")
    engine = visitor.engine
    with engine.connect() as connection:
        kept = [*connection.scalars(sa.text("SELECT nickname FROM students")),
                *connection.scalars(sa.text("SELECT response FROM interactions"))]  # fmt: skip
    assert kept
    assert not [text for text in kept if "\x00" in text or "\ufffd" in text]


def encoded(fields: dict[str, bytes], multipart: bool) -> tuple[bytes, str]:
    """A form's body and its content type, with bytes as they are."""
    if not multipart:
        quoted = [
            f"{name}=".encode() + b"".join(b"%%%02X" % letter for letter in value)
            for name, value in fields.items()
        ]
        return b"&".join(quoted), "application/x-www-form-urlencoded"
    parts = [
        b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
        for name, value in fields.items()
    ]
    return b"".join(parts) + b"--x--\r\n", "multipart/form-data; boundary=x"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"--x", "multipart/form-data"),
        (b"--x\r\n\r\n", "multipart/form-data; boundary=x"),
        (b"\x00" * 100, "multipart/form-data; boundary=\xff"),
        (b"{", "application/json"),
        (b"&".join(b"f%d=1" % k for k in range(5000)), "application/x-www-form-urlencoded"),
        (b"%00=%00", "application/x-www-form-urlencoded; charset=utf-7"),
        (b"a" * 60_000, "application/x-www-form-urlencoded"),
        (b"a=" + b"a" * 70_000, "application/x-www-form-urlencoded"),
        (b"", ""),
    ],
)  # fmt: skip
def test_a_body_that_is_no_form_of_ours_is_refused(visitor, body, kind) -> None:
    for path in ("/sign-in", "/answer", "/sign-out", "/nowhere"):
        answer = visitor.http.post(path, data=body, content_type=kind)
        assert 400 <= answer.status_code < 500, (path, answer.status_code)


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "practice=\xff"}, {"Cookie": "practice=" + "x" * 4000}, {"Cookie": "practice=."},
        {"Cookie": "practice=e30.AAAA.AAAA"}, {"Cookie": "practice"}, {"Host": "\xff"},
        {"Host": "a b"}, {"Host": ""}, {"Host": "x" * 3000}, {"Accept-Language": "\xff" * 3000},
        {"If-Modified-Since": "never"}, {"Range": "bytes=9-1,-"}, {"Content-Length": "-1"},
        {"Content-Length": "x"}, {"X-Forwarded-For": "\xff" * 3000}, {"X-Forwarded-Proto": "\xff"},
        {"Referer": "\xff"}, {"User-Agent": ""},
    ],
    ids=lambda headers: ascii(headers)[:40],
)  # fmt: skip
def test_no_header_is_an_error_of_ours(config, headers) -> None:
    app = create_app(config | {"TESTING": False, "CLIENT_PROXIES": 1})
    for path in ("/", "/sign-in", "/practice", "/progress", "/up", "/static/style.css", "/no"):
        assert app.test_client().get(path, headers=headers).status_code < 500, path
    http = Browser(app)
    http.get("/sign-in")
    form = http.form() | {"nickname": "Mina", "pin": "2580"}
    assert http.http.post("/sign-in", data=form, headers=headers).status_code < 500
    app.extensions["engine"].dispose()
