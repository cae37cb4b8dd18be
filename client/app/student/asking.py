"""A question's page: which one, in which variant, with how much help."""

import uuid
from typing import NamedTuple

import sqlalchemy as sa
from flask import current_app, g, render_template, request, session
from flask_babel import gettext

from ..bank.display import choice_keys
from ..bank.questions import Question, QuestionBank
from ..database import db
from ..web.language import current as language
from . import answers, assigned, forecasts, shown, sittings
from .assigned import Waiting
from .choose import choose
from .staircase import Given
from .why import why_sentence

RECENT = 300
"""Newest answers from which the sitting and the staircase are read."""
TOPIC, HELPED = "topic", "helped"
"""In the session: the topic that was chosen; the question helped with, and how often."""


class Page(NamedTuple):
    """What a question's page shows of the student; `number` is None where nobody could look."""

    number: int | None
    ten: list[sa.Row]
    """Answers of the ten under way, oldest first."""
    assigned: tuple[str, ...] = ()
    """Topics that a teacher chose."""
    papers: tuple[Waiting, ...] = ()
    """Tests that wait."""


def chosen_topic() -> str | None:
    """The topic that the student practises, None where the page chooses; `?topic=` changes it."""
    bank = current_app.extensions["questions"]
    if "topic" in request.args:
        session.pop(TOPIC, None)
        if request.args["topic"] in bank.items_of:
            session[TOPIC] = request.args["topic"]
    topic = session.get(TOPIC)
    return topic if topic in bank.items_of else None


def next_page(connection: sa.Connection, topic: str | None) -> str:
    """The page of the student's next question."""
    bank: QuestionBank = current_app.extensions["questions"]
    forecast = forecasts.latest(connection, g.user_id)
    count, _right = answers.tally(connection, g.user_id)
    newest = answers.newest(connection, g.user_id, RECENT)
    given = [
        Given(row.assessmentItemID, row.answerCode == 1 and not row.hints) for row in newest[::-1]
    ]
    is_current = forecast is not None and forecast.answered >= count
    named = forecasts.grade_of(connection, g.user_id)
    page = look(connection)
    topics = [topic] if topic else page.assigned
    question, why, because = choose(bank, forecast if is_current else None, given, named, topics)
    item = question.assessmentItemID
    last = answers.last_answered(connection, g.user_id).get(item, 0)
    variant = next_variant(bank, item, *answers.meetings(connection, g.user_id, item))
    event_id = str(uuid.uuid4())
    note = shown.seal(g.user_id, event_id, item, last, variant, language())
    sentence = why_sentence(bank, why, because)
    return question_page(question, event_id, note, page, why=sentence)


def next_variant(bank: QuestionBank, item: str, met: int, last: int | None) -> int:
    """Which variant a student meets who met the item that often, last in that variant.

    Students begin at different ones, so that neighbours see other numbers.
    """
    count = bank.variant_count(item)
    variant = (sum(f"{g.user_id}{item}".encode()) + met) % count
    return (variant + 1) % count if variant == last else variant


def look(connection: sa.Connection) -> Page:
    """What a question's page shows of the student who is signed in."""
    count, _right = answers.tally(connection, g.user_id)
    sitting = sittings.current(answers.newest(connection, g.user_id, RECENT), db.now())
    begun = len(sitting) % sittings.TEN
    topics = assigned.topics(connection, g.user_id)
    tests = tuple(assigned.waiting(connection, g.user_id))
    return Page(count + 1, sitting[len(sitting) - begun :], tuple(topics), tests)


def question_page(
    question: Question,
    event_id: str,
    note: str,
    page: Page,
    *,
    why="",
    typed="",
    problem=None,
    notice=None,
) -> str:
    """A question as its note says that it is shown."""
    bank: QuestionBank = current_app.extensions["questions"]
    seen = shown.unseal(note)
    wording = bank.wording(question.assessmentItemID, seen.variant, seen.language)
    topic = chosen_topic()
    return render_template(
        "student/practice.html",
        question=question,
        wording=wording,
        help=wording.help(seen.hints),
        help_label=_help_label(wording, seen.hints),
        keys=choice_keys(wording),
        keypad=current_app.extensions["keypads"].get(question.KnowledgeTag),
        event_id=event_id,
        shown=note,
        number=page.number,
        ten=page.ten,
        papers=page.papers,
        tag=question.KnowledgeTag.split(";")[0],
        topic=topic,
        assigned=[bank.tag_name(tag, language()) for tag in page.assigned],
        why=why,
        typed=typed,
        problem=problem,
        notice=notice,
    )


def _help_label(wording, hints: int) -> str:
    """What the button for more help says, "" where there is no more."""
    if hints >= wording.most_hints:
        return ""
    first = wording.hint and not hints
    return gettext("Show a hint") if first else gettext("Show the steps")


def remember_help(event_id: str, hints: int) -> None:
    """The browser's back button brings a page without the help; that it was seen stays known."""
    session[HELPED] = [event_id, hints]


def help_seen(event_id: str, hints: int) -> int:
    """How often help was shown with a question, by its note and by what is remembered."""
    helped, most = session.get(HELPED, ["", 0])
    return max(hints, most) if helped == event_id else hints
