"""From chapters to files: item ids, variants, the order of the choices, and the bytes of each file.

A kind of question (one assessmentItemID) has VARIANTS variants: other numbers, the same steps. Each
chapter is written again and again with another generator until every kind has as many as differ.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from random import Random

from bank import grade1, grade2, grade3, grade4, grade5, grade6, grade7, grade8, grade9
from bank.language import LANGUAGES, Language, Say
from bank.question import Chapter, Question, check_prerequisites

SEED = 20240601
VARIANTS = 5
KINDS = range(6, 11)
"""How many kinds of question a chapter may have."""
TRIES = 400
"""How often a chapter is written to find that many variants of each kind."""
CURRICULUM = tuple(
    grade.CHAPTERS
    for grade in (grade1, grade2, grade3, grade4, grade5, grade6, grade7, grade8, grade9)
)
COLUMNS = (
    "assessmentItemID",
    "testId",
    "KnowledgeTag",
    "tag",
    "grade",
    "question",
    "choices",
    "answer",
    "explanation",
)
TAG_COLUMNS = ("KnowledgeTag", "grade", "strand", "name", "name_ko", "prerequisites")
DECIMAL_HINT: dict[Language, str] = {
    "en": " Write your answer as a decimal.",
    "ko": " 답을 소수로 쓰세요.",
}

Variant = dict[Language, Question]
"""One variant of a kind, in each language."""


@dataclass(frozen=True)
class Kind:
    """A kind of question: where it belongs, and its variants in each language."""

    item: str
    test: str
    grade: int
    chapter: Chapter
    variants: tuple[Variant, ...]
    places: tuple[int, ...]
    """Where the right choice stands in each variant, 0 to 3."""


def chapters() -> list[tuple[int, int, Chapter]]:
    """Every chapter with its grade and its number within the grade, both from 1."""
    return [
        (grade, number, chapter)
        for grade, of_grade in enumerate(CURRICULUM, start=1)
        for number, chapter in enumerate(of_grade, start=1)
    ]


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind in id order.

    Each chapter draws from its own generators, so that a change in one leaves the others alone.
    Raises ValueError for a chapter of a wrong length, with too few variants or with faulty
    prerequisites.
    """
    check_prerequisites([(grade, chapter) for grade, _, chapter in chapters()])
    asked: set[str] = set()
    made = []
    for grade, number, chapter in chapters():
        variants = variants_of(chapter, asked)
        rng = Random(f"{SEED}:{chapter.slug}:places")
        places = chain.from_iterable(rng.sample(range(4), 4) for _ in range(len(variants) * 2))
        for position, of_kind in enumerate(variants, start=1):
            made.append(
                Kind(
                    item=f"A{grade * 10:03}{number:03}{position:03}",
                    test=f"A{grade * 10:03}000{number:03}",
                    grade=grade,
                    chapter=chapter,
                    variants=tuple(of_kind),
                    places=tuple(next(places) for _ in of_kind),
                )
            )
    return tuple(made)


def variants_of(chapter: Chapter, asked: set[str]) -> list[list[Variant]]:
    """VARIANTS variants of each kind of a chapter; what they ask is added to `asked`."""
    found: list[list[Variant]] = []
    numbers: list[set[str]] = []
    for attempt in range(TRIES):
        name = f"{SEED}:{chapter.slug}" + (f":{attempt}" if attempt else "")
        written = {lang: chapter.write(Random(name), Say(lang)) for lang in LANGUAGES}
        lengths = {lang: len(questions) for lang, questions in written.items()}
        length = lengths["en"]
        if length not in KINDS or set(lengths.values()) != {length}:
            raise ValueError(
                f"{chapter.slug} has {lengths} kinds of question, expected as many in each "
                f"language, {KINDS[0]} to {KINDS[-1]}"
            )
        found = found or [[] for _ in range(length)]
        numbers = numbers or [set() for _ in range(length)]
        for position in range(length):
            variant = {lang: written[lang][position] for lang in LANGUAGES}
            text, essence = whole_text(variant["en"]), _numbers(variant["en"])
            is_new = text not in asked and essence not in numbers[position]
            if is_new and len(found[position]) < VARIANTS:
                asked.add(text)
                numbers[position].add(essence)
                found[position].append(variant)
        if all(len(of_kind) == VARIANTS for of_kind in found):
            return found
    few = {place: len(one) for place, one in enumerate(found, start=1) if len(one) < VARIANTS}
    raise ValueError(
        f"{chapter.slug}: expected {VARIANTS} variants with other numbers of each kind of "
        f"question, found {few} (kind: variants) in {TRIES} tries: widen what they draw from"
    )


def whole_text(question: Question) -> str:
    """What is asked, with what the picture shows."""
    return question.text + (f" [{question.picture.alt}]" if question.picture else "")


def _numbers(question: Question) -> str:
    """What makes a variant another one: its numbers and its answer, not the names in it."""
    numbers = re.findall(r"\d+", whole_text(question)) or [question.text]
    return " ".join((*numbers, "=", question.answer))


def rows() -> Iterator[dict[str, str]]:
    """A row of `questions.csv` for each kind: variant 0 in English, one dict of COLUMNS each."""
    for kind in kinds():
        shown = _shown(kind, 0, "en")
        yield {
            "assessmentItemID": kind.item,
            "testId": kind.test,
            "KnowledgeTag": kind.chapter.slug,
            "tag": kind.chapter.name,
            "grade": str(kind.grade),
            "question": shown["question"],
            "choices": json.dumps(shown["choices"], ensure_ascii=False) if shown["choices"] else "",
            "answer": shown["answer"],
            "explanation": shown["steps"],
        }


def variant_lines() -> Iterator[dict]:
    """A line of `questions.jsonl` for each kind: all variants in all languages."""
    for kind in kinds():
        yield {
            "id": kind.item,
            "variants": [
                {lang: _shown(kind, number, lang) for lang in LANGUAGES}
                for number in range(len(kind.variants))
            ],
        }


def tag_rows() -> Iterator[dict[str, str]]:
    """A row of `tags.csv` for each chapter, one dict of TAG_COLUMNS each."""
    for grade, _, chapter in chapters():
        yield {
            "KnowledgeTag": chapter.slug,
            "grade": str(grade),
            "strand": chapter.strand,
            "name": chapter.name,
            "name_ko": chapter.name_ko,
            "prerequisites": ";".join(chapter.prerequisites),
        }


def _shown(kind: Kind, number: int, language: Language) -> dict:
    """A variant as a student meets it."""
    question = kind.variants[number][language]
    choices = []
    if question.is_chosen:
        choices = [mistake for mistake, _ in question.wrong]
        choices.insert(kind.places[number], question.answer)
    return {
        "question": question.text + (DECIMAL_HINT[language] if question.as_decimal else ""),
        "choices": choices,
        "answer": question.answer,
        "hint": question.hint,
        "steps": question.steps,
        "mistakes": {mistake: why for mistake, why in question.wrong if why},
        "picture": question.picture.svg if question.picture else "",
        "alt": question.picture.alt if question.picture else "",
    }


def as_csv(columns: tuple[str, ...], of: Iterable[dict[str, str]]) -> str:
    """Rows as the text of a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(of)
    return text.getvalue()


def files() -> dict[str, str]:
    """The whole bank: the text of each file by its name."""
    lines = (json.dumps(line, ensure_ascii=False) for line in variant_lines())
    return {
        "questions.csv": as_csv(COLUMNS, rows()),
        "tags.csv": as_csv(TAG_COLUMNS, tag_rows()),
        "questions.jsonl": "".join(f"{line}\n" for line in lines),
    }
