"""Sign in, sign out, wrong PINs, and forms that did not come from our pages."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from conftest import Browser
from werkzeug.security import generate_password_hash

from client.app import auth, db
from client.app.main import create_app


def test_the_first_use_of_a_nickname_creates_the_student(browser, monkeypatch):
    monkeypatch.setattr(auth, "generate_password_hash", generate_password_hash)  # as shipped
    assert "Welcome, Mina!" in browser.sign_in().text
    (row,) = browser.rows("students")
    assert row.nickname == "Mina" and len(row.userID) == 32
    assert row.pin_hash.startswith("scrypt:32768:8:1$") and "2580" not in row.pin_hash


def test_the_same_nickname_in_other_capitals_is_the_same_student(app, browser):
    browser.sign_in("Mina")
    assert "Welcome back, Mina!" in Browser(app).sign_in("  mINA ").text
    assert len(browser.rows("students")) == 1


def test_a_wrong_pin_is_refused_with_a_friendly_sentence(app, browser):
    browser.sign_in()
    other = Browser(app)
    response = other.sign_in(pin="9999")
    assert response.status_code == 422 and "does not match" in response.text
    assert "Sign in" in other.get("/practice").text


@pytest.mark.parametrize(
    ("nickname", "pin", "sentence"),
    [
        ("", "2580", "Please type a nickname"),
        ("x" * 25, "2580", "Please type a nickname"),
        ("Mi\x00na", "2580", "Please type a nickname"),
        ("Mina", "", "4 to 8 digits"),
        ("Mina", "123", "4 to 8 digits"),
        ("Mina", "123456789", "4 to 8 digits"),
        ("Mina", "12a4", "4 to 8 digits"),
    ],
)
def test_what_is_no_nickname_or_no_pin_creates_nobody(browser, nickname, pin, sentence):
    response = browser.sign_in(nickname, pin)
    assert response.status_code == 422 and sentence in response.text
    assert browser.rows("students") == []


class Clock:
    """The time of day in `client.app`; moves when it is told to."""

    def __init__(self, monkeypatch):
        self.moment = db.now()
        monkeypatch.setattr(db, "now", lambda: self.moment)

    def wait(self, **time: float) -> None:
        self.moment += timedelta(**time)


def try_pin(app, pin: str, address: str = "10.0.0.1") -> str:
    try:
        with app.test_request_context():
            auth.admit(app.extensions["engine"], "Mina", pin, address)
    except auth.SignInError as err:
        return str(err)
    return "let in"


def test_five_wrong_pins_lock_the_nickname_for_a_minute(app, browser, monkeypatch):
    browser.sign_in()
    intruder = Browser(app)
    for _try in range(5):
        assert "does not match" in intruder.sign_in(pin="0000").text
    assert "wait a minute" in intruder.sign_in(pin="0000").text
    assert "wait a minute" in Browser(app).sign_in().text  # even the right PIN waits

    Clock(monkeypatch).wait(seconds=61)
    assert "Welcome back" in Browser(app).sign_in().text
    (row,) = browser.rows("wrong_pins")
    assert (row.address, row.tries) == (auth.ANYWHERE, 5)  # the right one does not count


def test_each_further_wrong_pin_doubles_the_wait_up_to_four_hours(app, browser, monkeypatch):
    browser.sign_in()
    clock = Clock(monkeypatch)
    for _try in range(4):
        assert "does not match" in try_pin(app, "0000")
    waits = []
    for _try in range(10):
        assert "does not match" in try_pin(app, "0000")
        said = try_pin(app, "2580")
        waits.append(1 if "wait a minute" in said else int(re.search(r"wait (\d+) min", said)[1]))
        clock.wait(minutes=waits[-1])
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240]
    assert try_pin(app, "2580") == "let in"
    for _try in range(4):  # the right PIN has put it back to the start
        assert "does not match" in try_pin(app, "0000")
    assert try_pin(app, "2580") == "let in"


def test_a_prankster_does_not_lock_a_classmate_out(app, browser, monkeypatch):
    browser.sign_in()
    clock = Clock(monkeypatch)
    for _minute in range(24 * 60):
        try_pin(app, "0000", "10.6.6.6")
        clock.wait(minutes=1)
    assert "Please wait" in try_pin(app, "2580", "10.6.6.6")
    assert try_pin(app, "2580", "10.0.0.1") == "let in"


def test_fifty_wrong_pins_in_a_day_lock_the_nickname_everywhere(app, browser, monkeypatch):
    browser.sign_in()
    monkeypatch.setattr(auth, "check_password_hash", lambda _hash, pin: pin == "2580")
    clock = Clock(monkeypatch)
    for number in range(50):
        assert "does not match" in try_pin(app, "0000", f"10.1.0.{number}")
    assert "Please wait 1440 minutes" in try_pin(app, "2580", "10.0.0.1")
    clock.wait(days=1)
    assert try_pin(app, "2580", "10.0.0.1") == "let in"
    assert "does not match" in try_pin(app, "0000", "10.1.0.99")


def test_wrong_pins_tried_all_at_once_do_not_slip_past_the_limit(app, browser, monkeypatch):
    browser.sign_in()
    checked = []
    monkeypatch.setattr(auth, "check_password_hash", lambda _hash, pin: checked.append(pin))

    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda pin: try_pin(app, str(pin)), range(1000, 1020)))
    assert len(checked) == 5
    assert sum("wait a minute" in reply for reply in replies) == 15


FORWARDED = "6.6.6.6, 10.0.0.7, 10.0.0.1"
"""The first is made up by whoever asks; each proxy of ours adds the address it was asked from."""


@pytest.mark.parametrize(
    ("proxies", "header", "counted"),
    [
        (0, FORWARDED, "127.0.0.1"),
        (1, FORWARDED, "10.0.0.1"),
        (2, FORWARDED, "10.0.0.7"),
        (1, None, "127.0.0.1"),
        (2, "10.0.0.1", "127.0.0.1"),  # fewer than there should be: not from our proxies
    ],
)
def test_wrong_pins_count_for_the_address_that_our_proxies_saw(config, proxies, header, counted):
    app = create_app({**config, "CLIENT_PROXIES": proxies})
    browser = Browser(app)
    browser.sign_in()
    other = Browser(app)
    if header:
        other.http.environ_base["HTTP_X_FORWARDED_FOR"] = header
    other.sign_in(pin="0000")
    addresses = {row.address for row in browser.rows("wrong_pins")}
    app.extensions["engine"].dispose()
    assert addresses == {counted, auth.ANYWHERE}


def test_sign_out_ends_the_session(student):
    with student.http.session_transaction() as session:
        token = session["csrf_token"]
    student.post("/sign-out", csrf_token=token)
    assert "Let’s practise" in student.html
    assert "Let’s practise" in student.get("/progress").text


def test_signing_in_starts_a_new_session(browser):
    browser.get("/sign-in")
    before = browser.form()["csrf_token"]
    browser.sign_in()
    assert browser.form()["csrf_token"] != before


def test_the_session_cookie_is_out_of_reach_for_scripts_and_other_sites(browser):
    cookie = browser.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/answer"])
@pytest.mark.parametrize("token", [None, "", "made up", "ключ"])
def test_a_form_without_this_sessions_token_is_refused(student, path, token):
    student.get("/practice")
    fields = {**student.form(), "response": "56", "nickname": "Jun", "pin": "1234"}
    fields.pop("csrf_token")
    response = student.post(path, **fields, **({} if token is None else {"csrf_token": token}))
    assert response.status_code == 400 and "csrf_token" in response.text
    assert student.rows() == [] and len(student.rows("students")) == 1


def test_a_form_from_nowhere_is_refused_without_a_session_too(browser):
    fields = {"csrf_token": "", "nickname": "Mina", "pin": "2580"}
    assert browser.post("/sign-in", **fields).status_code == 400
    assert browser.rows("students") == []


@pytest.mark.parametrize("path", ["/practice", "/progress", "/answered/some-event"])
def test_pages_of_a_student_lead_to_sign_in_first(browser, path):
    assert browser.http.get(path).headers["Location"] == "/sign-in"
