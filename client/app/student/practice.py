"""The practice loop: show a question, help with it, take the answer.

An answer is committed before a prediction is asked for, so the service being away costs nothing;
its event_id is made when the question is shown, so a form that arrives twice is stored once. A
question shown is good for one answer and for a while. A database that restarts is waited for; when
it stays away, or the student has signed out meanwhile, the question comes back with what was typed.
"""

import logging

import sqlalchemy as sa
from flask import Blueprint, current_app, g, make_response, redirect, url_for
from flask_babel import gettext
from sqlalchemy.exc import SQLAlchemyError

from ..accounts.auth import signed_in
from ..bank.grading import AskAgainError, NotAChoiceError, grade
from ..database import db
from ..measured import ANSWERS
from ..web import csrf
from ..web.pages import bad_request
from ..web.texts import ASK_AGAIN
from . import answers, asking, drafts, forecasts, shown
from .asking import Page
from .forms import AnswerForm, answer_form

bp = Blueprint("practice", __name__)
log = logging.getLogger(__name__)


@bp.get("/practice")
@signed_in
def show():
    app = current_app.extensions
    topic = asking.chosen_topic()
    forecasts.refresh_if_behind(app["engine"], app["predictor"], g.user_id, topic)
    draft = drafts.kept()

    def page(connection: sa.Connection) -> str:
        last = answers.last_answered(connection, g.user_id)
        question = drafts.question_of(draft, last)
        if draft is None or question is None:
            return asking.next_page(connection, topic)
        return asking.question_page(
            question,
            draft.event_id,
            draft.note,
            asking.look(connection),
            typed=draft.response,
            notice=gettext("Your answer from before is still here. Check it now."),
        )

    response = make_response(db.read(app["engine"], page))
    drafts.forget(response)
    return response


@bp.post("/hint")
@signed_in
def hint():
    """The same question with more help; what was typed stays."""
    form = answer_form()
    engine = current_app.extensions["engine"]
    stored, page = db.read(
        engine,
        lambda connection: (answers.find(connection, form.event_id), asking.look(connection)),
    )
    if stored is not None:
        return redirect(url_for("feedback.show", event_id=form.event_id), 303)
    seen = asking.help_seen(form.event_id, form.seen.hints)
    hints = min(max(form.seen.hints + 1, seen), form.wording.most_hints)
    asking.remember_help(form.event_id, hints)
    note = shown.with_hints(form.seen, hints)
    return asking.question_page(form.question, form.event_id, note, page, typed=form.response)


@bp.post("/answer")
@csrf.minds_stale_forms
@drafts.kept_when_signed_out
@signed_in
def answer():
    app = current_app.extensions
    form = answer_form()
    page, problem, notice = Page(None, []), None, None

    def look(connection: sa.Connection):
        stored = answers.find(connection, form.event_id)
        if stored is None:  # before anything is said about what was typed
            answers.refuse_if_answered(connection, g.user_id, form.item, form.seen.last_id)
        return stored, asking.look(connection)

    try:
        stored, page = db.read(app["engine"], look)
        is_stale = stored is None and csrf.is_stale()
        if stored is None and form.seen.has_expired:
            return _past("expired", form), 409
        if stored is None and not is_stale:
            _store(form, 0 if form.gave_up else grade(form.wording, form.response))
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
        problem, status = _not_saved(), 503
    else:
        if not is_stale:
            if stored is None:
                # Committed; from here on nothing can cost the student the answer.
                topic = asking.chosen_topic()
                forecasts.refresh(app["engine"], app["predictor"], g.user_id, topic)
            return redirect(url_for("feedback.show", event_id=form.event_id), 303)
        notice, status = _signed_in_again(), 400
    typed = {"typed": form.response, "problem": problem, "notice": notice}
    return asking.question_page(form.question, form.event_id, form.note, page, **typed), status


def _store(form: AnswerForm, answer_code: int) -> None:
    def store(connection: sa.Connection) -> None:
        forecast = forecasts.latest(connection, g.user_id)
        predicted = forecast.probability(form.item) if forecast else None
        answers.record(
            connection,
            event_id=form.event_id,
            user_id=g.user_id,
            question=form.question,
            response="" if form.gave_up else form.response,
            answer_code=answer_code,
            elapsed_s=form.seen.elapsed_s,
            predicted=predicted,
            model_version=forecast.model_version if forecast and predicted is not None else None,
            last_id=form.seen.last_id,
            variant=form.seen.variant,
            language=form.seen.language,
            hints=asking.help_seen(form.event_id, form.seen.hints),
            gave_up=form.gave_up,
        )

    db.write(current_app.extensions["engine"], store)
    ANSWERS.labels("yes" if answer_code else "no").inc()


def _past(what: str, form: AnswerForm, event_id: str | None = None) -> str:
    """The page for a question that can no longer be answered; `event_id` is its first answer."""
    return drafts.past_page(what, typed=form.response, event_id=event_id)


def _not_saved() -> str:
    return gettext(
        "Your answer could not be saved just now, but it is still here. Please wait a moment and "
        "check it again."
    )


def _signed_in_again() -> str:
    return gettext(
        "You signed in again while this page was open. Your answer is still here: please check it "
        "once more."
    )
