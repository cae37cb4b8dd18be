"""GET /up: 200 while the database answers, 503 while it does not."""

import logging

import sqlalchemy as sa
from flask import Blueprint, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from . import db

bp = Blueprint("health", __name__)
log = logging.getLogger(__name__)


@bp.get("/up")
def up():
    try:
        with db.reading(current_app.extensions["engine"]) as connection:
            connection.execute(sa.select(db.meta.c.value).limit(1))
    except SQLAlchemyError as err:
        log.warning("/up: the database does not answer: %s", err)
        return jsonify(status="unavailable", part="database", error=type(err).__name__), 503
    return "ok", 200, {"Content-Type": "text/plain; charset=utf-8"}
