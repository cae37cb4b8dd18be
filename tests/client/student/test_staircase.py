"""Without a service: one grade a step, what was missed again, never at random."""

import random
from itertools import pairwise

import pytest

from client.app.bank.questions import Question, QuestionBank
from client.app.student.staircase import Given, choose, standing

GRADES, TAGS, KINDS = range(1, 10), "ab", range(1, 5)


@pytest.fixture(scope="module")
def bank() -> QuestionBank:
    """Nine grades with two topics of four questions each, the easy ones first."""
    return QuestionBank(
        [
            Question(f"{grade}{tag}{kind}", "", f"{grade}{tag}", f"{grade}{tag}", grade, "?", (),
                     "1", "")
            for grade in GRADES for tag in TAGS for kind in KINDS
        ]
    )  # fmt: skip


def practise(bank, is_right, count: int, named=None, topics=()) -> list[tuple[str, bool]]:
    given: list[Given] = []
    for _ in range(count):
        question = choose(bank, given, named, topics).question
        given.append(Given(question.assessmentItemID, is_right(question.grade)))
    return given


def grades(bank, given) -> list[int]:
    return [bank[answer.item].grade for answer in given]


def learner(grade: int, seed: int):
    """Right nearly always below a grade, seldom above it."""
    rng = random.Random(seed)
    chances = {-2: 0.95, -1: 0.9, 0: 0.65, 1: 0.3}
    return lambda asked: rng.random() < chances.get(max(asked - grade, -2), 0.05)


def test_who_is_always_right_is_at_the_top_within_ten_questions(bank):
    met = grades(bank, practise(bank, lambda _grade: True, 12))
    assert met[:7] == [3, 4, 5, 6, 7, 8, 9] and set(met[7:]) == {9}


def test_who_is_always_wrong_stays_at_the_bottom(bank):
    met = grades(bank, practise(bank, lambda _grade: False, 40))
    assert met[:3] == [3, 2, 1] and set(met[2:]) == {1}


@pytest.mark.parametrize("named", [None, 2, 7])
@pytest.mark.parametrize("grade", [1, 4, 8])
def test_no_step_is_larger_than_a_grade_and_nobody_is_led_away(bank, grade, named):
    for seed in range(10):
        met = grades(bank, practise(bank, learner(grade, seed), 60, named))
        assert max(abs(one - two) for one, two in pairwise(met)) <= 1
        late = met[30:]
        assert abs(sum(late) / len(late) - grade) <= 1.6


def test_the_grade_that_was_named_comes_first(bank):
    assert choose(bank, [], named=7).question.grade == 7
    assert choose(bank, [], named=12).question.grade == 9


def test_what_was_missed_comes_back_within_five_questions_and_never_at_once(bank):
    for seed in range(10):
        given = practise(bank, learner(4, seed), 60)
        items = [answer.item for answer in given]
        assert all(items[n] not in items[max(n - 3, 0) : n] for n in range(len(items)))
    placed = [Given("3a1", True), Given("4a1", False)]  # up and down: placed at 3
    given = [*placed, Given("3b2", False)]
    while len(given) < 8:
        given.append(Given(choose(bank, given).question.assessmentItemID, right=True))
    assert [answer.item for answer in given].index("3b2", 3) == 6  # after three others


def test_after_a_miss_comes_an_easier_question_of_the_topic(bank):
    given = [Given("3a1", True), Given("4a1", False), Given("3a3", False)]
    choice = choose(bank, given)
    assert (choice.question.assessmentItemID, choice.why) == ("3a2", "easier")


def test_topics_of_a_grade_take_turns(bank):
    given = [*practise(bank, lambda grade: grade < 4, 2), Given("3a1", True)]
    tags = []
    for _ in range(4):
        question = choose(bank, given).question
        tags.append(question.KnowledgeTag)
        given.append(Given(question.assessmentItemID, len(tags) % 2 == 0))
    assert len(set(tags)) > 1


def test_a_topic_that_was_chosen_is_kept_and_what_was_missed_in_it_comes_back(bank):
    given = practise(bank, lambda _grade: False, 12, topics=["6b"])
    assert {bank[answer.item].KnowledgeTag for answer in given} == {"6b"}
    assert [answer.item for answer in given[:4]] == ["6b1", "6b2", "6b3", "6b4"]
    assert choose(bank, given, topics=["6b"]).why == "again"


def test_help_does_not_lift_the_level(bank):
    """A right answer with help is given as not right without it."""
    assert standing(bank, [Given("3a1", False)], None) == (2, True)


def test_the_same_answers_lead_to_the_same_question(bank):
    given = practise(bank, learner(5, 1), 20)
    assert choose(bank, given) == choose(bank, given)
