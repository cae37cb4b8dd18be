"""Which question comes next: the service's first suggestion, without one the staircase's."""

from collections.abc import Sequence

from ..bank.questions import QuestionBank
from .forecasts import Forecast
from .staircase import Choice, Given
from .staircase import choose as by_staircase

RECENT = 20
"""A service without a policy of its own suggests what was answered just now: for this long."""


def choose(
    bank: QuestionBank,
    forecast: Forecast | None,
    given: Sequence[Given],
    named: int | None,
    topics: Sequence[str] = (),
) -> Choice:
    """The next question; see `staircase.choose` for the arguments.

    `forecast` is one that knows all answers, or None.
    """
    for row in suggestions(bank, forecast, [answer.item for answer in given], topics):
        return Choice(bank[row["id"]], row["why"], row.get("because") or {})
    return by_staircase(bank, given, named, topics)


def suggestions(
    bank: QuestionBank,
    forecast: Forecast | None,
    answered: Sequence[str],
    topics: Sequence[str] = (),
) -> list[dict]:
    """The service's suggestions that can be followed; `answered` are the items, oldest first."""
    if forecast is None:
        return []
    # One that tells its phase has a policy: it repeats on purpose, but never at once.
    recent = answered[-1:] if forecast.phase else answered[-RECENT:]
    following = [row for row in forecast.next if row["id"] in bank and row["id"] not in recent]
    if not topics:
        return following
    return [row for row in following if set(topics) & set(bank[row["id"]].KnowledgeTag.split(";"))]


def by_topic(bank: QuestionBank, suggested: Sequence[dict]) -> list[dict]:
    """The first suggestion of each topic, in the same order."""
    first: dict[str, dict] = {}
    for row in suggested:
        first.setdefault(bank[row["id"]].KnowledgeTag, row)
    return list(first.values())
