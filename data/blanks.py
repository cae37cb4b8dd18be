"""The answer of a fill-the-blank item is something one can know: a tag of its own.

An item `The __________ is the sum divided by the count.` whose tag is the whole sentence, `7 The
mean is the sum divided by the count.`, asks for "mean", and so may others: who has met it in one
sentence knows more of the next. So it gets the tag `answer: mean`, too (the answer as a knowledge
component: Pavlik, Eglington, Harrell-Williams 2021, "Logistic Knowledge Tracing").
"""

import re

import polars as pl

from data.schema import MOST_TAGS_LENGTH

BLANK = re.compile(r"_{3,}")
NUMBER = re.compile(r"^\d+\s+")
"""Before a sentence: its number among the others."""
WORD = re.compile(r"[^\W_]+(?:[-.'][^\W_]+)*")
PLURAL = re.compile(r"[^\W\d]{3}[^aious]s$")
"""Observations, means; not bias, not class."""


def with_answers(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows, with the answers of fill-the-blank items among their tags.

    Args:
        rows: columns `assessmentItemID`, the item's text or anything else, and `KnowledgeTag`.
    """
    pair = ["assessmentItemID", "KnowledgeTag"]
    blank = pl.col("assessmentItemID").str.contains(BLANK.pattern)
    told = rows.select(pair).filter(blank & (pl.col("KnowledgeTag") != "")).unique()
    if told.is_empty():
        return rows
    answered = pl.Series("answered", [with_answer(item, tag) for item, tag in told.iter_rows()])
    joined = rows.join(told.with_columns(answered), on=pair, how="left", maintain_order="left")
    return joined.with_columns(KnowledgeTag=pl.coalesce("answered", "KnowledgeTag")).drop(
        "answered"
    )


def with_answer(item: str, tag: str) -> str:
    """The tag, and what fills the item's blanks if the tag is its sentence without any."""
    filled = _filled(item, NUMBER.sub("", tag)) or _filled(item, tag)
    words = dict.fromkeys(_singular(word) for word in WORD.findall(filled.lower()))
    tags = f"{tag};answer: {' '.join(words)}"
    return tags if words and len(tags) <= MOST_TAGS_LENGTH else tag


def _filled(item: str, sentence: str) -> str:
    """What stands in the sentence where the item has blanks; "" if it is another sentence."""
    begin, *parts = BLANK.split(item.lower())
    text = sentence.lower()
    if not parts or not (text.startswith(begin) and text.endswith(parts[-1])):
        return ""
    at, last, filled = len(begin), len(text) - len(parts[-1]), []
    for k, part in enumerate(parts, start=1):
        found = last if k == len(parts) else text.find(part, at + 1, last)
        if found <= at:
            return ""
        filled.append(text[at:found])
        at = found + len(part)
    return " ".join(filled)


def _singular(word: str) -> str:
    return word[:-1] if PLURAL.search(word) else word
