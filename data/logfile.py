"""Read a CSV strictly: every line as wide as the header, or an error that names the line.

Readers made for speed fill a short line with nulls or swallow lines after a stray quote; a log that
is broken that way must not become training data.
"""

import csv
import gzip
import hashlib
import io
import zlib
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from data.errors import LogFileError

GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class LogFile:
    """A CSV in memory: R rows of text, C columns."""

    path: Path
    sha256: str
    """Of the text, unzipped."""
    header: list[str]
    columns: list[tuple[str, ...]]
    """C tuples of R values."""
    lines: list[int]
    """Where in the file each row begins, from 1 (R,)."""

    def column(self, name: str) -> pl.Series:
        """(R,) str."""
        return pl.Series(name, self.columns[self.header.index(name)], dtype=pl.String)


def read_log(path: Path) -> LogFile:
    """Read a UTF-8 CSV with a header, zipped or not.

    Raises LogFileError: no such file, not gzip or cut short, not UTF-8, empty, a repeated or empty
    column name, no rows, a line of another width than the header, a quote that does not close.
    """
    content = _unzipped(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        line = content.count(b"\n", 0, err.start) + 1
        raise LogFileError(
            f"{path}, line {line}: byte 0x{content[err.start]:02x} is not UTF-8; "
            "convert the file (iconv -t UTF-8) and import it again"
        ) from err
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    begins = 1
    header: list[str] = []
    try:
        header = next(reader, [])
        _check_header(path, header)
        begins = reader.line_num + 1
        for row in reader:
            if len(row) == len(header):
                rows.append(row)
                lines.append(begins)
            elif row:  # an empty line is no row
                raise LogFileError(
                    f"{path}, line {begins}: {len(row)} values ({_short(row)}), expected "
                    f"{len(header)} ({', '.join(header)})"
                )
            begins = reader.line_num + 1
    except csv.Error as err:
        raise LogFileError(
            f"{path}, line {begins}: {err}; expected a quoted value to close and to be "
            "followed by a comma, with quotes inside it doubled"
        ) from err
    if not rows:
        raise LogFileError(f"{path}: a header and no rows; expected one row per answer")
    columns = list(zip(*rows, strict=True))
    return LogFile(path, hashlib.sha256(content).hexdigest(), header, columns, lines)


def _unzipped(path: Path) -> bytes:
    try:
        content = path.read_bytes()
        if content.startswith(GZIP):
            return gzip.decompress(content)
    except (EOFError, zlib.error, gzip.BadGzipFile) as err:
        raise LogFileError(f"{path}: damaged or cut-off gzip ({err}); fetch it again") from err
    except OSError as err:
        raise LogFileError(f"{path} cannot be read: {err.strerror}") from err
    if path.suffix == ".gz":
        raise LogFileError(
            f"{path} is named .gz and is not gzip: it starts with {content[:8]!r}, expected "
            f"{GZIP!r}; rename it to .csv if it is plain text"
        )
    return content


def _check_header(path: Path, header: list[str]) -> None:
    if not any(header):
        raise LogFileError(f"{path} is empty; expected a header line and one row per answer")
    repeated = sorted({name for name in header if header.count(name) > 1 or not name})
    if repeated:
        raise LogFileError(
            f"{path}, line 1: column names {repeated} are repeated or empty in {header}; "
            "expected a name of its own for every column"
        )


def _short(row: list[str]) -> str:
    text = ",".join(row)
    return repr(text if len(text) <= 80 else text[:80] + "…")
