"""Public interaction logs (CSV, CSV.gz) as frames for the science, without a lake."""

import logging
from pathlib import Path

import polars as pl

from data.errors import LogFileError
from data.logs.layout import FOLD
from data.logs.read import read_log
from data.schema import validate
from dkt.dataset.frame import COLUMNS

log = logging.getLogger("experiments")

WINDOW = 200
"""Rows to which AKT's public code cuts a student; the rest of them are another student to it."""
CUT = "#"
NO_EVENT = "00000000-0000-0000-0000-000000000000"


class LogError(ValueError):
    """The files can't be learned from or measured on; the message says what is wrong with them."""


def read_logs(paths: list[Path], rows: str, history: str = "all") -> pl.DataFrame:
    """Rows of some files, in their order, with the columns `dkt.dataset.frame.COLUMNS`.

    A file with published folds adds `fold`, a cut history `student`, the real one.

    Args:
        rows: `raw`: as they stand; `collapsed`: a student's consecutive rows of one item are one
            attempt with the first answer and the tags of all.
        history: `all`: a prediction may read all of a student's past; `cut`: each 200 rows are a
            student of their own, as in AKT's public code.

    Raises:
        LogError: a file has none of the layouts that `data.logs` knows, or rows that are no
            answers.
    """
    frame = pl.concat([_read(path, rows) for path in paths], how="diagonal")
    if history == "cut":
        window = pl.int_range(pl.len()).over("userID") // WINDOW
        frame = frame.with_columns(
            student="userID",
            userID=pl.format("{}" + CUT + "{}", "userID", window.cast(pl.String).str.zfill(6)),
        )
    return frame


def _read(path: Path, rows: str) -> pl.DataFrame:
    """One log, by the reader that imports logs. Raises LogError, for any row that is none."""
    try:
        with read_log(path, rows=rows) as read:
            raw = pl.concat([read.answers(part) for part in read.parts()]).sort("seq")
            partial = read.layout.partial_credit
            remarks = read.told()
    except LogFileError as err:
        raise LogError(str(err)) from err
    if partial:
        mark = pl.col("answerCode").cast(pl.Float64, strict=False)
        whole = raw.filter(~((mark > 0) & (mark < 1)).fill_null(False))
        if whole.height < raw.height:
            remarks.append(f"{raw.height - whole.height} rows left out: marked between 0 and 1")
        raw = whole
    good, bad = validate(raw.with_columns(event_id=pl.lit(NO_EVENT), source=pl.lit("import")))
    if bad.height:
        line = raw.filter(pl.col("seq") == bad.item(0, "seq")).item(0, "line")
        raise LogError(
            f"{path}: {bad.height} of {raw.height} rows are no answers; the first, line {line}: "
            f"{bad.item(0, 'reason')}. Mend the file: figures count all answers of a log"
        )
    log.info("%s: %d rows%s", path, good.height, "".join(f"; {one}" for one in remarks))
    frame = good.select(COLUMNS).with_columns(pl.col("elapsed_s").cast(pl.Float64))
    return frame.with_columns(raw.get_column(FOLD).cast(pl.Int32)) if FOLD in raw.columns else frame
