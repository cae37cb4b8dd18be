"""Why a question was chosen, in a sentence for its student."""

import math

from flask_babel import gettext
from flask_babel import lazy_gettext as lazy

from ..bank.questions import QuestionBank
from ..web.language import current as language
from .levels import grade_name

SENTENCES = {
    "placement": lazy("To find out where you are. There is no mark for it."),
    "practice": lazy("It fits your level."),
    "stretch": lazy("A little harder than before. You are ready for it."),
    "easier": lazy("A step back first, then up again."),
    "again": lazy("You missed one like this. Now with other numbers."),
    "review": lazy("So that you do not forget it."),
    "prerequisite": lazy("Other topics build on this one."),
    "assigned": lazy("It is from the topic that was chosen."),
    "new": lazy("A topic that you have not met yet."),
    "retry": lazy("You missed it last time."),
    "strengthen": lazy("Just hard enough to make you stronger."),
}
"""By the service's `why`; the last three are of services of before."""


def why_sentence(bank: QuestionBank, why: str, because: dict) -> str:
    """The sentence, with the topic or the grade that it is about; "" for an unknown `why`."""
    if why not in SENTENCES:
        return ""
    tag = because.get("tag")
    topic = bank.tag_name(tag, language()) if tag in bank.tags else ""
    if why == "prerequisite" and topic:
        return gettext("“%(topic)s” builds on this.", topic=topic)
    if why == "easier" and topic:
        return gettext("“%(topic)s” again, a step easier.", topic=topic)
    if why == "practice" and because.get("grade") is not None:
        return gettext("It fits you: %(grade)s.", grade=grade_name(math.floor(because["grade"])))
    return str(SENTENCES[why])
