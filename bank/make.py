"""From chapters to rows: item ids, the order of the choices, and the bytes of `questions.csv`."""

import csv
import io
import json
from collections.abc import Iterator
from itertools import chain
from random import Random

from bank import grade1, grade2, grade3, grade4, grade5, grade6, grade7, grade8, grade9
from bank.question import Question

SEED = 20240601
POSITIONS = 10
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


def rows(seed: int = SEED) -> Iterator[dict[str, str]]:
    """Every item in id order, as one dict of COLUMNS each.

    Each tag draws from its own generator, so that a change in one tag leaves the others alone.
    Raises ValueError for a chapter of the wrong length and for a question asked twice.
    """
    asked: set[str] = set()
    for grade, chapters in enumerate(CURRICULUM, start=1):
        for number, chapter in enumerate(chapters, start=1):
            rng = Random(f"{seed}:{chapter.slug}")
            questions = chapter.write(rng)
            if len(questions) != POSITIONS:
                raise ValueError(
                    f"{chapter.slug} has {len(questions)} questions, expected {POSITIONS}"
                )
            places = chain.from_iterable(rng.sample(range(4), 4) for _ in range(POSITIONS))
            for position, question in enumerate(questions, start=1):
                if question.text in asked:
                    raise ValueError(f"{chapter.slug} asks twice: {question.text!r}")
                asked.add(question.text)
                yield {
                    "assessmentItemID": f"A{grade * 10:03}{number:03}{position:03}",
                    "testId": f"A{grade * 10:03}000{number:03}",
                    "KnowledgeTag": chapter.slug,
                    "tag": chapter.name,
                    "grade": str(grade),
                    "question": question.text,
                    "choices": choices(question, places),
                    "answer": question.answer,
                    "explanation": question.explanation,
                }


def choices(question: Question, places: Iterator[int]) -> str:
    """The four choices as a JSON array, the right one in the next of `places`; empty if typed."""
    if not question.wrong:
        return ""
    options = list(question.wrong)
    options.insert(next(places), question.answer)
    return json.dumps(options, ensure_ascii=False)


def as_csv(seed: int = SEED) -> str:
    """The whole bank as the text of `questions.csv`."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(seed))
    return text.getvalue()
