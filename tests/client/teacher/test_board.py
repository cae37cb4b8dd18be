"""What a teacher is told of a class, from answers that were really given."""

import csv
import io
from datetime import timedelta

import pytest
import sqlalchemy as sa
from visitor import Pupil, text_of, told

from client.app.bank.questions import load_questions
from client.app.database import db
from client.app.teacher import items, stuck
from client.app.teacher.insight import Pupil as Known


@pytest.fixture
def mina(teacher, class_id, pupil) -> Pupil:
    pupil.join(teacher.code(class_id), "Mina")
    return pupil


def user_of(browser, nickname: str) -> str:
    return next(row.userID for row in browser.rows("students") if row.nickname == nickname)


def test_the_grid_has_a_row_for_each_pupil_and_a_column_for_each_tried_topic(
    app, teacher, class_id, mina, service
):
    service.reply = told
    mina.answer("6/9")
    Pupil(app).join(teacher.code(class_id), "Jun")
    page = teacher.get(f"/teach/{class_id}").text
    grid = page.split('<table class="grid">')[1].split("</table>")[0]
    assert grid.count("<tr>") == 3
    assert "Fractions" in grid and "Times tables" not in grid
    assert '<td class="cell learning">·' in grid  # one answer: no percentage yet
    assert "3.4 <small>2.7–4.1</small>" in grid
    every = teacher.get(f"/teach/{class_id}?all=1").text
    assert "Times tables" in every.split('<table class="grid">')[1]


def test_after_four_answers_the_chance_is_told_with_its_doubt(teacher, class_id, mina, service):
    service.reply = told
    for _ in range(8):  # every other one is of fractions
        mina.answer("6/9")
    grid = teacher.get(f"/teach/{class_id}").text.split('<table class="grid">')[1]
    p = service.reply(service.histories[-1])["mastery"][1]["p"]
    assert f"{100 * p:.0f} <small>± 10</small>" in grid


def test_a_judgement_that_is_behind_is_asked_for_anew(teacher, class_id, mina, service):
    service.status = 503
    mina.answer("6/9")
    service.status, service.reply = 200, told
    app = mina.http.application
    app.extensions["predictor"]._failed_at = float("-inf")
    before = len(service.histories)
    grid = teacher.get(f"/teach/{class_id}").text.split('<table class="grid">')[1]
    assert len(service.histories) == before + 1 and "3.4 <small>" in grid


def test_without_a_service_the_board_shows_what_was_known(teacher, class_id, mina, service):
    service.reply = told
    mina.answer("6/9")
    service.stop()
    page = teacher.get(f"/teach/{class_id}")
    assert page.status_code == 200 and "3.4 <small>" in page.text


def test_an_old_judgement_is_asked_for_anew(teacher, class_id, mina, service, clock):
    mina.answer("6/9")
    before = len(service.histories)
    teacher.get(f"/teach/{class_id}")
    assert len(service.histories) == before
    clock.wait(hours=13)
    teacher.get("/staff/sign-in")
    teacher.get(f"/teach/{class_id}")
    assert len(service.histories) == before + 1


def test_who_knows_a_topic_least_comes_first_where_it_is_sorted_by(
    app, teacher, class_id, mina, service
):
    service.reply = told
    jun = Pupil(app)
    jun.join(teacher.code(class_id), "Jun")
    for _ in range(2):
        mina.answer("3/2")
        jun.answer("6/9")
    page = teacher.get(f"/teach/{class_id}?sort=401").text.split('<table class="grid">')[1]
    assert page.index(">Mina<") < page.index(">Jun<")
    by_name = teacher.get(f"/teach/{class_id}").text.split('<table class="grid">')[1]
    assert by_name.index(">Jun<") < by_name.index(">Mina<")


def test_the_table_can_be_downloaded_and_no_cell_is_a_formula(app, teacher, class_id):
    Pupil(app).join(teacher.code(class_id), "=1+1")
    response = teacher.get(f"/teach/{class_id}/board.csv")
    rows = list(csv.reader(io.StringIO(response.get_data(as_text=True).lstrip("\ufeff"))))
    assert response.mimetype == "text/csv"
    assert rows[0][:2] == ["Pupil", "Level"] and rows[1][0] == "'=1+1"
    assert set(rows[0][4:]) == {"Adding", "Times tables", "Fractions"}


def test_the_page_of_one_pupil_shows_answer_expectation_and_mistake(teacher, class_id, mina):
    mina.answer("3/2")
    user = user_of(mina, "Mina")
    page = text_of(teacher.get(f"/teach/{class_id}/pupil/{user}").text)
    assert "Which is equal to 2/3? 3/2 50%" in page and "Wrong" in page
    report = teacher.get(f"/teach/{class_id}/pupil/{user}/report").text
    assert "Learning now" in report and "Fractions" in report
    rows = teacher.get(f"/teach/{class_id}/pupil/{user}/answers.csv").text.splitlines()
    assert len(rows) == 2 and ",A040001001,401,3/2,0,0.500," in rows[1]


# Who is stuck: pupils whose story is told here, and what their teacher should hear.


class Row:
    """An answer."""

    def __init__(self, minutes_ago: float, right: int, **more):
        self.Timestamp = db.now() - timedelta(minutes=minutes_ago)
        self.answerCode = right
        self.KnowledgeTag = more.get("tag", "401")
        self.predicted = more.get("predicted")
        self.elapsed_s = more.get("elapsed_s", 20.0)
        self.hints = more.get("hints", 0)
        self.gave_up = more.get("gave_up", False)


def story(*rights: int, **more) -> Known:
    """A pupil with these answers, newest last."""
    rows = [Row(len(rights) - n, right, **more) for n, right in enumerate(rights)][::-1]
    tally = {more.get("tag", "401"): (len(rights), sum(rights))}
    return Known("u", "Mina", None, None, tally, rows, len(rights))


def reasons(app, bank_file, pupil: Known) -> list[str]:
    with app.test_request_context():
        found = stuck.help_now([pupil], load_questions(bank_file), "en", db.now())
    return [one.reason for one in found]


@pytest.mark.parametrize(
    ("pupil", "said"),
    [
        (lambda: story(1, 0, 0, 0), ["3 of the last 4 wrong."]),
        (lambda: story(0, 0, 1, 1), []),
        (lambda: story(0, 0, 0), []),  # three answers say little
        (lambda: story(*[1, 0] * 6, predicted=0.9),
         ["Of the last 12 answers 6 were right, 11 were expected."]),
        (lambda: story(*[1, 1, 0] * 4, predicted=0.66), []),  # as foretold
        (lambda: story(1, 1, 1, 1, 1, 1, gave_up=True),
         ["6 of the last 6 with “I don’t know” or the worked steps."]),
        (lambda: story(*[0, 0, 1, 0, 1, 0, 0, 1, 0, 0], elapsed_s=1.5, tag=None),
         ["7 of the last 10 wrong within seconds: perhaps only clicked."]),
    ],
)  # fmt: skip
def test_a_reason_is_told_where_there_is_one(app, bank_file, pupil, said):
    assert reasons(app, bank_file, pupil()) == said


def test_what_was_long_ago_is_no_reason(app, bank_file, clock):
    pupil = story(0, 0, 0, 0)
    clock.wait(days=15)
    assert reasons(app, bank_file, pupil) == []


def test_who_is_quiet_is_told_with_the_days(clock):
    pupil, never = story(1), Known("v", "Jun", None, None, {}, [], 0)
    assert stuck.quiet([pupil], db.now()) == []
    clock.wait(days=9)
    assert [(one.nickname, days) for one, days in stuck.quiet([pupil, never], db.now())] == [
        ("Mina", 9), ("Jun", None),
    ]  # fmt: skip


# Questions


def answer(user: str, right: int, response: str = "", item: str = "A040001001", **more) -> sa.Row:
    fields = {"userID": user, "assessmentItemID": item, "answerCode": right, "elapsed_s": 12.0,
              "response": response, "variant": None, "language": None, **more}  # fmt: skip
    return type("Answer", (), fields)()


def test_a_question_is_told_with_its_share_and_the_wrong_answers_given_most(bank_file):
    rows = [answer("a", 1), answer("b", 0, "3/2"), answer("c", 0, "3/2"), answer("d", 0, "4/9")]
    met = items.read(rows, load_questions(bank_file), "en")
    assert [(one.item, one.share, one.pupils, one.seconds) for one in met] == [
        ("A040001001", 0.25, 4, 12.0)
    ]
    assert [(wrong.response, wrong.count) for wrong in met[0].mistakes] == [("3/2", 2), ("4/9", 1)]
    assert met[0].discrimination is None


@pytest.mark.parametrize("sense", [1, -1])
def test_a_question_that_only_the_strong_get_right_discriminates(bank_file, sense):
    rows = []
    for number in range(10):
        strong = number >= 5
        rows += [answer(f"u{number}", int(strong), item="A030001001")] * 4
        rows.append(answer(f"u{number}", int(strong == (sense > 0))))
    met = {one.item: one for one in items.read(rows, load_questions(bank_file), "en")}
    assert met["A040001001"].discrimination == pytest.approx(sense)


def test_the_class_sees_its_questions(teacher, class_id, mina):
    for _ in range(6):
        mina.answer("3/2")
    page = text_of(teacher.get(f"/teach/{class_id}/questions").text)
    assert "What is 3/4 − 1/4? Adding 0% 4" in page and "3/2 ×4" in page
    rows = teacher.get(f"/teach/{class_id}/questions/questions.csv").text.splitlines()
    assert rows[1].startswith("What is 3/4 − 1/4?,Adding,4,1,0.000,")
