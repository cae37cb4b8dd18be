"""The question bank: questions.csv, read once and checked row by row, and what lies beside it.

Every row is a kind of question. Its variants (`variants.py`) and the topics (`tags.py`) come from
files beside it, where there are any.
"""

import csv
import json
from dataclasses import dataclass, fields
from pathlib import Path

from .numerals import parse_number
from .tags import NAME as TAGS
from .tags import Tag, TagsError, load_tags
from .variants import LANGUAGE, Variants, VariantsError, load_variants
from .variants import NAME as VARIANTS
from .wording import Wording


class QuestionBankError(ValueError):
    """The bank cannot be used; the message names file, line and column of every problem."""


@dataclass(frozen=True)
class Question:
    """One row of the bank. `choices` is empty where a number is to be typed."""

    assessmentItemID: str
    testId: str
    KnowledgeTag: str
    tag: str
    grade: int
    question: str
    choices: tuple[str, ...]
    answer: str
    explanation: str

    @property
    def wording(self) -> Wording:
        """Its first variant, in English."""
        return Wording(
            0, LANGUAGE, self.question, self.choices, self.answer, steps=self.explanation
        )


class QuestionBank(dict[str, Question]):
    """Questions by assessmentItemID, lowest grade first, otherwise in the order of the file.

    `tags` are the topics by KnowledgeTag, lowest grade first.
    """

    def __init__(
        self,
        questions: list[Question],
        variants: Variants | None = None,
        tags: dict[str, Tag] | None = None,
    ):
        ordered = sorted(questions, key=lambda question: question.grade)
        super().__init__((question.assessmentItemID, question) for question in ordered)
        self.variants = variants or {}
        self.tags = tags or load_tags(Path(), named(ordered))
        self.grades = tuple(sorted({question.grade for question in ordered}))
        self.items_of: dict[str, list[str]] = {}
        for question in ordered:
            self.items_of.setdefault(question.KnowledgeTag, []).append(question.assessmentItemID)

    def variant_count(self, item: str) -> int:
        """How many variants a question has, 1 or more."""
        return len(self.variants.get(item, ())) or 1

    def wording(self, item: str, variant: int | None, language: str | None) -> Wording:
        """A variant in a language: the first where it has no such one, English likewise."""
        variants = self.variants.get(item)
        if variants is None:
            return self[item].wording
        at = variant if variant is not None and 0 <= variant < len(variants) else 0
        return variants[at].get(language or LANGUAGE) or variants[at][LANGUAGE]

    def tag_name(self, tag: str, language: str, default: str = "") -> str:
        """A topic's name; what is given for one that the bank does not know."""
        return self.tags[tag].name(language) if tag in self.tags else default or tag

    def tag_grade(self, tag: str) -> int | None:
        return self.tags[tag].grade if tag in self.tags else None


def named(questions: list[Question]) -> list[tuple[str, int, str]]:
    return [(question.KnowledgeTag, question.grade, question.tag) for question in questions]


COLUMNS = tuple(field.name for field in fields(Question))
MAY_BE_EMPTY = {"choices", "testId"}


def load_questions(path: Path) -> QuestionBank:
    """Read and check the bank.

    Raises QuestionBankError that lists every problem (the first 20) with its line and column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
            if missing:
                raise QuestionBankError(
                    f"{path}, line 1: columns {missing} are missing, expected {list(COLUMNS)}, "
                    f"got {reader.fieldnames}"
                )
            rows = []
            for row in reader:
                rows.append((reader.line_num, row))
    except (OSError, UnicodeDecodeError, csv.Error) as err:
        raise QuestionBankError(
            f"{path}: the question bank cannot be read ({err}); QUESTIONS must be the path of a "
            "UTF-8 CSV file"
        ) from err

    problems: list[str] = []
    questions: list[Question] = []
    seen: dict[str, int] = {}
    for line, row in rows:
        found = _check(row)
        item = row.get("assessmentItemID") or ""
        if item in seen:
            found.append(("assessmentItemID", item, f"unique (it is on line {seen[item]} already)"))
        seen.setdefault(item, line)
        problems += [
            f"{path}, line {line}, column {column}: got {got!r}, expected {expected}"
            for column, got, expected in found
        ]
        if not found:
            questions.append(_question(row))
    if not rows:
        problems.append(f"{path}: no questions, expected at least one row below the header")
    if problems:
        more = f"\n… and {len(problems) - 20} more" if len(problems) > 20 else ""
        raise QuestionBankError("\n".join(problems[:20]) + more)
    first = {question.assessmentItemID: question.wording for question in questions}
    try:
        variants = load_variants(path.with_name(VARIANTS), first)
        tags = load_tags(path.with_name(TAGS), named(questions))
    except (VariantsError, TagsError, OSError, UnicodeDecodeError, csv.Error) as err:
        raise QuestionBankError(str(err)) from err
    return QuestionBank(questions, variants, tags)


def _check(row: dict) -> list[tuple[str, str, str]]:
    """Problems of one row as (column, got, expected)."""
    if None in row or None in row.values():
        return [("(all)", str(list(row.values())), f"{len(COLUMNS)} comma-separated values")]
    found = [
        (name, row[name], "some text")
        for name in COLUMNS
        if name not in MAY_BE_EMPTY and not row[name].strip()
    ]
    if row["grade"].strip() and not row["grade"].strip().isdecimal():
        found.append(("grade", row["grade"], "a whole number such as 3"))
    if len(row["assessmentItemID"]) > 64:
        found.append(("assessmentItemID", row["assessmentItemID"], "64 characters or fewer"))
    choices = _choices(row["choices"])
    if choices is None:
        wanted = 'a JSON array of different strings such as ["1", "2", "3", "4"], or nothing'
        found.append(("choices", row["choices"], wanted))
    elif choices and row["answer"].strip() not in choices:
        found.append(("answer", row["answer"], f"one of the choices {list(choices)}"))
    elif not choices and row["answer"].strip() and parse_number(row["answer"]) is None:
        found.append(("answer", row["answer"], "a number, since there are no choices"))
    return found


def _choices(text: str) -> tuple[str, ...] | None:
    """The choices, () for none, None where the text is no list of different strings."""
    if not text.strip():
        return ()
    try:
        values = json.loads(text)
    except json.JSONDecodeError:
        return None
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        return None
    stripped = tuple(value.strip() for value in values)
    if len(stripped) < 2 or len(set(stripped)) < len(stripped) or "" in stripped:
        return None
    return stripped


def _question(row: dict) -> Question:
    text = {name: row[name].strip() for name in COLUMNS}
    choices = _choices(text.pop("choices")) or ()
    return Question(choices=choices, grade=int(text.pop("grade")), **text)
