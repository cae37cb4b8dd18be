"""How one kind of log is laid out: which column of the file is which of ours, and its quirks."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

Tables = Mapping[str, pl.DataFrame]
"""Files that stand beside a log, by what they are for."""
Convert = Callable[[pl.DataFrame, Tables, Counter[str]], pl.DataFrame]
"""Rows of a file, its neighbours, a count of what is left out and why, to rows of ours."""

REQUIRED = ("userID", "assessmentItemID", "answerCode")
MAPPABLE = (*REQUIRED, "testId", "KnowledgeTag", "Timestamp", "elapsed_s")
OURS = (*MAPPABLE, "event_id", "predicted", "model_version")
ORDER, BEGAN, FOLD = "order", "began", "fold"
"""Beside the lake's columns: a number that tells answers apart and grows with them; when the
question was shown, as text; a published fold."""


@dataclass(frozen=True)
class Layout:
    """One kind of file. A name with `_` in front is a column that `convert` alone reads."""

    name: str
    source: str
    """Where the layout is described."""
    columns: Mapping[str, str]
    """Our column: the file's. A header that has all of these is of this layout."""
    optional: Mapping[str, str] = field(default_factory=dict)
    """Read where the header has them."""
    unit: float = 1.0
    """Units of `elapsed_s` in a second."""
    lenient: bool = False
    """What is no duration counts as unknown; else its row is no answer."""
    shown: bool = False
    """The file's time is when the question was shown: the answer came `elapsed_s` later."""
    relative: bool = False
    """Small numbers for times are seconds since the beginning of the log."""
    codes: Mapping[str, str] = field(default_factory=dict)
    """Further words for 1 and 0, in lower case."""
    separator: str = ";"
    """Between several tags of one answer."""
    partial_credit: bool = False
    """The file has marks between 0 and 1, which no model here takes for answers."""
    quoted: bool = True
    """Whether a quote at the beginning of a value encloses it."""
    tags: tuple[str, ...] = ()
    """The tag is in a column whose name begins like this; it may stand several times."""
    convert: Convert | None = None
    beside: Callable[[Path], dict[str, pl.DataFrame]] | None = None
    """Reads the neighbours of a log."""

    def fits(self, header: list[str]) -> bool:
        return set(self.columns.values()) <= set(header)

    def used(self, header: list[str]) -> dict[str, str]:
        """Our column: the file's, of those that this header has."""
        there = {ours: name for ours, name in self.optional.items() if name in header}
        return {**self.columns, **there}

    def spellings(self) -> dict[str, str]:
        """The file's column: ours, of all that the layout knows."""
        return {name: ours for ours, name in [*self.columns.items(), *self.optional.items()]}


def plain(columns: Mapping[str, str]) -> Layout:
    """The layout of a file whose columns a person named one by one."""
    return Layout("mapped", "--map", columns)
