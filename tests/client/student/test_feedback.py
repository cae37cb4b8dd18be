"""What the model is shown, what it forecasts, and what the student sees of that after an answer."""

import json
import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from visitor import Browser, believed, prediction, text_of, told

from client.app.bank.questions import load_questions
from client.app.database import db
from client.app.service import predict
from client.app.student import answers, forecasts
from client.app.student.choose import by_topic, choose
from client.app.student.staircase import Given


def test_a_wrong_answer_shows_the_right_one_and_why(student):
    page = student.answer("4/9")
    for text in ("Not quite yet", "4/9", "6/9", "Double both.", "Next question"):
        assert text in page.text
    assert student.rows()[0].answerCode == 0


def test_feedback_shows_level_and_score_with_ranges_topics_and_what_is_next(student, service):
    service.reply = told
    text = text_of(student.answer("6/9").text)
    level, score = "grade 3, halfway", "43 to 59 points"
    assert text.index("Your level") < text.index(level) < text.index("Expected score")
    assert "most likely between grade 2, near the end and grade 4, at the start" in text
    assert text.index(score) < text.index("just practised") < text.index("What comes next")
    assert "Times tables" in text and "It fits you: grade 3." in text
    assert not re.search(r"[▲▼%]", text)  # no arrows, no percentage for one answer


def test_a_service_of_before_tells_a_score_and_no_more(student):
    text = text_of(student.answer("6/9").text)
    assert "about 51 points" in text and "how sure that is, is not known" in text
    assert "Your level" not in text and "Just hard enough to make you stronger." in text


def test_an_old_answer_shows_the_figures_of_its_own_day(student, service):
    service.reply = told
    first = student.answer("6/9").request.path
    service.reply = lambda history: told(history) | {"level": {"grade": 8, "interval": [7, 9]}}
    student.answer("56")
    text = text_of(student.get(first).text)
    assert "Your level at that time grade 3, halfway" in text and "grade 8" not in text
    assert "What comes next" not in text and "What you know" not in text


@pytest.mark.parametrize("failure", ["down", "error", "malformed"])
def test_a_service_that_is_away_costs_nothing(app, config, service, failure):
    if failure == "down":
        service.stop()
    elif failure == "error":
        service.status = 500
    else:
        service.reply = lambda _history: {"score": "high"}
    browser = Browser(app)
    browser.sign_in()
    for count, response in enumerate(("1/2", "56", "6/9"), start=1):  # lowest grade first
        page = browser.answer(response)
        assert page.status_code == 200 and "That’s right!" in page.text
        assert "Your answer is saved. The prediction will come back shortly." in page.text
        assert len(browser.rows()) == count
    assert browser.get("/progress").status_code == 200
    if failure == "down":
        service.server.server_close()


def test_the_prediction_comes_back_by_itself(student, service, monkeypatch):
    service.status = 503
    page = student.answer("6/9")
    assert "come back shortly" in page.text
    service.status = 200
    monkeypatch.setattr(predict, "REST_S", 0)
    page = student.get(page.request.path)
    assert "come back shortly" not in page.text and "about 51 points" in page.text


def test_who_comes_back_after_a_while_is_asked_about_as_of_now(student, service):
    page = student.answer("6/9")
    asked = len(service.asked_at)
    student.get(page.request.path)
    assert len(service.asked_at) == asked  # the prediction is fresh
    with db.writing(student.engine) as connection:
        five_minutes_ago = db.now() - timedelta(minutes=5)
        connection.execute(db.forecasts.update().values(made_at=five_minutes_ago))
    before = db.now()
    student.get("/practice")
    (again,) = service.asked_at[asked:]
    assert before <= datetime.fromisoformat(again) <= db.now()


def test_feedback_is_for_the_student_who_answered(app, student):
    page = student.answer("6/9")
    other = Browser(app)
    other.sign_in("Jun")
    assert other.get(page.request.path).status_code == 404
    assert student.get(f"/answered/{uuid.uuid4()}").status_code == 404


def test_the_model_is_shown_all_of_250_answers_oldest_first(student, service, bank_file):
    question = load_questions(bank_file)["A030001001"]
    (known,) = student.rows("students")
    with db.writing(student.engine) as connection:
        for number in range(250):
            answers.record(
                connection,
                event_id=str(uuid.uuid4()),
                user_id=known.userID,
                question=question,
                response=str(number),
                answer_code=number % 2,
                elapsed_s=float(number),
                predicted=None,
                model_version=None,
            )
    student.answer("6/9")
    history = service.histories[-1]
    assert [row["elapsed_s"] for row in history[:-1]] == [float(n) for n in range(250)]
    assert history[-1]["assessmentItemID"] == "A040001001"
    assert set(history[0]) == {
        *("assessmentItemID", "KnowledgeTag", "testId", "answerCode", "Timestamp", "elapsed_s")
    }
    assert [row["answerCode"] for row in history[:2]] == [0, 1]
    assert datetime.fromisoformat(history[-1]["Timestamp"]).tzinfo == UTC


def test_a_new_student_starts_from_a_prediction_without_history(student, service):
    assert service.histories == [[]]
    text = text_of(student.html)
    assert "Which is equal to 2/3?" in text and "Just hard enough to make you stronger." in text


def test_a_late_prediction_does_not_replace_one_that_knew_more(student):
    student.answer("6/9")
    (known,) = student.rows("students")
    with db.writing(student.engine) as connection:
        forecasts.save(connection, known.userID, 0, prediction([]))
        assert forecasts.latest(connection, known.userID).model_version == "model-1"


@pytest.mark.parametrize(
    ("following", "answered", "phase", "topic", "chosen"),
    [
        (["A040001001", "A030001001"], [], False, None, "A040001001"),
        (["A040001001", "A030001001"], ["A040001001"], False, None, "A030001001"),
        (["A040001001"], ["A040001001", "A030001001"], True, None, "A040001001"),  # on purpose
        (["A040001001", "A030001001"], ["A040001001"], True, None, "A030001001"),  # never at once
        (["A999", "A030001001"], [], False, None, "A030001001"),
        (["A040001001", "A030001001"], [], False, "301", "A030001001"),
        (["A040001001"], [], False, "301", "A030001001"),  # the staircase knows one
    ],
)
def test_which_question_comes_next(bank_file, following, answered, phase, topic, chosen):
    bank = load_questions(bank_file)
    reply = believed(prediction([]))
    reply["next"] = [{"id": item, "p": 0.5, "why": "", "because": {}} for item in following]
    reply["phase"] = {"name": "practice", "asked": 1, "most": 12} if phase else None
    forecast = forecasts.Forecast(reply, db.now(), "m", len(answered))
    given = [Given(item, right=True) for item in answered]
    choice = choose(bank, forecast, given, None, [topic] if topic else [])
    assert choice.question.assessmentItemID == chosen


@pytest.mark.parametrize(
    ("why", "because", "sentence"),
    [
        ("retry", {}, "You missed it last time."),
        ("prerequisite", {"tag": "401"}, "“Fractions” builds on this."),
        ("easier", {"tag": "301"}, "“Times tables” again, a step easier."),
        ("practice", {"grade": 3.4}, "It fits you: grade 3."),
        ("again", {"item": "A030001001"}, "You missed one like this. Now with other numbers."),
    ],
)
def test_the_services_reasons_are_said_in_words(student, service, why, because, sentence):
    def reply(history):
        answer = told(history)
        return {**answer, "next": [{**row, "why": why, "because": because}
                                   for row in answer["next"]]}  # fmt: skip

    service.reply = reply
    assert sentence in text_of(student.answer("6/9").text)


def test_a_reason_that_nobody_knows_is_not_shown(student, service):
    service.reply = lambda history: told(history, why="fnord")
    student.answer("6/9")
    assert "fnord" not in student.html and "Why this one" not in student.get("/practice").text


def test_what_to_do_next_names_each_topic_once(bank_file):
    rows = [{"id": item} for item in ("A030001001", "A030001001", "A040001001")]
    assert by_topic(load_questions(bank_file), rows) == [rows[0], rows[2]]


def test_what_a_student_types_is_shown_as_text(student, service):
    service.reply = lambda history: prediction(history, first="A030001001")
    with db.writing(student.engine) as connection:
        connection.execute(db.forecasts.delete())
    page = student.answer("<b>5</b>")
    assert "<b>5</b>" not in page.text and "&lt;b&gt;5&lt;/b&gt;" in page.text


def test_the_stored_forecast_is_the_services_reply(student):
    student.answer("6/9")
    with student.engine.connect() as connection:
        (stored,) = connection.execute(sa.text("SELECT prediction FROM forecasts")).one()
    assert json.loads(stored)["model_version"] == "model-1"
