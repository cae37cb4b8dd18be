"""One row per answer, in the order in which each student answered.

Published logs come with a row for each skill of an answer, newest first, or sorted by skill. What
tells answers apart is a number of theirs that grows (`order`), or else the moment.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import polars as pl

from data.logs.spelling import joined_tags
from data.schema import TAG_SEPARATOR

KEY = "key"
"""A number that grows from a student's answer to the next, null where unknown."""
SAME = ("userID", "assessmentItemID", "answerCode")


class Steps(NamedTuple):
    """How often the key grows from a student's row to the next one, and how often it falls."""

    up: int = 0
    down: int = 0

    @property
    def how(self) -> str:
        """What has to be done: `nothing`, `turn` or `sort`."""
        if not self.down:
            return "nothing"
        return "sort" if self.up else "turn"


def steps_of(frames: Iterable[pl.DataFrame]) -> Steps:
    """Steps of frames that hold whole students: columns userID, seq, key."""
    up = down = 0
    for frame in frames:
        step = frame.sort("userID", "seq").select(_key().diff().over("userID")).to_series()
        up, down = up + int((step > 0).sum()), down + int((step < 0).sum())
    return Steps(up, down)


def in_order(frame: pl.DataFrame, steps: Steps) -> pl.DataFrame:
    """Each student's rows by the key; a student keeps the places (`seq`) that their rows have.

    Rows of one key stay as they stand, or turned round where most of the log runs backwards.
    """
    if steps.how == "nothing":
        return frame
    stands = frame.sort("userID", "seq")
    keyed = stands.with_columns(key=_key().over("userID"))
    backwards = steps.down > steps.up
    if steps.how == "turn":
        keyed = keyed.sort("userID", "seq", descending=[False, True])
    else:
        keyed = keyed.sort("userID", "key", "seq", descending=[False, False, backwards])
    return keyed.with_columns(stands.get_column("seq")).sort("seq")


def merged(frame: pl.DataFrame, by_order: bool, count: Counter[str]) -> pl.DataFrame:
    """Rows of a student with the same item, code and key are one answer with all their tags.

    Args:
        by_order: the key is a number of the answer, so that an exact repeat is no further answer;
            of a moment it may be one.
        count: gets how many rows were merged or left out.
    """
    if KEY not in frame.columns or frame.is_empty():
        return frame
    group = [*SAME, KEY]
    alone = pl.col(KEY).is_null() | (pl.len().over(group) == 1)
    several = frame.filter(~alone)
    if several.is_empty():
        return frame
    several = several.with_columns(time=pl.int_range(pl.len()).over(*group, "KnowledgeTag"))
    if by_order:
        once = several.filter(pl.col("time") == 0)
        _add(count, "exact repeats of an answer left out", several.height - once.height)
        several = once
    first = pl.exclude("KnowledgeTag", *group, "time").first()
    one = several.group_by(*group, "time", maintain_order=True).agg(first, pl.col("KnowledgeTag"))
    _add(count, "rows merged into answers with several tags", several.height - one.height)
    tags = [joined_tags(tags) or None for tags in one.get_column("KnowledgeTag").to_list()]
    one = one.with_columns(KnowledgeTag=pl.Series(tags, dtype=pl.String)).select(frame.columns)
    return pl.concat([frame.filter(alone), one]).sort("seq")


def collapse(frame: pl.DataFrame) -> pl.DataFrame:
    """One row an attempt: consecutive rows of a student with the same item become one."""
    differs = [pl.col(name) != pl.col(name).shift() for name in ("userID", "assessmentItemID")]
    attempt = pl.any_horizontal(differs).fill_null(value=True).cum_sum()
    first = pl.exclude("attempt", "KnowledgeTag").first()
    tags = pl.col("KnowledgeTag").str.join(TAG_SEPARATOR)
    merged = frame.with_columns(attempt=attempt).group_by("attempt", maintain_order=True)
    return merged.agg(first, tags).select(frame.columns)


def twins(frame: pl.DataFrame) -> int:
    """Rows that repeat the row before them, student, item and code, under another tag."""
    rows = frame.sort("userID", "seq")
    same = pl.all_horizontal(pl.col(name) == pl.col(name).shift() for name in SAME)
    other = pl.col("KnowledgeTag") != pl.col("KnowledgeTag").shift()
    return int(rows.select((same & other).sum()).item())


def _add(count: Counter[str], what: str, many: int) -> None:
    if many:
        count[what] += many


def _key() -> pl.Expr:
    """The key, where it is unknown that of the row before, or after at the beginning."""
    return pl.col(KEY).forward_fill().backward_fill()
