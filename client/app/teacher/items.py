"""The questions a class met: share right, time, discrimination, and the mistakes behind answers."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from flask import Blueprint, current_app, g, render_template, request
from flask_babel import gettext

from ..bank.questions import QuestionBank
from ..bank.wording import Wording
from ..database import db
from ..web.language import current as language
from .classes import own_class
from .spreadsheet import as_csv

bp = Blueprint("items", __name__, url_prefix="/teach/<class_id>/questions")

LOOKED_AT = timedelta(days=90)
MOST_ROWS = 20_000
FEW = 3
"""Answers below which a question is not judged."""
PUPILS = 8
"""Below so many pupils a correlation says nothing."""
MISTAKES = 3
SORTS = ("share", "answers", "discrimination", "seconds")


@dataclass(frozen=True)
class Mistake:
    """A wrong answer, how many gave it, and what they thought, where somebody foresaw it."""

    response: str
    count: int
    why: str


@dataclass(frozen=True)
class Met:
    """A question as a class met it. `discrimination`: the correlation of right answers with the
    pupil's share of right answers to all other questions (point-biserial), None for too few."""

    item: str
    tag: str
    wording: Wording
    answers: int
    pupils: int
    share: float
    seconds: float | None
    discrimination: float | None
    mistakes: list[Mistake]


@bp.get("")
@own_class
def show():
    sort = request.args.get("sort", "share")
    tag = request.args.get("tag", "")
    met = [one for one in _met() if not tag or one.tag == tag]
    met.sort(key=lambda one: _key(one, sort))
    bank = current_app.extensions["questions"]
    return render_template(
        "teacher/items.html", classroom=g.classroom, met=met, sort=sort, tag=tag, bank=bank
    )


@bp.get("/questions.csv")
@own_class
def table():
    bank = current_app.extensions["questions"]
    header = [gettext("Question"), gettext("Topic"), gettext("Answers"), gettext("Pupils"),
              gettext("Share right"), gettext("Seconds"), gettext("Discrimination"),
              gettext("Wrong answers")]  # fmt: skip
    rows = [
        [one.wording.question, bank.tag_name(one.tag, language()), one.answers, one.pupils,
         one.share, one.seconds, one.discrimination,
         "; ".join(f"{wrong.response} ({wrong.count})" for wrong in one.mistakes)]
        for one in _met()
    ]  # fmt: skip
    return as_csv(f"{g.classroom.name} {gettext('questions')}", header, rows)


def _met() -> list[Met]:
    engine = current_app.extensions["engine"]
    rows = db.read(engine, lambda connection: _rows(connection, g.classroom.id))
    return read(rows, current_app.extensions["questions"], language())


def read(rows: Sequence[sa.Row], bank: QuestionBank, language: str) -> list[Met]:
    """What answers of a class say of each question of the bank."""
    of_item: dict[str, list[sa.Row]] = defaultdict(list)
    of_user: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        of_user[row.userID][0] += 1
        of_user[row.userID][1] += row.answerCode
        if row.assessmentItemID in bank:
            of_item[row.assessmentItemID].append(row)
    found = []
    for item, answers in of_item.items():
        if len(answers) < FEW:
            continue
        times = [row.elapsed_s for row in answers if row.elapsed_s]
        found.append(
            Met(
                item=item,
                tag=bank[item].KnowledgeTag.split(";")[0],
                wording=bank.wording(item, 0, language),
                answers=len(answers),
                pupils=len({row.userID for row in answers}),
                share=sum(row.answerCode for row in answers) / len(answers),
                seconds=statistics.median(times) if times else None,
                discrimination=_discrimination(answers, of_user),
                mistakes=_mistakes(answers, bank, language),
            )
        )
    return found


def _discrimination(answers: Sequence[sa.Row], of_user: dict[str, list[int]]) -> float | None:
    own: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in answers:
        own[row.userID][0] += 1
        own[row.userID][1] += row.answerCode
    here, elsewhere = [], []
    for user, (count, right) in own.items():
        others = of_user[user][0] - count
        if others >= FEW:
            here.append(right / count)
            elsewhere.append((of_user[user][1] - right) / others)
    if len(here) < PUPILS or len(set(here)) == 1 or len(set(elsewhere)) == 1:
        return None
    return statistics.correlation(here, elsewhere)


def _mistakes(answers: Sequence[sa.Row], bank: QuestionBank, language: str) -> list[Mistake]:
    """The wrong answers given most; in another variant the same mistake gives another number, so
    they are counted by what was thought, where that is known."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for row in answers:
        if row.answerCode or not row.response:
            continue
        wording = bank.wording(row.assessmentItemID, row.variant, row.language)
        read_in = bank.wording(row.assessmentItemID, row.variant, language)
        why = read_in.mistake(row.response) or wording.mistake(row.response)
        counts[why or row.response] += 1
        shown.setdefault(why or row.response, row.response)
    return [
        Mistake(shown[key], count, key if key != shown[key] else "")
        for key, count in counts.most_common(MISTAKES)
    ]


def _rows(connection: sa.Connection, class_id: str) -> Sequence[sa.Row]:
    table, students = db.interactions.c, db.students.c
    query = (
        sa.select(table.userID, table.assessmentItemID, table.answerCode, table.elapsed_s,
                  table.response, table.variant, table.language)
        .join(db.students, students.userID == table.userID)
        .where(students.class_id == class_id, table.Timestamp > db.now() - LOOKED_AT)
        .order_by(table.id.desc())
        .limit(MOST_ROWS)
    )  # fmt: skip
    return connection.execute(query).all()


def _key(one: Met, sort: str) -> tuple[bool, float]:
    if sort == "answers":
        return False, -one.answers
    value = getattr(one, sort) if sort in SORTS else one.share
    return value is None, value or 0.0
