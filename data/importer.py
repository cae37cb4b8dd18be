"""A published log into the lake: `python -m data import FILE`; docs/data.md lists what is read.

    python -m data import skill_builder_data.csv            # layout found from the header
    python -m data import log.csv --map userID=student --map answerCode=correct \\
        --map assessmentItemID=problem

A log is known by the SHA-256 of its text (unzipped) and by how it is read, so that the same one is
never imported twice; what it shares with other logs, by its content (`data.known`). A log of many
rows is imported some whole students at a time, each part in one commit under a name of its own: one
that was killed goes on where it stopped.
"""

import logging
from collections.abc import Collection, Iterable, Mapping
from operator import add
from pathlib import Path
from typing import NamedTuple

import polars as pl

from data.errors import LogFileError, TurnError
from data.event_ids import event_ids
from data.known import held_of, is_known
from data.lake import Lake
from data.logs.header import Asked
from data.logs.read import Log, read_log
from data.logs.spool import Part
from data.schema import RAW, validate
from data.transfer import finished, transfer

log = logging.getLogger(__name__)

TURN = "imports"
"""Counts the commits of imports."""
MOST_BAD = 0.5  # a larger share of bad rows means that the columns are mapped wrongly


class Imported(NamedTuple):
    """What an import did; all 0 when the file had been imported before."""

    rows: int
    """Answers and rows that are none."""
    bad: int
    known: int = 0
    """Answers that the lake had before."""


def import_log(
    path: Path,
    lake: Lake,
    preset: str | None = None,
    mapping: Mapping[str, str] | None = None,
    order_by: str | None = None,
    ignore: Collection[str] = (),
    rows: str = "answers",
) -> Imported:
    """Import one log, whole, exactly once.

    Args:
        path: a CSV with a header, zipped with gzip or not, or a folder with a file a student.
        preset: name of a layout; found from the header when not given.
        mapping: {lake column: file column}, on top of the layout or instead of one.
        order_by: file column whose numbers grow with the answers.
        ignore: file columns that are left out though they look like ones that are read.
        rows: see `data.logs.read.ROWS`.

    Raises LogFileError naming file, line, what came and what was expected, with nothing written;
    so it does when more than half of the rows are bad. WarehouseError when the store fails.
    """
    with read_log(path, Asked(preset, mapping, order_by, ignore), rows) as read:
        if finished(lake, read.source):
            log.info("%s was imported before (%s); nothing added", path, read.source)
            return Imported(0, 0)
        parts = read.parts()
        judged: Iterable[Judged]
        if len(parts) == 1:
            judged = [_judged(read, parts[0])]
            _refuse_bad(read, judged)
        else:
            _refuse_bad(read, (_judged(read, part) for part in parts))
            read.done.clear()  # all parts are read once more
            judged = (_judged(read, part) for part in parts)
        done = Imported(0, 0)
        students = Students(0, 0)
        for k, one in enumerate(judged, start=1):
            app_id = read.source if len(parts) == 1 else f"{read.source}:{k} of {len(parts)}"
            known, met = _add(lake, one, app_id, read.spool.rows)
            done = Imported(*map(add, done, (one.rows, one.bad.height, known)))
            students = Students(*map(add, students, met))
        if len(parts) > 1:
            transfer(lake, one.good.clear(), one.bad.clear(), read.source, read.spool.rows)
        _tell(read, done, students)
        return done


class Judged(NamedTuple):
    """A part of a log: G answers, B rows that are none and why, G + B rows in all."""

    good: pl.DataFrame
    bad: pl.DataFrame
    rows: int


class Students(NamedTuple):
    """How many students there are, and how many of them the lake had before."""

    all: int
    returning: int

    @classmethod
    def of(cls, good: pl.DataFrame, held: pl.DataFrame) -> "Students":
        return cls(*(frame.get_column("userID").n_unique() for frame in (good, held)))


def _add(lake: Lake, judged: Judged, app_id: str, last: int) -> tuple[int, Students]:
    """Add what the lake has not; how many answers it had, and of how many students.

    Imports take turns: one that comes between the look into the lake and the commit makes this one
    look again.
    """
    while True:
        turn = (TURN, lake.watermark(TURN))
        held = held_of(lake, judged.good.get_column("userID"))
        known = is_known(judged.good, held)
        try:
            transfer(lake, judged.good.filter(~known), judged.bad, app_id, last, turn)
        except TurnError:
            log.info("another import came in between; looking again what is new")
            continue
        return int(known.sum()), Students.of(judged.good, held)


def _judged(read: Log, part: Part) -> Judged:
    raw = _raw(read, read.answers(part))
    good, bad = validate(raw)
    lines = bad.select("seq").join(
        raw.select("seq", "line"), on="seq", how="left", maintain_order="left"
    )
    where = pl.format("{}, line {}: {}", pl.lit(read.path.name), lines.get_column("line"), "reason")
    return Judged(good, bad.with_columns(reason=where), raw.height)


def _refuse_bad(read: Log, judged: Iterable[Judged]) -> None:
    """Raises LogFileError when more than half of the rows are no answers."""
    bad = rows = 0
    first = ""
    for one in judged:
        bad, rows = bad + one.bad.height, rows + one.rows
        first = first or ("" if one.bad.is_empty() else one.bad.item(0, "reason"))
    if bad > MOST_BAD * rows:
        raise LogFileError(
            f"{read.path}: {bad} of {rows} rows are no answers, so the columns are probably mapped "
            f"wrongly (layout {read.layout.name}: {read.columns.told()}); {first}. "
            "Nothing was imported; name the columns with --map"
        )
    if bad:
        log.warning(
            "%s: %d of %d rows are no answers and go to the quarantine; the first: %s",
            read.path, bad, rows, first,
        )  # fmt: skip


def _raw(read: Log, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows as `validate` takes them, and `line`."""
    named = [name for name in RAW if name in rows.columns]
    raw = rows.select(*named, "line", "seq").with_columns(pl.lit("import").alias("source"))
    if "event_id" not in named:
        ids = event_ids(read.source, raw.get_column("seq"))
        raw = raw.with_columns(ids.alias("event_id"))
    return raw


def _tell(read: Log, done: Imported, students: Students) -> None:
    """One line of what was done with the log."""
    said = read.told()
    if students.returning:
        said.append(
            f"{students.returning} of {students.all} students had answers in the lake before"
        )
    log.info(
        "%s (layout %s): %d rows, %d answers imported, %d in the lake already, %d quarantined%s",
        read.path, read.layout.name, read.spool.rows, done.rows - done.bad - done.known, done.known,
        done.bad, "".join(f"; {one}" for one in said),
    )  # fmt: skip
