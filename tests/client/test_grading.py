"""What counts as a number, and which numbers are equal."""

from fractions import Fraction

import pytest

from client.app.grading import NotAChoiceError, NotANumberError, grade, parse_number
from client.app.questions import Question


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("+3", 3),
        ("-3", -3),
        ("−3", -3),
        ("– 3", -3),
        ("0.5", Fraction(1, 2)),
        (".5", Fraction(1, 2)),
        ("5.", 5),
        ("-.25", Fraction(-1, 4)),
        ("1/2", Fraction(1, 2)),
        ("2 / 4", Fraction(1, 2)),
        ("1⁄2", Fraction(1, 2)),
        ("½", Fraction(1, 2)),
        ("1½", Fraction(3, 2)),
        ("1 1/2", Fraction(3, 2)),
        ("-1 1/2", Fraction(-3, 2)),
        ("1,234", 1234),
        ("1,234,567.5", Fraction(2469135, 2)),
        ("1 234", 1234),
        ("1,000/2,000", Fraction(1, 2)),
        ("１２", 12),
        ("0.1", Fraction(1, 10)),
        ("007", 7),
    ],
)
def test_numbers_as_people_type_them(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    ["", " ", "abc", "1/0", "1,5", "12,34", "1 2", "1.2.3", "--3", "1/2/3", "1e5", "inf", "nan",
     "½½", "x=5", ".", "-", "/", "5 cm", "٣", "9" * 41],
)  # fmt: skip
def test_what_is_no_number(text):
    assert parse_number(text) is None


def question(answer: str, *choices: str) -> Question:
    return Question("A1", "T1", "1", "Tag", 3, "?", choices, answer, "Because.")


@pytest.mark.parametrize(
    ("answer", "response", "right"),
    [("1/2", "0.5", 1), ("0.3", "3/10", 1), ("0.3", "0.30", 1), ("1000", "1,000", 1),
     ("-5", "−5", 1), ("-5", "5", 0), ("0.3", "0.33", 0), ("1/3", "0.333", 0)],
)  # fmt: skip
def test_a_typed_number_is_right_when_its_value_is(answer, response, right):
    assert grade(question(answer), response) == right


def test_what_is_typed_but_no_number_is_not_graded():
    with pytest.raises(NotANumberError):
        grade(question("5"), "five")


def test_a_choice_is_compared_as_text_since_equal_values_may_be_different_choices():
    assert grade(question("1/2", "1/2", "2/4"), "1/2") == 1
    assert grade(question("1/2", "1/2", "2/4"), "2/4") == 0
    with pytest.raises(NotAChoiceError):
        grade(question("1/2", "1/2", "2/4"), "0.5")
