"""A test paper from the teacher who makes it to the pupil who sits it, and back."""

import csv
import io
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from visitor import Pupil, text_of, told

from client.app.database import db
from client.app.student.papers import expected
from client.app.teacher.papers import choose


@pytest.fixture
def mina(teacher, class_id, pupil) -> Pupil:
    pupil.join(teacher.code(class_id), "Mina")
    return pupil


@pytest.fixture
def paper_id(teacher, class_id) -> str:
    return make(teacher, class_id)


def make(teacher, class_id, **changed) -> str:
    teacher.get(f"/teach/{class_id}/papers")
    today = db.now().astimezone().date()
    fields = {
        **teacher.form(), "title": "Before the holidays", "count": "5",
        "first_day": today.isoformat(), "last_day": (today + timedelta(days=2)).isoformat(),
        "tag": ["301", "401", "201"], **changed,
    }  # fmt: skip
    page = teacher.post(f"/teach/{class_id}/papers", **fields)
    found = re.search(rf"/teach/{class_id}/papers/([0-9a-f]{{32}})/results.csv", page.text)
    return found.group(1) if found else ""


def begin(pupil: Pupil, paper_id: str) -> str:
    pupil.get(f"/papers/{paper_id}")
    return pupil.post(f"/papers/{paper_id}/begin", **pupil.form()).text


RIGHT = {"What is 7 × 8?": "56", "Which is equal to 2/3?": "6/9", "What is 3/4 − 1/4?": "1/2"}


def fields(page: str, answers: dict[str, str]) -> dict[str, str]:
    """What is typed at each place of a paper, by what is asked there."""
    asked = {
        int(place): text_of(f"<main>{text}</main>").split(". ", 1)[1]
        for place, text in re.findall(r'id="q(\d+)"[^>]*>(.*?)</h2>', page, re.S)
    }
    return {f"response_{place}": answers.get(text, "") for place, text in asked.items()}


def hand_in(pupil: Pupil, paper_id: str, page: str, answers: dict[str, str], **more: str):
    return pupil.post(
        f"/papers/{paper_id}/hand-in", **{**pupil.form(), **fields(page, answers), **more}
    )


def test_a_paper_is_sat_whole_and_both_see_what_was_expected(
    teacher, class_id, mina, service, paper_id
):
    service.reply = told
    mina.answer("6/9")
    page = mina.get("/practice").text
    assert "A test waits for you: “Before the holidays”." in text_of(page)
    page = begin(mina, paper_id)
    assert page.count("<h2") == 3 and "Show a hint" not in page
    before = len(mina.rows())
    page = hand_in(mina, paper_id, page, {**RIGHT, "What is 7 × 8?": "54"}).text
    assert "2 of 3 right" in text_of(page) and "7 × 8 = 56." in text_of(page)
    given = mina.rows()[before:]
    assert sorted(row.answerCode for row in given) == [0, 1, 1]
    # what was said before the paper, not what was learned from it
    (after_one,) = [history for history in service.histories if len(history) == 1][:1]
    said = told(after_one)["probabilities"]
    assert {row.predicted for row in given} == {said["A030001001"]}
    value = sum(row.predicted for row in given)
    assert f"Before the test {value:.1f} were expected" in text_of(page)
    assert "A test waits" not in mina.get("/practice").text

    page = text_of(teacher.get(f"/teach/{class_id}/papers/{paper_id}").text)
    assert "Mina" in page and "2 of 3" in page and f"{value:.1f}" in page
    assert "1 of 1 handed in" in page and "0 of 1 right" in page
    table = teacher.get(f"/teach/{class_id}/papers/{paper_id}/results.csv").text
    (_header, row) = list(csv.reader(io.StringIO(table.lstrip("\ufeff"))))
    assert (
        row[0] == "Mina" and row[-2:] == ["2", "3"] and float(row[1]) == pytest.approx(value, 0.01)
    )


def test_what_is_not_clear_comes_back_with_all_that_was_typed(mina, paper_id):
    page = begin(mina, paper_id)
    answer = hand_in(mina, paper_id, page, {**RIGHT, "What is 7 × 8?": "7 × 8"})
    assert answer.status_code == 422 and len(mina.rows()) == 0
    assert "1 answer is not clear yet" in text_of(answer.text)
    assert 'value="1/2"' in answer.text and re.search(r'value="6/9" checked', answer.text)
    assert "3 of 3 right" in text_of(hand_in(mina, paper_id, answer.text, RIGHT).text)


def test_blanks_are_asked_about_once_and_then_count_as_wrong(mina, paper_id):
    page = begin(mina, paper_id)
    some = {"What is 7 × 8?": "56"}
    answer = hand_in(mina, paper_id, page, some)
    assert answer.status_code == 422 and "2 questions have no answer yet" in text_of(answer.text)
    assert len(mina.rows()) == 0
    page = hand_in(mina, paper_id, answer.text, some, anyway="yes").text
    assert "1 of 3 right" in text_of(page)
    assert [row.gave_up for row in mina.rows() if not row.answerCode] == [True, True]


def test_twice_is_once(mina, paper_id):
    page = begin(mina, paper_id)
    mina.get(f"/papers/{paper_id}")
    form = mina.form()
    begun = mina.rows("paper_sittings")
    mina.post(f"/papers/{paper_id}/begin", csrf_token=form["csrf_token"])
    assert mina.rows("paper_sittings") == begun
    for _ in range(2):
        mina.post(f"/papers/{paper_id}/hand-in", **{**form, **fields(page, RIGHT)})
    assert len(mina.rows()) == 3
    assert mina.rows("paper_sittings")[0].right == 3


def test_without_a_service_it_is_sat_all_the_same(app, teacher, class_id, service, paper_id):
    service.status = 503
    mina = Pupil(app)
    mina.join(teacher.code(class_id), "Mina")
    page = begin(mina, paper_id)
    page = hand_in(mina, paper_id, page, RIGHT).text
    assert "3 of 3 right" in text_of(page) and "were expected" not in page
    assert {row.predicted for row in mina.rows()} == {None}
    assert "handed in" in text_of(teacher.get(f"/teach/{class_id}/papers/{paper_id}").text)


@pytest.mark.parametrize("days", [(1, 3), (-5, -1)])
def test_it_is_there_on_its_days_only(teacher, class_id, mina, days):
    today = db.now().astimezone().date()
    first, last = ((today + timedelta(days=n)).isoformat() for n in days)
    paper_id = make(teacher, class_id, first_day=first, last_day=last)
    assert "A test waits" not in mina.get("/practice").text
    assert mina.get(f"/papers/{paper_id}").status_code == 404


def test_who_began_in_time_may_hand_in_after_midnight(mina, paper_id):
    page = begin(mina, paper_id)
    yesterday = db.now().astimezone().date() - timedelta(days=1)
    with db.writing(mina.engine) as connection:
        connection.execute(db.papers.update().values(last_day=yesterday, first_day=yesterday))
    assert "3 of 3 right" in text_of(hand_in(mina, paper_id, page, RIGHT).text)


def test_another_class_does_not_find_it(app, teacher, mina, paper_id):
    other = Pupil(app)
    other.join(teacher.code(teacher.make_class("4B")), "Jun")
    assert other.get(f"/papers/{paper_id}").status_code == 404
    assert "A test waits" not in other.get("/practice").text
    assert mina.get(f"/papers/{paper_id}").status_code == 200


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": " "}, "Please give the test a name."),
        ({"tag": []}, "Please choose a topic, or a grade."),
        ({"tag": ["nonsense"]}, "Please choose a topic, or a grade."),
        ({"count": "1000000"}, "Please choose how many questions."),
        ({"last_day": "2020-01-01"}, "Please give a first and a last day, in this order."),
        ({"first_day": "soon"}, "Please give a first and a last day, in this order."),
    ],
)
def test_what_makes_no_paper_is_said(teacher, class_id, changed, said):
    assert make(teacher, class_id, **changed) == ""
    assert said in text_of(teacher.html) and teacher.rows("papers") == []


def test_questions_are_spread_over_the_topics(app):
    from client.app.bank.questions import load_questions
    from settings import ROOT

    bank = load_questions(ROOT / "questions.csv")
    tags = ["g4-decimals", "g4-angles", "g3-division"]
    chosen = choose(bank, tags, 15, "a seed")
    assert len(set(chosen)) == 15
    assert {
        tag: sum(item in bank.items_of[tag] for item in chosen) for tag in tags
    } == dict.fromkeys(tags, 5)
    assert chosen == choose(bank, tags[::-1], 15, "a seed") != choose(bank, tags, 15, "another")


def test_the_bounds_hold_what_chance_does():
    """A thousand papers of ten questions whose chances are known."""
    import numpy as np

    rng = np.random.default_rng(0)
    held = []
    for _ in range(1000):
        chances = rng.uniform(0.2, 0.95, 10)
        bounds = expected([{"p": float(p)} for p in chances])
        assert bounds is not None
        right = int((rng.random(10) < chances).sum())
        held.append(bounds.low <= right <= bounds.high)
    assert 0.7 < np.mean(held) < 0.9
    assert expected([]) is None and expected([{"p": 0.5}, {"p": None}]) is None


def test_papers_of_pupils_who_left_are_kept(teacher, class_id, mina, paper_id):
    hand_in(mina, paper_id, begin(mina, paper_id), RIGHT)
    with db.writing(mina.engine) as connection:
        connection.execute(db.students.update().values(left_at=db.now()))
    assert mina.get(f"/papers/{paper_id}").status_code == 404
    with mina.engine.connect() as connection:
        assert connection.scalar(sa.select(db.paper_sittings.c.right)) == 3
