"""One thing in two spellings is one thing: blanks at the ends, words for nothing, long ids.

Else `s1` and `s1 ` are two students, one of whom trains the model that the other one tests, and
everyone whose skill is unknown shares the skill `NaN`.
"""

import hashlib

import polars as pl

from data.schema import MOST_TAGS_LENGTH, TAG_SEPARATOR

NOTHING = ("", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NAN", "<NA>", "NaT", "NULL", "null",
           "None", "\\N")  # fmt: skip
"""What spreadsheets, pandas, R and databases write where there is nothing."""
UNSEEN = "\u200b\u200e\u200f\u2060\ufeff"
"""Marks that no one sees; copied along with an id they make another one of it."""
ITEM_LENGTH = 64
DIGEST = 12


def spelled(text: pl.Series) -> pl.Series:
    """(N,) str without blanks and unseen marks at the ends, null where that is nothing."""
    bare = text.str.strip_chars().str.strip_chars(UNSEEN + " \t\r\n\xa0")
    return bare.set(bare.is_in(NOTHING), None)


def short_item_id(item: str) -> str:
    """An id that fits the lake: of a longer one the first 51 characters, ~, 12 hex of SHA-256."""
    if len(item) <= ITEM_LENGTH:
        return item
    digest = hashlib.sha256(item.encode()).hexdigest()[:DIGEST]
    return f"{item[: ITEM_LENGTH - DIGEST - 1]}~{digest}"


def short_items(items: pl.Series) -> pl.Series:
    """(N,) str, see `short_item_id`."""
    long = items.filter(items.str.len_chars() > ITEM_LENGTH).unique().to_list()
    return items.replace({item: short_item_id(item) for item in long}) if long else items


def tags_of(text: pl.Series, separator: str) -> pl.Series:
    """(N,) str of tags joined by `;`, null where there is none.

    Args:
        separator: what the file has between tags; a `;` inside one becomes a comma then.
    """
    written = text.drop_nulls().unique().to_list()
    told = {one: joined for one in written if (joined := _tags(one, separator)) != one}
    return text.replace(told) if told else text


def joined_tags(tags: list[str | None]) -> str:
    """Tags of several rows that are one answer, each once, as many as an answer may have."""
    named = dict.fromkeys(tag for text in tags if text for tag in text.split(TAG_SEPARATOR))
    joined = ""
    for tag in named:
        longer = f"{joined}{TAG_SEPARATOR}{tag}" if joined else tag
        if len(longer) <= MOST_TAGS_LENGTH:
            joined = longer
    return joined


def _tags(text: str, separator: str) -> str | None:
    if separator != TAG_SEPARATOR:
        text = TAG_SEPARATOR.join(tag.replace(TAG_SEPARATOR, ",") for tag in text.split(separator))
    parts = text.split(TAG_SEPARATOR)
    if not any(part.strip() in NOTHING for part in parts):
        return text  # as it stands: a sentence may have a semicolon of its own
    return TAG_SEPARATOR.join(part for part in parts if part.strip() not in NOTHING) or None
