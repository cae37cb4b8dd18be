"""The question set: `questions.csv`, and `tags.csv` beside it, as the service reads them."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import numpy as np

from dkt.features.vocabulary import TAG_SEPARATOR, split_item_id

BANK_COLUMNS = ("assessmentItemID", "testId", "KnowledgeTag", "tag")
TAG_COLUMNS = ("KnowledgeTag", "grade", "strand", "name", "prerequisites")
LONGEST_ID = 64
TYPED_GUESS = 0.01
"""Probability of typing the right answer without knowing it."""


@dataclass(frozen=True)
class Question:
    """An item of the question set: test, tags and a tag's readable name."""

    id: str
    test: str
    tags: str
    tag_name: str
    grade: float | None = None
    choices: int = 0
    """How many answers there are to choose from; 0 where one is typed."""

    @cached_property
    def single_tags(self) -> tuple[str, ...]:
        """`g1-count;g1-add` as single tags, each once; an item without one stands under `''`."""
        named = dict.fromkeys(tag.strip() for tag in self.tags.split(TAG_SEPARATOR))
        return tuple(tag for tag in named if tag) or ("",)

    @property
    def guess(self) -> float:
        """Probability of a right guess."""
        return 1 / self.choices if self.choices else TYPED_GUESS


def read_question_bank(path: Path) -> list[Question]:
    """Questions of a `questions.csv`, values stripped, as the page reads it.

    Raises ValueError naming the file, and the column that is missing or the line that is none.
    """
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = csv.DictReader(file)
        if missing := set(BANK_COLUMNS) - set(rows.fieldnames or ()):
            raise ValueError(f"{path}: column(s) {', '.join(sorted(missing))} missing")
        found: dict[str, Question] = {}
        for row in rows:
            where = f"{path}, line {rows.line_num}"
            if None in row or None in row.values():
                raise ValueError(f"{where}: expected {len(rows.fieldnames or ())} values")
            item, test, tags, name = (row[column].strip() for column in BANK_COLUMNS)
            if not (item and tags and name) or len(item) > LONGEST_ID or item in found:
                raise ValueError(
                    f"{where}: item {item!r}, tag {tags!r} named {name!r}; expected an id of its "
                    f"own, at most {LONGEST_ID} characters, and a tag with a name"
                )
            found[item] = Question(item, test, tags, name, *_grade_and_choices(item, row))
    if not found:
        raise ValueError(f"{path}: no questions, expected at least one row below the header")
    return list(found.values())


def _grade_and_choices(item: str, row: Mapping[str, str]) -> tuple[float | None, int]:
    """The item's grade, from its column or else from the head of its id, and its choices."""
    try:
        grade: float | None = float(row["grade"])
    except (KeyError, ValueError):
        grade = grade_of_id(item)
    try:
        choices = len(json.loads(row.get("choices") or "[]"))
    except (ValueError, TypeError):
        choices = 0  # the page says what is wrong with them
    return grade if grade is not None and np.isfinite(grade) else None, choices


def grade_of_id(item: str) -> float | None:
    """`A030002004` → 3; None for an id of another form."""
    head = split_item_id(np.array([item], dtype=np.str_))[0][0]
    return float(int(head) // 10) if head else None


def tag_names(questions: list[Question]) -> dict[str, str]:
    """Readable names of tags: a row names its only tag, or its first one."""
    joined_first = sorted(questions, key=lambda q: -len(q.single_tags))
    return {q.single_tags[0]: q.tag_name for q in joined_first if q.tag_name}


def read_tag_names(path: Path) -> dict[str, str]:
    """`tag_names` of a `questions.csv`; none where there is no such file."""
    return tag_names(read_question_bank(path)) if path.exists() else {}


@dataclass(frozen=True)
class Tag:
    """A topic: its strand, and the topics it builds on directly."""

    strand: str
    prerequisites: tuple[str, ...]


def read_tags(path: Path) -> dict[str, Tag]:
    """The topics of a `tags.csv`; none where there is no such file.

    Raises ValueError naming file and line: a column or a value that is missing, a tag that stands
    twice, a prerequisite that is no tag of the file or is of a later grade, or a circle of them.
    """
    if not path.exists():
        return {}
    found: dict[str, Tag] = {}
    lines: dict[str, tuple[int, float]] = {}
    for line, row in _rows(path):
        tag, grade = row["KnowledgeTag"], row["grade"]
        where = f"{path}, line {line}"
        if not tag or tag in found or not grade.replace(".", "", 1).isdecimal():
            raise ValueError(
                f"{where}: KnowledgeTag {tag!r} of grade {grade!r}; expected a tag of its own and "
                "a grade such as 3"
            )
        before = tuple(filter(None, (one.strip() for one in row["prerequisites"].split(";"))))
        found[tag], lines[tag] = Tag(row["strand"], before), (line, float(grade))
    for tag, one in found.items():
        number, own_grade = lines[tag]
        for needed in one.prerequisites:
            if needed not in found or lines[needed][1] > own_grade:
                raise ValueError(
                    f"{path}, line {number}: {tag} needs {needed!r}; expected a tag of this file "
                    "and of no later grade"
                )
    try:
        TopologicalSorter({tag: one.prerequisites for tag, one in found.items()}).prepare()
    except CycleError as err:
        circle = " → ".join(err.args[1])
        raise ValueError(f"{path}: prerequisites go in a circle: {circle}") from err
    return found


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = csv.DictReader(file)
        if missing := set(TAG_COLUMNS) - set(rows.fieldnames or ()):
            raise ValueError(f"{path}: column(s) {', '.join(sorted(missing))} missing")
        for row in rows:
            if None in row or None in row.values():
                raise ValueError(
                    f"{path}, line {rows.line_num}: expected {len(rows.fieldnames or ())} values"
                )
            yield rows.line_num, {name: value.strip() for name, value in row.items()}
