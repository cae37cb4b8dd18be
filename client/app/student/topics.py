"""The map of topics, by grade, and a page for each: what it builds on, what the student knows."""

import sqlalchemy as sa
from flask import Blueprint, abort, current_app, g, render_template

from ..accounts.auth import signed_in
from ..database import db
from ..web.language import current as language
from . import answers, asking, forecasts, mastery

bp = Blueprint("topics", __name__)

LAST_ANSWERS = 10


@bp.get("/topics")
@signed_in
def show():
    bank, known = current_app.extensions["questions"], _known()
    grades: dict[int | None, list[mastery.Topic]] = {}
    for topic in known.values():
        if topic.tag in bank.items_of:
            grades.setdefault(topic.grade, []).append(topic)
    return render_template(
        "student/topics.html", grades=grades, known=known, bank=bank, topic=asking.chosen_topic()
    )


@bp.get("/topics/<tag>")
@signed_in
def one(tag: str):
    bank, known = current_app.extensions["questions"], _known()
    if tag not in known:
        abort(404)
    rows = db.read(
        current_app.extensions["engine"],
        lambda connection: answers.of_tag(connection, g.user_id, tag, LAST_ANSWERS),
    )
    here = bank.tags.get(tag)
    return render_template(
        "student/topic.html",
        topic=known[tag],
        strand=here.strand if here else "",
        before=[known[need] for need in here.prerequisites] if here else [],
        after=[known[other.KnowledgeTag] for other in bank.tags.values()
               if tag in other.prerequisites],
        can_practise=tag in bank.items_of,
        last=rows,
        bank=bank,
    )  # fmt: skip


def _known() -> dict[str, mastery.Topic]:
    app = current_app.extensions

    def look(connection: sa.Connection):
        return (
            forecasts.latest(connection, g.user_id),
            answers.by_tag(connection, g.user_id),
        )

    forecast, tallies = db.read(app["engine"], look)
    return mastery.topics(app["questions"], forecast, tallies, language())
