"""Keeps the memory of a process that serves small and its pauses short.

glibc keeps some of what a large request took, and Python's collector looks at everything that was
loaded, or, to spare that, lets garbage grow to a quarter of it.
"""

import ctypes
import gc

LARGE_BYTES = 256 * 1024
"""A body above this, about 1,500 answers, is large."""
ARENAS, MMAP_BYTES, TRIM_BYTES = 1, 64 * 1024, 128 * 1024
"""malloc's arenas; what it takes in pages of its own; what it keeps at the end of its heap."""
_LIBC = ctypes.CDLL(None)
_TRIM = getattr(_LIBC, "malloc_trim", None)  # another C library has neither
_OPTION = getattr(_LIBC, "mallopt", None)
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8


def keep_little() -> None:
    """Tell malloc to keep little of what this process gives up; call it before there are threads.

    What `MALLOC_ARENA_MAX` and its like do for a process that is started with them.
    """
    if _OPTION:
        _OPTION(_M_ARENA_MAX, ARENAS)
        _OPTION(_M_MMAP_THRESHOLD, MMAP_BYTES)
        _OPTION(_M_TRIM_THRESHOLD, TRIM_BYTES)


def set_aside_what_is_loaded() -> None:
    """Never look again for garbage among what is there now; from now on it is found soon.

    A full collection would keep `/livez` waiting for 50 to 80 ms. The second one here is short, and
    makes the collector forget how much there was: it waits until a quarter as much is new.
    """
    gc.collect()
    gc.freeze()
    gc.collect()


def give_back(body_bytes: int) -> None:
    """Call it after a request is done with; takes about a millisecond, and only if it was large."""
    if body_bytes > LARGE_BYTES and _TRIM:
        _TRIM(0)
