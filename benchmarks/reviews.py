"""Reviews as FSRS would choose them, in the place of the policy's own rule, to compare the two.

FSRS (Ye 2022, github.com/open-spaced-repetition; the package `fsrs`, with its default parameters)
keeps a card for each topic and says with what chance the topic is still remembered.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from fsrs import Card, Rating, Scheduler

from serving.policy import RECENT, REVIEW_EVERY

RETAINED = 0.9
"""A topic is due when the chance to remember it is below this, FSRS's own default."""
YIELDS = ("review", "practice", "stretch")
"""What a review may take the place of; a miss is seen to first."""


class FsrsReviews:
    """The topics of one learner as FSRS's cards; kinds, their topics and grades from the bank."""

    def __init__(self, topic: dict[str, str], grade: dict[str, float]):
        self._topic, self._grade = topic, grade
        self._scheduler = Scheduler(desired_retention=RETAINED, enable_fuzzing=False)
        self._cards: dict[str, Card] = {}

    def answered(self, item: str, correct: bool, at: datetime) -> None:
        """Tell the card of the item's topic."""
        card = self._cards.get(self._topic[item]) or Card(card_id=len(self._cards), due=at)
        rating = Rating.Good if correct else Rating.Again
        self._cards[self._topic[item]], _ = self._scheduler.review_card(card, rating, at)

    def choose(
        self, suggested: Sequence[dict], asked: Sequence[str], at: datetime,
        chance: Callable[[str], float | None],
    ) -> str:  # fmt: skip
        """The next item: a due topic's where a review is in turn, else what the policy says.

        Args:
            suggested: `next` of `/predict`. asked: the items so far.
            chance: of a right answer to an item; the topic's most likely one is asked.
        """
        if len(asked) % REVIEW_EVERY or suggested[0]["why"] not in YIELDS:
            return suggested[0]["id"]
        recall = {
            tag: self._scheduler.get_card_retrievability(card, at)
            for tag, card in self._cards.items()
        }
        near = [
            item for item, tag in self._topic.items()
            if recall.get(tag, 1.0) < RETAINED and item not in asked[-RECENT:]
            and abs(self._grade[item] - self._grade[asked[-1]]) <= 1
        ]  # fmt: skip
        others = [one["id"] for one in suggested if one["why"] != "review"]
        if not near:
            return others[0]
        return min(near, key=lambda item: (recall[self._topic[item]], -(chance(item) or 0.0), item))
