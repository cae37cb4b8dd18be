"""tags.csv: the topics, by grade and strand, and what each builds on.

It lies beside questions.csv, or it does not: then the topics are those that the questions name.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

NAME = "tags.csv"
COLUMNS = ("KnowledgeTag", "grade", "strand", "name", "name_ko", "prerequisites")


class TagsError(ValueError):
    """tags.csv cannot be used; the message names line and column."""


@dataclass(frozen=True)
class Tag:
    """One topic. `names` is by language, English always."""

    KnowledgeTag: str
    grade: int
    strand: str
    names: dict[str, str]
    prerequisites: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        return self.names.get(language) or self.names["en"]


def load_tags(path: Path, named: Iterable[tuple[str, int, str]]) -> dict[str, Tag]:
    """Topics in the order of the file, lowest grade first; then those that only questions name.

    Args:
        named: (KnowledgeTag, grade, name) of each question.

    Raises TagsError.
    """
    tags = {tag.KnowledgeTag: tag for tag in _read(path)} if path.is_file() else {}
    for tag, grade, name in named:
        tags.setdefault(tag, Tag(tag, grade, "", {"en": name}))
    return dict(sorted(tags.items(), key=lambda entry: entry[1].grade))


def _read(path: Path) -> list[Tag]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
        if missing:
            raise TagsError(f"{path}, line 1: columns {missing} are missing, expected {COLUMNS}")
        tags = []
        for row in reader:
            where = f"{path}, line {reader.line_num}"
            if not row["grade"].isdecimal():
                raise TagsError(f"{where}: grade = {row['grade']!r}, expected a number such as 3")
            needs = tuple(filter(None, row["prerequisites"].split(";")))
            names = {"en": row["name"], "ko": row["name_ko"]}
            tags.append(Tag(row["KnowledgeTag"], int(row["grade"]), row["strand"], names, needs))
    known = {tag.KnowledgeTag for tag in tags}
    for tag in tags:
        for need in tag.prerequisites:
            if need not in known:
                raise TagsError(
                    f"{path}: {tag.KnowledgeTag} builds on {need!r}, expected one of the tags"
                )
    return tags
