"""Objects of one bucket: listed, read up to a size, read many at a time."""

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from models.cache import Cache
from models.errors import StoreError, readable

TRANSFERS = 8
CHUNK = 1024 * 1024
log = logging.getLogger("models")


class Objects:
    """What `ModelStore` reads by. Every method raises StoreError with a readable message."""

    def __init__(self, client: Any, bucket: str, endpoint: str, cache: Cache):
        self.client, self.bucket, self.endpoint, self.cache = client, bucket, endpoint, cache

    def name(self, key: str) -> str:
        """How messages call an object."""
        return f"s3://{self.bucket}/{key}"

    def listed(self, prefix: str, **options: Any) -> Iterator[dict[str, Any]]:
        """Pages of what there is below a prefix."""
        with readable(self.bucket, self.endpoint):
            yield from self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=prefix, **options
            )

    def read(self, key: str, most: int) -> bytes | None:
        """An object of at most so many bytes; None if there is none."""
        answer = self.answer(key)
        return None if answer is None else self._body(key, answer, most)

    def link(self, key: str, seconds: int, content_type: str) -> str:
        """An address that gives an object to whoever has it, for so long."""
        params = {"Bucket": self.bucket, "Key": key, "ResponseContentType": content_type}
        return self.client.generate_presigned_url("get_object", Params=params, ExpiresIn=seconds)

    def answer(self, key: str) -> dict[str, Any] | None:
        """What the store answers to a get; its `Body` is not read yet."""
        with readable(self.bucket, self.endpoint):
            try:
                return self.client.get_object(Bucket=self.bucket, Key=key)
            except self.client.exceptions.NoSuchKey:
                return None

    def read_known(
        self,
        wanted: Iterable[tuple[str, str]],
        most: int,
        parse: Callable[[str, bytes], dict[str, Any]],
    ) -> dict[str, dict[str, Any]]:
        """Objects that never change, parsed, by key: from this machine where it has them already.

        Args:
            wanted: key, and what changes with the content where that is known (an ETag).
            most: bytes that one may have.
            parse: of a key and its bytes; raises ValueError. What is none is named in the log, left
                out, and asked for again the next time.
        """
        tags = dict(wanted)
        found = self.cache.get(tags)
        missing = [key for key in tags if key not in found]

        def fetch(key: str) -> bytes | None:
            try:
                return self.read(key, most)
            except TooLargeError as err:
                log.warning("left out: %s", err)
                return None

        with ThreadPoolExecutor(TRANSFERS) as pool:
            fetched = dict(zip(missing, pool.map(fetch, missing), strict=True))
        parsed, new = {}, []
        for key, text in (found | fetched).items():
            if text is None:
                continue
            try:
                parsed[key] = parse(key, text)
            except ValueError as err:
                name = self.name(key)
                log.warning("left out: %s: %s", name, str(err).removeprefix(f"{name}: "))
                continue
            if key in fetched:
                new.append((key, tags[key], text))
        self.cache.put(new)
        return parsed

    def download(self, key: str, target: Path, most: int) -> bool:
        """Write an object to a new file; False if there is none."""
        answer = self.answer(key)
        if answer is None:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        left = most
        with readable(self.bucket, self.endpoint), target.open("xb") as file:
            for part in answer["Body"].iter_chunks(CHUNK):
                left -= len(part)
                if left < 0:
                    raise TooLargeError(f"{self.name(key)} has more than {most} bytes")
                file.write(part)
        return True

    def _body(self, key: str, answer: dict[str, Any], most: int) -> bytes:
        with readable(self.bucket, self.endpoint):
            body = answer["Body"].read(most + 1)
        if len(body) > most:
            raise TooLargeError(f"{self.name(key)} has more than {most} bytes")
        return body


class TooLargeError(StoreError):
    """An object is larger than what it is to be can be."""
