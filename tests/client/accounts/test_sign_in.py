"""Sign in, join, sign out, and forms that did not come from our pages."""

import re

import pytest
from visitor import Browser

from client.app.main import create_app

on_both = pytest.mark.usefixtures("any_database")


def typed(browser: Browser, nickname: str, pin: str = "2580"):
    """Fill in the first form of the sign-in page, and no other."""
    browser.get("/sign-in")
    return browser.post("/sign-in", **{**browser.form(), "nickname": nickname, "pin": pin})


@on_both
def test_a_new_nickname_is_asked_about_before_there_is_a_student(browser):
    page = typed(browser, "Mina")
    assert page.status_code == 200 and "There is nobody called Mina yet." in page.text
    assert "Are you new here?" in page.text and "2580" not in page.text
    assert browser.rows("students") == []
    page = browser.post("/sign-in", **browser.form(), pin="2580")
    assert "Welcome, Mina!" in page.text
    (row,) = browser.rows("students")
    assert row.nickname == "Mina" and len(row.userID) == 32 and row.pin_hash != "2580"


def test_who_mistyped_a_nickname_goes_back_and_mends_it(app, browser):
    Browser(app).sign_in("Mina")
    typed(browser, "Mnia")
    back = re.search(r'href="([^"]*)">No, I typed', browser.html)[1]
    assert 'value="Mnia"' in browser.get(back).text
    page = browser.post("/sign-in", **{**browser.form(), "nickname": "Mina", "pin": "2580"})
    assert "Welcome back, Mina!" in page.text
    assert [row.nickname for row in browser.rows("students")] == ["Mina"]


def test_a_new_student_types_the_same_pin_twice(browser):
    typed(browser, "Mina", "2580")
    page = browser.post("/sign-in", **browser.form(), pin="2589")
    assert page.status_code == 422 and "These two PINs are not the same" in page.text
    assert browser.rows("students") == []
    assert "Welcome, Mina!" in browser.post("/sign-in", **browser.form(), pin="2589").text
    assert "Welcome back" in Browser(browser.http.application).sign_in("Mina", "2589").text


def test_nobody_joins_without_having_been_asked(browser):
    browser.get("/sign-in")
    page = browser.post(
        "/sign-in", **{**browser.form(), "nickname": "Mina", "pin": "2580", "new": "yes"}
    )
    assert "Are you new here?" in page.text and browser.rows("students") == []
    other = {**browser.form(), "nickname": "Jun", "pin": "2580"}
    assert "nobody called Jun" in browser.post("/sign-in", **other).text
    assert browser.rows("students") == []


@on_both
def test_a_nickname_that_was_taken_while_one_was_asked_is_not_given_away(app, browser):
    late = Browser(app)
    typed(late, "Mina", "1111")
    browser.sign_in("Mina", "2580")
    page = late.post("/sign-in", **late.form(), pin="1111")
    assert page.status_code == 422 and "does not match" in page.text
    assert "Are you new here?" not in page.text  # another nickname may be typed
    assert len(browser.rows("students")) == 1


@on_both
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
        ("Mi\x07na", "2580", "Please type a nickname"),
        ("Mina", "", "4 to 8 digits"),
        ("Mina", "123", "4 to 8 digits"),
        ("Mina", "123456789", "4 to 8 digits"),
        ("Mina", "12a4", "4 to 8 digits"),
    ],
)
def test_what_is_no_nickname_or_no_pin_creates_nobody(browser, nickname, pin, sentence):
    response = typed(browser, nickname, pin)
    assert response.status_code == 422 and sentence in response.text
    assert browser.rows("students") == []


def test_who_is_signed_in_is_on_every_page_of_theirs(student):
    for path in ("/practice", "/progress", "/nowhere"):
        assert "<bdi>Mina</bdi>" in student.get(path).text
    student.post("/sign-out", **student.form() or {}, csrf_token=token(student))
    assert "Mina" not in student.get("/sign-in").text


def token(browser: Browser) -> str:
    with browser.http.session_transaction() as session:
        return session["csrf_token"]


def cookie(browser: Browser) -> str:
    return browser.http.get_cookie("practice").value


@on_both
def test_signing_out_makes_the_old_cookie_worthless_at_once(student):
    student.get("/practice")
    copied = cookie(student)
    student.post("/sign-out", csrf_token=token(student))
    assert "Let’s practise" in student.html
    assert "Let’s practise" in student.get("/progress").text
    student.http.set_cookie("practice", copied)
    for path in ("/practice", "/progress", "/"):
        assert student.get(path).request.path == "/sign-in"
        student.http.set_cookie("practice", copied)
    assert "Mina" not in student.get("/nowhere").text
    assert student.rows("sessions") == []


@on_both
def test_signing_out_leaves_the_students_other_browsers_signed_in(app, student):
    elsewhere = Browser(app)
    elsewhere.sign_in()
    student.post("/sign-out", csrf_token=token(student))
    assert elsewhere.get("/progress").request.path == "/progress"


def test_signing_in_ends_the_session_that_the_browser_had(app, student):
    copied = cookie(student)
    student.sign_in("Jun", "1111")
    thief = Browser(app)
    thief.http.set_cookie("practice", copied)
    assert thief.get("/practice").request.path == "/sign-in"


@on_both
def test_a_session_ends_after_thirty_days(clock, student):
    clock.wait(days=29, hours=23)
    assert student.get("/progress").request.path == "/progress"
    clock.wait(hours=2)
    assert student.get("/progress").request.path == "/sign-in"


def test_the_database_holds_nothing_that_signs_in(student):
    with student.http.session_transaction() as session:
        secret = session["token"]
    (row,) = student.rows("sessions")
    assert secret not in str(tuple(row))


def test_a_cookie_of_before_there_were_sessions_signs_nobody_in(student):
    with student.http.session_transaction() as session:
        del session["token"]
    assert student.get("/practice").request.path == "/sign-in"


def test_signing_in_starts_a_new_session(browser):
    browser.get("/sign-in")
    before = browser.form()["csrf_token"], cookie(browser)
    browser.sign_in()
    assert browser.form()["csrf_token"] != before[0]
    browser.http.set_cookie("practice", before[1])  # known to whoever put it there
    assert browser.get("/practice").request.path == "/sign-in"


def test_the_cookies_are_out_of_reach_for_scripts_and_other_sites(browser):
    cookies = browser.get("/sign-in").headers.getlist("Set-Cookie")
    assert {one.split("=")[0] for one in cookies} == {"practice", "browser"}
    assert all("HttpOnly" in one and "SameSite=Lax" in one for one in cookies)


def test_over_https_the_cookies_are_for_https_alone(config):
    app = create_app({**config, "CLIENT_HTTPS": "1"})
    cookies = Browser(app).get("/sign-in").headers.getlist("Set-Cookie")
    app.extensions["engine"].dispose()
    assert len(cookies) == 2 and all("; Secure" in one for one in cookies)


@pytest.mark.parametrize("path", ["/practice", "/progress", "/answered/some-event"])
def test_pages_of_a_student_lead_to_sign_in_first(browser, path):
    assert browser.http.get(path).headers["Location"] == "/sign-in"
