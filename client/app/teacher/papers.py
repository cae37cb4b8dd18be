"""Test papers of a class: made from topics, sat whole, with what was expected beside the result."""

import random
import uuid
from collections.abc import Iterable
from typing import NamedTuple

import sqlalchemy as sa
from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext

from ..bank.questions import QuestionBank
from ..database import db
from ..student.papers import Expected, expected
from ..web.language import current as language
from .assignments import (
    LASTS,
    MOST_DAYS,
    chosen_topics,
    day_of,
    pupils_of_class,
    topics_by_grade,
)
from .classes import own_class
from .spreadsheet import as_csv

bp = Blueprint("class_papers", __name__, url_prefix="/teach/<class_id>/papers")

COUNTS = (5, 10, 15, 20)
MOST_TITLE = 60


class Sat(NamedTuple):
    """A pupil and a paper; `right` is None until it is handed in."""

    user_id: str
    nickname: str
    has_begun: bool
    expected: Expected | None
    right: int | None


def choose(bank: QuestionBank, tags: Iterable[str], count: int, seed: str) -> list[str]:
    """So many kinds of these topics, as many of each as possible, the lowest grade first."""
    chance = random.Random(seed)
    piles = [chance.sample(bank.items_of[tag], len(bank.items_of[tag])) for tag in sorted(tags)]
    chance.shuffle(piles)
    chosen: list[str] = []
    while len(chosen) < count and any(piles):
        for pile in piles:
            if pile and len(chosen) < count and (item := pile.pop()) not in chosen:
                chosen.append(item)
    return sorted(chosen, key=lambda item: (bank[item].grade, bank[item].KnowledgeTag, item))


@bp.get("")
@own_class
def show():
    return _page()


@bp.post("")
@own_class
def make():
    bank = current_app.extensions["questions"]
    title = " ".join(request.form.get("title", "").split())[:MOST_TITLE]
    chosen = chosen_topics()
    count, first, last = request.form.get("count", ""), day_of("first_day"), day_of("last_day")
    if not title:
        return _page(gettext("Please give the test a name.")), 422
    if not chosen:
        return _page(gettext("Please choose a topic, or a grade.")), 422
    if count not in map(str, COUNTS):
        return _page(gettext("Please choose how many questions.")), 422
    if first is None or last is None or not 0 <= (last - first).days <= MOST_DAYS:
        return _page(gettext("Please give a first and a last day, in this order.")), 422
    paper_id = request.form.get("paper_id", "")
    if len(paper_id) != 32 or not paper_id.isalnum():
        return _page(gettext("Please try again.")), 422
    row = {
        "id": paper_id, "class_id": g.classroom.id, "title": title,
        "kinds": choose(bank, chosen, int(count), paper_id), "first_day": first, "last_day": last,
        "created_at": db.now(),
    }  # fmt: skip

    def store(connection: sa.Connection) -> None:
        there = sa.select(db.papers.c.id).where(db.papers.c.id == paper_id)
        if connection.scalar(there) is None:
            connection.execute(db.papers.insert().values(row))

    db.write(current_app.extensions["engine"], store)
    flash(gettext("The test is made. Pupils find it on their practice page."))
    return redirect(url_for("class_papers.one", class_id=g.classroom.id, paper_id=paper_id), 303)


@bp.get("/<paper_id>")
@own_class
def one(paper_id: str):
    paper = _paper(paper_id)
    bank = current_app.extensions["questions"]
    sat = results(paper)
    return render_template(
        "teacher/paper.html", classroom=g.classroom, paper=paper, sat=sat, bank=bank,
        done=[pupil for pupil in sat if pupil.right is not None],
        questions=[
            (bank.wording(item, 0, language()), bank[item].KnowledgeTag, shares)
            for item, shares in _shares(paper) if item in bank
        ],
    )  # fmt: skip


@bp.get("/<paper_id>/results.csv")
@own_class
def table(paper_id: str):
    paper = _paper(paper_id)
    header = [gettext("Pupil"), gettext("Expected"), gettext("From"), gettext("To"),
              gettext("Right"), gettext("Of")]  # fmt: skip
    rows = [
        [pupil.nickname, *(pupil.expected or (None, None, None)), pupil.right, len(paper.kinds)]
        for pupil in results(paper)
    ]
    return as_csv(paper.title, header, rows)


def results(paper: sa.Row) -> list[Sat]:
    """Every pupil of the class at a paper."""
    query = sa.select(db.paper_sittings).where(db.paper_sittings.c.paper_id == paper.id)
    engine = current_app.extensions["engine"]
    rows = db.read(engine, lambda connection: connection.execute(query).all())
    of = {row.userID: row for row in rows}
    told = []
    for pupil in pupils_of_class():
        row = of.get(pupil.userID)
        before = expected(row.questions) if row else None
        told.append(
            Sat(pupil.userID, pupil.nickname, row is not None, before, row.right if row else None)
        )
    return told


def _shares(paper: sa.Row) -> list[tuple[str, tuple[int, int]]]:
    """Of each question of a paper: how many have it right, of how many who handed in."""
    query = sa.select(db.paper_sittings.c.questions).where(
        db.paper_sittings.c.paper_id == paper.id, db.paper_sittings.c.done_at.is_not(None)
    )
    c = db.interactions.c

    def look(connection: sa.Connection) -> list[tuple[str, int]]:
        events = [one["event_id"] for row in connection.execute(query).scalars() for one in row]
        given = sa.select(c.assessmentItemID, c.answerCode).where(c.event_id.in_(events))
        return [(item, code) for item, code in connection.execute(given)]

    found = db.read(current_app.extensions["engine"], look)
    return [
        (item, (sum(code for it, code in found if it == item), sum(it == item for it, _ in found)))
        for item in paper.kinds
    ]


def _paper(paper_id: str) -> sa.Row:
    mine = (db.papers.c.id == paper_id) & (db.papers.c.class_id == g.classroom.id)
    query = sa.select(db.papers).where(mine)
    engine = current_app.extensions["engine"]
    row = db.read(engine, lambda connection: connection.execute(query).first())
    if row is None:
        abort(404)
    return row


def _page(problem: str = "") -> str:
    today = db.now().astimezone().date()
    c = db.papers.c
    query = (
        sa.select(
            c.id, c.title, c.first_day, c.last_day,
            sa.func.count(db.paper_sittings.c.done_at).label("done"),
        )
        .outerjoin(db.paper_sittings, db.paper_sittings.c.paper_id == c.id)
        .where(c.class_id == g.classroom.id)
        .group_by(c.id)
        .order_by(c.created_at.desc())
    )  # fmt: skip
    engine = current_app.extensions["engine"]
    rows = db.read(engine, lambda connection: connection.execute(query).all())
    return render_template(
        "teacher/papers.html", classroom=g.classroom, problem=problem, papers=rows,
        by_grade=topics_by_grade(), chosen=request.values.getlist("tag"), counts=COUNTS,
        title=request.form.get("title", ""), paper_id=uuid.uuid4().hex,
        bank=current_app.extensions["questions"],
        pupils=len(pupils_of_class()),
        first_day=request.form.get("first_day") or today.isoformat(),
        last_day=request.form.get("last_day") or (today + LASTS).isoformat(),
    )  # fmt: skip
