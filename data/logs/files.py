"""A log's bytes: opened, zipped or not, looked through once, and in which encoding they are text.

A log is looked through before it is read: its SHA-256 names it, and what is no text, is damaged, or
opens to more than a machine should be made to read, is refused with nothing done.
"""

import codecs
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from data.errors import LogFileError

GZIP = b"\x1f\x8b"
BLOCK = 1 << 20
MOST_TIMES = 200
"""So many times its own size a gzip may open to; logs of answers open to 5 to 50 times theirs."""
ALWAYS_OPENED = 256 << 20
"""Bytes up to which a gzip is opened whatever its size."""
NO_TEXT = {
    b"PK\x03\x04": "a zip or Excel file: unzip it, or save the sheet as CSV",
    b"PAR1": "a parquet file: write it as CSV",
    b"BZh": "packed with bzip2: unpack it (bunzip2)",
    b"\xfd7zXZ": "packed with xz: unpack it (unxz)",
    b"\x28\xb5\x2f\xfd": "packed with zstd: unpack it (unzstd)",
    b"SQLite format 3": "a SQLite database: write its table as CSV",
}
NOT_IN_WINDOWS = frozenset(b"\x81\x8d\x8f\x90\x9d")
"""Bytes that Windows-1252 has no letter for, and Latin-1 has a control character."""


@dataclass(frozen=True)
class Looked:
    """What a look through the whole file tells."""

    sha256: str
    """Of the text as it stands, unzipped."""
    encoding: str
    start: str
    """The text of the header: one line, or more where a name has a line end in quotes."""


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes, unzipped as they are read. Raises LogFileError."""
    try:
        with path.open("rb") as raw:
            start = raw.read(16)
            raw.seek(0)
            if start.startswith(GZIP):
                with gzip.open(raw) as unzipped:
                    yield cast(BinaryIO, unzipped)
                return
            for magic, what in NO_TEXT.items():
                if start.startswith(magic):
                    raise LogFileError(f"{path} is no text but {what}, and import that")
            if path.suffix == ".gz":
                raise LogFileError(
                    f"{path} is named .gz and is not gzip: it starts with {start[:8]!r}, expected "
                    f"{GZIP!r}; rename it to .csv if it is plain text"
                )
            yield raw
    except (EOFError, zlib.error, gzip.BadGzipFile) as err:
        raise LogFileError(f"{path}: damaged or cut-off gzip ({err}); fetch it again") from err
    except OSError as err:
        raise LogFileError(f"{path} cannot be read: {err.strerror or err}") from err


def look(path: Path) -> Looked:
    """Look through the file once. Raises LogFileError: damaged, no text, or too large to open."""
    digest, lines, size = hashlib.sha256(), 0, 0
    utf8 = codecs.getincrementaldecoder("utf-8")()
    seen: set[int] = set()
    broken = ""
    beyond_ascii = False
    start = b""
    with opened(path) as file:
        most = max(ALWAYS_OPENED, MOST_TIMES * path.stat().st_size)
        while block := file.read(BLOCK):
            digest.update(block)
            size += len(block)
            if size > most:
                raise LogFileError(
                    f"{path} opens to more than {most >> 20} MiB, {MOST_TIMES} times its own size, "
                    "as no log does; if it is one all the same, unzip it and import what comes out"
                )
            start = start or block
            if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                continue
            if b"\0" in block:
                line = lines + block.count(b"\n", 0, block.index(b"\0")) + 1
                raise LogFileError(f"{path}, line {line}: a NUL byte; expected a text file")
            seen.update(block.translate(None, _ASCII))
            if not broken:
                try:
                    beyond_ascii |= not utf8.decode(block).isascii()
                except UnicodeDecodeError as err:
                    line = lines + err.object.count(b"\n", 0, err.start) + 1
                    broken = f"{path}, line {line}: byte 0x{err.object[err.start]:02x} is not UTF-8"
                    beyond_ascii |= not err.object[: err.start].isascii()
            lines += block.count(b"\n")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif not broken:
        encoding = "utf-8-sig"
    elif beyond_ascii:
        raise LogFileError(
            f"{broken}, though lines before it are; expected one encoding. The file is damaged, or "
            "made of two: mend that line, or export it again as UTF-8"
        )
    else:
        encoding = "latin-1" if seen & NOT_IN_WINDOWS else "cp1252"
    return Looked(digest.hexdigest(), encoding, _header(start.decode(encoding, errors="ignore")))


def _header(start: str) -> str:
    header = ""
    for line in start.splitlines(keepends=True):
        header += line
        if header.count('"') % 2 == 0:
            break
    return header


@contextmanager
def text_of(path: Path, encoding: str) -> Iterator[io.TextIOWrapper]:
    """The file's text, newlines as they stand. Raises LogFileError."""
    with opened(path) as file, io.TextIOWrapper(file, encoding=encoding, newline="") as text:
        yield text


_ASCII = bytes(range(128))
