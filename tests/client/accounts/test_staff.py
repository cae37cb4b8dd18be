"""Teachers and operators: invited once, signed in by a password, and nobody else."""

import re

import pytest
from visitor import PASSWORD, Browser, Teacher


def test_a_link_makes_one_teacher(app):
    browser, other = Teacher(app), Teacher(app)
    link = browser.invited()
    assert "Your classes" in browser.accept(link).get_data(as_text=True)
    assert other.get(link).status_code == 404
    assert other.post(link, csrf_token="x").status_code in (400, 404)
    assert [row.name for row in browser.rows("staff")] == ["Ms Kim"]
    assert link.rsplit("/", 1)[1] not in str(browser.rows("invitations"))


def test_a_link_expires(app, clock):
    browser = Teacher(app)
    link = browser.invited()
    clock.wait(days=7, minutes=1)
    assert browser.get(link).status_code == 404


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [("", PASSWORD, "type your name"), ("Ms Kim", "short", "10 letters or more")],
)
def test_what_is_missing_is_said_and_the_link_stays_good(app, name, password, said):
    browser = Teacher(app)
    link = browser.invited()
    page = browser.accept(link, name, password)
    assert page.status_code == 422 and said in page.get_data(as_text=True)
    assert "Your classes" in browser.accept(link).get_data(as_text=True)


def test_a_name_belongs_to_one(app, teacher):
    other = Teacher(app)
    page = other.accept(other.invited(), "ms  KIM")
    assert page.status_code == 422 and "called ms KIM already" in page.get_data(as_text=True)


def sign_in(browser: Browser, name: str, password: str):
    browser.get("/staff/sign-in")
    return browser.post(
        "/staff/sign-in", **{**browser.form(), "nickname": name, "password": password}
    )


def test_signing_out_ends_it_everywhere_the_cookie_went(app, teacher):
    stolen = Teacher(app)
    for cookie in ("practice",):
        stolen.http.set_cookie(cookie, teacher.http.get_cookie(cookie).value)
    assert "Your classes" in stolen.get("/teach/").get_data(as_text=True)
    teacher.get("/teach/")
    teacher.post("/staff/sign-out", csrf_token=teacher.token())
    assert "For teachers" in stolen.get("/teach/").get_data(as_text=True)
    assert "Your classes" in sign_in(teacher, "MS KIM", PASSWORD).get_data(as_text=True)


def test_a_session_ends_with_the_day(teacher, clock):
    clock.wait(hours=14, minutes=1)
    assert "For teachers" in teacher.get("/teach/").get_data(as_text=True)


def test_passwords_cannot_be_tried_for_long(app, teacher):
    thief = Browser(app, address="192.0.2.9")
    told = [sign_in(thief, "Ms Kim", f"password no {n}").status_code for n in range(7)]
    assert told[:5] == [422] * 5 and told[-1] == 429
    assert sign_in(thief, "Ms Kim", PASSWORD).status_code == 429


def test_a_wrong_name_is_told_like_a_wrong_password(app, teacher):
    told = [sign_in(Browser(app), name, "x" * 12) for name in ("Ms Kim", "Nobody")]
    pages = [re.sub(r'value="[^"]*"', "", page.get_data(as_text=True)) for page in told]
    assert pages[0] == pages[1]


def test_a_sign_in_goes_back_to_where_it_came_from_and_to_no_other_site(app, teacher):
    teacher.get("/teach/")
    teacher.post("/staff/sign-out", csrf_token=teacher.token())
    others = ("//evil.example", "/\\evil.example", "https://evil.example")
    for to, goes in (("/teach/?a=1", "/teach/?a=1"), *((other, "/teach/") for other in others)):
        teacher.get("/staff/sign-in")
        fields = {**teacher.form(), "nickname": "Ms Kim", "password": PASSWORD, "to": to}
        page = teacher.post("/staff/sign-in", follow=False, **fields)
        assert page.headers["Location"] == goes
        teacher.get("/teach/")
        teacher.post("/staff/sign-out", csrf_token=teacher.token())


def test_the_command_prints_a_link_that_works(app):
    told = app.test_cli_runner().invoke(
        args=["staff", "invite", "teacher", "--site", "https://school.example/"]
    )
    assert told.exit_code == 0
    assert told.output.startswith("https://school.example/invited/")
    browser = Teacher(app)
    page = browser.accept(told.output.strip().removeprefix("https://school.example"), "Mr Lee")
    assert page.request.path == "/teach/"


def test_a_browser_is_a_pupils_or_a_teachers(app, teacher):
    teacher.get("/sign-in")
    teacher.sign_in("Mina")
    assert teacher.get("/teach/").status_code == 404
    assert teacher.get("/practice").status_code == 200
    sign_in(teacher, "Ms Kim", PASSWORD)
    assert teacher.get("/practice").request.path == "/teach/"
