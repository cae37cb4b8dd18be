"""The practice loop: show a question, take the answer, show what it taught us.

An answer is committed before a prediction is asked for, so the service being away costs nothing;
its event_id is made when the question is shown, so a form that arrives twice is stored once. A
question shown is good for one answer and for a while. A database that restarts is waited for; when
it stays away, or the student has signed out meanwhile, the question comes back with what was typed.
"""

import logging
import uuid

import sqlalchemy as sa
from flask import (
    Blueprint,
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask_babel import gettext
from sqlalchemy.exc import SQLAlchemyError

from ..accounts.auth import signed_in
from ..bank.display import choice_keys
from ..bank.grading import AskAgainError, NotAChoiceError, grade
from ..bank.questions import Question
from ..database import db
from ..web import csrf
from ..web.pages import bad_request
from ..web.texts import ASK_AGAIN
from . import answers, drafts, forecasts, shown
from .choose import RECENT, by_topic, choose, suggestions
from .forms import AnswerForm, answer_form, is_event_id

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
    draft = drafts.kept()
    question = drafts.question_of(draft, last)
    if draft and question:
        late = {
            "typed": draft.response,
            "notice": gettext("Your answer from before is still here. Check it now."),
        }
        page = _question_page(question, draft.event_id, draft.note, number=answered + 1, **late)
    else:
        following = forecast.next if forecast else []
        probabilities = forecast.probabilities if forecast else {}
        question = choose(app["questions"], following, probabilities, recent, last)
        item = question.assessmentItemID
        why = next((row["why"] for row in following if row["id"] == item), "")
        event_id = str(uuid.uuid4())
        note = shown.seal(g.user_id, event_id, item, last.get(item, 0))
        page = _question_page(question, event_id, note, number=answered + 1, why=why)
    response = make_response(page)
    drafts.forget(response)
    return response


@bp.post("/answer")
@csrf.minds_stale_forms
@drafts.kept_when_signed_out
@signed_in
def answer():
    app = current_app.extensions
    form = answer_form()
    number = problem = notice = None

    def look(connection: sa.Connection):
        stored = answers.find(connection, form.event_id)
        if stored is None:  # before anything is said about what was typed
            answers.refuse_if_answered(connection, g.user_id, form.item, form.seen.last_id)
        return stored, answers.tally(connection, g.user_id)

    try:
        stored, (given, _right) = db.read(app["engine"], look)
        number = 1 + given
        is_stale = stored is None and csrf.is_stale()
        if stored is None and form.seen.has_expired:
            return _past("expired", form), 409
        if stored is None and not is_stale:
            _store(form, grade(form.question, form.response))
    except answers.AnsweredMeanwhileError as err:
        return _past("answered_meanwhile", form, err.event_id), 409
    except NotAChoiceError:
        bad_request(
            gettext(
                "Field response is “%(got)s”, which is none of the choices. Nothing was stored.",
                got=form.response[:40],
            )
        )
    except AskAgainError as err:
        problem, status = str(ASK_AGAIN[err.sentence]) % err.values, 422
    except SQLAlchemyError:
        log.exception("the answer %s of %s could not be stored", form.event_id, g.user_id)
        problem, status = (
            gettext(
                "Your answer could not be saved just now, but it is still here. Please wait a "
                "moment and check it again."
            ),
            503,
        )
    else:
        if not is_stale:
            if stored is None:
                # Committed; from here on nothing can cost the student the answer.
                forecasts.refresh(app["engine"], app["predictor"], g.user_id)
            return redirect(url_for("practice.answered", event_id=form.event_id), 303)
        notice, status = (
            gettext(
                "You signed in again while this page was open. Your answer is still here: please "
                "check it once more."
            ),
            400,
        )
    typed = {"typed": form.response, "problem": problem, "notice": notice}
    page = _question_page(form.question, form.event_id, form.note, number=number, **typed)
    return page, status


@bp.get("/answered/<event_id>")
@signed_in
def answered(event_id: str):
    if not is_event_id(event_id):
        abort(404)
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
        "student/answered.html",
        given=given,
        question=question,
        forecast=forecast,
        change=change,
        tags=tags,
        mastery=_mastery_near(forecast.mastery, tags) if forecast else [],
        following=by_topic(app["questions"], following)[:NEXT_SHOWN],
        bank=app["questions"],
    )


def _store(form: AnswerForm, answer_code: int) -> None:
    def store(connection: sa.Connection) -> None:
        forecast = forecasts.latest(connection, g.user_id)
        predicted = forecast.probability(form.item) if forecast else None
        answers.record(
            connection,
            event_id=form.event_id,
            user_id=g.user_id,
            question=form.question,
            response=form.response,
            answer_code=answer_code,
            elapsed_s=form.seen.elapsed_s,
            predicted=predicted,
            model_version=forecast.model_version if forecast and predicted is not None else None,
            last_id=form.seen.last_id,
        )

    db.write(current_app.extensions["engine"], store)


def _past(what: str, form: AnswerForm, event_id: str | None = None) -> str:
    """The page for a question that can no longer be answered; `event_id` is its first answer."""
    return drafts.past_page(what, typed=form.response, event_id=event_id)


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
    notice=None,
) -> str:
    return render_template(
        "student/practice.html",
        question=question,
        keys=choice_keys(question),
        keypad=current_app.extensions["keypads"].get(question.KnowledgeTag),
        event_id=event_id,
        shown=note,
        number=number,
        why=why,
        typed=typed,
        problem=problem,
        notice=notice,
    )


def _mastery_near(mastery: list[dict], tags: list[str]) -> list[dict]:
    """The topics just practised first, then those practised most."""
    met = [row for row in mastery if row["answered"] or row["tag"] in tags]
    return sorted(met, key=lambda row: (row["tag"] not in tags, -row["answered"]))[:MASTERY_SHOWN]
