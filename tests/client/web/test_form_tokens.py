"""Nothing changes by a request that does not carry the token of its session's forms."""

import pytest
from visitor import Browser

TABLES = ("students", "sessions", "interactions", "counters")


def kept(browser: Browser) -> list:
    return [[tuple(row) for row in browser.rows(table)] for table in TABLES]


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/answer"])
@pytest.mark.parametrize("token", [None, "", "made up", "ключ"])
def test_a_form_without_this_sessions_token_is_refused(student, path, token):
    student.get("/practice")
    fields = {**student.form(), "response": "56", "nickname": "Jun", "pin": "1234"}
    fields.pop("csrf_token")
    before = kept(student)
    response = student.post(path, **fields, **({} if token is None else {"csrf_token": token}))
    assert response.status_code == 400
    assert kept(student) == before


def test_a_form_from_nowhere_is_refused_without_a_session_too(browser):
    fields = {"csrf_token": "", "nickname": "Mina", "pin": "2580"}
    assert browser.post("/sign-in", **fields).status_code == 400
    assert browser.rows("students") == []


@pytest.mark.parametrize(
    "method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE"]
)
def test_no_method_at_any_address_does_without_the_token(app, student, method):
    """Every address of the page, with a form that would sign in, sign out or answer."""
    student.get("/practice")
    form = student.form() | {"response": "56", "nickname": "Mina", "pin": "2580"}
    form.pop("csrf_token")
    before = kept(student)
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "joining.class_page":  # counts tries at codes: test_classes.py
            continue
        path = rule.rule.replace("<event_id>", "none").replace("<path:filename>", "app.js")
        stranger = Browser(app)
        stranger.get("/sign-in")
        for browser in (student, stranger):
            page = browser.http.open(path, method=method, data=form)
            assert page.status_code < 500
            assert page.status_code >= 400 or method in ("GET", "HEAD", "OPTIONS")
        assert stranger.get("/practice").request.path == "/sign-in"
        assert kept(student) == before, f"{method} {path}"
    assert student.get("/progress").request.path == "/progress"
