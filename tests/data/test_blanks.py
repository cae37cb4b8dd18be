"""What fills the blank of an item becomes one more tag of it, and nothing else changes."""

import polars as pl
import pytest

from data.blanks import with_answer, with_answers
from data.schema import MOST_TAGS_LENGTH

MEAN = "7 The mean is the sum, divided by the count."


@pytest.mark.parametrize(
    ("item", "tag", "answer"),
    [
        ("The ____ is the sum, divided by the count.", MEAN, "mean"),
        ("The mean is the __________, divided by the count.", MEAN, "sum"),
        ("the MEAN is the ___, divided by the ___.", MEAN, "sum count"),
        ("________ vary.", "Observations vary.", "observation"),
        ("Observations ___.", "Observations vary.", "vary"),
        ("-___ to ___", "-1 to 1", "1"),
        ("___ is (x + y)?", "Root-mean-squared Error is (x + y)?", "root-mean-squared error"),
        ("There is ___.", "There is bias.", "bias"),
        ("___ percent are there", "68 percent are there", "68"),
        ("___ a ___ b", "c a d a e b", "c d a e"),
        ("___ है", "किताब है", "किताब"),
        ("The ___ is it", "The student’s is it", "student’s"),
        ("The ___s are it", "The means are it", "mean"),
        ("___ is less than 0", "-5 is less than 0", "-5"),
        ("___ 값이다.", "평균 값이다.", "평균"),
    ],
)
def test_the_answer_is_a_tag(item, tag, answer):
    assert with_answer(item, tag) == f"{tag};answer: {answer}"


@pytest.mark.parametrize(
    ("item", "tag"),
    [
        ("The __ is short", "The blank is short"),
        ("The ____ is the sum.", "means"),
        ("The ____ is the sum.", "The is the sum."),
        ("____", "- ? -"),
        ("___ a " * 50 + "c", "a " * 500 + "b"),
        ("A___", "Algebra"),
        ("q___12", "quadratics 12"),
        ("____", "algebra"),
        ("p ___ q", "p a;b q"),
        ("Observations ___", "Observations vary;answer: vary"),
        ("____ ends", "x" * (MOST_TAGS_LENGTH - 10) + " ends"),
        ("a snake_case item", "a snake_case item"),
    ],
)
def test_other_tags_stay_as_they_are(item, tag):
    assert with_answer(item, tag) == tag


def test_rows_keep_their_order_and_all_their_columns():
    rows = pl.DataFrame({
        "userID": ["b", "a", "b", "c", "d"],
        "assessmentItemID": ["___ is it", "i", "___ is it", "___ is it", "___ is it"],
        "KnowledgeTag": ["7 this is it", "7 this is it", "that is it", None, ""],
        "answerCode": ["1", "0", "1", "1", "0"],
    })  # fmt: skip
    told = with_answers(rows)
    assert told["KnowledgeTag"].to_list() == [
        "7 this is it;answer: this", "7 this is it", "that is it;answer: that", None, ""
    ]  # fmt: skip
    others = pl.exclude("KnowledgeTag")
    assert told.select(others).equals(rows.select(others))
    assert with_answers(rows[1:2]).equals(rows[1:2])
