"""A topic as text, for who writes it: each kind with its variants in both languages."""

import re
from collections.abc import Iterator

from bank.make import Variant, chapters, variants_of, whole_text
from bank.question import Question


def as_text(slug: str) -> str:
    """Every kind of the chapter with this slug. Raises ValueError where there is none."""
    for _, _, chapter in chapters():
        if chapter.slug == slug:
            kinds = variants_of(chapter, set())
            return "".join(_kind(place, kind) for place, kind in enumerate(kinds, start=1))
    raise ValueError(f"no topic {slug!r}, expected one of {[c.slug for _, _, c in chapters()]}")


def _kind(place: int, variants: list[Variant]) -> str:
    lines = [f"\n=== {place}"]
    for number, variant in enumerate(variants):
        for language, question in variant.items():
            lines += _variant(f"{number} {language}", question)
    return "\n".join(lines) + "\n"


def _variant(head: str, question: Question) -> Iterator[str]:
    yield f"{head}: {whole_text(question)}"
    yield f"    = {question.answer}"
    for mistake, why in question.wrong:
        yield f"    ≠ {mistake}: {why or '(no reason yet)'}"
    yield f"    hint: {question.hint or '(none yet)'}"
    yield f"    steps: {re.sub(chr(10), ' / ', question.steps)}"
