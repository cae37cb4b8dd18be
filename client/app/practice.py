"""The practice loop: show a question, take the answer, show what it taught us.

An answer is committed before a prediction is asked for, so the service being away costs nothing;
its event_id is made when the question is shown, so a form that arrives twice is stored once. A
database that restarts is waited for; when it stays away, the question comes back with what was
typed.
"""

import logging
import uuid

import sqlalchemy as sa
from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from sqlalchemy.exc import SQLAlchemyError

from . import answers, db, forecasts, shown
from .auth import signed_in
from .choose import RECENT, by_topic, choose, suggestions
from .grading import AskAgainError, NotAChoiceError, grade
from .pages import bad_request
from .questions import Question
from .texts import t

bp = Blueprint("practice", __name__)
log = logging.getLogger(__name__)

MASTERY_SHOWN = 6
NEXT_SHOWN = 3


@bp.get("/practice")
@signed_in
def show():
    app = current_app.extensions
    forecasts.refresh_if_behind(app["engine"], app["predictor"], g.user_id)

    def look(connection: sa.Connection):
        return (
            forecasts.latest(connection, g.user_id),
            _recent(connection),
            answers.last_answered(connection, g.user_id),
            answers.tally(connection, g.user_id),
        )

    forecast, recent, last, (answered, _right) = db.read(app["engine"], look)
    following = forecast.next if forecast else []
    probabilities = forecast.probabilities if forecast else {}
    question = choose(app["questions"], following, probabilities, recent, last)
    why = next((row["why"] for row in following if row["id"] == question.assessmentItemID), "")
    event_id = str(uuid.uuid4())
    note = shown.seal(g.user_id, event_id, question.assessmentItemID)
    return _question_page(question, event_id, note, number=answered + 1, why=why)


@bp.post("/answer")
@signed_in
def answer():
    app = current_app.extensions
    event_id, note = _event_id(), _field("shown")
    question = _question_of_form()
    try:
        elapsed_s = shown.elapsed(note, g.user_id, event_id, question.assessmentItemID)
    except shown.TamperedError:
        bad_request(t("bad_shown"))
    response = request.form.get("response", "").strip()

    number = None
    try:
        stored, (given, _right) = db.read(
            app["engine"],
            lambda connection: (
                answers.find(connection, event_id),
                answers.tally(connection, g.user_id),
            ),
        )
        number = 1 + given
        if stored is None:
            _store(event_id, question, response, grade(question, response), elapsed_s)
    except NotAChoiceError:
        bad_request(t("bad_choice", got=response[:40]))
    except AskAgainError as err:
        problem, status = t(err.sentence, **err.values), 422
    except SQLAlchemyError:
        log.exception("the answer %s of %s could not be stored", event_id, g.user_id)
        problem, status = t("not_saved"), 503
    else:
        if stored is None:
            # Committed; from here on nothing can cost the student the answer.
            forecasts.refresh(app["engine"], app["predictor"], g.user_id)
        return redirect(url_for("practice.answered", event_id=event_id), 303)
    page = _question_page(question, event_id, note, number=number, typed=response, problem=problem)
    return page, status


@bp.get("/answered/<event_id>")
@signed_in
def answered(event_id: str):
    app = current_app.extensions
    forecasts.refresh_if_behind(app["engine"], app["predictor"], g.user_id)

    def look(connection: sa.Connection):
        given = answers.find(connection, event_id)
        if given is None or given.userID != g.user_id:
            abort(404)
        forecast = forecasts.latest(connection, g.user_id)
        number, _right = answers.tally(connection, g.user_id, up_to=given.id)
        change = forecasts.score_change(connection, g.user_id, number)
        return given, forecast, number, change, _recent(connection)

    given, forecast, number, change, recent = db.read(app["engine"], look)
    question = app["questions"].get(given.assessmentItemID)
    if forecast is not None and forecast.answered < number:
        forecast = None  # made before this answer: to be asked for again
    following = suggestions(app["questions"], forecast.next, recent) if forecast else []
    tags = given.KnowledgeTag.split(";")
    return render_template(
        "answered.html",
        given=given,
        question=question,
        forecast=forecast,
        change=change,
        tags=tags,
        mastery=_mastery_near(forecast.mastery, tags) if forecast else [],
        following=by_topic(app["questions"], following)[:NEXT_SHOWN],
        bank=app["questions"],
    )


def _store(
    event_id: str, question: Question, response: str, answer_code: int, elapsed_s: float
) -> None:
    def store(connection: sa.Connection) -> None:
        forecast = forecasts.latest(connection, g.user_id)
        predicted = forecast.probability(question.assessmentItemID) if forecast else None
        answers.record(
            connection,
            event_id=event_id,
            user_id=g.user_id,
            question=question,
            response=response,
            answer_code=answer_code,
            elapsed_s=elapsed_s,
            predicted=predicted,
            model_version=forecast.model_version if forecast and predicted is not None else None,
        )

    db.write(current_app.extensions["engine"], store)


def _recent(connection: sa.Connection) -> set[str]:
    """The items the student answered last."""
    return {row.assessmentItemID for row in answers.newest(connection, g.user_id, RECENT)}


def _question_page(
    question: Question,
    event_id: str,
    note: str,
    *,
    number: int | None,
    why="",
    typed="",
    problem=None,
) -> str:
    return render_template(
        "practice.html",
        question=question,
        event_id=event_id,
        shown=note,
        number=number,
        why=why,
        typed=typed,
        problem=problem,
    )


def _mastery_near(mastery: list[dict], tags: list[str]) -> list[dict]:
    """The topics just practised first, then those practised most."""
    met = [row for row in mastery if row["answered"] or row["tag"] in tags]
    return sorted(met, key=lambda row: (row["tag"] not in tags, -row["answered"]))[:MASTERY_SHOWN]


def _field(name: str) -> str:
    value = request.form.get(name, "").strip()
    if not value:
        bad_request(t("missing_field", field=name))
    return value


def _event_id() -> str:
    value = _field("event_id")
    try:
        canonical = str(uuid.UUID(value))
    except ValueError:
        canonical = ""
    if canonical != value:
        bad_request(t("bad_event_id", got=value[:40]))
    return value


def _question_of_form() -> Question:
    value = _field("assessmentItemID")
    question = current_app.extensions["questions"].get(value)
    if question is None:
        bad_request(t("bad_item", got=value[:64]))
    return question
