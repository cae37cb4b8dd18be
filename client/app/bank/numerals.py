"""Numbers as people write them: what a typed text can mean, in any digits and in both styles.

One half of the world writes 1,234.5 and the other half 1.234,5, so `2,700` has two readings. Here
all readings of a text are found; `grading` decides whether they leave a doubt.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

MAX_LENGTH = 40
INVISIBLE = "\u200b"
"""Stands for any mark without width: nobody can see whether it joins or parts two digits."""

SIGNS = {
    **dict.fromkeys("−–—‐‑‒﹣－➖", "-"),
    **dict.fromkeys("⁄∕", "/"),
    **dict.fromkeys("，،、", ","),
    **dict.fromkeys("。．", "."),
    **dict.fromkeys("’‘ʼ′＇", "'"),
    **dict.fromkeys("º˚", "°"),
    "٪": "%",
    "∶": ":",
}
MEANING_MARKS = "\u202e\u2061\u2062\u2063\u2064"
"""Marks without width that change a number: right-to-left override, invisible times and plus."""
BLANKS = "\u2800\u3164\u115f\u1160\uffa0"
"""Look like a blank and are none for Unicode: Braille and Hangul fillers."""
SAME_SHAPE = ("<wide>", "<narrow>", "<small>", "<font>", "<square>")
"""Kinds of character that only look different; raised, lowered and circled ones mean more."""
RAISED, LOWERED = "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉"
SMALL_DIGITS = str.maketrans(RAISED + LOWERED, "0123456789" * 2)
SMALL_FRACTION = re.compile(rf"([{RAISED}]+)/([{LOWERED}]+)")

WHOLE = r"[0-9]+"
BY_MARK = r"[1-9][0-9]{0,2}(?:(?P<mark>[ '٬])[0-9]{3})(?:(?P=mark)[0-9]{3})*"
BY_COMMA = r"[1-9][0-9]{0,2}(?:,[0-9]{3})"
BY_POINT = r"[1-9][0-9]{0,2}(?:\.[0-9]{3})"
INDIAN = r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}"
CLEAR = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<whole>{WHOLE})",
        rf"(?P<whole>{BY_MARK})(?:[.,٫](?P<part>[0-9]+))?",
        rf"(?P<whole>{BY_COMMA}{{2,}}|{INDIAN})(?:[.٫](?P<part>[0-9]+))?",
        rf"(?P<whole>{BY_POINT}{{2,}})(?:[,٫](?P<part>[0-9]+))?",
        rf"(?P<whole>{BY_COMMA})[.٫](?P<part>[0-9]+)",
        rf"(?P<whole>{BY_POINT})[,٫](?P<part>[0-9]+)",
        r"(?P<whole>[0-9]*)٫(?P<part>[0-9]+)",
    )
)
ONE_MARK = re.compile(r"(?P<whole>[0-9]*)(?P<mark>[.,])(?P<part>[0-9]+)")
MIXED = re.compile(r"([0-9]+) ([1-9][0-9]*) ?/ ?([1-9][0-9]*)")
SIGNED = re.compile(r"(?P<open>\( ?)?(?P<sign>[+-] ?)?(?P<size>[0-9.,٫].*?)(?(open) ?\))")
OWN_STYLE = re.compile(
    r"(?P<sign>[+-]?) ?(?:(?P<whole>[0-9]+) (?=[0-9]+ ?/))?"
    r"(?P<size>(?:[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)"
    r"(?: ?/ ?(?P<below>[0-9]+))?"
)


@dataclass(frozen=True)
class Reading:
    """One value a text can have. `plain`: so read in the style in which the questions are set."""

    value: Fraction
    plain: bool = True


class NotDoneError(ValueError):
    """The text is a fraction that is a whole number, such as 24/3: a division left undone."""


def fold(text: str) -> str:
    """The text in ASCII digits and signs, as far as only their shape differs.

    What means something else by its shape (2⁴, ⑯, Ⅳ) stays as it is.
    """
    text = "".join(map(_fold, text)).strip(INVISIBLE + " ")
    text = SMALL_FRACTION.sub(lambda match: f" {match[0].translate(SMALL_DIGITS)} ", text)
    text = re.sub(r"^⁻(?= ?[0-9])", "-", text)
    return " ".join(text.split())


def _fold(char: str) -> str:
    if char in SIGNS:
        return SIGNS[char]
    category = unicodedata.category(char)
    if category == "Zs" or char in BLANKS or char.isspace():
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if char in MEANING_MARKS:
        return char
    if category == "Cf":
        return INVISIBLE
    if "\ufe00" <= char <= "\ufe0f" or char == "\u20e3":  # 5️⃣ is 5 with two of these
        return ""
    kind = unicodedata.decomposition(char).partition(" ")[0]
    if kind == "<fraction>":
        return f" {unicodedata.normalize('NFKC', char).replace('⁄', '/')} "
    return unicodedata.normalize("NFKC", char) if kind in SAME_SHAPE else char


def readings(folded: str) -> list[Reading]:
    """All values of a folded text, each once; none where it is no number.

    Raises NotDoneError, and ZeroDivisionError for a nought below a fraction bar.
    """
    joined, parted = folded.replace(INVISIBLE, ""), folded.replace(INVISIBLE, " ")
    found = list(_signed(joined))
    if parted != joined:
        more = [reading for reading in _signed(" ".join(parted.split())) if reading not in found]
        if found and more:  # the mark may be a blank or nothing
            found = [replace(reading, plain=False) for reading in found + more]
        else:
            found += more
    return found


def parse_number(text: str) -> Fraction | None:
    """The value of a number in the style of the questions (1,234.5, 3/4, 1 3/4), else None."""
    match = OWN_STYLE.fullmatch(fold(text))
    if match is None or not int(match["below"] or 1):
        return None
    size = Fraction(re.sub("[, ]", "", match["size"]).rstrip("."))
    value = int(match["whole"] or 0) + size / int(match["below"] or 1)
    return -value if match["sign"] == "-" else value


def show(value: Fraction) -> str:
    """A value in digits that have one reading: 2700, 2.7, 1.2320, or 1/3 without an end."""
    sign, size = "−" if value < 0 else "", abs(value)
    for places in (0, 1, 2, *range(4, MAX_LENGTH + 1)):  # with three, a point may part thousands
        scaled = size * 10**places
        if scaled.denominator == 1:
            digits = f"{scaled.numerator:0{places + 1}d}"
            whole, part = digits[: len(digits) - places], digits[len(digits) - places :]
            return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"
    return f"{sign}{size}"


def _signed(text: str) -> Iterator[Reading]:
    match = SIGNED.fullmatch(text)
    if match is None:
        return
    sign = -1 if (match["sign"] or "").startswith("-") else 1
    for reading in _unsigned(match["size"]):
        yield replace(reading, value=sign * reading.value)
        if match["open"] and not match["sign"]:  # a ledger writes a loss so
            yield Reading(-reading.value, plain=False)


def _unsigned(text: str) -> Iterator[Reading]:
    if "/" not in text:
        yield from _decimal(text)
        return
    if match := MIXED.fullmatch(text):
        whole, over_bar, under_bar = map(int, match.groups())
        if over_bar < under_bar:
            yield Reading(whole + Fraction(over_bar, under_bar))
    above, below = ([*_decimal(part.strip())] for part in text.split("/", 1))
    in_one_style = zip(above, below, strict=True) if len(above) == len(below) else None
    found: dict[Fraction, bool] = {}
    for over, under in in_one_style or product(above, below):
        if over.value.denominator == under.value.denominator == 1:
            value = over.value / under.value
            found[value] = found.get(value, False) or (over.plain and under.plain)
    if any(value.denominator == 1 for value in found):
        raise NotDoneError(text)
    yield from (Reading(value, plain) for value, plain in found.items())


def _decimal(text: str) -> Iterator[Reading]:
    """Readings of a number without sign and bar; the full stop of a sentence may follow it."""
    text = re.sub(r"(?<=[0-9]) ?[.,]$", "", text)
    for pattern in CLEAR:
        if match := pattern.fullmatch(text):
            part = match.groupdict().get("part") or "0"
            yield Reading(Fraction(f"{re.sub('[^0-9]', '', match['whole']) or 0}.{part}"))
            return
    match = ONE_MARK.fullmatch(text)
    if match is None:
        return
    whole, mark, part = match["whole"], match["mark"], match["part"]
    value = Fraction(f"{whole or 0}.{part}")
    groups = re.fullmatch(r"[1-9][0-9]*", whole) is not None
    if groups and len(part) == 3:
        # 3.125 is a decimal as the questions write it; 2.700 for 2.7 is written by nobody.
        decimal = not part.endswith("0") and (mark == "." or len(whole) > 3)
        yield Reading(value, plain=decimal)
        yield Reading(Fraction(whole + part), plain=mark == "," and len(whole) < 4)
    elif groups and len(part) == 4 and mark == ",":  # 65,4000: ten thousands, as in East Asia
        yield Reading(value, plain=not part.endswith("0"))
        yield Reading(Fraction(whole + part), plain=False)
    else:
        yield Reading(value)
