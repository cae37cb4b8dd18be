"""Test papers: sat whole, on one page, without help; what was expected before stands beside it.

When a pupil begins, each question gets its variant, the id of its answer and the chance that was
predicted before. Nothing is stored of the answers until the paper is handed in: then all at once,
as answers like any other, so that the model learns from them.
"""

import math
import uuid
from datetime import timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import (
    Blueprint,
    abort,
    current_app,
    g,
    redirect,
    render_template,
    request,
    url_for,
)

from ..accounts.auth import signed_in
from ..bank.display import choice_keys
from ..bank.grading import AskAgainError, grade
from ..bank.questions import QuestionBank
from ..bank.wording import Wording
from ..database import db
from ..database.db import paper_sittings, papers, students
from ..web.language import LANGUAGES
from ..web.language import current as language
from ..web.texts import ASK_AGAIN
from . import answers, forecasts
from .asking import next_variant

bp = Blueprint("papers", __name__, url_prefix="/papers")

LONGEST = timedelta(hours=12)
"""A paper may be handed in for so long after it was begun, also when its last day is over."""
Z80 = 1.28


class Expected(NamedTuple):
    """How many questions of a paper would be right: the sum of their chances, and the bounds that
    chance alone keeps it within in 80 of 100 papers."""

    value: float
    low: float
    high: float


def expected(questions: list[dict[str, Any]]) -> Expected | None:
    """What was predicted of a sitting's questions; None where nothing was."""
    chances = [one["p"] for one in questions]
    if not chances or None in chances:
        return None
    value = sum(chances)
    away = Z80 * math.sqrt(sum(p * (1 - p) for p in chances))
    return Expected(value, max(0.0, value - away), min(len(chances), value + away))


class Asked(NamedTuple):
    """A question of a paper, as this pupil is asked it."""

    place: int
    item: str
    wording: Wording
    keys: tuple[str, ...]
    keypad: str | None


@bp.get("/<paper_id>")
@signed_in
def show(paper_id: str):
    """Before: what waits. Under way: all its questions. After: the result."""
    paper, sitting = _find(paper_id)
    if sitting is None:
        return render_template("student/paper_begin.html", paper=paper)
    if sitting.done_at is not None:
        return _result_page(paper, sitting)
    return _paper_page(paper, sitting)


@bp.post("/<paper_id>/begin")
@signed_in
def begin(paper_id: str):
    paper, sitting = _find(paper_id)
    here = redirect(url_for("papers.show", paper_id=paper_id), 303)
    if sitting is not None:
        return here
    app = current_app.extensions
    forecasts.refresh_if_behind(app["engine"], app["predictor"], g.user_id)
    bank: QuestionBank = app["questions"]

    def store(connection: sa.Connection) -> None:
        mine = (paper_sittings.c.paper_id == paper_id) & (paper_sittings.c.userID == g.user_id)
        if connection.execute(sa.select(paper_sittings.c.paper_id).where(mine)).first():
            return  # two clicks
        forecast = forecasts.latest(connection, g.user_id)
        questions = [
            {
                "item": item,
                "variant": next_variant(bank, item, *answers.meetings(connection, g.user_id, item)),
                "event_id": str(uuid.uuid4()),
                "p": forecast.probability(item) if forecast else None,
            }
            for item in paper.kinds if item in bank
        ]  # fmt: skip
        row = {
            "paper_id": paper_id, "userID": g.user_id, "questions": questions,
            "model_version": forecast.model_version if forecast else None, "begun_at": db.now(),
        }  # fmt: skip
        connection.execute(paper_sittings.insert().values(row))

    db.write(app["engine"], store)
    return here


@bp.post("/<paper_id>/hand-in")
@signed_in
def hand_in(paper_id: str):
    """Take all answers at once; what is not clear, or not answered, comes back first."""
    paper, sitting = _find(paper_id)
    here = redirect(url_for("papers.show", paper_id=paper_id), 303)
    if sitting is None or sitting.done_at is not None:
        return here
    shown_in = request.form.get("language", "")
    shown_in = shown_in if shown_in in LANGUAGES else language()
    typed = [
        request.form.get(f"response_{place}", "").strip()[:200]
        for place in range(len(sitting.questions))
    ]
    codes, problems = [], {}
    for one, response in zip(_asked(sitting, shown_in), typed, strict=True):
        try:
            codes.append(grade(one.wording, response) if response else 0)
        except AskAgainError as err:
            problems[one.place] = str(ASK_AGAIN[err.sentence]) % err.values
    blank = typed.count("")
    if problems or (blank and "anyway" not in request.form):
        return _paper_page(paper, sitting, typed, problems, blank), 422
    app = current_app.extensions
    elapsed_s = (db.now() - db.as_utc(sitting.begun_at)).total_seconds() / max(len(codes), 1)

    def store(connection: sa.Connection) -> None:
        for one, response, code in zip(sitting.questions, typed, codes, strict=True):
            answers.record(
                connection, event_id=one["event_id"], user_id=g.user_id,
                question=app["questions"][one["item"]], response=response, answer_code=code,
                elapsed_s=round(elapsed_s, 3), predicted=one["p"],
                model_version=sitting.model_version if one["p"] is not None else None,
                variant=one["variant"], language=shown_in, hints=0, gave_up=not response,
            )  # fmt: skip
        mine = (paper_sittings.c.paper_id == paper_id) & (paper_sittings.c.userID == g.user_id)
        open_ = mine & paper_sittings.c.done_at.is_(None)
        connection.execute(
            paper_sittings.update().where(open_).values(done_at=db.now(), right=sum(codes))
        )

    db.write(app["engine"], store)
    forecasts.refresh(app["engine"], app["predictor"], g.user_id)
    return here


def _find(paper_id: str) -> tuple[sa.Row, sa.Row | None]:
    """A paper of the pupil's class and their sitting; 404 where they may not see it."""

    def look(connection: sa.Connection) -> tuple[sa.Row | None, sa.Row | None]:
        mine = (
            sa.select(papers)
            .join(students, students.c.class_id == papers.c.class_id)
            .where(papers.c.id == paper_id, students.c.userID == g.user_id)
            .where(students.c.left_at.is_(None))
        )
        sat = sa.select(paper_sittings).where(
            paper_sittings.c.paper_id == paper_id, paper_sittings.c.userID == g.user_id
        )
        return connection.execute(mine).first(), connection.execute(sat).first()

    paper, sitting = db.read(current_app.extensions["engine"], look)
    if paper is None:
        abort(404)
    today = db.now().astimezone().date()
    is_open = paper.first_day <= today <= paper.last_day
    begun = sitting is not None and (
        sitting.done_at is not None or db.now() - db.as_utc(sitting.begun_at) <= LONGEST
    )
    if not is_open and not begun:
        abort(404)
    return paper, sitting


def _asked(sitting: sa.Row, in_language: str) -> list[Asked]:
    bank: QuestionBank = current_app.extensions["questions"]
    keypads = current_app.extensions["keypads"]
    found = []
    for place, one in enumerate(sitting.questions):
        wording = bank.wording(one["item"], one["variant"], in_language)
        tag = bank[one["item"]].KnowledgeTag
        found.append(Asked(place, one["item"], wording, choice_keys(wording), keypads.get(tag)))
    return found


def _paper_page(
    paper: sa.Row, sitting: sa.Row, typed: list[str] | None = None,
    problems: dict[int, str] | None = None, blank: int = 0,
) -> str:  # fmt: skip
    return render_template(
        "student/paper.html", paper=paper, asked=_asked(sitting, language()),
        typed=typed or [""] * len(sitting.questions), problems=problems or {}, blank=blank,
    )  # fmt: skip


def _result_page(paper: sa.Row, sitting: sa.Row) -> str:
    events = [one["event_id"] for one in sitting.questions]
    query = sa.select(db.interactions).where(db.interactions.c.event_id.in_(events))
    engine = current_app.extensions["engine"]
    rows = db.read(engine, lambda connection: connection.execute(query).all())
    given = {row.event_id: row for row in rows}
    asked = _asked(sitting, language())
    return render_template(
        "student/paper_result.html", paper=paper, sitting=sitting,
        expected=expected(sitting.questions),
        asked=[(one, given[event]) for one, event in zip(asked, events, strict=True)],
    )  # fmt: skip
