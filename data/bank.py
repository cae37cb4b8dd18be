"""The question bank as a frame: read as the page and the service read it."""

import csv
from pathlib import Path

import polars as pl

from data.errors import WarehouseError

NEEDED = ("assessmentItemID", "testId", "KnowledgeTag", "grade", "choices")


def read_bank(path: Path) -> pl.DataFrame:
    """(Q, columns of the file) str, without blanks at the ends, "" where there is nothing.

    Raises WarehouseError: no such file, no CSV, a column or a value that is missing.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            header, *rows = [row for row in csv.reader(file) if row] or [[]]
    except (OSError, UnicodeDecodeError, csv.Error) as err:
        raise WarehouseError(f"question bank {path}: {err}") from err
    if missing := [name for name in NEEDED if name not in header]:
        raise WarehouseError(f"question bank {path}, line 1: columns {missing} are missing")
    if short := [row for row in rows if len(row) != len(header)]:
        raise WarehouseError(
            f"question bank {path}: {len(short[0])} values ({', '.join(short[0])[:80]}), expected "
            f"{len(header)}"
        )
    text = [[value.strip() for value in row] for row in rows]
    return pl.DataFrame(text, schema=dict.fromkeys(header, pl.String), orient="row")
