"""The end of a sitting of ten: what went well, and what comes next."""

import sqlalchemy as sa
from flask import Blueprint, current_app, g, redirect, render_template, url_for

from ..accounts.auth import signed_in
from ..database import db
from ..web.language import current as language
from . import answers, asking, forecasts, mastery, sittings

bp = Blueprint("ending", __name__)


@bp.get("/ten")
@signed_in
def show():
    app = current_app.extensions
    bank, topic = app["questions"], asking.chosen_topic()
    forecasts.refresh_if_behind(app["engine"], app["predictor"], g.user_id, topic)

    def look(connection: sa.Connection):
        return (
            answers.newest(connection, g.user_id, asking.SITTING),
            forecasts.latest(connection, g.user_id),
            answers.by_tag(connection, g.user_id),
            answers.moments(connection, g.user_id),
        )

    newest, forecast, tallies, moments = db.read(app["engine"], look)
    ten = sittings.last_ten(sittings.current(newest, db.now()))
    if not ten:
        return redirect(url_for("practice.show"))
    known = mastery.topics(bank, forecast, tallies, language())
    well = _topics_of(ten, right=True)
    missed = [tag for tag in _topics_of(ten, right=False) if tag not in well]
    return render_template(
        "student/ten.html",
        ten=ten,
        right=sum(row.answerCode for row in ten),
        well=[known[tag] for tag in well if tag in known],
        missed=[known[tag] for tag in missed if tag in known],
        forecast=forecast,
        grades=bank.grades,
        run=sittings.run(sittings.days(moments), db.now().astimezone().date()),
    )


def _topics_of(ten: list[sa.Row], right: bool) -> list[str]:
    """The topics with an answer that was right, or was not, each once."""
    tags = [row.KnowledgeTag.split(";")[0] for row in ten if (row.answerCode == 1) == right]
    return list(dict.fromkeys(tags))
