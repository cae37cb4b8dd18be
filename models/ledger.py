"""The ledger: one object a decision or rollout, written once, never changed.

Reading lists the names and fetches what this machine has not seen yet: a cycle costs what is new.
"""

import json
import logging
from typing import Any

from models.entries import MAX_ENTRY, NAME, EntryError, read_entry
from models.errors import readable
from models.objects import Objects

LEDGER = "models/ledger/"
log = logging.getLogger("models")


class Ledger:
    """The entries of one bucket. Every method raises StoreError with a readable message."""

    def __init__(self, objects: Objects):
        self.objects = objects

    def entries(self) -> list[dict[str, Any]]:
        """All entries, oldest first by the store's clock; what is none is named and left out."""
        found = []
        for page in self.objects.listed(LEDGER):
            for item in page.get("Contents", []):
                if NAME.fullmatch(item["Key"].removeprefix(LEDGER)) and item["Size"] <= MAX_ENTRY:
                    found.append(item)
                else:
                    log.warning("left out, no ledger entry: %s", self.objects.name(item["Key"]))
        found.sort(key=lambda item: (item["LastModified"], item["Key"]))
        tags = [(item["Key"], item["ETag"]) for item in found]
        entries = self.objects.read_known(tags, MAX_ENTRY, _entry)
        return [entries[key] for key, _ in tags if key in entries]

    def write(self, entry: dict[str, Any]) -> None:
        """Write an entry, unless it is there."""
        key = _key(entry)
        if self.objects.answer(key) is None:
            with readable(self.objects.bucket, self.objects.endpoint):
                self.objects.client.put_object(
                    Bucket=self.objects.bucket, Key=key, Body=json.dumps(entry).encode()
                )


def _key(entry: dict[str, Any]) -> str:
    return f"{LEDGER}{entry['at']}-{entry['id']}.json"


def _entry(key: str, text: bytes) -> dict[str, Any]:
    entry = read_entry(text)
    if _key(entry) != key:
        raise EntryError(f"it is the entry {entry['at']}-{entry['id']}")
    return entry
