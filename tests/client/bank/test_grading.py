"""What counts as a number, which numbers are equal, and that no wrong one is ever right."""

import random
from fractions import Fraction

import pytest

from client.app.bank.asked import asked
from client.app.bank.grading import AskAgainError, NotAChoiceError, grade
from client.app.bank.numerals import parse_number, show
from client.app.bank.questions import Question, load_questions
from client.app.settings import QUESTIONS
from client.app.web.texts import ASK_AGAIN

TYPED = [question for question in load_questions(QUESTIONS).values() if not question.choices]


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
        ("2.500", Fraction(5, 2)),
        ("1/2", Fraction(1, 2)),
        ("2 / 4", Fraction(1, 2)),
        ("6/3", 2),
        ("1⁄2", Fraction(1, 2)),
        ("½", Fraction(1, 2)),
        ("1½", Fraction(3, 2)),
        ("1 1/2", Fraction(3, 2)),
        ("-1 1/2", Fraction(-3, 2)),
        ("1,234", 1234),
        ("1,234,567.5", Fraction(2469135, 2)),
        ("1 234", 1234),
        ("１２", 12),
        ("0.1", Fraction(1, 10)),
        ("007", 7),
    ],
)
def test_an_answer_of_the_bank_is_a_number_in_the_style_of_the_page(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    ["", " ", "abc", "1/0", "1,5", "12,34", "1 2", "1.2.3", "--3", "1/2/3", "1e5", "inf", "nan",
     "½½", "x=5", ".", "-", "/", "5 cm", "2⁴", "⑤"],
)  # fmt: skip
def test_what_is_no_number_in_the_bank(text):
    assert parse_number(text) is None


def question(answer: str, *choices: str, text: str = "What is it?") -> Question:
    return Question("A1", "T1", "1", "Tag", 3, text, choices, answer, "Because.")


@pytest.mark.parametrize(
    ("answer", "response", "right"),
    [("1/2", "0.5", 1), ("0.3", "3/10", 1), ("0.3", "0.30", 1), ("1000", "1,000", 1),
     ("1/2", "1,000/2,000", 1), ("-5", "−5", 1), ("-5", "5", 0), ("0.3", "0.33", 0),
     ("1/3", "0.333", 0), ("1/3", "2/6", 1), ("3.125", "3.125", 1), ("3.125", "3 1/8", 1)],
)  # fmt: skip
def test_a_typed_number_is_right_when_its_value_is(answer, response, right):
    assert grade(question(answer), response) == right


def test_what_is_typed_but_no_number_is_not_graded():
    with pytest.raises(AskAgainError):
        grade(question("5"), "five")


def test_a_doubt_names_both_readings_in_digits_that_have_one():
    with pytest.raises(AskAgainError) as caught:
        grade(question("3.125"), "3,125")
    assert caught.value.values == {"got": "3,125", "first": "3.1250", "second": "3125"}
    assert grade(question("3.125"), "3.1250") == 1 and grade(question("3.125"), "3125") == 0
    assert [show(Fraction(*pair)) for pair in ((27, 10), (-6, 1), (1, 3))] == ["2.7", "−6", "1/3"]


def test_thousands_are_asked_about_where_the_text_has_decimals():
    kilograms = "A bag weighs 1.232 kg. How many grams are in it?"
    with pytest.raises(AskAgainError):
        grade(question("1232", text=kilograms), "1,232")
    assert grade(question("1232", text=kilograms), "1232") == 1
    assert grade(question("1232", text="What is 44 × 28?"), "1,232") == 1


@pytest.mark.parametrize(
    ("text", "unit", "letters"),
    [("How many centimeters are there in 3 meters?", "cm", set()),
     ("What is its area in square centimeters?", "cm²", set()),
     ("What is its area in m²?", "m²", set()),
     ("How many more stickers does Mina have?", None, set()),
     ("What percent of 30 is 9?", "%", set()),
     ("What is 10% of 180?", None, set()),
     ("Solve x + y = 11 and x − y = 3. What is x?", None, {"x"}),
     ("One solution of x² + kx − 28 = 0 is x = 4. What is k?", None, {"k"}),
     ("What is the value of x² + 4x when x = −7?", None, set()),
     ("How many integers x satisfy −2 < x ≤ 5?", None, set())],
)  # fmt: skip
def test_unit_and_letter_are_read_from_the_text(text, unit, letters):
    assert (asked(text).unit, asked(text).letters) == (unit, letters)


def test_a_choice_is_compared_as_text_since_equal_values_may_be_different_choices():
    assert grade(question("1/2", "1/2", "2/4"), "1/2") == 1
    assert grade(question("1/2", "1/2", "2/4"), "2/4") == 0
    with pytest.raises(NotAChoiceError):
        grade(question("1/2", "1/2", "2/4"), "0.5")


def test_any_text_gets_a_verdict_or_a_sentence():
    rng = random.Random(7)
    signs = (
        "0123456789" * 2
        + ".,'/+-−()%$ xcm=:;²⁴√½\u200b\u202e٫٬٣१⑯Ⅳ°\u0301\x00\u20e3e^×원\U0001f51f"
    )
    for _ in range(3000):
        typed = "".join(rng.choices(signs, k=rng.choice([1, 2, 3, 5, 8, 40])))
        try:
            assert grade(rng.choice(TYPED), typed) in (0, 1)
        except AskAgainError as err:
            assert str(ASK_AGAIN[err.sentence]) % err.values


def written(value: Fraction) -> dict[str, str]:
    """A value as the world writes it; the keys are the hands that write so."""
    whole, _, part = f"{float(abs(value)):.10f}".rstrip("0").partition(".")
    sign, point, comma = "-" if value < 0 else "", f".{part}" if part else "", ""
    comma = f",{part}" if part else ""
    ways = {
        "point": f"{sign}{whole}{point}",
        "comma": f"{sign}{whole}{comma}",
        "book": f"−{whole}{point}" if sign else f"{whole}{point}",
        "equals": f"= {sign}{whole}{point}",
        "blanks": f" {sign} {whole}{point} ",
        "full width": "".join(chr(ord(char) + 0xFEE0) for char in f"{sign}{whole}{point}"),
        "Arabic": sign + whole.translate({ord("0") + n: 0x660 + n for n in range(10)}) +
        (f"٫{part}" if part else ""),
        "pasted": f"\u200e{sign}{whole}{point}\u200b",
    }  # fmt: skip
    if len(whole) > 3:
        grouped = f"{int(whole):,}"
        ways |= {
            "American": f"{sign}{grouped}{point}",
            "French": f"{sign}{grouped.replace(',', chr(0x202F))}{comma}",
            "Swiss": f"{sign}{grouped.replace(',', '’')}{point}",
        }
    if part and whole == "0":
        ways |= {"short": f"{sign}{point}", "short comma": f"{sign}{comma}"}
    if part:
        ways["fraction"] = f"{sign}{abs(value).numerator}/{value.denominator}"
    return ways


def verdict(asked_for: Question, typed: str) -> str:
    try:
        return "right" if grade(asked_for, typed) else "wrong"
    except AskAgainError:
        return "asked"


def test_each_answer_of_the_bank_is_right_in_every_hand():
    for item in TYPED:
        for hand, typed in written(Fraction(item.answer)).items():
            assert verdict(item, typed) == "right", (item.question, hand, typed)


def test_no_wrong_value_is_right_in_any_hand():
    """Slips that children make: one off, a place off, the sign, two digits swapped, a digit twice.

    A thousandth of a whole answer is left out: nobody answers 44 × 28 with 1,232 and means 1.232.
    """
    for item in TYPED:
        answer = Fraction(item.answer)
        digits = item.answer.lstrip("-")
        slips = {answer + 1, answer - 1, answer + Fraction(1, 10), 10 * answer, answer / 10}
        slips |= {100 * answer, answer / 100, 1000 * answer, -answer, 2 * answer, answer + 10}
        slips |= {Fraction(digits[::-1]), Fraction(digits[:1] + digits)}
        slips |= set() if answer.denominator == 1 else {answer / 1000}
        for slip in slips - {answer}:
            for hand, typed in written(slip).items():
                assert verdict(item, typed) != "right", (item.question, hand, typed)
