"""The result page: level and score with their ranges, how they went, by week and by topic, and what
was predicted against what happened."""

from dataclasses import dataclass

import sqlalchemy as sa
from flask import Blueprint, current_app, g, render_template

from ..accounts.auth import signed_in
from ..database import db
from ..web.language import current as language
from . import answers, asking, forecasts, history, mastery, sittings

bp = Blueprint("progress", __name__)

LAST_ANSWERS = 20
CURVE_POINTS = 60
WEEKS = 12
WIDTH, HEIGHT, MARGIN = 600, 160, 14


@dataclass(frozen=True)
class Curve:
    """An SVG line in a box of WIDTH x HEIGHT, its range as an area, and the scores at its ends."""

    points: list[tuple[float, float]]
    band: str
    first: float
    last: float
    low: float
    high: float
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def line(self) -> str:
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.points)


@bp.get("/progress")
@signed_in
def show():
    app = current_app.extensions
    bank, topic = app["questions"], asking.chosen_topic()
    forecasts.refresh_if_behind(app["engine"], app["predictor"], g.user_id, topic)

    def look(connection: sa.Connection):
        return (
            forecasts.latest(connection, g.user_id),
            answers.tally(connection, g.user_id),
            answers.newest(connection, g.user_id, answers.LOOKED_AT),
            forecasts.figures(connection, g.user_id, CURVE_POINTS),
            answers.by_tag(connection, g.user_id),
        )

    forecast, (answered, right), rows, figures, tallies = db.read(app["engine"], look)
    known = mastery.topics(bank, forecast, tallies, language())
    return render_template(
        "student/progress.html",
        forecast=forecast,
        behind=forecast is None or forecast.answered < answered,
        answered=answered,
        right=right,
        last=rows[:LAST_ANSWERS],
        curve=draw(figures),
        grades=bank.grades,
        topics=[one for one in known.values() if one.answered],
        weeks=history.weeks(rows)[:WEEKS],
        bands=history.bands(rows),
        run=sittings.run(
            sittings.days([row.Timestamp for row in rows]), db.now().astimezone().date()
        ),
        bank=bank,
    )


def draw(figures: list[sa.Row]) -> Curve | None:
    """The curve of the scores with their ranges, or None for fewer than two; its scale covers 10
    points or more."""
    if len(figures) < 2:
        return None
    scores = [row.score for row in figures]
    lows = [row.score if row.score_low is None else row.score_low for row in figures]
    highs = [row.score if row.score_high is None else row.score_high for row in figures]
    middle = (min(lows) + max(highs)) / 2
    reach = max((max(highs) - min(lows)) / 2, 5)
    low, high = max(middle - reach, 0), min(middle + reach, 100)
    step = (WIDTH - 2 * MARGIN) / (len(scores) - 1)

    def points(values: list[float]) -> list[tuple[float, float]]:
        return [
            (
                MARGIN + step * number,
                HEIGHT - MARGIN - (value - low) / (high - low) * (HEIGHT - 2 * MARGIN),
            )
            for number, value in enumerate(values)
        ]

    around = [*points(highs), *points(lows)[::-1]]
    band = " ".join(f"{x:.1f},{y:.1f}" for x, y in around)
    return Curve(points(scores), band, scores[0], scores[-1], low, high)
