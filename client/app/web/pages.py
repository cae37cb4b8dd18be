"""What all pages share: friendly error pages, response headers, number formats."""

import hashlib
from functools import cache
from pathlib import Path
from typing import NoReturn

from flask import Flask, Response, abort, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import BadHost, BadRequest, HTTPException

from .texts import ERRORS, TITLES

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


class StaleForm(BadRequest):
    """A form of a page that was open for too long; nothing was done."""


def bad_request(sentence: str) -> NoReturn:
    """Answer with a 400 page that says what is wrong; nothing is stored."""
    abort(400, description=sentence)


def percent(probability: float) -> str:
    """0.734 -> 73%."""
    return f"{round(100 * probability)}%"


def register_error_pages(app: Flask) -> None:
    """Every error gets a page with a clear sentence and a way on."""

    def page(err: HTTPException):
        code = err.code or 500
        sentence = err.description if code == 400 else str(ERRORS[code])
        kind = "stale" if isinstance(err, StaleForm) else "not_found" if code == 404 else "error"
        return render_template("error.html", heading=str(TITLES[kind]), sentence=sentence), code

    for code in (400, 404, 405, 413, 500):
        app.register_error_handler(code, page)
    # a page has links, and there are none to a host that is no name
    app.register_error_handler(
        BadHost, lambda _err: (gettext("That is no name of this site."), 400)
    )


def version_static_files(app: Flask) -> None:
    """Give each static file an address with its digest: browsers keep it until it changes."""

    @cache
    def digest(filename: str) -> str:
        return hashlib.sha256((Path(app.static_folder or "") / filename).read_bytes()).hexdigest()

    @app.url_defaults
    def add_digest(endpoint: str, values: dict) -> None:
        if endpoint == "static":
            values["v"] = digest(values["filename"])[:12]


def add_headers(response: Response) -> Response:
    """After each request: no foreign content, no framing, no copies of a student's pages."""
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
