"""The answer of a fill-the-blank item is something one can know: a tag of its own.

An item `The __________ is the sum divided by the count.` whose tag is the whole sentence, `7 The
mean is the sum divided by the count.`, asks for "mean", and so may others: who has met it in one
sentence knows more of the next. So it gets the tag `answer: mean`, too (the answer as a knowledge
component: Pavlik, Eglington, Harrell-Williams 2021, "Logistic Knowledge Tracing").
"""

import re

import polars as pl

from data.schema import MOST_TAGS_LENGTH, TAG_SEPARATOR

BLANK = re.compile(r"(?<!\w)_{3,}")
NUMBER = re.compile(r"^\d+\s+")
"""Before a sentence: its number among the others."""
AROUND = ".,;:!?\"'()[]{}“”‘’«»…"
"""Stripped from both ends of a word."""
PLURAL = re.compile(r"[^\W\d_]{2,}[^\W\d_aious]s$")


def with_answers(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows, with the answers of fill-the-blank items among their tags.

    Args:
        rows: columns `assessmentItemID`, the item's text or anything else, and `KnowledgeTag`.
    """
    pair = ["assessmentItemID", "KnowledgeTag"]
    blank = pl.col("assessmentItemID").str.contains("___", literal=True)
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
    words = (word.strip(AROUND) for word in filled.split())
    stems = dict.fromkeys(_stem(word) for word in words if any(map(str.isalnum, word)))
    tags = f"{tag}{TAG_SEPARATOR}answer: {' '.join(stems)}"
    return tags if stems and len(tags) <= MOST_TAGS_LENGTH else tag


def _filled(item: str, sentence: str) -> str:
    """What stands in the sentence where the item has blanks; "" if it is another sentence."""
    begin, *parts = BLANK.split(item.lower())
    text = sentence.lower()
    in_words = any(map(str.isalnum, "".join([begin, *parts])))
    if not (parts and in_words and text.startswith(begin) and text.endswith(parts[-1])):
        return ""
    at, last, filled = len(begin), len(text) - len(parts[-1]), []
    for k, part in enumerate(parts, start=1):
        found = last if k == len(parts) else text.find(part, at + 1, last)
        if found <= at or TAG_SEPARATOR in text[at:found]:
            return ""
        filled.append(text[at:found])
        at = found + len(part)
    return " ".join(filled)


def _stem(word: str) -> str:
    """Without the s of an English plural, crudely: to tell that words are the same, not to read."""
    return word[:-1] if PLURAL.search(word) else word
