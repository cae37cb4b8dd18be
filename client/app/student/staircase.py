"""Which question comes next where no service says it: a staircase over the grades.

A new student begins at the grade they named, else in the lower middle, and goes up a grade with
each right answer and down with each wrong one, until both have happened. From there on two right
answers in a row lead a grade up, two wrong ones a grade down. After a miss comes an easier question
of the same topic, and the missed one again, with other numbers, after three others. Within a grade
the topics take turns. No step is larger than a grade, and nothing is drawn at random.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ..bank.questions import Question, QuestionBank

PLACING = 12
"""Questions until a new student is placed, at most."""
IN_A_ROW = 2
AGAIN_AFTER, AGAIN_LATER = 3, 10
"""Others between a miss and its return; and where it was missed again."""
APART = 3
"""Others before a question comes again at all."""


class Given(NamedTuple):
    """An answer: to which item, and whether it was right without help."""

    item: str
    right: bool


class Choice(NamedTuple):
    """A question and why it was chosen, in the words of the service's `why`."""

    question: Question
    why: str
    because: dict


def choose(
    bank: QuestionBank,
    given: Sequence[Given],
    named: int | None = None,
    topics: Sequence[str] = (),
) -> Choice:
    """The next question for a student's answers, oldest first.

    Args:
        named: the grade that the student named at sign-up.
        topics: what they chose to practise, or a teacher assigned.
    """
    given = [answer for answer in given if answer.item in bank]
    grade, placing = standing(bank, given, named)
    recent = [answer.item for answer in given[-APART:]]
    if there := [topic for topic in topics if topic in bank.items_of]:
        return _of_topics(bank, given, recent, there)
    if not placing and (again := _missed(bank, given, grade)):
        return Choice(bank[again], "again", {"item": again, "tag": bank[again].KnowledgeTag})
    if given and not given[-1].right and not placing:
        last = bank[given[-1].item]
        easier = [
            item
            for item in bank.items_of[last.KnowledgeTag]
            if item < last.assessmentItemID and item not in recent
        ]
        if easier and last.grade <= grade:
            return Choice(bank[easier[-1]], "easier", {"tag": last.KnowledgeTag})
    grade = _within_a_step(bank, given, grade)
    why = "placement" if placing else "practice"
    return Choice(_of_grade(bank, given, recent, grade), why, {"grade": grade})


def standing(bank: QuestionBank, given: Sequence[Given], named: int | None) -> tuple[int, bool]:
    """The grade that the answers lead to, and whether the student is still being placed."""
    grades = bank.grades
    at = (len(grades) - 1) // 4
    if named is not None:
        at = max((n for n, grade in enumerate(grades) if grade <= named), default=0)
    placing, went, run = True, set(), 0
    for number, answer in enumerate(given, start=1):
        asked = bank[answer.item].grade
        step = 1 if answer.right and asked >= grades[at] else 0
        step = -1 if not answer.right and asked <= grades[at] else step
        if placing:
            is_at_end = not 0 <= at + step < len(grades)
            went.add(step)
            placing = not ({1, -1} <= went or is_at_end) and number < PLACING
        else:
            run = step if step * run <= 0 else run + step
            if abs(run) < IN_A_ROW:
                continue
            run = 0
        at = min(max(at + step, 0), len(grades) - 1)
    return grades[at], placing


def _within_a_step(bank: QuestionBank, given: Sequence[Given], grade: int) -> int:
    """The grade next to the last question's that is nearest to the one aimed at."""
    if not given:
        return grade
    at = bank.grades.index(bank[given[-1].item].grade)
    return min(bank.grades[max(at - 1, 0) : at + 2], key=lambda near: abs(near - grade))


def _missed(bank: QuestionBank, given: Sequence[Given], grade: int) -> str | None:
    """The question missed longest ago that is due again."""
    near = bank[given[-1].item].grade if given else grade
    for number, answer in enumerate(given):
        later = given[number + 1 :]
        if answer.right or any(other.item == answer.item for other in later):
            continue
        was_missed = any(one.item == answer.item and not one.right for one in given[:number])
        due = AGAIN_LATER if was_missed else AGAIN_AFTER
        asked = bank[answer.item].grade
        if len(later) >= due and asked <= grade and abs(asked - near) <= 1:
            return answer.item
    return None


def _of_topics(
    bank: QuestionBank, given: Sequence[Given], recent: Sequence[str], topics: Sequence[str]
) -> Choice:
    """Of the topics' questions one that is missed, else the one answered longest ago."""
    items = [item for topic in topics for item in bank.items_of[topic]]
    last = {answer.item: (number, answer.right) for number, answer in enumerate(given)}
    missed = [item for item in items if item in last and not last[item][1] and item not in recent]
    if missed:
        oldest = min(missed, key=lambda item: last[item][0])
        return Choice(bank[oldest], "again", {"item": oldest, "tag": bank[oldest].KnowledgeTag})
    item = min(items, key=lambda item: last.get(item, (-1, False))[0])
    return Choice(bank[item], "assigned", {"tag": bank[item].KnowledgeTag})


def _of_grade(
    bank: QuestionBank, given: Sequence[Given], recent: Sequence[str], grade: int
) -> Question:
    """Of the grade's topics the one practised least, of its questions the one longest ago."""
    last = {answer.item: number for number, answer in enumerate(given)}
    counts: dict[str, int] = {}
    for answer in given:
        tag = bank[answer.item].KnowledgeTag
        counts[tag] = counts.get(tag, 0) + 1
    just_now = [bank[answer.item].KnowledgeTag for answer in given[-1:]]
    of_grade = [question for question in bank.values() if question.grade == grade]

    def order(question: Question) -> tuple:
        tag, item = question.KnowledgeTag, question.assessmentItemID
        return item in recent, tag in just_now, counts.get(tag, 0), last.get(item, -1)

    return min(of_grade, key=order)
