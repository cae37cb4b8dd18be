"""The fields of an answer's form, each checked; a field that no page of ours sends ends the request
with a sentence that names it."""

import uuid
from typing import NamedTuple

from flask import current_app, g, request
from flask_babel import gettext

from ..bank.questions import Question
from ..bank.wording import Wording
from ..web import csrf
from ..web.pages import bad_request
from . import shown


class AnswerForm(NamedTuple):
    """What a student sent. `note` says when the question was shown, `seen` is what it says;
    `gave_up` that "I don't know" was pressed."""

    event_id: str
    question: Question
    note: str
    seen: shown.Shown
    response: str
    gave_up: bool

    @property
    def item(self) -> str:
        return self.question.assessmentItemID

    @property
    def wording(self) -> Wording:
        """The question as it was shown."""
        bank = current_app.extensions["questions"]
        return bank.wording(self.item, self.seen.variant, self.seen.language)


def answer_form() -> AnswerForm:
    """The form of this request, which belongs to the student who is signed in."""
    event_id, note = field("event_id"), field("shown")
    if not is_event_id(event_id):
        bad_request(
            gettext(
                "Field event_id is “%(got)s”, expected an id made by this page. Nothing was "
                "stored.",
                got=event_id[:40],
            )
        )
    item = field("assessmentItemID")
    question = current_app.extensions["questions"].get(item)
    if question is None:
        bad_request(
            gettext(
                "Field assessmentItemID is “%(got)s”, which is not in the question bank. Nothing "
                "was stored.",
                got=item[:64],
            )
        )
    try:
        seen = shown.unseal(note)
    except shown.TamperedError:
        bad_request(_wrong_note())
    if seen[:3] != (g.user_id, event_id, item):
        bad_request(_shown_to_another() if csrf.is_stale() else _wrong_note())
    return AnswerForm(event_id, question, note, seen, typed(), "gave_up" in request.form)


def field(name: str) -> str:
    """A field that must be there."""
    value = request.form.get(name, "").strip()
    if not value:
        bad_request(
            gettext(
                "Field %(field)s is missing, so nothing was stored. Please start again from "
                "practice.",
                field=name,
            )
        )
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


def _wrong_note() -> str:
    return gettext(
        "Field shown does not belong to this question, so nothing was stored. Please start again "
        "from practice."
    )


def _shown_to_another() -> str:
    return gettext(
        "This question was shown to somebody else, who used this browser before you. Nothing was "
        "saved. Go on with your own question."
    )
