"""Right, wrong, or asked again: a choice is compared as text, a typed number by its value.

What can be read in two ways, or has first to be worked out, is never graded: the student is asked.
"""

import re

from .asked import PERCENT, Asked, asked, unit_of
from .numerals import (
    INVISIBLE,
    MAX_LENGTH,
    NotDoneError,
    Reading,
    fold,
    parse_number,
    readings,
    show,
)
from .wording import Posed

NAMED = re.compile(r"(?:([^\W\d_]) ?)?= ?(.+)")
BEFORE = re.compile(r"([+-]? ?)([$€£¥₩%]) ?([0-9.,٫].*)")
UNIT = re.compile(
    r"(?P<number>.*[0-9)][.,]?) ?"
    r"(?P<unit>(?![⁰¹²³⁴-⁹₀-₉])[^\W\d_][^\d]*?(?:(?:\^|(?<=[mnft]))[23]|[²³])?|[°%$€£¥₩¢]|°C|°F)\.?"
)
LISTED = re.compile(r"[0-9].*(?:, |, ?[a-z]|;| or | and ).*[0-9]|±")
WORKED = re.compile(r"[0-9)].*[-+*×÷^·∙⋅/].*[0-9(]|√|[⁰¹²³⁴⁵⁶⁷⁸⁹]")
SEVERAL = re.compile(r"[0-9].* .*[0-9]")
KNOWN = frozenset("0123456789.,'/+-() " + INVISIBLE)


class AskAgainError(ValueError):
    """The response is not graded; `sentence` is the key of the text that asks, with `values`."""

    def __init__(self, sentence: str, **values: str):
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values


class NotAChoiceError(ValueError):
    """The response is none of the question's choices; no browser sends that by itself."""


def grade(question: Posed, response: str) -> int:
    """1 where the response is right, else 0.

    Raises AskAgainError where it is no clear answer, NotAChoiceError where no page offered it.
    """
    if question.choices:
        if not response:
            raise AskAgainError("choose_one")
        if response not in question.choices:
            raise NotAChoiceError(response)
        return int(response == question.answer)
    answer = parse_number(question.answer)
    wanted = asked(question.question)
    found = read(response, wanted)
    right = next((reading for reading in found if reading.value == answer), None)
    if right is None:
        return 0
    in_thousands = wanted.has_decimals and right.value.denominator == 1
    if len(found) > 1 and (in_thousands or not right.plain):
        sign = PERCENT if wanted.unit == PERCENT else ""
        first, second = (show(reading.value) + sign for reading in found[:2])
        raise AskAgainError("ask_which", got=response, first=first, second=second)
    return 1


def read(response: str, wanted: Asked) -> list[Reading]:
    """What the response can mean as an answer to what is asked, the readings without a unit.

    Raises AskAgainError where it cannot be understood.
    """
    if len(response) > MAX_LENGTH:
        raise AskAgainError("ask_shorter", most=str(MAX_LENGTH))
    text = fold(response)
    if not text:
        raise AskAgainError("type_a_number")
    if (match := NAMED.fullmatch(text)) and not re.search(r"[=]", match[2]):
        letter, text = match.groups()
        if letter and not wanted.takes_letter(letter.casefold()):
            raise AskAgainError("ask_letter", got=letter)
    number, unit = _apart(text)
    if unit and unit_of(unit) != PERCENT and not wanted.takes_unit(unit):
        raise _unit_not_asked(response, number, unit, wanted)
    try:
        found = readings(number)
    except ZeroDivisionError:
        raise AskAgainError("ask_nought", got=response) from None
    except NotDoneError:
        raise AskAgainError("ask_box" if wanted.has_box else "ask_work_out", got=response) from None
    if not found or (wanted.box_below and "/" in number):
        raise _not_a_number(response, text, wanted)
    return _percent(found, bool(unit) and unit_of(unit) == PERCENT, wanted)


def _apart(text: str) -> tuple[str, str]:
    """A number and what is typed beside it: `12 cm` and `$12` have a unit."""
    if match := BEFORE.fullmatch(text):
        sign, unit, number = match.groups()
        return f"{sign}{number}", unit
    if match := UNIT.fullmatch(text):
        return match["number"].rstrip(), match["unit"].rstrip(" .")
    return text, ""


def _percent(found: list[Reading], typed: bool, wanted: Asked) -> list[Reading]:
    """30% is 30 where a percentage is asked for, else 0.3; 0.3 may be meant as 30%."""
    if wanted.unit == PERCENT:
        shares = [] if typed else [one for one in found if 0 < abs(one.value) < 1]
        return found + [Reading(100 * one.value, plain=False) for one in shares]
    if not typed:
        return found
    hundredths = [Reading(one.value / 100, one.plain) for one in found]
    return hundredths + [Reading(one.value, plain=False) for one in found]


def _unit_not_asked(response: str, number: str, unit: str, wanted: Asked) -> AskAgainError:
    try:
        beside = bool(readings(number))
    except (NotDoneError, ZeroDivisionError):
        beside = False
    if not beside:
        return _not_a_number(response, fold(response), wanted)
    return AskAgainError("ask_unit", got=unit.replace(INVISIBLE, ""))


def _not_a_number(response: str, text: str, wanted: Asked) -> AskAgainError:
    if not re.search(r"[0-9]", text) and any(map(str.isalpha, text)):
        return AskAgainError("ask_digits", got=response)
    if wanted.has_box and re.search(r"[-+*×÷^=:/⁰¹²³⁴⁵⁶⁷⁸⁹]", text[1:]):
        return AskAgainError("ask_box", got=response)
    if LISTED.search(text):
        return AskAgainError("ask_one", got=response)
    if re.search(r"[0-9].*[=:]|=.*=", text):
        return AskAgainError("ask_only", got=response)
    if WORKED.search(text):
        return AskAgainError("ask_work_out", got=response)
    if SEVERAL.search(text):
        return AskAgainError("ask_one", got=response)
    strange = next((char for char in text if char not in KNOWN), "")
    if strange.isprintable() and strange:
        return AskAgainError("ask_part", got=strange)
    return AskAgainError("type_a_number")
