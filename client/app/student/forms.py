"""The fields of an answer's form, each checked; a field that no page of ours sends ends the request
with a sentence that names it."""

import uuid
from typing import NamedTuple

from flask import current_app, g, request

from ..bank.questions import Question
from ..web import csrf
from ..web.pages import bad_request
from ..web.texts import t
from . import shown


class AnswerForm(NamedTuple):
    """What a student sent. `note` says when the question was shown, `seen` is what it says."""

    event_id: str
    question: Question
    note: str
    seen: shown.Shown
    response: str

    @property
    def item(self) -> str:
        return self.question.assessmentItemID


def answer_form() -> AnswerForm:
    """The form of this request, which belongs to the student who is signed in."""
    event_id, note = field("event_id"), field("shown")
    if not is_event_id(event_id):
        bad_request(t("bad_event_id", got=event_id[:40]))
    item = field("assessmentItemID")
    question = current_app.extensions["questions"].get(item)
    if question is None:
        bad_request(t("bad_item", got=item[:64]))
    try:
        seen = shown.unseal(note)
    except shown.TamperedError:
        bad_request(t("bad_shown"))
    if seen[:3] != (g.user_id, event_id, item):
        bad_request(t("stale_other") if csrf.is_stale() else t("bad_shown"))
    return AnswerForm(event_id, question, note, seen, typed())


def field(name: str) -> str:
    """A field that must be there."""
    value = request.form.get(name, "").strip()
    if not value:
        bad_request(t("missing_field", field=name))
    return value


def typed() -> str:
    """What was typed or chosen, maybe nothing."""
    return request.form.get("response", "").strip()


def is_event_id(value: str) -> bool:
    """Whether it is a UUID as this page writes them."""
    try:
        return str(uuid.UUID(value)) == value
    except ValueError:
        return False
