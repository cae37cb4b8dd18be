"""What a student knows of each topic, in words, with the evidence behind them."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as lazy

from ..bank.questions import QuestionBank
from .forecasts import Forecast

ENOUGH = 4
"""Answers below which no percentage is told."""
SECURE = 0.8
"""For a service that tells no state."""
WORDS = {
    "untried": lazy("not tried yet"),
    "learning": lazy("learning"),
    "secure": lazy("secure"),
}


@dataclass(frozen=True)
class Topic:
    """One topic of one student. `p` and its range are the service's, None where it says none, or
    where the student gave fewer than ENOUGH answers."""

    tag: str
    name: str
    grade: int | None
    answered: int
    right: int
    state: str
    p: float | None
    interval: list[float] | None

    @property
    def word(self) -> str:
        return str(WORDS[self.state])


def topics(
    bank: QuestionBank,
    forecast: Forecast | None,
    tallies: Mapping[str, tuple[int, int]],
    language: str,
) -> dict[str, Topic]:
    """Every topic of the bank, lowest grade first, then those it does not know any more.

    Args:
        tallies: by tag, how many answers the student gave, and how many were right.
    """
    told = {row["tag"]: row for row in forecast.mastery} if forecast else {}
    found = {}
    for tag in [*bank.tags, *(tag for tag in {**tallies, **told} if tag not in bank.tags)]:
        row = told.get(tag, {})
        answered, right = tallies.get(tag, (0, 0))
        p, enough = row.get("p"), answered >= ENOUGH
        state = "untried" if not answered else "learning"
        is_secure = row.get("state") == "secure" or (not row.get("state") and (p or 0) >= SECURE)
        if enough and is_secure:
            state = "secure"
        found[tag] = Topic(
            tag=tag,
            name=bank.tag_name(tag, language, row.get("name", "")),
            grade=bank.tag_grade(tag),
            answered=answered,
            right=right,
            state=state,
            p=p if enough else None,
            interval=row.get("interval") if enough else None,
        )
    return found
