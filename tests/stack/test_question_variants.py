"""The variants that `make run` makes, and simulated students who find the right answer to each."""

import json

import pytest

from settings import ROOT
from stack import variants
from stack.students import Form, right_answers


def test_variants_are_put_beside_the_questions_which_stay(tmp_path):
    questions = tmp_path / "questions.csv"
    questions.write_text("a school's own")
    variants.write_variants(questions)
    lines = (tmp_path / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    assert {"id", "variants"} == set(json.loads(lines[0]))
    assert questions.read_text() == "a school's own"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["questions.csv", "questions.jsonl"]


def test_a_bank_that_fails_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(variants, "ROOT", tmp_path)
    with pytest.raises(variants.VariantsError, match="No module named bank"):
        variants.write_variants(tmp_path / "questions.csv")


def test_a_student_knows_the_answer_to_what_is_shown(tmp_path):
    """By the question as a screen reader reads it, and by what its picture shows."""
    (tmp_path / "questions.csv").write_text(
        "assessmentItemID,question,answer\nA1,What is 1/2 + 1/4?,3/4\n"
    )
    clocks = [("3 and 12", "3"), ("4 and 12", "4")]
    shown = [{"en": {"question": "What time is it?", "alt": hands, "answer": answer}}
             for hands, answer in clocks]  # fmt: skip
    (tmp_path / "questions.jsonl").write_text(json.dumps({"id": "A2", "variants": shown}))
    right = right_answers(tmp_path / "questions.csv")
    page = """<form><input name="assessmentItemID" value="{}"><h1 id="question">{}</h1>{}</form>"""
    half = '<span class="unseen">{}</span><math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>'
    sum_of = f"What is {half.format('1/2')} + {half.format('1/4')}?"
    form = Form(page.format("A1", sum_of, ""))
    assert right[form.fields["assessmentItemID"], form.question] == "3/4"
    for hands, answer in clocks:
        figure = f'<figure class="picture" role="img" aria-label="{hands}"></figure>'
        form = Form(page.format("A2", "What time is it?", figure))
        assert right["A2", form.question] == answer


def test_the_shipped_bank_has_an_answer_to_each_of_its_questions():
    assert len(right_answers(ROOT / "questions.csv")) >= 400
