"""Right or wrong: a choice is compared as text, a typed number by its value."""

import re
import unicodedata
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .questions import Question

MAX_LENGTH = 40
MINUS = str.maketrans(dict.fromkeys("−–—‐‑‒﹣-", "-") | {"⁄": "/", "∕": "/", "÷": "/"})
WHOLE = r"(?:[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)"
DECIMAL = re.compile(rf"(?:{WHOLE}(?:\.[0-9]*)?|\.[0-9]+)")
RATIO = re.compile(rf"({WHOLE}) ?/ ?({WHOLE})")
MIXED = re.compile(r"([0-9]+) ([0-9]+) ?/ ?([0-9]+)")


class NotANumberError(ValueError):
    """The student typed something that is not a number; nothing should be stored."""


class NotAChoiceError(ValueError):
    """The response is none of the question's choices; no browser sends that by itself."""


def grade(question: "Question", response: str) -> int:
    """1 where the response is right, else 0.

    Raises NotANumberError or NotAChoiceError where the response is no answer at all.
    """
    if question.choices:
        if response not in question.choices:
            raise NotAChoiceError(response)
        return int(response == question.answer)
    number = parse_number(response)
    if number is None:
        raise NotANumberError(response)
    return int(number == parse_number(question.answer))


def parse_number(text: str) -> Fraction | None:
    """The exact value of a number as people type it, or None.

    Accepts 12, -3 (any kind of minus), +3, .5, 1,234.5, 1 234, 1/2, 1 1/2 and ½.
    """
    if len(text) > MAX_LENGTH:
        return None
    apart = "".join(
        f" {char}" if "⁄" in unicodedata.normalize("NFKC", char) else char for char in text
    )
    plain = unicodedata.normalize("NFKC", apart).translate(MINUS)
    plain = " ".join(plain.split())
    sign = -1 if plain.startswith("-") else 1
    plain = plain[1:].lstrip() if plain[:1] in {"-", "+"} else plain

    if DECIMAL.fullmatch(plain):
        return sign * Fraction(_bare(plain))
    if match := MIXED.fullmatch(plain):
        whole, above, below = (int(part) for part in match.groups())
        return sign * (whole + Fraction(above, below)) if below else None
    if match := RATIO.fullmatch(plain):
        above, below = (int(_bare(part)) for part in match.groups())
        return sign * Fraction(above, below) if below else None
    return None


def _bare(digits: str) -> str:
    bare = digits.replace(",", "").replace(" ", "")
    return bare + "0" if bare.endswith(".") else bare
