"""What a question is: its text, its answer, three plausible mistakes or none, and the way there."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from bank.notation import Number, decimal, show

NAMES = (
    *("Mina", "Jun", "Sofia", "Leo", "Amara", "Tom"),
    *("Yuna", "Omar", "Ella", "Hugo", "Ravi", "Nora"),
)


@dataclass(frozen=True)
class Question:
    """One question. `wrong` holds three mistakes, or nothing where the student types a number."""

    text: str
    answer: str
    explanation: str
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """One tag: its slug, its readable name and the function that writes its ten questions."""

    slug: str
    name: str
    write: Callable[[Random], list[Question]]


def names(rng: Random, n: int) -> list[str]:
    """`n` different first names."""
    return rng.sample(NAMES, n)


def typed(text: str, answer: Number, explanation: str) -> Question:
    """A question whose answer is a number the student types; asks for a decimal where it is one."""
    hint = "" if Fraction(answer).denominator == 1 else " Write your answer as a decimal."
    return Question(text + hint, decimal(answer), explanation)


def choose(
    text: str,
    answer: Number | str,
    wrong: Iterable[Number | str],
    explanation: str,
    signed: bool = False,
) -> Question:
    """A question with four choices.

    `wrong` lists mistakes, the likeliest first; the first three that differ in worth from the
    answer and from each other are kept. Unless `signed`, numbers below zero are passed over.
    Raises ValueError where fewer than three remain.
    """
    kept = {worth(show(answer)): show(answer)}
    for mistake in wrong:
        if signed or isinstance(mistake, str) or mistake >= 0:
            kept.setdefault(worth(show(mistake)), show(mistake))
    if len(kept) < 4:
        raise ValueError(f"{text!r} has {len(kept) - 1} distinct mistakes, expected 3: list more")
    return Question(text, show(answer), explanation, tuple(kept.values())[1:4])


def worth(choice: str) -> tuple[Fraction, str] | str:
    """What a choice amounts to, so that 2/4 and 1/2 count as one; text stands for itself."""
    match = re.fullmatch(r"(−?)(?:(\d+) )?(\d[\d,]*(?:\.\d+)?)(?:/(\d+))?( ?[^\d]*)", choice)
    if match is None:
        return choice
    sign, whole, size, below, unit = match.groups()
    value = Fraction(whole or 0) + Fraction(size.replace(",", "")) / int(below or 1)
    return (-value if sign else value), unit
