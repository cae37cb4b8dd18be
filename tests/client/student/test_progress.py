"""The result page, the health check and the error pages."""

from typing import NamedTuple

import pytest
import sqlalchemy as sa
from visitor import text_of

from client.app.database import db
from client.app.student import progress


def test_before_the_first_answer_the_page_invites_to_start(student):
    page = student.get("/progress")
    assert page.status_code == 200 and "Your first question is waiting" in page.text


def test_the_page_shows_level_score_counts_curve_mastery_and_answers(student):
    for response in ("6/9", "17", "1/2"):
        student.answer(response)
    html = student.get("/progress").text
    text = text_of(html)
    assert "about 53 points" in text  # the score for three answers
    assert "Answered 3 Right 2 Days in a row 1" in text
    assert "<polyline" in html and "went from 50 to 53 over your last answers" in html
    assert text.index("Adding") < text.index("Times tables") < text.index("Fractions")
    assert html.count('class="mark is-right"') == 2 and html.count('class="mark is-wrong"') == 1


def test_the_page_works_without_a_prediction(student, service):
    with db.writing(student.engine) as connection:
        connection.execute(db.forecasts.delete())
    service.status = 500
    page = student.get("/progress")
    assert page.status_code == 200 and "The prediction will come back shortly" in page.text


class Figures(NamedTuple):
    """A row of `scores`, as far as the curve reads it."""

    score: float
    score_low: float | None = None
    score_high: float | None = None


def test_the_curve_rises_with_the_score_and_stays_in_its_box():
    curve = progress.draw([Figures(50, 30, 70), Figures(52), Figures(90, 85, 95)])
    heights = [y for _x, y in curve.points]
    assert heights[0] > heights[1] > heights[2]
    assert all(0 <= x <= curve.width and 0 <= y <= curve.height for x, y in curve.points)
    corners = [tuple(map(float, corner.split(","))) for corner in curve.band.split()]
    assert len(corners) == 6 and all(0 <= y <= curve.height for _x, y in corners)
    assert corners[0][1] < curve.points[0][1] < corners[-1][1]  # the range holds the score
    assert progress.draw([Figures(50)]) is None
    assert len(progress.draw([Figures(100), Figures(100)]).points) == 2


def test_what_was_predicted_stands_against_what_happened(student):
    while len(student.rows()) < 6:
        text = text_of(student.get("/practice").text)
        student.answer("56" if "7 × 8" in text else "1/2" if "3/4" in text else "3/2")
    rows = student.rows()
    said = [row for row in rows if 0.4 <= row.predicted < 0.6]
    right = sum(row.answerCode for row in said)
    expected = sum(row.predicted for row in said)
    assert (
        f"Where your chance was said to be 40% to 60%: {expected:.0f} of {len(said)} expected, "
        f"{right} right." in text_of(student.get("/progress").text)
    )


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
