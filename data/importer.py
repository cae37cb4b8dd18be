"""Interaction logs (CSV, CSV.gz) into the lake.

    python -m data import log.csv.gz                        # layout found from the header
    python -m data import log.csv --map userID=student --map answerCode=correct \\
        --map assessmentItemID=problem

One row per answer, in the order in which each student answered: the order of the rows is kept and
nothing is sorted. Times are UTC. A file is known by the SHA-256 of its text (unzipped), so the same
log is never imported twice, zipped or not. An item id above 64 characters becomes its first 51, `~`
and 12 hex digits of its SHA-256. What fills the blank of an item becomes one more tag of it, see
`data.blanks`.
"""

import hashlib
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import polars as pl

from data.blanks import with_answers
from data.errors import LogFileError
from data.event_ids import event_ids
from data.lake import Lake
from data.logfile import LogFile, read_log
from data.transfer import finished, judge, transfer

log = logging.getLogger(__name__)

PRESETS: dict[str, dict[str, str]] = {
    "cloze": {"userID": "user_id", "assessmentItemID": "item_id", "KnowledgeTag": "skill_id",
              "answerCode": "correct", "Timestamp": "timestamp", "elapsed_s": "elapsed_s"},
    "gervet": {"userID": "user_id", "assessmentItemID": "item_id", "KnowledgeTag": "skill_id",
               "answerCode": "correct", "Timestamp": "timestamp"},
    "akt": {"userID": "user_id", "assessmentItemID": "item_id", "KnowledgeTag": "skill_id",
            "answerCode": "correct"},
    "iscream": {"userID": "userID", "assessmentItemID": "assessmentItemID", "testId": "testId",
                "KnowledgeTag": "KnowledgeTag", "answerCode": "answerCode",
                "Timestamp": "Timestamp"},
}  # fmt: skip
"""Lake column to file column; the first whose columns a header has is the file's."""
REQUIRED = ("userID", "assessmentItemID", "answerCode")
MAPPABLE = (*REQUIRED, "testId", "KnowledgeTag", "Timestamp", "elapsed_s")
MOST_BAD = 0.5  # a larger share of bad rows means that the columns are mapped wrongly
ITEM_LENGTH = 64


class Imported(NamedTuple):
    """What an import did; `rows` is 0 when the file had been imported before."""

    rows: int
    bad: int


def import_log(
    path: Path,
    lake: Lake,
    preset: str | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Imported:
    """Import one file, whole, exactly once.

    Args:
        path: a CSV with a header, UTF-8, zipped with gzip or not.
        preset: one of PRESETS; found from the header when not given.
        mapping: {lake column: file column}, on top of the preset or instead of one.

    Raises LogFileError naming file, line, what came and what was expected, with nothing written;
    so it does when more than half of the rows are bad. WarehouseError when the store fails.
    """
    file = read_log(path)
    columns = _columns(file, preset, mapping or {})
    app_id = f"import:{file.sha256}"
    if finished(lake, app_id):
        log.info("%s was imported before (%s); nothing added", path, app_id)
        return Imported(0, 0)
    raw, shortened = _raw(file, columns, app_id)
    good, bad = judge(raw, str(path))
    if bad.height > MOST_BAD * raw.height:
        raise LogFileError(
            f"{path}: {bad.height} of {raw.height} rows are no answers, so the columns are "
            f"probably mapped wrongly ({_shown(columns)}); line "
            f"{file.lines[bad.item(0, 'seq') - 1]}: {bad.item(0, 'reason')}. "
            "Nothing was imported; name the columns with --map"
        )
    line = pl.Series(file.lines, dtype=pl.Int64).gather(bad.get_column("seq") - 1)
    bad = bad.with_columns(reason=pl.format("{}, line {}: {}", pl.lit(path.name), line, "reason"))
    transfer(lake, good, bad, app_id, raw.height)
    if shortened:
        log.info("%s: %d item ids above %d characters shortened", path, shortened, ITEM_LENGTH)
    log.info("%s: %d answers imported, %d rows quarantined", path, good.height, bad.height)
    return Imported(raw.height, bad.height)


def _columns(file: LogFile, preset: str | None, mapping: Mapping[str, str]) -> dict[str, str]:
    """{lake column: file column} of this file. Raises LogFileError with every problem."""
    if preset is not None and preset not in PRESETS:
        raise LogFileError(f"no preset {preset!r}; there are {', '.join(PRESETS)}")
    if preset is None:
        found = [name for name, want in PRESETS.items() if set(want.values()) <= set(file.header)]
        preset = found[0] if found else None
        if preset:
            log.info("%s: layout %s, found from the header", file.path, preset)
    columns = {**(PRESETS[preset] if preset else {}), **mapping}
    problems = [f"{target} is no column one can map to; there are {', '.join(MAPPABLE)}"
                for target in mapping if target not in MAPPABLE]  # fmt: skip
    problems += [f"nothing is mapped to {name}" for name in REQUIRED if name not in columns]
    problems += [f"column {name!r} (for {target}) is missing"
                 for target, name in columns.items() if name not in file.header]  # fmt: skip
    if problems:
        raise LogFileError(
            f"{file.path}, line 1: the header is {', '.join(file.header)}; {'; '.join(problems)}. "
            "Name the columns with --map LAKE_COLUMN=FILE_COLUMN, or a layout with --preset"
        )
    return columns


def _raw(file: LogFile, columns: Mapping[str, str], app_id: str) -> tuple[pl.DataFrame, int]:
    """The rows as `validate` takes them, and how many item ids were shortened."""
    raw = pl.DataFrame({target: file.column(name) for target, name in columns.items()})
    if "Timestamp" in raw.columns and (raw.get_column("Timestamp") == "0").all():
        raw = raw.drop("Timestamp")  # all 0: a log that keeps the order only
    if "KnowledgeTag" in raw.columns:
        raw = with_answers(raw)
    ids = raw.get_column("assessmentItemID").unique()
    long = ids.filter(ids.str.len_chars() > ITEM_LENGTH).to_list()
    short = {name: short_item_id(name) for name in long}
    return raw.with_columns(
        pl.col("assessmentItemID").replace(short),
        event_ids(app_id, raw.height).alias("event_id"),
        pl.lit("import").alias("source"),
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("seq"),
    ), len(short)


def short_item_id(item: str) -> str:
    """An id that fits the lake: of a longer one the first 51 characters, ~, 12 hex of SHA-256."""
    if len(item) <= ITEM_LENGTH:
        return item
    return f"{item[: ITEM_LENGTH - 13]}~{hashlib.sha256(item.encode()).hexdigest()[:12]}"


def _shown(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{target}={name}" for target, name in columns.items())
