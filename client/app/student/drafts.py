"""An answer that arrived after its student was signed out: kept in a cookie until they are back.

The cookie holds the form as it came and is worth what its note is worth (`shown`): another student
at the same computer gets nothing of it.
"""

import functools
from collections.abc import Mapping
from typing import NamedTuple

from flask import Response, current_app, g, make_response, render_template, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from ..bank.questions import Question
from ..web.texts import PAST
from . import forms, shown

NAME, PATH = "draft", "/practice"
LIFETIME_S = 3600
MOST = 300
"""Longest field kept, in characters; a cookie holds 4 kB."""


class Draft(NamedTuple):
    """The fields of the form."""

    event_id: str
    item: str
    note: str
    response: str


def kept_when_signed_out(view):
    """Where `signed_in`, below this, lets nobody in: keep what was typed, and say so (403)."""

    @functools.wraps(view)
    def guarded():
        response = view()
        if "user_id" in g:
            return response
        event_id, item, note = map(_field, ("event_id", "assessmentItemID", "shown"))
        draft = Draft(event_id, item, note, forms.typed())
        page = past_page("signed_out", typed=draft.response)
        refusal = make_response(page, 403)
        if draft.response and max(map(len, draft)) <= MOST:
            _keep(refusal, draft)
        return refusal

    return guarded


def past_page(what: str, typed: str, event_id: str | None = None) -> str:
    """The page for an answer that comes too late, by its code; `event_id`: the first answer."""
    heading, sentence = map(str, PAST[what])
    said = {"what": what, "heading": heading, "sentence": sentence}
    return render_template("student/past.html", **said, typed=typed, event_id=event_id)


def kept() -> Draft | None:
    """The draft of this browser, if there is one."""
    cookie = request.cookies.get(NAME)
    if cookie is None:
        return None
    try:
        return Draft(*_signer().loads(cookie, max_age=LIFETIME_S))
    except BadSignature:
        return None


def question_of(draft: Draft | None, last_answered: Mapping[str, int]) -> Question | None:
    """The draft's question where it was shown to this student and can still be answered.

    `last_answered` is the newest answer to each item.
    """
    question = current_app.extensions["questions"].get(draft.item) if draft else None
    if draft is None or question is None:
        return None
    try:
        seen = shown.unseal(draft.note)
    except shown.TamperedError:
        return None
    is_theirs = seen[:3] == (g.user_id, draft.event_id, draft.item)
    was_answered = last_answered.get(draft.item, 0) != seen.last_id
    return question if is_theirs and not was_answered and not seen.has_expired else None


def forget(response: Response) -> None:
    """Take the cookie away, if there is one."""
    if NAME in request.cookies:
        response.delete_cookie(NAME, path=PATH)


def _field(name: str) -> str:
    return request.form.get(name, "")


def _keep(response: Response, draft: Draft) -> None:
    response.set_cookie(
        NAME,
        str(_signer().dumps(draft)),
        max_age=LIFETIME_S,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=NAME)
