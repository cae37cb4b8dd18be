"""A class at a glance: pupils by topics, who needs help now, minutes and answers a week."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, current_app, g, render_template, request
from flask_babel import gettext

from ..bank.questions import QuestionBank
from ..database import db
from ..student import mastery
from ..web.language import current as language
from . import assignments, insight, stuck
from .classes import own_class
from .insight import Pupil
from .spreadsheet import as_csv

bp = Blueprint("board", __name__, url_prefix="/teach/<class_id>")

HELP_SHOWN = 8
LONGEST_S = 300.0
"""An answer that took longer counts so much of a pupil's time; somebody went away."""


@bp.get("")
@own_class
def show():
    bank = current_app.extensions["questions"]
    pupils = insight.of_class(g.classroom.id)
    known = {pupil.userID: pupil.topics(bank, language()) for pupil in pupils}
    tags = _columns(bank, pupils, show_all="all" in request.args)
    sort = request.args.get("sort", "")
    return render_template(
        "teacher/board.html",
        classroom=g.classroom,
        pupils=_in_order(pupils, known, sort),
        known=known,
        tags=tags,
        sort=sort,
        bank=bank,
        weakest=_weakest(bank, pupils, known),
        helps=stuck.help_now(pupils, bank, language(), db.now())[:HELP_SHOWN],
        quiet=stuck.quiet(pupils, db.now()),
        week={pupil.userID: week_of(pupil) for pupil in pupils},
        assigned=assignments.of_class(g.classroom.id),
    )


@bp.get("/board.csv")
@own_class
def table():
    bank = current_app.extensions["questions"]
    pupils = insight.of_class(g.classroom.id)
    tags = [tag for tag in bank.tags if tag in bank.items_of]
    header = [gettext("Pupil"), gettext("Level"), gettext("Answers this week"),
              gettext("Minutes this week"),
              *(bank.tag_name(tag, language()) for tag in tags)]  # fmt: skip
    rows = []
    for pupil in pupils:
        known, (answers, minutes) = pupil.topics(bank, language()), week_of(pupil)
        level = pupil.level["grade"] if pupil.level else None
        rows.append([pupil.nickname, level, answers, minutes, *(_cell(known[tag]) for tag in tags)])
    return as_csv(g.classroom.name, header, rows)


def week_of(pupil: Pupil) -> tuple[int, int]:
    """Answers, and minutes spent on them, in the last seven days."""
    since = db.now() - timedelta(days=7)
    rows = [row for row in pupil.newest if db.as_utc(row.Timestamp) >= since]
    seconds = sum(min(max(row.elapsed_s or 0.0, 0.0), LONGEST_S) for row in rows)
    return len(rows), round(seconds / 60)


def _cell(topic: mastery.Topic) -> str:
    if topic.p is None:
        return topic.word if topic.answered else ""
    return f"{topic.word} {round(100 * topic.p)}%"


def _columns(bank: QuestionBank, pupils: Sequence[Pupil], show_all: bool) -> list[str]:
    """The topics that somebody has tried, lowest grade first; all of them where asked for."""
    tried = {tag for pupil in pupils for tag in pupil.tallies}
    return [tag for tag in bank.tags if tag in bank.items_of and (show_all or tag in tried)]


def _in_order(
    pupils: Sequence[Pupil], known: dict[str, dict[str, mastery.Topic]], sort: str
) -> list[Pupil]:
    """By name; by level, the lowest first; or by a topic, who knows it least first."""

    def by_topic(pupil: Pupil) -> tuple[bool, float]:
        topic = known[pupil.userID].get(sort)
        if topic is None or not topic.answered:
            return True, 0.0
        return False, topic.p if topic.p is not None else topic.right / topic.answered

    if sort == "level":
        return sorted(pupils, key=lambda one: one.level["grade"] if one.level else 99.0)
    return sorted(pupils, key=by_topic) if sort else list(pupils)


def _weakest(
    bank: QuestionBank, pupils: Sequence[Pupil], known: dict[str, dict[str, mastery.Topic]]
) -> list[tuple[mastery.Topic, int, int]]:
    """Topics that many are still learning and get wrong: topic, who still learn it, who tried."""
    found = []
    for tag in _columns(bank, pupils, show_all=False):
        tried = [
            known[one.userID][tag] for one in pupils
            if known[one.userID][tag].answered >= mastery.ENOUGH
        ]  # fmt: skip
        learning = [topic for topic in tried if topic.state != "secure"]
        if len(tried) >= 2 and learning:
            wrong = sum(1 - topic.right / topic.answered for topic in learning)
            found.append((wrong, tried[0], len(learning), len(tried)))
    found.sort(key=lambda row: -row[0])
    return [(topic, learning, tried) for _wrong, topic, learning, tried in found[:3]]
