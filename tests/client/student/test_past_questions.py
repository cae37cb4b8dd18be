"""A question shown is good for one answer and for a while; what came too late is not stored."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from visitor import Browser, prediction

from client.app.database import db
from client.app.main import create_app
from client.app.student import answers, shown

ITEM = "A040001001"


def shown_form(student: Browser) -> dict[str, str]:
    """The form of a tab of its own."""
    student.get("/practice")
    return student.form()


def test_a_question_in_two_tabs_counts_once_and_the_second_tab_says_so(student):
    first, second = shown_form(student), shown_form(student)
    assert first["assessmentItemID"] == second["assessmentItemID"] == ITEM
    assert "Not quite yet" in student.post("/answer", **first, response="4/9").text
    page = student.post("/answer", **second, response="6/9")
    assert page.status_code == 409 and "You have answered this question already" in page.text
    assert "6/9" in page.text and f"/answered/{first['event_id']}" in page.text
    assert [row.response for row in student.rows()] == ["4/9"]


def test_forms_collected_before_are_worth_nothing_after_the_first(student):
    forms = [shown_form(student) for _ in range(30)]
    student.post("/answer", **forms[0], response="4/9")
    assert {student.post("/answer", **form, response="6/9").status_code for form in forms[1:]} == {
        409
    }
    assert [row.answerCode for row in student.rows()] == [0]


def test_a_form_sent_again_still_leads_to_its_answer(student):
    first, second = shown_form(student), shown_form(student)
    student.post("/answer", **first, response="4/9")
    student.post("/answer", **second, response="6/9")
    again = student.post("/answer", follow=False, **first, response="6/9")
    assert again.status_code == 303 and again.headers["Location"].endswith(first["event_id"])


def test_two_tabs_that_send_at_once_are_decided_by_the_database(app, student):
    forms = [shown_form(student) for _ in range(8)]
    cookie = student.http.get_cookie("practice").value
    start = threading.Barrier(len(forms))

    def send(form):
        client = app.test_client()
        client.set_cookie("practice", cookie)
        start.wait()
        return client.post("/answer", data={**form, "response": "6/9"}).status_code

    with ThreadPoolExecutor(len(forms)) as pool:
        assert sorted(pool.map(send, forms)) == [303] + [409] * 7
    assert len(student.rows()) == 1


def test_the_transaction_refuses_what_was_answered_since_it_was_looked_at(app, student):
    form = shown_form(student)
    question = app.extensions["questions"][ITEM]
    (known,) = student.rows("students")
    values = {
        "user_id": known.userID, "question": question, "response": "6/9", "answer_code": 1,
        "elapsed_s": 1.0, "predicted": None, "model_version": None, "last_id": 0,
    }  # fmt: skip
    with db.writing(student.engine) as connection:
        answers.record(connection, event_id=form["event_id"], **values)
        answers.record(connection, event_id=form["event_id"], **values)
    with pytest.raises(answers.AnsweredMeanwhileError), db.writing(student.engine) as connection:
        answers.record(connection, event_id="another", **values)
    assert len(student.rows()) == 1


def test_the_same_question_shown_anew_is_answered_anew(student):
    student.post("/answer", **shown_form(student), response="4/9")
    with db.writing(student.engine) as connection:
        connection.execute(db.forecasts.update().values(prediction=prediction([])))
    form = shown_form(student)
    for _ in range(6):  # the others first
        if form["assessmentItemID"] == ITEM:
            break
        student.answer("56" if "7 × 8" in student.html else "1/2")
        form = shown_form(student)
    assert form["assessmentItemID"] == ITEM
    assert student.post("/answer", **form, response="6/9").status_code == 200
    assert [row.answerCode for row in student.rows() if row.assessmentItemID == ITEM] == [0, 1]


@pytest.mark.parametrize(("hours", "status"), [(23.9, 200), (24.1, 409)])
def test_a_question_expires(student, monkeypatch, hours, status):
    form = shown_form(student)
    start = shown.time.time()
    monkeypatch.setattr(shown.time, "time", lambda: start + timedelta(hours=hours).total_seconds())
    page = student.post("/answer", **form, response="6/9")
    assert page.status_code == status
    assert len(student.rows()) == (1 if status == 200 else 0)
    if status == 409:
        assert "open for too long" in page.text and "6/9" in page.text


def test_a_note_of_400_days_ago_is_worth_nothing(app, student, monkeypatch):
    form = shown_form(student)
    (known,) = student.rows("students")
    with app.test_request_context(), monkeypatch.context() as patch:
        then = shown.time.time() - timedelta(days=400).total_seconds()
        patch.setattr(shown.time, "time", lambda: then)
        old = shown.seal(known.userID, form["event_id"], ITEM, 0)
    assert student.post("/answer", **{**form, "shown": old}, response="6/9").status_code == 409
    assert student.rows() == []


def test_how_long_a_question_lasts_is_a_setting(config, monkeypatch):
    app = create_app({**config, "CLIENT_QUESTION_HOURS": "0.5"})
    student = Browser(app)
    student.sign_in()
    form = shown_form(student)
    start = shown.time.time()
    monkeypatch.setattr(shown.time, "time", lambda: start + 1801)
    assert student.post("/answer", **form, response="6/9").status_code == 409
    app.extensions["engine"].dispose()


def test_a_note_of_before_the_change_has_expired(app, student):
    form = shown_form(student)
    with app.test_request_context():
        said = shown.unseal(form["shown"])
        old = shown._signer().dumps([*said[:4]])
    page = student.post("/answer", **{**form, "shown": old}, response="6/9")
    assert page.status_code == 409 and student.rows() == []


def test_signed_out_in_another_tab_the_answer_is_there_after_signing_in(app, student):
    form = shown_form(student)
    token = student.form()["csrf_token"]
    student.post("/sign-out", csrf_token=token)
    page = student.post("/answer", **form, response="6/9")
    assert page.status_code == 403 and "You are signed out" in page.text and "6/9" in page.text
    assert student.rows() == []
    student.sign_in()
    assert "Your answer from before is still here" in student.html
    again = student.form()
    assert (again["event_id"], again["shown"]) == (form["event_id"], form["shown"])
    assert re.search(r'value="6/9"[^>]* checked', student.html)
    assert student.post("/answer", **again, response="6/9").status_code == 200
    assert [row.event_id for row in student.rows()] == [form["event_id"]]
    assert "Your answer from before" not in student.get("/practice").text


def test_what_one_student_typed_is_not_shown_to_the_next_at_the_same_computer(student):
    form = shown_form(student)
    student.post("/sign-out", csrf_token=form["csrf_token"])
    student.post("/answer", **form, response="6/9")
    student.sign_in("Jun", "1234")
    assert "Your answer from before" not in student.html
    assert student.form()["event_id"] != form["event_id"]


def test_signed_in_again_in_another_tab_the_answer_is_kept_and_checked_on_the_next_click(student):
    form = shown_form(student)
    student.post("/sign-out", csrf_token=form["csrf_token"])
    student.sign_in()
    page = student.post("/answer", **form, response="6/9")
    assert page.status_code == 400 and "Your answer is still here" in page.text
    assert student.rows() == [] and re.search(r'value="6/9"[^>]* checked', page.text)
    assert student.post("/answer", **student.form(), response="6/9").status_code == 200
    assert len(student.rows()) == 1


def test_a_form_of_who_used_the_browser_before_is_refused_in_words(student):
    form = shown_form(student)
    student.post("/sign-out", csrf_token=form["csrf_token"])
    student.sign_in("Jun", "1234")
    page = student.post("/answer", **form, response="6/9")
    assert page.status_code == 400 and "shown to somebody else" in page.text
    assert student.rows() == []


def test_sign_in_open_in_two_tabs_says_what_happened(browser):
    browser.get("/sign-in")
    second = browser.form()
    browser.sign_in("Mina")
    page = browser.post("/sign-in", **{**second, "nickname": "Jun", "pin": "1234"})
    assert page.status_code == 400
    assert "another tab" in page.text and "Jun is not signed in yet" in page.text
    assert "csrf" not in page.text.split("<main", 1)[1]
    page = browser.post("/sign-in", **{**second, "nickname": "mina", "pin": "2580"})
    assert page.status_code == 400 and "mina is signed in already" in page.text


@pytest.mark.parametrize("event_id", ["%00", "7", "a%00b", "x" * 300])
def test_an_address_that_is_no_answers_is_not_found(student, event_id):
    assert student.get(f"/answered/{event_id}").status_code == 404
