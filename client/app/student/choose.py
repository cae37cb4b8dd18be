"""Which question comes next."""

from collections.abc import Collection, Mapping, Sequence

from ..bank.questions import Question, QuestionBank

RECENT = 20
"""A question comes back only after this many others."""


def suggestions(
    bank: QuestionBank, following: Sequence[dict], recent: Collection[str]
) -> list[dict]:
    """The model's next questions, without those unknown to the bank and those just answered."""
    return [row for row in following if row["id"] in bank and row["id"] not in recent]


def by_topic(bank: QuestionBank, suggested: Sequence[dict]) -> list[dict]:
    """The first suggestion of each topic, in the same order."""
    first: dict[str, dict] = {}
    for row in suggested:
        first.setdefault(bank[row["id"]].KnowledgeTag, row)
    return list(first.values())


def choose(
    bank: QuestionBank,
    following: Sequence[dict],
    probabilities: Mapping[str, float],
    recent: Collection[str],
    last_answered: Mapping[str, int],
) -> Question:
    """The model's first suggestion; without a forecast, the lowest grade not yet answered.

    `recent` holds the items answered last, `last_answered` for every answered item when that was.
    When all suggestions were answered just now, the item whose chance is nearest to the first
    suggestion's; when all items were answered, the one answered longest ago.
    """
    suggested = suggestions(bank, following, recent)
    if suggested:
        return bank[suggested[0]["id"]]
    others = [item for item in bank if item in probabilities and item not in recent]
    if following and others:
        aim = following[0]["p"]
        return bank[min(others, key=lambda item: abs(probabilities[item] - aim))]
    for question in bank.values():
        if question.assessmentItemID not in last_answered:
            return question
    return min(bank.values(), key=lambda question: last_answered[question.assessmentItemID])
