"""What a question is: its text, its answer, the mistakes it foresees, a hint and worked steps."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from random import Random
from typing import Literal

from bank.language import Say
from bank.notation import Number, decimal, show
from bank.pictures import Picture

Strand = Literal["number", "algebra", "geometry", "measurement", "data"]
NUMBER: Strand = "number"
ALGEBRA: Strand = "algebra"
GEOMETRY: Strand = "geometry"
MEASUREMENT: Strand = "measurement"
DATA: Strand = "data"

Wrong = tuple[Number | str, str]
"""A wrong answer, and what somebody thought who gives it: `(5, "You added; …")`."""


@dataclass(frozen=True)
class Question:
    """One question in one language.

    `wrong` holds wrong answers with their misconception: three where the answer is chosen, any
    number (none, too) where the student types it.
    """

    text: str
    answer: str
    steps: str
    hint: str = ""
    wrong: tuple[tuple[str, str], ...] = ()
    is_chosen: bool = False
    as_decimal: bool = False
    picture: Picture | None = None


@dataclass(frozen=True)
class Chapter:
    """One tag: its slug, names, strand, direct prerequisites and who writes its questions.

    `write(rng, say)` returns the chapter's kinds in order, easy ones first, six to ten; it draws
    the same random numbers in each language.
    """

    slug: str
    name: str
    name_ko: str
    strand: Strand
    prerequisites: tuple[str, ...]
    write: Callable[[Random, Say], list[Question]]


def names(rng: Random, n: int, say: Say) -> list[str]:
    """`n` different first names."""
    return say.names(rng, n)


def typed(
    text: str,
    answer: Number,
    steps: str,
    hint: str = "",
    wrong: Iterable[Wrong] = (),
    picture: Picture | None = None,
) -> Question:
    """A question whose answer is a number the student types; asks for a decimal where it is one.

    `wrong` lists mistakes that many make; those that equal the answer or an earlier one are left
    out.
    """
    known = {Fraction(answer): ""}
    for mistake, why in wrong:
        known.setdefault(Fraction(mistake), why)
    del known[Fraction(answer)]
    mistakes = tuple((decimal(value), why) for value, why in known.items())
    as_decimal = Fraction(answer).denominator != 1
    return Question(
        text, decimal(answer), steps, hint, mistakes, as_decimal=as_decimal, picture=picture
    )


def choose(
    text: str,
    answer: Number | str,
    wrong: Iterable[Wrong | Number | str],
    steps: str,
    hint: str = "",
    signed: bool = False,
    picture: Picture | None = None,
) -> Question:
    """A question with four choices.

    `wrong` lists mistakes, the likeliest first; the first three that differ in worth from the
    answer and from each other are kept. Unless `signed`, numbers below zero are passed over.
    Raises ValueError where fewer than three remain.
    """
    kept: dict[object, tuple[str, str]] = {worth(show(answer)): (show(answer), "")}
    for one in wrong:
        mistake, why = one if isinstance(one, tuple) else (one, "")
        if signed or isinstance(mistake, str) or mistake >= 0:
            kept.setdefault(worth(show(mistake)), (show(mistake), why))
    if len(kept) < 4:
        raise ValueError(f"{text!r} has {len(kept) - 1} distinct mistakes, expected 3: list more")
    mistakes = tuple(kept.values())[1:4]
    return Question(text, show(answer), steps, hint, mistakes, is_chosen=True, picture=picture)


def worth(choice: str) -> tuple[Fraction, str] | str:
    """What a choice amounts to, so that 2/4 and 1/2 count as one; text stands for itself."""
    match = re.fullmatch(r"(−?)(?:(\d+) )?(\d[\d,]*(?:\.\d+)?)(?:/(\d+))?( ?[^\d]*)", choice)
    if match is None:
        return choice
    sign, whole, size, below, unit = match.groups()
    value = Fraction(whole or 0) + Fraction(size.replace(",", "")) / int(below or 1)
    return (-value if sign else value), unit


def check_prerequisites(chapters: Sequence[tuple[int, Chapter]]) -> None:
    """Check (grade, chapter) pairs in order of grade: prerequisites exist, are of no later grade,
    and nothing depends on itself. Raises ValueError that names the chapter.
    """
    grades = {chapter.slug: grade for grade, chapter in chapters}
    needs = {chapter.slug: chapter.prerequisites for _, chapter in chapters}
    for slug, before in needs.items():
        for one in before:
            if one not in grades:
                raise ValueError(f"{slug} needs {one!r}, which is no chapter")
            if grades[one] > grades[slug]:
                raise ValueError(f"{slug} of grade {grades[slug]} needs {one}, a later grade")
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as err:
        raise ValueError(f"prerequisites go in a circle: {' → '.join(err.args[1])}") from err
