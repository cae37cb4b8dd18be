"""The result page: predicted score, its curve, mastery by tag, and the last answers."""

from dataclasses import dataclass

import sqlalchemy as sa
from flask import Blueprint, current_app, g, render_template

from ..accounts.auth import signed_in
from ..bank.questions import QuestionBank
from ..database import db
from . import answers, forecasts

bp = Blueprint("progress", __name__)

LAST_ANSWERS = 20
CURVE_POINTS = 60
WIDTH, HEIGHT, MARGIN = 600, 160, 14


@dataclass(frozen=True)
class Curve:
    """An SVG line in a box of WIDTH x HEIGHT, and the scores at its ends."""

    points: list[tuple[float, float]]
    first: float
    last: float
    low: float
    high: float
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def line(self) -> str:
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.points)

    @property
    def area(self) -> str:
        left, right = self.points[0][0], self.points[-1][0]
        return f"{left:.1f},{HEIGHT} {self.line} {right:.1f},{HEIGHT}"


@bp.get("/progress")
@signed_in
def show():
    app = current_app.extensions
    forecasts.refresh_if_behind(app["engine"], app["predictor"], g.user_id)

    def look(connection: sa.Connection):
        return (
            forecasts.latest(connection, g.user_id),
            answers.tally(connection, g.user_id),
            answers.newest(connection, g.user_id, LAST_ANSWERS),
            forecasts.curve(connection, g.user_id, CURVE_POINTS),
        )

    forecast, (answered, right), last, scores = db.read(app["engine"], look)
    return render_template(
        "student/progress.html",
        forecast=forecast,
        behind=forecast is None or forecast.answered < answered,
        answered=answered,
        right=right,
        last=last,
        curve=draw([score for _number, score in scores]),
        grades=by_grade(app["questions"], forecast.mastery) if forecast else [],
        bank=app["questions"],
    )


def draw(scores: list[float]) -> Curve | None:
    """The curve of the scores, or None for fewer than two; its scale covers 10 points or more."""
    if len(scores) < 2:
        return None
    middle = (min(scores) + max(scores)) / 2
    reach = max((max(scores) - min(scores)) / 2, 5)
    low, high = max(middle - reach, 0), min(middle + reach, 100)
    step = (WIDTH - 2 * MARGIN) / (len(scores) - 1)
    points = [
        (
            MARGIN + step * number,
            HEIGHT - MARGIN - (score - low) / (high - low) * (HEIGHT - 2 * MARGIN),
        )
        for number, score in enumerate(scores)
    ]
    return Curve(points, scores[0], scores[-1], low, high)


def by_grade(bank: QuestionBank, mastery: list[dict]) -> list[tuple[int | None, list[dict]]]:
    """Mastery rows by grade, lowest first; tags the bank does not know come last, under None."""
    grades: dict[int | None, list[dict]] = {}
    for row in mastery:
        named = {**row, "name": bank.tag_names.get(row["tag"], row["name"])}
        grades.setdefault(bank.tag_grades.get(row["tag"]), []).append(named)
    return sorted(grades.items(), key=lambda entry: (entry[0] is None, entry[0] or 0))
