"""The keys of choices, and the keypad a phone shows."""

import re

import pytest

from client.app.bank.display import ANY, DECIMAL, choice_keys, keypads
from client.app.bank.questions import Question, QuestionBank, load_questions
from client.app.settings import QUESTIONS

BANK = load_questions(QUESTIONS)


def question(*choices: str, answer: str = "", tag: str = "1", item: str = "A1") -> Question:
    return Question(item, "T1", tag, "Tag", 3, "What?", choices, answer, "Because.")


@pytest.mark.parametrize(
    ("choices", "keys"),
    [
        (("19", "8", "16", "17"), "ABCD"),
        (("36 cm", "10 cm"), "AB"),
        (("right angle", "acute angle"), "12"),
        (("B", "A", "D", "C"), "1234"),
        (("a¹⁰", "2a¹⁰"), "PQ"),
        (("at x = 1", "x = 2"), "PQ"),
        (("ant", "pig", "kid", "1"), ""),
        (tuple(str(n) for n in range(20)), ""),
        ((), ""),
    ],
)
def test_keys_are_letters_unless_a_choice_begins_with_one_of_them(choices, keys):
    assert "".join(choice_keys(question(*choices))) == keys


def test_every_choice_of_the_bank_has_a_key_and_no_choice_begins_with_one():
    chosen = [item for item in BANK.values() if item.choices]
    assert len(chosen) == 309
    for item in chosen:
        keys = choice_keys(item)
        assert len(set(keys)) == 4
        assert not any(choice.upper().startswith(keys) for choice in item.choices)
    assert sum(choice_keys(item) == ("A", "B", "C", "D") for item in chosen) >= 200


def test_a_phone_gets_the_number_keypad_where_no_answer_of_the_topic_needs_more():
    pads = keypads(
        QuestionBank([
            question(answer="5", tag="whole", item="A1"),
            question(answer="0.5", tag="whole", item="A2"),
            question(answer="5", tag="signed", item="A3"),
            question(answer="-5", tag="signed", item="A4"),
            question(answer="1/2", tag="fraction", item="A5"),
            question("1", "2", answer="2", tag="choice", item="A6"),
        ])
    )  # fmt: skip
    assert pads == {"whole": DECIMAL, "signed": ANY, "fraction": ANY}


def test_the_keypad_of_a_question_does_not_give_its_sign_away():
    pads = keypads(BANK)
    for item in BANK.values():
        if not item.choices and re.match("-", item.answer):
            others = [one for one in BANK.values() if one.KnowledgeTag == item.KnowledgeTag]
            assert any(not one.choices and not one.answer.startswith("-") for one in others)
            assert pads[item.KnowledgeTag] == ANY
    assert sorted(pads.values()).count(DECIMAL) >= 30


def test_a_page_shows_keys_and_keypad(student):
    html = student.get("/practice").text
    assert [*re.findall(r"<kbd>(\w)</kbd>", html)] == ["P", "Q", "R", "S"] or "data-key" in html
    student.answer("6/9")
    assert 'inputmode="decimal"' in student.get("/practice").text  # times tables
