"""Classes: made, joined by a code, with nicknames of their own."""

import pytest
from visitor import Pupil, Teacher

from client.app.main import create_app


def test_a_class_is_made_and_joined_by_its_code(teacher, class_id, pupil):
    code = teacher.code(class_id)
    pupil.get("/join")
    typed = f" {code[:3].lower()}-{code[3:]} "
    page = pupil.post("/join", **{**pupil.form(), "code": typed})
    assert page.request.path == f"/c/{code}" and "3B" in page.get_data(as_text=True)
    assert "Welcome, Mina" in pupil.join(code, "Mina").get_data(as_text=True)
    assert [(row.nickname, row.class_id) for row in pupil.rows("students")] == [("Mina", class_id)]
    assert ">Mina<" in teacher.get(f"/teach/{class_id}").get_data(as_text=True)


def test_the_browser_remembers_the_class(teacher, class_id, pupil):
    code = teacher.code(class_id)
    pupil.join(code, "Mina")
    page = pupil.post("/sign-out", csrf_token=pupil.form()["csrf_token"])
    assert page.request.path == f"/c/{code}"
    assert pupil.get("/").request.path == f"/c/{code}"
    pupil.get("/sign-in")
    assert pupil.get("/").request.path == "/sign-in"


def test_each_class_has_its_own_nicknames(app, teacher, class_id):
    other = teacher.make_class("4A")
    pages = [Pupil(app) for _ in range(3)]
    pages[0].join(teacher.code(class_id), "Mina", "1111")
    pages[1].join(teacher.code(other), "mina", "2222")
    pages[2].sign_in("Mina", "3333")
    assert len({row.userID for row in pages[0].rows("students")}) == 3
    again = Pupil(app)
    assert "does not match" in again.join(teacher.code(class_id), "MINA", "2222").text
    assert "Welcome back" in again.join(teacher.code(other), "MINA", "2222").text


def test_a_code_that_nobody_has_is_not_told_apart_and_cannot_be_tried_for_long(app, pupil):
    told = []
    for number in range(70):
        pupil.get("/join")
        told.append(pupil.post("/join", **{**pupil.form(), "code": f"AAA{number:03}"}).status_code)
    assert told[:60] == [422] * 60 and told[-1] == 429
    assert pupil.get("/c/AAAAAA").status_code == 429


def test_a_new_code_ends_the_old_one(teacher, class_id, pupil):
    code = teacher.code(class_id)
    teacher.get(f"/teach/{class_id}/pupils")
    teacher.post(f"/teach/{class_id}/settings", csrf_token=teacher.token(), renew="yes")
    assert teacher.code(class_id) != code
    assert pupil.get(f"/c/{code}").status_code == 404


def test_a_form_with_a_code_of_before_makes_nobody(teacher, class_id, pupil):
    """They would else become somebody outside of the class."""
    pupil.get(f"/c/{teacher.code(class_id)}")
    form = pupil.form()
    teacher.get(f"/teach/{class_id}/pupils")
    teacher.post(f"/teach/{class_id}/settings", csrf_token=teacher.token(), renew="yes")
    page = pupil.post("/sign-in", **{**form, "nickname": "Mina", "pin": "2580"})
    assert page.status_code == 409 and "Your class has a new code" in page.text
    assert pupil.rows("students") == []


def test_a_closed_class_takes_in_who_is_listed(teacher, class_id, pupil):
    teacher.add(class_id, "name,pin\nJun,4711\n")
    teacher.get(f"/teach/{class_id}/pupils")
    teacher.post(f"/teach/{class_id}/settings", csrf_token=teacher.token(), name="3B")
    assert "Nobody in 3B is called" in pupil.join(teacher.code(class_id), "Mina").text
    assert "Welcome back, Jun" in pupil.join(teacher.code(class_id), "Jun", "4711").text


def test_practice_outside_of_classes_can_be_switched_off(app, config, teacher, class_id):
    app.extensions["engine"].dispose()
    closed = create_app({**config, "CLIENT_OPEN_PRACTICE": "0"})
    stranger, known = Pupil(closed), Pupil(closed)
    assert "you need the code of your class" in stranger.sign_in("Mina").text
    assert "Welcome, Mina" in known.join(teacher.code(class_id), "Mina").text
    closed.extensions["engine"].dispose()


@pytest.mark.parametrize("name", ["", "   "])
def test_a_class_needs_a_name(teacher, name):
    teacher.get("/teach/")
    page = teacher.post("/teach/", **{**teacher.form(), "name": name})
    assert "type a name for the class" in page.get_data(as_text=True)
    assert teacher.rows("classes") == []


def test_a_class_sent_twice_is_made_once(teacher):
    teacher.get("/teach/")
    form = {**teacher.form(), "name": "3B"}
    teacher.post("/teach/", **form)
    teacher.post("/teach/", **{**form, "csrf_token": teacher.token()})
    assert len(teacher.rows("classes")) == 1


def test_a_removed_pupil_is_out_and_their_answers_stay(app, teacher, class_id, pupil):
    code = teacher.code(class_id)
    pupil.join(code, "Mina")
    pupil.answer("6/9")
    user = pupil.rows()[0].userID
    page = f"/teach/{class_id}/pupils"
    teacher.get(page)
    teacher.post(f"{page}/{user}/out", csrf_token=teacher.token())
    assert pupil.get("/practice").request.path == f"/c/{code}"
    assert "no longer in this class" in pupil.join(code, "Mina").text
    assert "does not match" in pupil.join(code, "Mina", "9999").text
    assert len(pupil.rows()) == 1
    assert teacher.get(f"/teach/{class_id}/pupil/{user}").status_code == 404
    teacher.get(page)
    teacher.post(f"{page}/{user}/back", csrf_token=teacher.token())
    assert "Welcome back" in pupil.join(code, "Mina").text


def test_a_new_pin_replaces_the_old_and_is_shown_once(teacher, class_id, pupil):
    code = teacher.code(class_id)
    pupil.join(code, "Mina", "1111")
    user = pupil.rows("students")[0].userID
    teacher.get(f"/teach/{class_id}/pupils")
    page = teacher.post(f"/teach/{class_id}/pupils/{user}/pin", csrf_token=teacher.token()).text
    pin = page.split('<b class="code">')[1][:4]
    assert pupil.get("/practice").request.path == f"/c/{code}"
    assert "does not match" in pupil.join(code, "Mina", "1111").text
    assert "Welcome back" in pupil.join(code, "Mina", pin).text


def test_of_two_teachers_each_has_their_own(app, teacher, class_id):
    other = Teacher(app)
    other.accept(other.invited(), "Mr Lee")
    assert "3B" not in other.get("/teach/").get_data(as_text=True)
    assert other.get(f"/teach/{class_id}").status_code == 404
