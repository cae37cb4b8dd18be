"""Which answers of a log are in the lake already: exports overlap, and are written in two ways.

An answer with a moment is known by student, item and moment, and so is the second one if there are
two. One without is known by what stands around it: a student's rows are new from where they go on
after all that the lake holds of that student (a longer export of the same log), and none is new
when they are its beginning (an older one). Less is no sign: who answers one item right in two logs
has answered it twice.
"""

from collections.abc import Sequence

import polars as pl

from data.lake import Lake

MOMENT = ("userID", "assessmentItemID", "Timestamp")
CONTENT = ("assessmentItemID", "KnowledgeTag", "answerCode")
COLUMNS = ("userID", *CONTENT, "Timestamp", "ingested_at", "seq")
SURE = 5
"""Answers of one student that two logs without times must share, one's end and the other's
beginning, to be the same answers."""


def held_of(lake: Lake, users: pl.Series) -> pl.DataFrame:
    """(H, COLUMNS): all answers that the lake holds of these students, each one's in order."""
    wanted = users.drop_nulls().unique().implode()
    found = [
        batch.filter(pl.col("userID").is_in(wanted))
        for batch in lake.interactions.batches(list(COLUMNS))
    ]
    held = [batch for batch in found if batch.height]
    if not held:
        return pl.DataFrame(schema=lake.interactions.schema(COLUMNS))
    return pl.concat(held).sort("userID", "ingested_at", "seq")


def is_known(rows: pl.DataFrame, held: pl.DataFrame) -> pl.Series:
    """(N,) bool: the lake has this answer.

    Args:
        rows: (N, columns of the lake), each student's in order by `seq`.
        held: see `held_of`.
    """
    if held.is_empty():
        return pl.repeat(False, rows.height, dtype=pl.Boolean, eager=True)
    dated = pl.col("Timestamp").is_not_null()
    counts = held.filter(dated).group_by(MOMENT).agg(held=pl.len())
    numbered = rows.with_columns(number=pl.int_range(pl.len()).over(MOMENT))
    found = numbered.join(counts, on=MOMENT, how="left", maintain_order="left")
    by_moment = found.select(pl.col("number") < pl.col("held").fill_null(0)).to_series()
    undated = _known_undated(rows.filter(~dated), held.filter(~dated))
    return by_moment | rows.get_column("seq").is_in(undated)


def _known_undated(rows: pl.DataFrame, held: pl.DataFrame) -> list[int]:
    """`seq` of the known ones among rows without moments."""
    both = set(rows["userID"].unique()) & set(held["userID"].unique())
    if not both:
        return []
    content = pl.struct(CONTENT).alias("content")
    lists = [
        dict(
            frame.filter(pl.col("userID").is_in(list(both)))
            .group_by("userID")
            .agg(content)
            .iter_rows()
        )
        for frame in (held, rows.sort("userID", "seq"))
    ]
    seqs = dict(rows.sort("userID", "seq").group_by("userID").agg("seq").iter_rows())
    known: list[int] = []
    for user in both:
        old, new = ([tuple(one.values()) for one in of[user]] for of in lists)
        known += seqs[user][: shared(old, new)]
    return known


def shared(old: Sequence[object], new: Sequence[object]) -> int:
    """How many of the first of `new` are the last of `old`, or all of it that is a part of `old`.

    `new` goes on after all of `old`, is its beginning, or shares SURE with its end; else 0.
    """
    if list(old[: len(new)]) == list(new):
        return len(new)
    border = _border([*new, _END, *old])
    inside, at_end = max(border[len(new) + 1 :]), border[-1]
    if inside == len(new) >= SURE:
        return len(new)
    return at_end if at_end == len(old) or at_end >= SURE else 0


def _border(text: Sequence[object]) -> list[int]:
    """For each place, the length of the longest beginning of `text` that ends there (Knuth, Morris,
    Pratt 1977)."""
    border = [0] * len(text)
    for at in range(1, len(text)):
        length = border[at - 1]
        while length and text[at] != text[length]:
            length = border[length - 1]
        border[at] = length + (text[at] == text[length])
    return border


_END = object()
