"""What an entry of the ledger says, and so `champion.json`, which is its newest move.

Both lie in a bucket that others may write to. An entry is checked where it is read, before any of
it becomes a path, a command or an image to run; and where it is written, so that it can be read.
"""

import json
import re
import uuid
from datetime import UTC, datetime
from typing import Any

from dkt.features.manifest_reader import is_version

MAX_ENTRY = 64 * 1024
"""Bytes of an entry; they have some hundred."""
MAX_TEXT = 4000
AT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.0-9]{0,7}\+00:00")
ID = re.compile(r"[0-9a-f]{8}")
ACTION = re.compile(r"[a-z][a-z-]{0,31}")
BENTO = re.compile(r"dkt:[a-z0-9][a-z0-9_-]{0,127}")
IMAGE = re.compile(r"[a-z0-9][a-z0-9.:/_-]{0,255}@sha256:[0-9a-f]{64}")
NAME = re.compile(rf"({AT.pattern})-({ID.pattern})\.json")
"""Of an entry's object, below the ledger's prefix."""
SHAPES = {
    "at": (AT, "a time in UTC"),
    "id": (ID, "eight hexadecimal digits"),
    "action": (ACTION, "a word such as promote"),
    "bento": (BENTO, "a Bento's tag"),
    "previous_bento": (BENTO, "a Bento's tag"),
    "image": (IMAGE, "repository@sha256:…"),
    "previous_image": (IMAGE, "repository@sha256:…"),
}
VERSIONS = ("version", "previous", "best")
NEEDED = ("at", "id", "action", "version")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""What a terminal takes for an order, and what turns text around."""


class EntryError(ValueError):
    """No entry of the ledger; the message says what is wrong with it."""


def stamped(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry with `at` (UTC) and `id`, its texts without control characters.

    Raises:
        EntryError: nobody could read it again.
    """
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    texts = {
        name: CONTROLS.sub(" ", value)[:MAX_TEXT] if isinstance(value, str) else value
        for name, value in entry.items()
    }
    return check_entry({"at": at, "id": uuid.uuid4().hex[:8], **texts})


def read_entry(text: bytes) -> dict[str, Any]:
    """The entry in `text`; raises EntryError."""
    if len(text) > MAX_ENTRY:
        raise EntryError(f"it has {len(text)} bytes, expected at most {MAX_ENTRY}")
    try:
        entry = json.loads(text)
    except (ValueError, RecursionError) as err:
        raise EntryError(f"it is not JSON ({err})") from err
    if not isinstance(entry, dict):
        raise EntryError(f"it is {ascii(entry)[:80]}, expected an object")
    return check_entry(entry)


def check_entry(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry, if it is one; it may have other fields, too. Raises EntryError with all faults."""
    problems = [f"{name} is missing" for name in NEEDED if entry.get(name) is None]
    for name, value in entry.items():
        if value is None:
            continue
        if name in VERSIONS:
            fits, expected = is_version(value), "a model version such as lstm-d3-0123456789"
        elif name in SHAPES:
            pattern, expected = SHAPES[name]
            fits = isinstance(value, str) and pattern.fullmatch(value) is not None
        else:
            fits = not isinstance(value, str) or (
                len(value) <= MAX_TEXT and not CONTROLS.search(value)
            )
            expected = f"at most {MAX_TEXT} characters, none of them a control character"
        if not fits:
            problems.append(f"{name} = {ascii(value)[:80]}, expected {expected}")
    if problems:
        raise EntryError("; ".join(problems))
    return entry
