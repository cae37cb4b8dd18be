"""Objects of the store that never change, kept on this machine, so that each is fetched once.

What is kept can be lost at any time: it is a copy. A file that is damaged is begun anew.
"""

import logging
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

log = logging.getLogger("models")
WAIT_S = 5.0
AT_ONCE = 500  # names in one question; SQLite takes 999 in its older versions


class Cache:
    """Bytes by key and tag in one SQLite file; another tag is another object.

    file: None keeps nothing.
    """

    def __init__(self, file: Path | None):
        self.file = file

    def get(self, tags: Mapping[str, str]) -> dict[str, bytes]:
        """Those of these keys that are known with these tags."""
        keys = list(tags)
        found: dict[str, bytes] = {}
        if self.file is None or not self.file.exists():
            return found
        try:
            with closing(self._open()) as database:
                for start in range(0, len(keys), AT_ONCE):
                    part = keys[start : start + AT_ONCE]
                    marks = ",".join("?" * len(part))
                    query = f"SELECT key, tag, body FROM objects WHERE key IN ({marks})"
                    rows = database.execute(query, part)
                    found |= {key: body for key, tag, body in rows if tag == tags[key]}
        except sqlite3.Error as err:
            self._begin_anew(err)
            return {}
        return found

    def put(self, objects: Iterable[tuple[str, str, bytes]]) -> None:
        """Keep (key, tag, bytes)."""
        rows = list(objects)
        if self.file is None or not rows:
            return
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as database, database:
                database.executemany("INSERT OR REPLACE INTO objects VALUES (?, ?, ?)", rows)
        except (sqlite3.Error, OSError) as err:  # a copy less
            self._begin_anew(err)

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.file or ":memory:", timeout=WAIT_S)
        database.execute(
            "CREATE TABLE IF NOT EXISTS objects (key TEXT PRIMARY KEY, tag TEXT, body BLOB)"
        )
        return database

    def _begin_anew(self, err: Exception) -> None:
        log.warning("%s keeps no objects: %s", self.file, err)
        broken = isinstance(err, sqlite3.DatabaseError)
        if self.file and broken and not isinstance(err, sqlite3.OperationalError):
            self.file.unlink(missing_ok=True)
