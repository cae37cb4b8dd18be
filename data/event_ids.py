"""Event ids for answers that did not come with one: the same source gives the same ids."""

import hashlib
import uuid
from collections.abc import Iterable

import numpy as np
import polars as pl


def event_ids(source: str, numbers: int | Iterable[int]) -> pl.Series:
    """`uuid5(NAMESPACE_URL, "{source}/{n}")` of N numbers, or of 1 … N, as (N,) str."""
    if isinstance(numbers, int):
        numbers = range(1, numbers + 1)
    start = hashlib.sha1(uuid.NAMESPACE_URL.bytes + f"{source}/".encode(), usedforsecurity=False)

    def digest(number: int) -> bytes:
        one = start.copy()
        one.update(b"%d" % number)
        return one.digest()[:16]

    raw = np.frombuffer(b"".join(map(digest, numbers)), np.uint8).reshape(-1, 16).copy()
    raw[:, 6] = raw[:, 6] & 0x0F | 0x50  # version 5
    raw[:, 8] = raw[:, 8] & 0x3F | 0x80  # RFC 9562 variant
    text = raw.tobytes().hex()
    ids = pl.Series([text[at : at + 32] for at in range(0, len(text), 32)], dtype=pl.String)
    bounds = [(0, 8), (8, 4), (12, 4), (16, 4), (20, 12)]
    parts = [pl.col("id").str.slice(at, length) for at, length in bounds]
    return pl.DataFrame({"id": ids}).select(pl.concat_str(parts, separator="-")).to_series()
