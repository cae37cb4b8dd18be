"""The two languages of the bank, and what differs between them beside the words.

A chapter writes each text once in both, `say("What is 2 + 3?", "2 + 3은 얼마인가요?")`, and is run
once for each language with the same random numbers.
"""

import re
from random import Random
from typing import Literal, TypeVar

Text = TypeVar("Text")
Language = Literal["en", "ko"]
LANGUAGES: tuple[Language, ...] = ("en", "ko")

NAMES: dict[Language, tuple[str, ...]] = {
    "en": (
        *("Mina", "Jun", "Sofia", "Leo", "Amara", "Tom"),
        *("Yuna", "Omar", "Ella", "Hugo", "Ravi", "Nora"),
    ),
    "ko": (
        *("민아", "준서", "소피아", "도윤", "하은", "태오"),
        *("유나", "지호", "서연", "현우", "예린", "나라"),
    ),
}


class Say:
    """Picks what is written in one language; `say(english, korean)` is one of the two."""

    def __init__(self, language: Language):
        self.language = language

    def __call__(self, english: Text, korean: Text) -> Text:
        return english if self.language == "en" else korean

    def names(self, rng: Random, n: int) -> list[str]:
        """`n` different first names; in both languages as many numbers are drawn."""
        return rng.sample(NAMES[self.language], n)

    def money(self, cents: int) -> str:
        """A price: `$4.05`; in Korea ten won stand for a cent, `4,050원`."""
        return self(f"${cents // 100}.{cents % 100:02}", f"{cents * 10:,}원")


def particle(word: str, after_consonant: str, after_vowel: str) -> str:
    """A Korean word with the particle that its last sound asks for: `particle("5", "은", "는")`.

    Digits are read as Korean reads them (3 삼, 6 육); after ㄹ, `으로` becomes `로`.
    Raises ValueError where the last character is neither Hangul, a digit nor a Latin letter.
    """
    sound = _last_sound(word)
    if after_consonant == "으로" and sound == "ㄹ":
        return word + after_vowel
    return word + (after_consonant if sound else after_vowel)


SOUNDS = ("ㅇ", "ㄹ", "", "ㅁ", "", "", "ㄱ", "ㄹ", "ㄹ", "")
"""Final sounds of 영 일 이 삼 사 오 육 칠 팔 구."""
TENS = {1: "ㅂ", 2: "ㄱ", 3: "ㄴ"}
"""Final sounds of 십 백 천, by the number of zeros at the end; 만 ends in ㄴ, too."""
LETTERS = {"l": "ㄹ", "m": "ㅁ", "n": "ㄴ", "r": "ㄹ"}
"""Latin letters whose Korean name ends in a consonant: 엘 엠 엔 알."""
UNITS = {"mm": "", "cm": "", "m": "", "km": "", "g": "ㅁ", "kg": "ㅁ", "t": "ㄴ", "L": "", "mL": ""}
"""Final sounds of 미터, 그램, 톤, 리터."""


def _last_sound(word: str) -> str:
    """The final consonant of a word as it is read aloud, "" where it ends in a vowel."""
    text = word.rstrip(")]} ")
    if text.endswith(("°", "%")):  # 도, 퍼센트
        return ""
    unit = re.search(r"[\d□] ?([a-zA-Z]+)[²³]?$", text)
    if unit and unit[1] in UNITS:  # 제곱 is read before a unit
        return UNITS[unit[1]]
    if text.endswith(("²", "³")):  # 제곱
        return "ㅂ"
    if part := re.search(r"(\d+)/\d+$", text):  # 4분의 3
        return _last_sound(part[1])
    last = text[-1:]
    if "가" <= last <= "힣":
        number = (ord(last) - ord("가")) % 28
        return {0: "", 8: "ㄹ"}.get(number, "ㅇ")
    if last.isdecimal():
        whole = re.search(r"(\.?)([\d,]*\d)$", text)
        digits = whole[2].replace(",", "") if whole else last
        zeros = len(digits) - len(digits.rstrip("0"))
        is_round = 0 < zeros < len(digits) and not (whole and whole[1])
        return TENS.get(zeros, "ㄴ") if is_round else SOUNDS[int(last)]
    if last == "□":  # 네모
        return ""
    if last.isascii() and last.isalpha():
        return LETTERS.get(last.lower(), "")
    raise ValueError(f"{word!r} ends in {last!r}: expected Hangul, a digit or a Latin letter")
