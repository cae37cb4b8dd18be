"""One pupil of the class: level, topics and answers; a page that can be printed for parents."""

import sqlalchemy as sa
from flask import Blueprint, abort, current_app, g, render_template

from ..database import db
from ..student import answers, forecasts, history, progress
from ..web.language import current as language
from . import insight, stuck
from .board import week_of
from .classes import own_class
from .spreadsheet import as_csv

bp = Blueprint("report", __name__, url_prefix="/teach/<class_id>/pupil/<user_id>")

LAST_ANSWERS = 30
EXPORTED = 5_000


@bp.get("")
@own_class
def show(user_id: str):
    return render_template("teacher/pupil.html", **_facts(user_id))


@bp.get("/report")
@own_class
def printed(user_id: str):
    return render_template("teacher/report.html", **_facts(user_id))


@bp.get("/answers.csv")
@own_class
def table(user_id: str):
    pupil, engine = _pupil(user_id), current_app.extensions["engine"]
    rows = db.read(engine, lambda connection: answers.newest(connection, user_id, EXPORTED))
    header = ["Timestamp", "assessmentItemID", "KnowledgeTag", "response", "answerCode",
              "predicted", "elapsed_s", "hints", "gave_up"]  # fmt: skip
    cells = [
        [db.as_utc(row.Timestamp).isoformat(), *(getattr(row, name) for name in header[1:])]
        for row in rows
    ]
    return as_csv(pupil.nickname, header, cells)


def _pupil(user_id: str) -> insight.Pupil:
    found = insight.of_class(g.classroom.id, user_id)
    if not found:
        abort(404)
    return found[0]


def _facts(user_id: str) -> dict:
    bank = current_app.extensions["questions"]
    pupil = _pupil(user_id)

    def look(connection: sa.Connection):
        return (
            answers.newest(connection, user_id, answers.LOOKED_AT),
            forecasts.figures(connection, user_id, progress.CURVE_POINTS),
        )

    rows, figures = db.read(current_app.extensions["engine"], look)
    topics = [one for one in pupil.topics(bank, language()).values() if one.answered]
    return {
        "classroom": g.classroom,
        "pupil": pupil,
        "topics": topics,
        "helps": stuck.help_now([pupil], bank, language(), db.now()),
        "week": week_of(pupil),
        "weeks": history.weeks(rows)[: progress.WEEKS],
        "bands": history.bands(rows),
        "curve": progress.draw(figures),
        "last": rows[:LAST_ANSWERS],
        "answered": len(rows),
        "grades": bank.grades,
        "bank": bank,
        "today": db.now().astimezone().date(),
    }
