"""Topics by grade and one by one, sittings of ten with an end, the grade named at sign-up."""

import re
from datetime import date, timedelta

import pytest
from visitor import Browser, text_of, told

from client.app.student import sittings


@pytest.fixture
def tagged(config, tmp_path):
    """tags.csv beside the small bank."""
    (tmp_path / "tags.csv").write_text(
        "KnowledgeTag,grade,strand,name,name_ko,prerequisites\n"
        "201,2,number,Adding,덧셈,\n301,3,number,Times tables,곱셈구구,201\n"
        "401,4,number,Fractions,분수,201;301\n",
        encoding="utf-8",
    )


@pytest.mark.usefixtures("tagged")
def test_the_map_shows_grades_states_and_what_a_topic_builds_on(app, service):
    service.reply = told
    student = Browser(app)
    student.sign_in()
    student.answer("6/9")
    page = student.get("/topics")
    text = text_of(page.text)
    assert text.index("grade 2") < text.index("grade 3") < text.index("grade 4")
    assert "Fractions learning · 1 of 1 right" in text and "builds on Adding, Times tables" in text
    assert 'class="topic untried" id="301"' in page.text
    assert not re.search(r"\d%", text)
    student.get("/language/ko")
    assert "곱셈구구" in text_of(student.get("/topics").text)


@pytest.mark.usefixtures("tagged")
def test_a_topics_page_leads_to_what_it_builds_on_and_to_practice(app, service):
    service.reply = told
    student = Browser(app)
    student.sign_in()
    text = text_of(student.get("/topics/301").text)
    assert "It builds on Adding" in text and "Builds on it Fractions" in text
    student.get("/practice?topic=301")
    assert "You practise “Times tables”." in text_of(student.html)
    assert student.form()["assessmentItemID"] == "A030001001"
    assert service.bodies[-1]["assigned"] == ["301"]
    student.post("/answer", **student.form(), response="56")
    assert student.get("/practice").status_code == 200
    assert student.form()["assessmentItemID"] == "A030001001"  # it has one question only
    student.get("/practice?topic=")
    assert "You practise" not in student.html and "assigned" not in service.bodies[-1]


def test_a_topic_that_is_not_there(student):
    assert student.get("/topics/999").status_code == 404
    student.get("/practice?topic=999")
    assert "You practise" not in student.html


def test_after_four_answers_there_is_a_range(student, service):
    service.reply = told
    for number in range(4):
        student.get("/practice?topic=401")
        assert "%" not in text_of(student.get("/topics/401").text), number
        student.answer("6/9")
    text = text_of(student.get("/topics/401").text)
    assert "4 of 4 right · chance 44% to 64%" in text


def test_ten_questions_end_with_a_look_back(student, service):
    service.reply = told
    assert text_of(student.get("/ten").text).count("Question 1 of 10")  # nothing to look at yet
    for number in range(1, 11):
        text = text_of(student.get("/practice").text)
        assert f"Question {number} of 10" in text
        right = "7 × 8" in text or "2/3" in text
        student.post("/answer", **student.form(),
                     response="56" if "7 × 8" in text else "6/9" if right else "7")  # fmt: skip
        assert ("Ten done: look back" in student.html) == (number == 10)
    text = text_of(student.get("/ten").text)
    right = sum(row.answerCode for row in student.rows())
    assert "Ten questions done!" in text and f"{right} of 10 right." in text
    assert text.index("Your level") < text.index("What went well")
    assert "Ten more" in text and "Choose a topic" in text
    assert "Question 1 of 10" in text_of(student.get("/practice").text)


def test_a_pause_begins_a_new_ten(student, clock):
    student.answer("6/9")
    assert "Question 2 of 10" in text_of(student.get("/practice").text)
    clock.wait(minutes=31)
    assert "Question 1 of 10" in text_of(student.get("/practice").text)


def test_a_run_of_days_forgives_one():
    today = date(2026, 3, 10)
    days = [today - timedelta(days=back) for back in (9, 5, 4, 2, 1)]
    assert sittings.run(sorted(days), today) == 4
    assert sittings.run(sorted(days), today + timedelta(days=3)) == 0
    assert sittings.run([], today) == 0


def test_the_grade_named_at_sign_up_is_told_to_the_service(app, service):
    browser = Browser(app)
    browser.get("/sign-in")
    browser.post("/sign-in", **{**browser.form(), "nickname": "Ben", "pin": "1234"})
    assert "Your grade at school" in browser.html
    browser.post("/sign-in", **browser.form(), pin="1234", grade="4")
    (row,) = browser.rows("students")
    assert row.grade == 4 and service.bodies[-1]["grade"] == 4


@pytest.mark.parametrize("grade", ["", "99", "four"])
def test_no_grade_is_as_good(app, service, grade):
    browser = Browser(app)
    browser.get("/sign-in")
    browser.post("/sign-in", **{**browser.form(), "nickname": "Ben", "pin": "1234"})
    browser.post("/sign-in", **browser.form(), pin="1234", grade=grade)
    assert browser.rows("students")[0].grade is None and "grade" not in service.bodies[-1]


def test_without_a_service_the_staircase_chooses_and_says_why(app, service):
    service.status = 503
    student = Browser(app)
    student.sign_in()
    text = text_of(student.get("/practice").text)
    assert "To find out where you are. There is no mark for it." in text
