"""Every address, asked by everybody: nobody sees what is not theirs."""

from datetime import timedelta

import pytest
from visitor import Browser, Pupil, Teacher

from client.app.database import db

FREE = {
    "auth.home", "auth.sign_in_page", "auth.sign_in", "auth.sign_out", "joining.class_page",
    "joining.join_page", "joining.join_class", "staff.sign_in_page", "staff.sign_in",
    "staff.sign_out", "staff.invited", "staff.accept", "health.up", "health.readyz",
    "language.choose", "static", "metrics.show",
}  # fmt: skip
"""Open to all: they ask who it is, or tell nothing of anybody; `metrics` asks for a token."""
OF = {"practice", "feedback", "ending", "topics", "progress", "papers"}, {
    "classes", "board", "pupils", "report", "items", "assignments",
    "class_papers",
}, {"ops"}  # fmt: skip
TABLES = ("students", "classes", "assignments", "papers", "paper_sittings")
ROLES = ("pupil", "teacher", "operator")


def make_paper(teacher: Teacher, class_id: str) -> str:
    teacher.get(f"/teach/{class_id}/papers")
    today = db.now().date()
    teacher.post(
        f"/teach/{class_id}/papers", **teacher.form(), title="A test", count="5", tag="401",
        first_day=str(today - timedelta(days=1)), last_day=str(today + timedelta(days=1)),
    )  # fmt: skip
    return teacher.rows("papers")[-1].id


class Everybody:
    """A teacher with a class, a pupil in it with an answer; another of each."""

    def __init__(self, app):
        self.teacher, self.other_teacher = (Teacher(app) for _ in range(2))
        self.teacher.accept(self.teacher.invited())
        self.other_teacher.accept(self.other_teacher.invited(), "Mr Lee")
        self.class_id = self.teacher.make_class()
        self.other_class = self.other_teacher.make_class("4A")
        self.operator = Teacher(app)
        self.operator.accept(self.operator.invited("operator"), "Op")
        self.pupil, self.other_pupil, self.stranger = Pupil(app), Pupil(app), Browser(app)
        self.pupil.join(self.teacher.code(self.class_id), "Mina")
        self.pupil.answer("6/9")
        self.other_pupil.join(self.teacher.code(self.other_class), "Jun")
        given = self.pupil.rows()[0]
        self.paper_id = make_paper(self.teacher, self.class_id)
        self.ids = {
            "class_id": self.class_id, "user_id": given.userID, "event_id": given.event_id,
            "tag": "301", "assignment_id": "a", "code": "x", "token": "x", "language": "en",
            "filename": "style.css", "paper_id": self.paper_id,
        }  # fmt: skip


@pytest.fixture
def everybody(app) -> Everybody:
    return Everybody(app)


def role_of(endpoint: str) -> str | None:
    return next((role for role, of in zip(ROLES, OF, strict=True) if endpoint.split(".")[0] in of),
                None)  # fmt: skip


def ask(browser: Browser, app, rule, method: str, ids: dict) -> int:
    """The status of a request as the page's own form would send it."""
    with app.test_request_context():
        path = app.url_map.bind("localhost").build(
            rule.endpoint, {name: ids[name] for name in rule.arguments}, method=method
        )
    if method == "GET":
        return browser.http.get(path).status_code
    return browser.http.post(path, data={"csrf_token": browser.form()["csrf_token"]}).status_code


def requests_of(app):
    for rule in app.url_map.iter_rules():
        for method in sorted(set(rule.methods) & {"GET", "POST"}):
            yield rule, method


def test_every_address_has_its_people(app):
    unknown = {
        rule.endpoint for rule, _method in requests_of(app)
        if rule.endpoint not in FREE and role_of(rule.endpoint) is None
    }  # fmt: skip
    assert unknown == set()


def test_another_role_sees_and_changes_nothing(app, everybody):
    people = {
        "pupil": everybody.pupil, "teacher": everybody.teacher, "operator": everybody.operator,
        None: everybody.stranger,
    }  # fmt: skip
    before = [everybody.pupil.rows(table) for table in TABLES]
    for asked_by, browser in people.items():
        for rule, method in requests_of(app):
            role = role_of(rule.endpoint)
            if role in (None, asked_by):
                continue
            status = ask(with_token(browser), app, rule, method, everybody.ids)
            assert status in (302, 403, 404), (asked_by, rule.endpoint, method, status)
    assert [everybody.pupil.rows(table) for table in TABLES] == before


def with_token(browser: Browser) -> Browser:
    """The browser with a page open that has a form."""
    browser.get("/")
    if "csrf_token" not in browser.form():
        browser.get("/join")
    return browser


def test_another_teacher_does_not_reach_the_class(app, everybody):
    before = [everybody.pupil.rows(table) for table in TABLES]
    seen = 0
    for rule, method in requests_of(app):
        if role_of(rule.endpoint) == "teacher" and "class_id" in rule.arguments:
            status = ask(with_token(everybody.other_teacher), app, rule, method, everybody.ids)
            assert status == 404, (rule.endpoint, method, status)
            seen += 1
    assert seen > 15
    assert [everybody.pupil.rows(table) for table in TABLES] == before


def test_a_pupil_of_another_class_is_not_found_in_ones_own(app, everybody):
    own = {**everybody.ids, "class_id": everybody.other_class}
    for rule, method in requests_of(app):
        if role_of(rule.endpoint) == "teacher" and "user_id" in rule.arguments:
            status = ask(with_token(everybody.other_teacher), app, rule, method, own)
            assert status == 404, (rule.endpoint, method, status)


def test_another_pupils_answer_is_not_found(everybody):
    path = f"/answered/{everybody.ids['event_id']}"
    assert everybody.pupil.get(path).status_code == 200
    assert everybody.other_pupil.get(path).status_code == 404


def test_what_is_theirs_they_see(app, everybody):
    for rule, method in requests_of(app):
        if role_of(rule.endpoint) == "teacher" and method == "GET":
            status = ask(everybody.teacher, app, rule, method, everybody.ids)
            assert status == 200, (rule.endpoint, status)
