"""What a question asks for beside a number: the unit, the letter, the box in its text.

Read from the English or Korean text, so that `12 cm` and `x = 24` can be told from `12 kg` and
`y = 24`. Where the text leaves a doubt, nothing is accepted here and the student is asked.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

PERCENT = "%"
LENGTHS = {
    "mm": ("millimeter", "millimetre"),
    "cm": ("centimeter", "centimetre"),
    "m": ("meter", "metre"),
    "km": ("kilometer", "kilometre"),
    "in": ("inch", "inche"),
    "ft": ("foot",),
    "yd": ("yard",),
    "mi": ("mile",),
}
OTHERS = {
    "g": ("gram", "gramme"),
    "kg": ("kilogram", "kilogramme", "kilo"),
    "ml": ("milliliter", "millilitre"),
    "l": ("liter", "litre"),
    "s": ("second", "sec"),
    "min": ("minute", "min"),
    "h": ("hour", "hr"),
    "day": ("day", "d"),
    "week": ("week", "wk"),
    "month": ("month",),
    "year": ("year", "yr"),
    "°": ("degree", "deg", "도"),
    "$": ("dollar", "usd", "us$"),
    "¢": ("cent", "c", "ct"),
    "€": ("euro", "eur"),
    "£": ("pound", "gbp"),
    "₩": ("won", "krw", "원"),
    "¥": ("yen", "yuan"),
    PERCENT: ("percent", "per cent", "pct"),
}
STOPS = frozenset(
    (
        *("is", "are", "was", "were", "do", "does", "did", "can", "could", "has", "have", "had"),
        *("make", "makes", "there", "satisfy", "will", "must"),
    )
)
"""Where the thing counted ends: how many CENTIMETERS LONG is …"""
LETTER = re.compile(
    r"[Ss]olve for ([a-z])\b|[Ww]hat is ([a-z])(?= when\b|\?)|[Vv]alue of ([a-z])(?=[ ?])"
    r"|\bsolution of ([a-z])(?=[² =])|\binteger ([a-z]) with\b"
)
LONE_LETTER = re.compile(r"(?<![A-Za-z])[a-z](?![A-Za-z'’])")
HANGUL = re.compile("[가-힣]")
COUNTED = re.compile(r"몇 ?([^\s?.,]+)(?=[^?]*\?|[^?]*$)")
NO_VARIABLE = set("acghlms")
"""Lone letters that are a word or a unit."""


def _spellings() -> dict[str, str]:
    """Every known spelling of a unit, in small letters, and the unit it stands for."""
    known = {"cc": "cm³", "feet": "ft", "centavo": "¢"}
    for unit, names in (LENGTHS | OTHERS).items():
        plural = [f"{name}s" for name in names if name.isalpha() and name.isascii()]
        known |= dict.fromkeys([unit, *names, *plural], unit)
    for unit, names in LENGTHS.items():
        spelt = [unit, *names, *(f"{name}s" for name in names)] + ["feet"] * (unit == "ft")
        for raised, digit, before, after in (
            ("²", "2", ("square", "sq"), "squared"),
            ("³", "3", ("cubic", "cu"), "cubed"),
        ):
            for name in spelt:
                ways = [f"{name}{raised}", f"{name}{digit}", f"{name}^{digit}", f"{name} {after}"]
                ways += [f"{word} {name}" for word in before]
                known |= dict.fromkeys(ways, f"{unit}{raised}")
    return known


SPELLINGS = _spellings()


@dataclass(frozen=True)
class Asked:
    """What the text asks for."""

    thing: tuple[str, ...]
    """The words of what is counted: ("more", "sticker"); a unit as its sign: ("cm", "long")."""
    unit: str | None
    letters: frozenset[str]
    """The letter the number belongs to; with `any_letter`, the student may choose one."""
    any_letter: bool
    has_box: bool
    box_below: str | None
    """What stands below the box of □/9."""
    has_decimals: bool
    """The text has a decimal and no thousands, so that 1,232 may be meant as 1.232."""
    counted: str = ""
    """What stands behind 몇, "how many", in a Korean text: 개인가요, cm인가요."""

    def takes_unit(self, typed: str) -> bool:
        """Whether what was typed beside the number is what the question asks for."""
        unit = unit_of(typed)
        if unit is not None and (unit == self.unit or not self.counted):
            return unit == self.unit
        if self.counted:
            return self.counted.startswith("".join(typed.split()))
        words = _words(typed)
        size = len(words)
        runs = [self.thing[at : at + size] for at in range(len(self.thing) - size + 1)]
        return bool(words) and words in runs

    def takes_letter(self, letter: str) -> bool:
        """Whether `x = 5` names what is asked for."""
        return letter in self.letters or self.any_letter


@lru_cache(maxsize=4096)
def asked(text: str) -> Asked:
    """What a question's text asks for."""
    if HANGUL.search(text):
        return _asked_in_korean(text)
    sentences = re.split(r"(?<=[.?!])\s+", text)
    asking = next((one for one in reversed(sentences) if "?" in one), text)
    thing = _thing(text, asking)
    letters = {letter for found in LETTER.findall(asking) for letter in found if letter}
    letters |= set(re.findall(r"\b([a-z]) = □", text))
    variables = set(LONE_LETTER.findall(text)) - NO_VARIABLE
    below = re.search(r"□ ?/ ?([0-9]+)", text)
    return Asked(
        thing=thing,
        unit=next((word for word in thing[:1] if word in SPELLINGS.values()), None),
        letters=frozenset(letters),
        any_letter=not letters and not variables and "□" not in text,
        has_box="□" in text,
        box_below=below[1] if below else None,
        has_decimals=_has_decimals(text),
    )


def _asked_in_korean(text: str) -> Asked:
    found = COUNTED.search(text)
    counted = found[1] if found else ""
    sign = re.match(r"[A-Za-z]+[²³]?|[%°]|도|원", counted)
    unit = SPELLINGS.get(sign[0].casefold()) if sign else None
    if not counted and "얼마" in text and "원" in text:
        unit = "₩"
    below = re.search(r"□ ?/ ?([0-9]+)", text)
    return Asked(
        thing=(),
        unit=unit,
        letters=frozenset(set(LONE_LETTER.findall(text)) - NO_VARIABLE),
        any_letter=False,
        has_box="□" in text,
        box_below=below[1] if below else None,
        has_decimals=_has_decimals(text),
        counted=counted,
    )


def _has_decimals(text: str) -> bool:
    return bool(re.search(r"\d\.\d", text)) and not re.search(r"\d,\d{3}", text)


def unit_of(typed: str) -> str | None:
    """The unit that a text stands for: `cm` for Centimetres."""
    plain = " ".join(typed.casefold().replace(".", " ").split())
    return SPELLINGS.get(plain)


def _thing(text: str, asking: str) -> tuple[str, ...]:
    if re.search(r"\b[Ww]hat percent|\bas a percent", asking):
        return (PERCENT,)
    if counted := re.search(r"\b[Hh]ow many ([^?]+)", asking):
        words = counted[1].split()
        end = next((at for at, word in enumerate(words) if word in STOPS), len(words))
        return _words(" ".join(words[:end]))
    if measured := re.search(r" in ((?:square |cubic )?[a-z]+[²³]?)\?", asking):
        return _words(measured[1])
    if boxed := re.search(r"□ ([A-Za-z][A-Za-z'’ ]*)", text):
        return _words(boxed[1])
    return ()


def _words(text: str) -> tuple[str, ...]:
    """Words for comparing: units by their sign, the rest in small letters and the singular."""
    words = text.casefold().replace("’", "'").replace(".", " ").split()
    found = []
    while words:
        pair = SPELLINGS.get(" ".join(words[:2])) if len(words) > 1 else None
        found.append(pair or SPELLINGS.get(words[0]) or words[0].rstrip("s"))
        words = words[2 if pair else 1 :]
    return tuple(found)
