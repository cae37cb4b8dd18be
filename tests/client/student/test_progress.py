"""The result page, the health check and the error pages."""

import pytest
import sqlalchemy as sa

from client.app.bank.questions import load_questions
from client.app.database import db
from client.app.student import progress


def test_before_the_first_answer_the_page_invites_to_start(student):
    page = student.get("/progress")
    assert page.status_code == 200 and "Your first question is waiting" in page.text


def test_the_page_shows_score_counts_curve_mastery_and_answers(student):
    for response in ("6/9", "17", "1/2"):
        student.answer(response)
    html = student.get("/progress").text
    assert "<strong>53</strong>" in html  # the score for three answers
    assert "<strong>3</strong>" in html and "<strong>67%</strong>" in html
    assert "<polyline" in html and "went from 50 to 53 over 3 answers" in html
    assert html.index("Grade 2") < html.index("Grade 3") < html.index("Grade 4")
    assert html.count('class="mark is-right"') == 2 and html.count('class="mark is-wrong"') == 1


def test_the_page_works_without_a_prediction(student, service):
    with db.writing(student.engine) as connection:
        connection.execute(db.forecasts.delete())
    service.status = 500
    page = student.get("/progress")
    assert page.status_code == 200 and "The prediction will come back shortly" in page.text


def test_the_curve_rises_with_the_score_and_stays_in_its_box():
    curve = progress.draw([50.0, 52.0, 90.0])
    heights = [y for _x, y in curve.points]
    assert heights[0] > heights[1] > heights[2]
    assert all(0 <= x <= curve.width and 0 <= y <= curve.height for x, y in curve.points)
    assert progress.draw([50.0]) is None
    assert len(progress.draw([100.0, 100.0]).points) == 2


def test_tags_the_bank_does_not_know_come_last(bank_file):
    bank = load_questions(bank_file)
    rows = [{"tag": tag, "name": "?", "p": 0.5, "answered": 0} for tag in ("999", "401", "201")]
    assert [grade for grade, _rows in progress.by_grade(bank, rows)] == [2, 4, None]


@pytest.mark.parametrize("path", ["/up", "/readyz"])
def test_it_says_ok_while_the_database_answers(browser, path):
    response = browser.get(path)
    assert response.status_code == 200 and response.text == "ok"


def test_without_a_database_it_is_alive_but_not_ready_and_pages_stay_friendly(app, student):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.extensions["engine"].begin() as connection:
        connection.execute(sa.text("DROP TABLE meta"))
        connection.execute(sa.text("ALTER TABLE students RENAME TO lost"))
    assert student.http.get("/up").status_code == 200
    response = student.http.get("/readyz")
    assert response.status_code == 503 and response.json["part"] == "database"
    page = student.get("/practice")
    assert page.status_code == 500 and "Your saved answers are safe" in page.text


def test_an_unknown_address_gets_a_friendly_page(browser):
    page = browser.get("/nothing-here")
    assert page.status_code == 404 and "There is no such page" in page.text


def test_pages_ask_for_nothing_from_elsewhere(student):
    for path in ("/sign-in", "/practice", "/progress", "/nothing-here"):
        page = student.get(path)
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        assert "http://" not in page.text and "https://" not in page.text
        assert page.headers["Cache-Control"] == "no-store"
