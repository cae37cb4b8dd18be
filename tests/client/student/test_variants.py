"""Other numbers each time, hints, giving up: shown as sealed, graded as shown, recorded as such."""

import csv
import json
import re
from itertools import pairwise

import pytest
from visitor import COLUMNS, Browser, prediction, text_of

from client.app.bank.questions import QuestionBankError, load_questions
from client.app.main import create_app
from client.app.student import shown

ITEMS = {"A010001001": (2, 3), "A010001002": (4, 5)}
PICTURE = '<svg viewBox="0 0 4 1"><rect width="4" height="1"/></svg>'


def said(language: str, a: int, b: int) -> dict:
    """A sum, typed in one kind, chosen in the other."""
    chosen = a >= 4
    question = f"What is {a} + {b}?" if language == "en" else f"{a} + {b}는 얼마인가요?"
    return {
        "question": question,
        "choices": [str(a * b), str(a + b)] if chosen else [],
        "answer": str(a + b),
        "hint": f"Begin at {a}." if language == "en" else f"{a}에서 시작해요.",
        "steps": f"{a} + {b} = {a + b}.",
        "mistakes": {str(a * b): "You multiplied." if language == "en" else "곱했어요."},
        "picture": PICTURE if chosen else "",
        "alt": "a bar" if chosen else "",
    }


@pytest.fixture
def config(config, tmp_path):
    """A bank with variants beside it: three of each question, in two languages."""
    rows, lines = [], []
    for item, (a, b) in ITEMS.items():
        variants = [
            {language: said(language, a + n, b + n) for language in ("en", "ko")}
            for n in ((0, 10, 20) if a >= 4 else (0, 1, 1))
        ]
        first = variants[0]["en"]
        choices = json.dumps(first["choices"]) if first["choices"] else ""
        rows.append([item, "T", "sums", "Sums", "1", first["question"], choices,
                     first["answer"], first["steps"]])  # fmt: skip
        lines.append(json.dumps({"id": item, "variants": variants}, ensure_ascii=False))
    with (tmp_path / "questions.csv").open("w", newline="") as file:
        csv.writer(file).writerows([COLUMNS.split(), *rows])
    (tmp_path / "questions.jsonl").write_text("\n".join(lines))
    (tmp_path / "tags.csv").write_text(
        "KnowledgeTag,grade,strand,name,name_ko,prerequisites\nsums,1,number,Sums,덧셈,\n"
    )
    return config


@pytest.fixture
def typed_only(service):
    """The service suggests the question whose answer is typed."""
    service.reply = lambda history: suggesting(history, "A010001001")


@pytest.fixture
def chosen_only(service):
    service.reply = lambda history: suggesting(history, "A010001002")


def suggesting(history: list[dict], item: str) -> dict:
    """A service with a policy, which may repeat a question at once, as far as the page lets it."""
    reply = prediction(history)
    return {
        **reply,
        "probabilities": dict.fromkeys(ITEMS, 0.5),
        "mastery": [],
        "next": [{"id": item, "p": 0.5, "why": "practice"}],
    }


def numbers(html: str) -> tuple[int, int]:
    found = re.search(r"(\d+) \+ (\d+)", text_of(html))
    return int(found[1]), int(found[2])


def test_a_kind_comes_back_with_other_numbers(app, student):
    """Without a service to repeat it, the two kinds take turns."""
    met: dict[str, list[tuple[int, int]]] = {}
    for _ in range(12):
        html = student.get("/practice").text
        form = student.form()
        a, b = numbers(html)
        met.setdefault(form["assessmentItemID"], []).append((a, b))
        student.post("/answer", **form, response=str(a + b))
        assert "That’s right!" in student.html
    assert sum(map(len, met.values())) == 12
    for shown_numbers in met.values():
        assert len(set(shown_numbers)) > 1
    rows = student.rows()
    for item in met:
        variants = [row.variant for row in rows if row.assessmentItemID == item]
        assert all(one != two for one, two in pairwise(variants))
    assert {row.answerCode for row in rows} == {1}


@pytest.mark.usefixtures("typed_only")
def test_the_answer_is_graded_in_the_variant_and_language_that_was_shown(app):
    student = Browser(app)
    student.get("/language/ko")
    student.sign_in()
    a, b = numbers(student.get("/practice").text)
    assert "얼마인가요" in student.html and 'lang="ko"' in student.html
    form = student.form()
    student.get("/language/en")
    student.post("/answer", **form, response=str(a + b))
    (row,) = student.rows()
    assert (row.answerCode, row.language, row.hints, row.gave_up) == (1, "ko", 0, False)
    assert f"{a} + {b}는 얼마인가요?" in student.html  # as it was answered
    page = student.get("/progress").text
    assert f"{a} + {b}는 얼마인가요?" in page


@pytest.mark.usefixtures("typed_only")
def test_help_comes_step_by_step_and_is_recorded(student, service):
    a, b = numbers(student.get("/practice").text)
    assert "Show a hint" in student.html and "Begin at" not in student.html
    student.post("/hint", **student.form(), response="17")
    assert f"Begin at {a}." in student.html and 'value="17"' in student.html
    assert "Show the steps" in student.html and f"= {a + b}." not in student.html
    student.post("/hint", **student.form(), response="")
    assert f"{a} + {b} = {a + b}." in student.html
    assert "Show the steps" not in student.html and "Show a hint" not in student.html
    student.post("/answer", **student.form(), response=str(a + b))
    (row,) = student.rows()
    assert (row.answerCode, row.hints) == (1, 2)
    assert service.histories[-1][-1]["hints"] == 2


@pytest.mark.usefixtures("typed_only")
def test_going_back_does_not_hide_that_help_was_seen(student):
    a, b = numbers(student.get("/practice").text)
    before = student.form()
    student.post("/hint", **before, response="")
    student.post("/answer", **before, response=str(a + b))
    assert student.rows()[0].hints == 1


@pytest.mark.usefixtures("typed_only")
def test_what_was_shown_cannot_be_forged(student, app):
    student.get("/practice")
    form = student.form()
    with app.test_request_context():
        seen = shown.unseal(form["shown"])
        assert 0 <= seen.variant <= 2 and seen.language == "en"
    other = form["shown"][:-6] + form["shown"][-6:][::-1]
    student.post("/answer", **{**form, "shown": other}, response="5")
    assert "nothing was stored" in student.html and student.rows() == []


@pytest.mark.usefixtures("typed_only")
def test_not_knowing_is_an_answer(student, service):
    a, b = numbers(student.get("/practice").text)
    student.post("/answer", **student.form(), response="", gave_up="yes")
    text = text_of(student.html)
    assert "Good that you said so" in text and f"The right answer {a + b}" in text
    assert "Not quite" not in text and "You answered" not in text
    (row,) = student.rows()
    assert (row.answerCode, row.gave_up, row.response) == (0, True, "")
    assert service.histories[-1][-1]["gave_up"] is True
    assert "I don’t know" in text_of(student.get("/progress").text)


@pytest.mark.parametrize("suggested", ["typed_only", "chosen_only"])
def test_a_foreseen_mistake_is_named(student, request, suggested):
    request.getfixturevalue(suggested)
    student.engine.dispose()
    a, b = numbers(student.get("/practice").text)
    student.post("/answer", **student.form(), response=str(a * b))
    assert "You multiplied." in text_of(student.html)


def test_a_picture_is_shown_with_its_words(app, student):
    for _ in range(4):
        html = student.get("/practice").text
        a, b = numbers(html)
        if student.form()["assessmentItemID"] == "A010001002":
            break
        student.answer(str(a + b))
    assert PICTURE in html and 'role="img" aria-label="a bar"' in html


def test_a_service_of_before_is_asked_without_what_it_does_not_know(student, service):
    """It refuses unknown fields with 400."""
    student.get("/practice")

    def strict(history):
        service.status = 400 if any("gave_up" in row for row in history) else 200

    service.before = strict
    student.post("/answer", **student.form(), response="", gave_up="yes")
    assert [("gave_up" in history[-1]) for history in service.histories[-2:]] == [True, False]
    assert "prediction will come back" not in student.html
    asked = len(service.histories)
    student.get("/practice")
    student.post("/answer", **student.form(), response="", gave_up="yes")
    assert len(service.histories) == asked + 1  # and is not asked in vain for a while


def line(**change) -> str:
    one = {**said("en", 2, 3), **change}
    return json.dumps({"id": "A010001001", "variants": [{"en": one}]})


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "line 1: JSONDecodeError"),
        (json.dumps({"id": "A010001001", "variants": []}), "expected variants, each in 'en'"),
        (json.dumps({"id": "A010001001", "variants": [{"ko": said("ko", 2, 3)}]}), "each in 'en'"),
        (line(picture="<svg onload='x()'></svg>"), "picture of variant 0 in 'en'"),
        (line(picture="<svg><script>x()</script></svg>"), "picture of variant 0 in 'en'"),
        (line(choices=["1", "2"]), "is none of the choices"),
    ],
)
def test_variants_that_cannot_be_used_are_named(config, tmp_path, text, problem):
    (tmp_path / "questions.jsonl").write_text(text)
    with pytest.raises(QuestionBankError, match=problem):
        load_questions(config["QUESTIONS"])


def test_variants_of_an_older_bank_are_left_out(config, tmp_path, caplog):
    (tmp_path / "questions.jsonl").write_text(line(question="What is 2 + 2?"))
    bank = load_questions(config["QUESTIONS"])
    assert bank.variant_count("A010001001") == 1
    assert "run `python -m bank`" in caplog.text


def test_a_bank_may_be_questions_csv_alone(config, tmp_path):
    for name in ("questions.jsonl", "tags.csv"):
        (tmp_path / name).unlink()
    bank = load_questions(config["QUESTIONS"])
    wording = bank.wording("A010001001", 4, "ko")
    assert (wording.variant, wording.language, wording.answer) == (0, "en", "5")
    assert bank.tag_name("sums", "ko") == "Sums" and bank.tags["sums"].prerequisites == ()
    create_app(config).extensions["engine"].dispose()
