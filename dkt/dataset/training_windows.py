"""How training cuts histories into windows, drawn anew in each epoch.

fixed         consecutive windows of T answers from the first one on
random_end    dynamic windows: the first ends at a random place, different in each epoch
by_test       one window a run of answers to the same test
three_tests   one window for three such runs, one after the other
"""

import numpy as np

from dkt.features.windows import cut_windows


def training_windows(
    user: np.ndarray, test: np.ndarray, length: int, how: str, rng: np.random.Generator
) -> np.ndarray:
    """Windows of one epoch over training students.

    Args:
        user: (N,) int; rows of a student are consecutive and in time order.
        test: (N,) int, class of each row's test.
        length: T, answers in a window at most.
        how: `TrainingConfig.windows`.

    Returns:
        (W, 2) int64: first row and number of rows of each window; every row is in exactly one.
    """
    if how == "fixed":
        return cut_windows(user, length)
    if how == "random_end":
        return cut_windows(_random_parts(user, length, rng), length)
    first = _starts(user)
    run = np.cumsum(first | _starts(test)) - 1
    many = 3 if how == "three_tests" else 1
    before = run[np.maximum.accumulate(np.where(first, np.arange(len(user)), 0))]
    part = (run - before) // many  # counts from 0 for each student
    return cut_windows(_numbered(user, part), length)


def _starts(values: np.ndarray) -> np.ndarray:
    """(N,) bool: rows that differ from the one above."""
    first = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return first


def _numbered(user: np.ndarray, part: np.ndarray) -> np.ndarray:
    """(N,) int64: a number for each part of each student, rising with the rows."""
    return np.cumsum(_starts(user) | _starts(part))


def _random_parts(user: np.ndarray, length: int, rng: np.random.Generator) -> np.ndarray:
    """Each student in two parts, the first of 1..`length` answers."""
    first = _starts(user)
    index = np.arange(len(user))
    place = index - np.maximum.accumulate(np.where(first, index, 0))
    ends = rng.integers(1, length + 1, int(first.sum()))
    return _numbered(user, place >= ends[np.cumsum(first) - 1])
