"""How a question is shown: the key of each choice, and the keypad that a typed answer may need."""

from .numerals import parse_number
from .questions import QuestionBank
from .wording import Posed

KEYS = ("ABCDEFGHIJ", "1234567890", "PQRSTUVWXYZ", "KLMNOPQRST")
"""Sets of keys for choices, the first that fits is taken."""
DECIMAL, ANY = "decimal", "text"


def choice_keys(question: Posed) -> tuple[str, ...]:
    """A key for each choice, A to D; others where a choice begins with one of these.

    So that typing what a choice says never chooses another one: `acute angle` begins with A. ()
    where no set fits, since there are more choices than keys, or they begin with all of them.
    """
    number = len(question.choices)
    starts = {choice[0].upper() for choice in question.choices}
    has_digits = any(char.isdigit() for char in "".join(question.choices))
    for keys in KEYS:
        confused = starts & set(keys[:number]) or (has_digits and keys.isdigit())
        if number <= len(keys) and not confused:
            return tuple(keys[:number])
    return ()


def keypads(bank: QuestionBank) -> dict[str, str]:
    """The `inputmode` of each KnowledgeTag's typed answers.

    A phone's decimal pad has no minus sign (iOS) and no slash, so it is used where no answer of the
    topic needs one; by topic, since a pad for one question would give its sign away.
    """
    pads: dict[str, str] = {}
    for question in bank.values():
        for variant in range(bank.variant_count(question.assessmentItemID)):
            wording = bank.wording(question.assessmentItemID, variant, None)
            if wording.choices:
                continue
            value = parse_number(wording.answer)
            plain = value is not None and value >= 0 and "/" not in wording.answer
            pads.setdefault(question.KnowledgeTag, DECIMAL)
            if not plain:
                pads[question.KnowledgeTag] = ANY
    return pads
