"""GET /up: this process answers.  GET /readyz: 200 while the database answers too, else 503.

/up is what may restart a container, so it asks nothing of anybody else: pages wait for a database
that restarts, and a web page that is killed meanwhile would lose what they wait with. It answers
only once `create_app` has found the database. /readyz is for people and their monitors.
"""

import logging

import sqlalchemy as sa
from flask import Blueprint, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from ..database import db

bp = Blueprint("health", __name__)
log = logging.getLogger(__name__)

OK = ("ok", 200, {"Content-Type": "text/plain; charset=utf-8"})


@bp.get("/up")
def up():
    return OK


@bp.get("/readyz")
def readyz():
    identity = sa.select(db.meta.c.value).limit(1)
    try:
        db.read(
            current_app.extensions["engine"],
            lambda connection: connection.scalar(identity),
            wait_s=0,
        )
    except SQLAlchemyError as err:
        log.warning("/readyz: the database does not answer: %s", err)
        return jsonify(status="unavailable", part="database", error=type(err).__name__), 503
    return OK
