"""What an answer was worth: right or not, why, and what the model says now.

An answer of before shows the figures of its own day; what is known of each topic, and what comes
next, belongs to the newest one.
"""

from typing import NamedTuple

import sqlalchemy as sa
from flask import Blueprint, abort, current_app, g, render_template

from ..accounts.auth import signed_in
from ..database import db
from ..web.language import current as language
from . import answers, asking, assigned, forecasts, mastery, sittings
from .choose import by_topic, suggestions
from .forecasts import Forecast
from .forms import is_event_id
from .why import why_sentence

bp = Blueprint("feedback", __name__)

MASTERY_SHOWN = 4
NEXT_SHOWN = 3


class Looked(NamedTuple):
    """What the database says of one answer. `number` counts the student's answers up to it."""

    given: sa.Row
    number: int
    newest: list[sa.Row]
    forecast: Forecast | None
    figures: sa.Row | None
    tallies: dict[str, tuple[int, int]]
    sitting: list[sa.Row]
    assigned: list[str]


@bp.get("/answered/<event_id>")
@signed_in
def show(event_id: str):
    if not is_event_id(event_id):
        abort(404)
    app = current_app.extensions
    topic = asking.chosen_topic()
    forecasts.refresh_if_behind(app["engine"], app["predictor"], g.user_id, topic)
    looked = db.read(app["engine"], lambda connection: _look(connection, event_id))
    given, bank = looked.given, app["questions"]
    is_newest = looked.newest[0].id == given.id
    forecast = looked.forecast
    if forecast is not None and forecast.answered < looked.number:
        forecast = None  # made before this answer: to be asked for again
    answered = [row.assessmentItemID for row in looked.newest[::-1]]
    wanted = [topic] if topic else looked.assigned
    following = by_topic(bank, suggestions(bank, forecast, answered, wanted)) if is_newest else []
    tags = (given.KnowledgeTag or "").split(";")
    known = mastery.topics(bank, forecast, looked.tallies, language())
    item = given.assessmentItemID
    wording = bank.wording(item, given.variant, given.language) if item in bank else None
    is_right = given.answerCode == 1
    return render_template(
        "student/answered.html",
        given=given,
        wording=wording,
        mistake="" if is_right or not wording else wording.mistake(given.response or ""),
        figures=looked.figures,
        pending=is_newest and looked.figures is None,
        is_newest=is_newest,
        grades=bank.grades,
        topics=_near(known, tags) if is_newest and forecast else [],
        tags=tags,
        following=[
            {**row, "sentence": why_sentence(bank, row["why"], row.get("because") or {})}
            for row in following[:NEXT_SHOWN]
        ],
        bank=bank,
        is_full=is_newest and sittings.is_full(len(looked.sitting)),
    )


def _look(connection: sa.Connection, event_id: str) -> Looked:
    given = answers.find(connection, event_id)
    if given is None or given.userID != g.user_id:
        abort(404)
    number, _right = answers.tally(connection, g.user_id, up_to=given.id)
    newest = list(answers.newest(connection, g.user_id, asking.RECENT))
    figures = forecasts.figures(connection, g.user_id, 1, up_to=number)
    return Looked(
        given=given,
        number=number,
        newest=newest,
        forecast=forecasts.latest(connection, g.user_id),
        figures=figures[0] if figures and figures[0].answered == number else None,
        tallies=answers.by_tag(connection, g.user_id),
        sitting=sittings.current(newest, db.now()),
        assigned=assigned.topics(connection, g.user_id),
    )


def _near(known: dict[str, mastery.Topic], tags: list[str]) -> list[mastery.Topic]:
    """The topics just practised first, then those practised most."""
    met = [topic for topic in known.values() if topic.answered]
    met.sort(key=lambda topic: (topic.tag not in tags, -topic.answered))
    return met[:MASTERY_SHOWN]
