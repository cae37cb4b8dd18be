"""Rows of a CSV, strictly: every line as wide as the header, or an error that names the line.

Readers made for speed fill a short line with nulls or swallow lines after a stray quote; a log that
is broken that way must not become training data.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Literal, NamedTuple

import polars as pl

from data.errors import LogFileError
from data.logs.files import text_of

CHUNK = 200_000
"""Rows that are read at a time; fewer where they are wide."""
CHUNK_CHARACTERS = 32 << 20
SAMPLED = 64
"""Every so many rows one is measured."""
LONGEST = 4 << 20
"""Characters of a value: a whole student may stand in one."""


class Table(NamedTuple):
    """How a file is cut into values."""

    path: Path
    encoding: str
    delimiter: str
    quoted: bool
    width: int


def delimiter_of(start: str) -> str:
    """Tab, comma, semicolon or bar: what the first line is made of."""
    first_line = next(iter(start.splitlines()), "")
    if "\t" in first_line:
        return "\t"
    return max(",;|", key=first_line.count)


def header_of(path: Path, start: str) -> list[str]:
    """The column names, trimmed. Raises LogFileError for an empty file."""
    cut = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter_of(start))
    try:
        header = [name.strip() for name in next(cut, [])]
    except csv.Error as err:
        raise LogFileError(f"{path}, line 1: {err}; expected a line of column names") from err
    if not any(header):
        raise LogFileError(f"{path} is empty; expected a header line and one row per answer")
    return header


def chunks(table: Table, places: Sequence[int]) -> Iterator[tuple[list[pl.Series], pl.Series]]:
    """Some columns of the rows below the header, and the line at which each row begins.

    Args:
        places: which columns, from 0; two at least.

    Yields:
        one (n,) str of each place, and (n,) int64 lines from 1.

    Raises LogFileError: a line of another width, a quote that does not close.
    """
    csv.field_size_limit(LONGEST)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if table.quoted else csv.QUOTE_NONE
    taken = itemgetter(*places)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    begins, characters = 1, 0
    with text_of(table.path, table.encoding) as text:
        reader = csv.reader(text, delimiter=table.delimiter, strict=True, quoting=quoting)
        try:
            header = next(reader)
            begins = reader.line_num + 1
            for row in reader:
                if len(row) == table.width:
                    rows.append(taken(row))
                    lines.append(begins)
                    if not len(rows) % SAMPLED:
                        characters += SAMPLED * sum(map(len, row))
                elif row:  # an empty line is no row
                    raise LogFileError(
                        f"{table.path}, line {begins}: {len(row)} values ({_short(row)}), "
                        f"expected {table.width} ({', '.join(header)})"
                    )
                begins = reader.line_num + 1
                if len(rows) >= CHUNK or characters > CHUNK_CHARACTERS:
                    yield _columns(rows), pl.Series(lines, dtype=pl.Int64)
                    rows, lines, characters = [], [], 0
        except csv.Error as err:
            raise _misread(table, begins, err) from err
    if rows:
        yield _columns(rows), pl.Series(lines, dtype=pl.Int64)


def _columns(rows: list[tuple[str, ...]]) -> list[pl.Series]:
    return [pl.Series(values, dtype=pl.String) for values in zip(*rows, strict=True)]


def _misread(table: Table, line: int, err: csv.Error) -> LogFileError:
    if "field larger than" in str(err):
        return LogFileError(
            f"{table.path}, line {line}: a value of more than {LONGEST >> 20} million characters; "
            "expected an answer's. Either a quote does not close there, or a column holds whole "
            "documents: leave that column out"
        )
    return LogFileError(
        f"{table.path}, line {line}: {err}; expected a quoted value to close and to be followed by "
        f"{'a tab' if table.delimiter == chr(9) else repr(table.delimiter)}, with quotes inside it "
        "doubled"
    )


def _short(row: list[str]) -> str:
    text = ",".join(row)
    return repr(text if len(text) <= 80 else text[:80] + "…")
