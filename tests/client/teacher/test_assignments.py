"""What a teacher assigns is what pupils get, from its first day to its last."""

from datetime import date, timedelta

import pytest
from visitor import Pupil, text_of

from client.app.database import db


@pytest.fixture
def mina(teacher, class_id, pupil) -> Pupil:
    pupil.join(teacher.code(class_id), "Mina")
    return pupil


def assign(teacher, class_id: str, days: tuple[int, int] = (0, 7), **fields):
    today = db.now().astimezone().date()
    teacher.get(f"/teach/{class_id}/assign")
    first, last = (today + timedelta(days=day) for day in days)
    form = {**teacher.form(), "first_day": first.isoformat(), "last_day": last.isoformat()}
    return teacher.post(f"/teach/{class_id}/assign", **{**form, **fields})


def test_pupils_are_asked_what_is_assigned(teacher, class_id, mina, service):
    assert "It is assigned" in assign(teacher, class_id, tag="301").text
    page = mina.get("/practice").text
    assert "Your teacher chose: Times tables." in page and "What is 7 × 8?" in page
    assert service.bodies[-1]["assigned"] == ["301"]


def test_without_a_service_too(teacher, class_id, mina, service):
    service.stop()
    assign(teacher, class_id, tag="201")
    assert "What is 3/4 − 1/4?" in text_of(mina.get("/practice").text)


def test_a_grade_is_all_its_topics(teacher, class_id, mina, service):
    assign(teacher, class_id, grade="3")
    mina.get("/practice")
    assert service.bodies[-1]["assigned"] == ["301"]


def test_a_pupil_may_choose_another_topic(teacher, class_id, mina, service):
    assign(teacher, class_id, tag="301")
    assert "What is 3/4 − 1/4?" in text_of(mina.get("/practice?topic=201").text)
    assert service.bodies[-1]["assigned"] == ["201"]


def test_one_pupils_is_not_the_others(app, teacher, class_id, mina, service):
    jun = Pupil(app)
    jun.join(teacher.code(class_id), "Jun")
    user = next(row.userID for row in jun.rows("students") if row.nickname == "Jun")
    assign(teacher, class_id, tag="301", user_id=user)
    mina.get("/practice")
    assert "assigned" not in service.bodies[-1]
    jun.get("/practice")
    assert service.bodies[-1]["assigned"] == ["301"]


@pytest.mark.parametrize(("days", "is_on"), [((1, 3), False), ((0, 0), True), ((-3, -1), False)])
def test_it_holds_from_its_first_day_to_its_last(teacher, class_id, mina, days, is_on):
    assign(teacher, class_id, days, tag="301")
    assert ("Your teacher chose" in mina.get("/practice").text) == is_on


def test_it_can_be_ended(teacher, class_id, mina):
    assign(teacher, class_id, tag="301")
    one = teacher.rows("assignments")[0]
    teacher.get(f"/teach/{class_id}")
    teacher.post(f"/teach/{class_id}/assign/{one.id}/end", csrf_token=teacher.token())
    assert "Your teacher chose" not in mina.get("/practice").text


def test_a_group_gets_it_and_nobody_else(app, teacher, class_id, mina, service):
    others = {name: Pupil(app) for name in ("Jun", "Ada")}
    for name, one in others.items():
        one.join(teacher.code(class_id), name)
    users = {row.nickname: row.userID for row in mina.rows("students")}
    assert "Several pupils" in teacher.get(f"/teach/{class_id}/assign").text
    assign(teacher, class_id, tag="301", user_id=["", users["Jun"], users["Mina"]])
    for one, is_on in ((mina, True), (others["Jun"], True), (others["Ada"], False)):
        one.get("/practice")
        assert ("Your teacher chose: Times tables." in one.html) is is_on
    answer = assign(teacher, class_id, tag="301", user_id=[users["Jun"], "somebody"])
    assert answer.status_code == 422 and len(teacher.rows("assignments")) == 2


def test_sent_twice_it_is_assigned_once(teacher, class_id):
    teacher.get(f"/teach/{class_id}/assign")
    form = {**teacher.form(), "tag": "301", "first_day": "2026-01-01", "last_day": "2026-01-02"}
    for _ in range(2):
        teacher.post(f"/teach/{class_id}/assign", **form)
    rows = teacher.rows("assignments")
    assert [row.first_day for row in rows] == [date(2026, 1, 1)]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "choose a topic"),
        ({"tag": "999"}, "choose a topic"),
        ({"tag": "301", "last_day": "2020-01-01"}, "in this order"),
        ({"tag": "301", "first_day": "soon"}, "in this order"),
        ({"tag": "301", "user_id": "somebody"}, "not in the class"),
    ],
)
def test_what_cannot_be_is_said(teacher, class_id, fields, said):
    page = assign(teacher, class_id, **fields)
    assert page.status_code == 422 and said in page.text
    assert teacher.rows("assignments") == []
