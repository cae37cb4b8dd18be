"""Before each request: text that no browser sends by itself goes no further.

A database cannot keep a NUL, and a � stands where bytes were no UTF-8: neither is a path of this
page, an answer or a nickname.
"""

from collections.abc import Iterable
from typing import NoReturn

from flask import abort, request
from flask_babel import gettext
from werkzeug.exceptions import BadHost

from .pages import bad_request

ODD = {"\x00", "\ufffd"}
MAX_NAME, MAX_VALUE, MAX_FIELDS = 64, 4096, 128
LONG = {"roster"}
"""Fields that hold a whole list; the request's own limit (64 kB) holds for them."""


def check() -> None:
    """Refuse (404) a path and (400) fields that hold such text, or are longer than any of ours."""
    if isinstance(request.routing_exception, BadHost):
        raise request.routing_exception
    if _odd([request.path, *(str(value) for value in (request.view_args or {}).values())]):
        abort(404)
    for fields in (request.args, request.form):
        pairs = list(fields.items(multi=True))
        too_large = len(pairs) > MAX_FIELDS or any(
            len(name) > MAX_NAME or (len(value) > MAX_VALUE and name not in LONG)
            for name, value in pairs
        )
        if too_large or _odd(text for pair in pairs for text in pair):
            _refuse()
    address = request.remote_addr or ""  # what a proxy was told, which the database keeps
    if len(address) > MAX_NAME or _is_odd(address):
        _refuse()


def _refuse() -> NoReturn:
    bad_request(
        gettext(
            "A field holds text that this page cannot read, so nothing was stored. Go back and "
            "type it again."
        )
    )


def _odd(texts: Iterable[str]) -> bool:
    return any(_is_odd(text) for text in texts)


def _is_odd(text: str) -> bool:
    return not ODD.isdisjoint(text) or any("\ud800" <= letter <= "\udfff" for letter in text)
