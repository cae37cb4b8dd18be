"""Gives memory that a large request took back to the system: glibc keeps some of it otherwise."""

import ctypes

LARGE_BYTES = 256 * 1024
"""A body above this, about 1,500 answers, is large."""
_TRIM = getattr(ctypes.CDLL(None), "malloc_trim", None)  # another C library has none


def give_back(body_bytes: int) -> None:
    """Call it after a request is done with; takes about a millisecond, and only if it was large."""
    if body_bytes > LARGE_BYTES and _TRIM:
        _TRIM(0)
