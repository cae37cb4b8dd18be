"""Read a published log: rows of text with our columns, some whole students at a time.

with read_log(Path("skill_builder_data.csv")) as log:
    for part in log.parts():
        rows = log.answers(part)
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import polars as pl

from data.blanks import with_answers
from data.errors import LogFileError
from data.logs.files import Looked, look
from data.logs.header import Asked, Columns, columns_of
from data.logs.layout import BEGAN, FOLD, ORDER, OURS, Layout, Tables
from data.logs.layouts import LAYOUTS
from data.logs.moments import Clock, as_text, durations
from data.logs.order import KEY, Steps, collapse, in_order, merged, steps_of, twins
from data.logs.rows import Table, chunks, delimiter_of, header_of
from data.logs.spelling import short_items, spelled, tags_of
from data.logs.spool import Part, Spool
from data.times import utc_times

ROWS = ("answers", "raw", "collapsed")
"""`answers`: rows that are told to be one answer are merged; `raw`: none; `collapsed`: a student's
consecutive rows of one item, too."""
KEPT = (*OURS, ORDER, BEGAN, FOLD)
CODES = {"true": "1", "false": "0", "t": "1", "f": "0"}


@dataclass
class Log:
    """A log that was read once, and what was found and done."""

    path: Path
    sha256: str
    columns: Columns
    rows: str
    asked: Asked
    spool: Spool
    clock: Clock = field(default_factory=Clock)
    left_out: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    """Columns of the rows as they were read."""

    @property
    def layout(self) -> Layout:
        return self.columns.layout

    @property
    def source(self) -> str:
        """Names the text and how it is read: another mapping is another source."""
        told = self.asked.told() + (f", rows {self.rows}" if self.rows != ROWS[0] else "")
        reading = f":{hashlib.sha256(told.encode()).hexdigest()[:12]}" if told else ""
        return f"import:{self.sha256}{reading}"

    def parts(self) -> list[Part]:
        return self.spool.parts()

    def answers(self, part: Part) -> pl.DataFrame:
        """(n, columns of the lake that the log has, `line`, `seq`, perhaps `fold`), text but for
        those three and durations in other units, each student's answers in order by `seq`."""
        raw = part.read()
        rows = self._keyed(raw)
        if "elapsed_s" in raw.columns:
            lost = rows["elapsed_s"].null_count() - raw["elapsed_s"].null_count()
            self.done["durations that are none count as unknown"] += max(lost, 0)
        rows = in_order(rows, self.steps)
        if self.rows != "raw":
            rows = merged(rows, ORDER in rows.columns, self.done)
        if self.rows == "collapsed":
            before = rows.height
            rows = collapse(rows.sort("userID", "seq")).sort("seq")
            self.done["consecutive rows of one item merged"] += before - rows.height
        elif self.rows == "answers" and (many := twins(rows)):
            self.done["rows repeat item and answer of the row before under another tag; "
                      "--rows collapsed makes one answer of them"] += many  # fmt: skip
        return rows.drop(KEY, ORDER, BEGAN, strict=False)

    @cached_property
    def steps(self) -> Steps:
        """How the answers stand in the file."""
        names = [name for name in ("userID", "seq", ORDER, "Timestamp") if name in self.there]
        if ORDER not in names and "Timestamp" not in names:
            return Steps()
        return steps_of(self._keyed(part.read(names)) for part in self.parts())

    def told(self) -> list[str]:
        """What was done, one thing each; complete once all parts were read."""
        turned = {"turn": "newest first: turned round", "sort": "not in order: sorted"}
        by = "order" if ORDER in self.there else "Timestamp"
        name = self.columns.names.get(by, by)
        said = [f"{turned[self.steps.how]} by {name}"] if self.steps.how in turned else []
        said += [f"{many} {what}" for what, many in self.done.items() if many]
        said += [f"{many} rows left out: {why}" for why, many in self.left_out.items()]
        clock = self.clock.told(self.layout.relative)
        said += [*self.notes, *([clock] if clock else [])]
        if FOLD in self.there:
            said.append("fold numbers are for benchmarks; the lake has none")
        if self.columns.unused:
            said.append(f"columns not used: {', '.join(self.columns.unused)}")
        return said

    def _keyed(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows, with moments and durations read, and the key of their order."""
        layout = self.layout
        if "elapsed_s" in rows.columns and layout.lenient:
            given = rows.get_column("elapsed_s")
            seconds = durations(given, layout.unit)
            rows = rows.with_columns(elapsed_s=seconds)
        if ORDER in rows.columns:
            rows = rows.with_columns(self._order(rows.get_column(ORDER)))
        if "Timestamp" not in rows.columns:
            return rows
        text = rows.get_column("Timestamp")
        times = self.clock.read(text, layout.relative)
        if ORDER not in rows.columns:
            rows = rows.with_columns(times.cast(pl.Int64).alias(KEY))
        if layout.shown and "elapsed_s" in rows.columns:
            spent = (rows.get_column("elapsed_s") * 1e6).round().cast(pl.Int64).fill_null(0)
            times = (times.cast(pl.Int64) + spent).cast(times.dtype)
        if BEGAN in rows.columns:
            began = self.clock.read(rows.get_column(BEGAN), layout.relative)
            micros = (times - began).dt.total_microseconds().cast(pl.Float64)
            rows = rows.with_columns(elapsed_s=durations(micros, 1e6))
        none = self.clock.kind(layout.relative) == "none"
        return rows.with_columns(Timestamp=times if none else as_text(times, text))

    def _order(self, text: pl.Series) -> pl.Series:
        """(N,) float64: the numbers, or moments, that the answers are ordered by."""
        key = text.cast(pl.Float64, strict=False)
        if key.null_count() > text.null_count():
            key = utc_times(text).cast(pl.Int64).cast(pl.Float64)
        if key.null_count() > text.null_count():
            odd = text.filter(key.is_null() & text.is_not_null())[0]
            raise LogFileError(
                f"{self.path}: {self.columns.names[ORDER]} orders the answers, and has {odd!r}; "
                "expected numbers or times that grow with the answers"
            )
        return key.alias(KEY)


@contextmanager
def read_log(path: Path, asked: Asked | None = None, rows: str = "answers") -> Iterator[Log]:
    """Read a file, or a folder with a file a student, whole.

    Args:
        rows: one of ROWS.

    Raises LogFileError naming file, line, what came and what was expected.
    """
    asked = asked or Asked()
    files = _files(path)
    looked = {file: look(file) for file in files}
    spool = Spool()
    try:
        columns = _columns(files[0], looked[files[0]], asked, path.is_dir())
        log = Log(path, _sha(path, looked), columns, rows, asked, spool)
        tables = columns.layout.beside(path) if columns.layout.beside else {}
        encodings = {one.encoding for one in looked.values()} - {"utf-8-sig"}
        log.notes += [f"not UTF-8: read as {one}" for one in sorted(encodings)]
        for file in files:
            _read(log, file, looked[file], tables, path.is_dir())
        if not spool.rows:
            why = "; ".join(f"{many} rows left out: {what}" for what, many in log.left_out.items())
            found = why or "a header and no rows"
            raise LogFileError(f"{path}: {found}; expected one row per answer")
        yield log
    finally:
        spool.close()


def _read(log: Log, file: Path, looked: Looked, tables: Tables, of_folder: bool) -> None:
    """All chunks of one file into the spool."""
    columns = _columns(file, looked, log.asked, of_folder)
    layout = columns.layout
    delimiter = delimiter_of(looked.start)
    width = len(header_of(file, looked.start))
    quoted = layout.quoted or delimiter != "\t"
    places = [place for all_of in columns.places.values() for place in all_of]
    for values, lines in chunks(Table(file, looked.encoding, delimiter, quoted, width), places):
        series = iter([spelled(one) for one in values])
        named = {ours: _joined([next(series) for _ in all_of], layout)
                 for ours, all_of in columns.places.items()}  # fmt: skip
        rows = pl.DataFrame({**named, "line": lines})
        if "userID" not in rows.columns:
            rows = rows.with_columns(userID=pl.lit(re.sub(r"\.csv(\.gz)?$", "", file.name)))
        if layout.convert:
            rows = layout.convert(rows, tables, log.left_out)
        rows = _ours(rows, layout)
        if "Timestamp" in rows.columns:
            log.clock.see(rows.get_column("Timestamp"))
        start = log.spool.rows + 1
        seq = pl.int_range(start, start + rows.height, dtype=pl.Int64, eager=True)
        log.there = [*rows.columns, "seq"]
        log.spool.add(rows.with_columns(seq=seq))


def _ours(rows: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Ids, tags and codes as the lake has them; columns in one order."""
    rows = rows.select([name for name in KEPT if name in rows.columns] + ["line"])
    code = rows.get_column("answerCode")
    words = CODES | dict(layout.codes)
    written = [one for one in code.drop_nulls().unique().to_list() if one.lower() in words]
    rows = rows.with_columns(code.replace({one: words[one.lower()] for one in written}))
    if "KnowledgeTag" in rows.columns:
        rows = with_answers(
            rows.with_columns(tags_of(rows.get_column("KnowledgeTag"), layout.separator))
        )
    else:
        rows = rows.with_columns(KnowledgeTag=pl.lit(None, pl.String))
    return rows.with_columns(short_items(rows.get_column("assessmentItemID")))


def _joined(series: list[pl.Series], layout: Layout) -> pl.Series:
    """One column of those of one name."""
    if len(series) == 1:
        return series[0]
    frame = pl.DataFrame({str(k): one for k, one in enumerate(series)})
    joined = pl.concat_str(pl.all(), separator=layout.separator, ignore_nulls=True)
    text = frame.select(joined).to_series()
    return text.set(text == "", None)


def _columns(file: Path, looked: Looked, asked: Asked, of_folder: bool) -> Columns:
    header = header_of(file, looked.start)
    ednet = LAYOUTS["ednet"].fits(header)
    return columns_of(file, header, asked, ("userID",) if of_folder or ednet else ())


def _files(path: Path) -> list[Path]:
    """The file, or the students' files of a folder."""
    if not path.is_dir():
        return [path]
    found = [one for one in path.iterdir() if re.fullmatch(r"u\d+\.csv(\.gz)?", one.name)]
    if not found:
        raise LogFileError(
            f"{path} cannot be read: Is a directory, and none with a file a student (u1.csv, "
            "u2.csv, …), as EdNet KT1 has; give a file"
        )
    return sorted(found, key=lambda one: int("".join(filter(str.isdigit, one.name))))


def _sha(path: Path, looked: dict[Path, Looked]) -> str:
    if not path.is_dir():
        return looked[path].sha256
    listed = "".join(f"{file.name} {one.sha256}\n" for file, one in looked.items())
    return hashlib.sha256(listed.encode()).hexdigest()
