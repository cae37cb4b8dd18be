"""How many wrong PINs and new students there may be, at the page.

Browsers here keep their cookies or throw them away, and come from the addresses that a test says.
"""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from visitor import Browser

from client.app.main import create_app

on_both = pytest.mark.usefixtures("any_database")
SCHOOL, HOME = "10.0.0.1", "10.9.9.9"
WRONG, RIGHT = "0000", "2580"


@pytest.fixture
def mina(app):
    """The browser on which Mina joined, at school."""
    browser = Browser(app, SCHOOL)
    browser.sign_in("Mina", RIGHT)
    return browser


@on_both
def test_after_five_wrong_pins_a_browser_waits_a_minute(app, mina, clock):
    browser = Browser(app, SCHOOL)
    for _try in range(5):
        page = browser.sign_in("Mina", WRONG)
        assert page.status_code == 422 and "does not match" in page.text
    page = browser.sign_in("Mina", RIGHT)  # even the right PIN waits
    assert page.status_code == 429 and "Please wait a minute, then try again." in page.text
    assert page.headers["Retry-After"] == "60"
    clock.wait(seconds=61)
    assert "Welcome back" in browser.sign_in("Mina", RIGHT).text


def test_the_right_pin_forgets_the_wrong_ones_before_it(app, mina):
    browser = Browser(app, SCHOOL)
    for _round in range(4):
        for _try in range(4):
            assert "does not match" in browser.sign_in("Mina", WRONG).text
        assert "Welcome back" in browser.sign_in("Mina", RIGHT).text


def test_a_prankster_with_a_browser_locks_nobody_out_at_the_same_address(app, mina, clock):
    prankster = Browser(app, SCHOOL)
    for _time in range(40):
        prankster.sign_in("Mina", WRONG)
        clock.wait(minutes=10)
    assert prankster.sign_in("Mina", RIGHT).status_code == 429
    assert "Welcome back" in Browser(app, SCHOOL).sign_in("Mina", RIGHT).text


def test_who_throws_cookies_away_locks_out_neither_known_browsers_nor_other_addresses(app, mina):
    replies = [Browser(app, SCHOOL).sign_in("Mina", WRONG).status_code for _try in range(40)]
    assert replies == [422] * 20 + [429] * 20
    assert Browser(app, SCHOOL).sign_in("Mina", RIGHT).status_code == 429
    assert "Welcome back" in mina.sign_in("Mina", RIGHT).text
    assert "Welcome back" in Browser(app, HOME).sign_in("Mina", RIGHT).text


def test_a_browser_that_another_student_knows_opens_no_way_around(app, mina):
    Browser(app, SCHOOL).sign_in("Jun", "1111")
    for _try in range(20):
        Browser(app, SCHOOL).sign_in("Mina", WRONG)
    juns = Browser(app, SCHOOL)
    juns.sign_in("Jun", "1111")
    assert juns.sign_in("Mina", WRONG).status_code == 429


def test_a_made_up_cookie_is_a_new_browsers(app, mina):
    known = mina.http.get_cookie("browser").value
    for _try in range(20):
        Browser(app, SCHOOL).sign_in("Mina", WRONG)
    forger = Browser(app, SCHOOL)
    forger.get("/sign-in")
    forger.http.set_cookie("browser", known[:-2] + "xx")
    fields = {**forger.form(), "nickname": "Mina", "pin": WRONG}
    assert forger.post("/sign-in", **fields).status_code == 429


def test_fifty_wrong_pins_a_day_from_everywhere_lock_browsers_that_are_new(app, mina, clock):
    for number in range(50):
        assert Browser(app, f"10.1.0.{number}").sign_in("Mina", WRONG).status_code == 422
    page = Browser(app, HOME).sign_in("Mina", RIGHT)
    assert page.status_code == 429 and "Please wait 24 hours" in page.text
    assert "Welcome back" in mina.sign_in("Mina", RIGHT).text
    clock.wait(days=1)
    assert "Welcome back" in Browser(app, HOME).sign_in("Mina", RIGHT).text


@on_both
def test_guessing_over_many_nicknames_stops_at_the_address(config, clock):
    app = create_app({**config, "LIMIT_ADDRESS": "4/10minutes"})
    browsers = [Browser(app, HOME) for _number in range(6)]
    for number, browser in enumerate(browsers):
        browser.sign_in(f"Pupil {number}", RIGHT)
    guesses = [Browser(app, SCHOOL).sign_in(f"Pupil {k}", "1234").status_code for k in range(6)]
    assert guesses == [422] * 4 + [429] * 2
    page = Browser(app, SCHOOL).sign_in("Pupil 0", RIGHT)
    assert page.status_code == 429 and "at your school or home" in page.text
    assert "wait 10 minutes" in page.text and page.headers["Retry-After"] == "600"
    browsers[5].http.environ_base["REMOTE_ADDR"] = SCHOOL
    assert "Welcome back" in browsers[5].sign_in("Pupil 5", RIGHT).text
    assert "Welcome back" in Browser(app, HOME).sign_in("Pupil 0", RIGHT).text
    app.extensions["engine"].dispose()


@on_both
def test_a_class_joins_and_signs_in_from_one_address_at_once(config):
    """With limits that any count of a right PIN would use up."""
    app = create_app({**config, "LIMIT_ADDRESS": "1/hour", "LIMIT_NICKNAME_HERE": "1/hour"})

    def join(number: int) -> str:
        return Browser(app, SCHOOL).sign_in(f"Pupil {number}", RIGHT).text

    with ThreadPoolExecutor(8) as pool:
        assert all("Welcome, " in page for page in pool.map(join, range(16)))
        for _lesson in range(2):
            assert all("Welcome back, " in page for page in pool.map(join, range(16)))
    app.extensions["engine"].dispose()


def test_new_students_are_limited_by_address(config, clock):
    app = create_app({**config, "LIMIT_NEW_STUDENTS": "3/10minutes,4/day"})
    pages = [Browser(app, SCHOOL).sign_in(f"Pupil {k}", RIGHT) for k in range(4)]
    assert [page.status_code for page in pages] == [200, 200, 200, 429]
    assert "Very many new students" in pages[3].text and "wait 10 minutes" in pages[3].text
    assert Browser(app, HOME).sign_in("Pupil 5", RIGHT).status_code == 200
    assert "Welcome back" in Browser(app, SCHOOL).sign_in("Pupil 0", RIGHT).text
    clock.wait(minutes=10)
    assert Browser(app, SCHOOL).sign_in("Pupil 6", RIGHT).status_code == 200
    assert "wait 24 hours" in Browser(app, SCHOOL).sign_in("Pupil 7", RIGHT).text
    assert len(Browser(app).rows("students")) == 5
    app.extensions["engine"].dispose()


@on_both
def test_wrong_pins_tried_all_at_once_do_not_slip_past_the_limit(app, mina):
    browser = Browser(app, SCHOOL)
    browser.get("/sign-in")
    form = browser.form()
    cookies = {name: browser.http.get_cookie(name).value for name in ("practice", "browser")}

    def guess(pin: int) -> int:
        one = Browser(app, SCHOOL)
        for name, value in cookies.items():
            one.http.set_cookie(name, value)
        return one.post("/sign-in", **{**form, "nickname": "Mina", "pin": str(pin)}).status_code

    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(guess, range(1000, 1020)))
    assert sorted(replies) == [422] * 5 + [429] * 15


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2:3::4", "2001:db8:1:2:ffff::1", True),  # one household's
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("10.0.0.1", "10.0.0.2", False),
    ],
)
def test_an_ipv6_network_counts_as_one_address(config, one, other, same):
    app = create_app({**config, "LIMIT_NEW_STUDENTS": "1/hour"})
    Browser(app, one).sign_in("Mina", RIGHT)
    assert (Browser(app, other).sign_in("Jun", RIGHT).status_code == 429) is same
    app.extensions["engine"].dispose()


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
    Browser(app).sign_in()
    other = Browser(app)
    if header:
        other.http.environ_base["HTTP_X_FORWARDED_FOR"] = header
    other.sign_in(pin=WRONG)
    keys = [row.key for row in other.rows("counters")]
    app.extensions["engine"].dispose()
    found = {re.split("/", key)[2] for key in keys if "/address/" in key}
    assert found == {counted}
