"""A question as one student meets it: one of its variants, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from .numerals import fold, parse_number, readings


class Posed(Protocol):
    """What is graded and shown. `choices` is empty where a number is to be typed."""

    @property
    def question(self) -> str: ...
    @property
    def choices(self) -> tuple[str, ...]: ...
    @property
    def answer(self) -> str: ...


@dataclass(frozen=True)
class Wording:
    """One variant in one language.

    `mistakes` says of a wrong answer what somebody thought who gives it. `picture` is SVG of our
    own making, `alt` says what it shows.
    """

    variant: int
    language: str
    question: str
    choices: tuple[str, ...]
    answer: str
    hint: str = ""
    steps: str = ""
    mistakes: Mapping[str, str] = field(default_factory=dict)
    picture: str = ""
    alt: str = ""

    @property
    def most_hints(self) -> int:
        """How often help may be asked for: the hint, then the worked steps."""
        return bool(self.hint) + bool(self.steps)

    def help(self, asked: int) -> list[str]:
        """What is shown to who asked for help that often."""
        return [text for text in (self.hint, self.steps) if text][:asked]

    def mistake(self, response: str) -> str:
        """What a wrong answer shows, "" where nobody foresaw it."""
        if self.choices:
            return self.mistakes.get(response, "")
        try:
            meant = {reading.value for reading in readings(fold(response))}
        except (ValueError, ZeroDivisionError):
            return ""
        return next((why for key, why in self.mistakes.items() if parse_number(key) in meant), "")
