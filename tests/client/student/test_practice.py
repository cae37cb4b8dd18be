"""The practice loop: what is stored of an answer, when, and what is refused."""

import contextlib
import re
import sqlite3
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from visitor import BANK, Browser, prediction

from client.app.database import db
from client.app.student import shown


def test_an_answer_is_stored_with_everything_the_collector_reads(student):
    before = db.now()
    page = student.answer("6/9")
    assert page.status_code == 200 and "That’s right!" in page.text
    (row,) = student.rows()
    (known,) = student.rows("students")
    assert uuid.UUID(row.event_id) and row.userID == known.userID
    assert (row.assessmentItemID, row.testId, row.KnowledgeTag) == BANK[1][:3]
    assert (row.answerCode, row.source, row.response) == (1, "web", "6/9")
    assert before <= db.as_utc(row.Timestamp) <= db.now()
    assert 0 <= row.elapsed_s < 60
    assert page.request.path == f"/answered/{row.event_id}"


def test_the_answer_is_committed_before_the_prediction_is_asked_for(student, service, tmp_path):
    seen = []

    def look(history):
        with sqlite3.connect(tmp_path / "client.db") as other:
            seen.append(
                (len(history), other.execute("SELECT response FROM interactions").fetchall())
            )

    service.before = look
    student.answer("6/9")
    assert seen == [(1, [("6/9",)])]


def test_predicted_is_what_the_model_said_before_the_answer(student):
    student.answer("6/9")
    student.answer("56")
    assert [(row.predicted, row.model_version) for row in student.rows()] == [
        (0.50, "model-0"),
        (0.51, "model-1"),
    ]


def test_without_a_forecast_predicted_is_null(student, service):
    with db.writing(student.engine) as connection:
        connection.execute(db.forecasts.delete())
    service.status = 503
    student.answer("1/2")
    (row,) = student.rows()
    assert row.predicted is None and row.model_version is None


def test_the_same_form_sent_twice_is_stored_once_and_shows_the_same_feedback(student):
    student.get("/practice")
    form = student.form()
    first = student.post("/answer", **form, response="6/9")
    second = student.post("/answer", **form, response="4/9")
    assert first.request.path == second.request.path and "That’s right!" in second.text
    assert [row.response for row in student.rows()] == ["6/9"]


def test_a_double_click_is_stored_once(app, student):
    student.get("/practice")
    form = student.form()
    cookie = student.http.get_cookie("practice").value
    start = threading.Barrier(4)

    def send(_number):
        client = app.test_client()
        client.set_cookie("practice", cookie)
        start.wait()
        return client.post("/answer", data={**form, "response": "6/9"}).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(send, range(4))) == {303}
    assert len(student.rows()) == 1


@pytest.mark.parametrize(("item", "typed", "sentence"), [
    ("A030001001", "fifty-six", "Please type a number"),
    ("A030001001", "", "Please type a number"),
    ("A040001001", "", "Please choose one"),
])  # fmt: skip
def test_what_is_no_answer_is_asked_again_and_not_stored(student, service, item, typed, sentence):
    service.reply = lambda history: prediction(history, first=item)
    with db.writing(student.engine) as connection:
        connection.execute(db.forecasts.delete())
    student.get("/practice")
    form = student.form()
    page = student.post("/answer", **form, response=typed)
    assert page.status_code == 422 and sentence in page.text
    assert student.form()["event_id"] == form["event_id"] and student.rows() == []


@pytest.mark.parametrize(("item", "typed"), [("A030001001", "56"), ("A040001001", "6/9")])
def test_while_the_database_is_locked_the_typed_answer_is_kept(
    student, service, monkeypatch, tmp_path, item, typed
):
    service.reply = lambda history: prediction(history, first=item)
    with db.writing(student.engine) as connection:
        connection.execute(db.forecasts.delete())
    student.get("/practice")
    form = student.form()
    monkeypatch.setattr(db, "BUSY_TIMEOUT_S", 0.05)
    student.engine.dispose()  # connections opened from here on wait as long as that
    with contextlib.closing(sqlite3.connect(tmp_path / "client.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        page = student.post("/answer", **form, response=typed)
    assert page.status_code == 503 and "could not be saved just now" in page.text
    assert re.search(f'value="{typed}"[^>]*( checked| maxlength)', page.text)
    kept = student.form()
    assert (kept["event_id"], kept["shown"]) == (form["event_id"], form["shown"])
    assert student.rows() == []
    assert student.post("/answer", **kept, response=typed).status_code == 200
    assert [(row.event_id, row.response) for row in student.rows()] == [(form["event_id"], typed)]


def test_while_the_database_is_away_altogether_the_typed_answer_is_kept(student, monkeypatch):
    student.get("/practice")
    form = student.form()

    def away(_engine):
        raise sa.exc.OperationalError("SELECT 1", {}, ConnectionError("restarting"))

    with monkeypatch.context() as patch:
        patch.setattr(db, "reading", away)
        page = student.post("/answer", **form, response="6/9")
    assert page.status_code == 503 and 'value="6/9" required checked' in page.text
    assert student.form()["event_id"] == form["event_id"]
    student.post("/answer", **student.form(), response="6/9")
    assert len(student.rows()) == 1


BAD = [
    ("event_id", None, "event_id is missing"),
    ("event_id", "7", "event_id is “7”"),
    ("event_id", "21ca67bb-8566-475b-b706-2eccf373e518", "Field shown"),
    ("event_id", "{6ba7b810-9dad-11d1-80b4-00c04fd430c8}", "Field event_id"),
    ("assessmentItemID", None, "assessmentItemID is missing"),
    ("assessmentItemID", "A999", "assessmentItemID is “A999”"),
    ("assessmentItemID", "A030001001", "Field shown"),
    ("shown", None, "shown is missing"),
    ("shown", "made.up", "Field shown"),
    ("shown", "<script>", "Field shown"),
    ("response", "5/9", "response is “5/9”"),
]


@pytest.mark.parametrize(("field", "value", "sentence"), BAD)
def test_bad_input_names_its_field_and_stores_nothing(student, field, value, sentence):
    student.get("/practice")
    form = {**student.form(), "response": "6/9"}
    form.pop(field) if value is None else form.update({field: value})
    page = student.post("/answer", **form)
    assert page.status_code == 400 and sentence in page.text
    assert student.rows() == []


def test_a_form_shown_to_one_student_is_refused_from_another(app, student):
    student.get("/practice")
    stolen = student.form()
    other = Browser(app)
    other.sign_in("Jun")
    other.get("/practice")
    page = other.post(
        "/answer", **{**stolen, "csrf_token": other.form()["csrf_token"]}, response="6/9"
    )
    assert page.status_code == 400 and "Field shown" in page.text


def test_elapsed_time_runs_from_showing_to_answering_and_stops_at_an_hour(app, monkeypatch):
    with app.test_request_context():
        note = shown.seal("user", "event", "item", 0)
        start = shown.time.time()
        for later, elapsed in ((12.5, 12.5), (-5, 0.0), (9000, 9000.0)):
            monkeypatch.setattr(shown.time, "time", lambda later=later: start + later)
            assert shown.unseal(note).elapsed_s == pytest.approx(elapsed, abs=0.1)
