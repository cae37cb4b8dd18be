"""Windows of a student's steps, packed into padded batches: what a model reads. Numpy only."""

from collections.abc import Iterator

import numpy as np

from dkt.features.steps import Catalog, Steps, candidate_queries


def cut_windows(user: np.ndarray, length: int) -> np.ndarray:
    """Cut every student's rows into consecutive windows of at most `length`.

    Returns:
        (W, 2) int64: first row and number of rows of each window, in row order.
    """
    if not len(user):
        return np.empty((0, 2), np.int64)
    first = np.flatnonzero(np.concatenate([[True], user[1:] != user[:-1]]))
    last = np.append(first[1:], len(user))
    many = -(-(last - first) // length)  # windows of each student
    place = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    start = np.repeat(first, many) + place * length
    return np.column_stack([start, np.minimum(length, np.repeat(last, many) - start)])


def stride_of(length: int) -> int:
    """Answers by which the start of a window moves on, once a student has more than fill one."""
    return max(length // 2, 1)


def window_start(answers: int, length: int) -> int:
    """The first step that a model reads after so many answers; at most `length` − 1 follow it.

    It moves on by whole strides, so that evaluation scores a stride of rows from one window and
    reads for each exactly what serving reads.
    """
    stride = stride_of(length)
    return -(-max(answers - length + 1, 0) // stride) * stride


def served_windows(user: np.ndarray, length: int) -> np.ndarray:
    """Windows from which every row is scored once, after the steps that serving would read.

    Returns:
        (W, 3) int64: first row and number of rows of each window, and how many of them come first
        as context only.
    """
    if not len(user):
        return np.empty((0, 3), np.int64)
    first = np.flatnonzero(np.concatenate([[True], user[1:] != user[:-1]]))
    last = np.append(first[1:], len(user))
    stride = stride_of(length)
    many = 1 - np.minimum(length - (last - first), 0) // stride  # windows of each student
    place = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    start = np.repeat(first, many) + place * stride
    rows = np.minimum(length, np.repeat(last, many) - start)
    return np.column_stack([start, rows, np.where(place > 0, length - stride, 0)])


def batches(windows: np.ndarray, size: int, rng: np.random.Generator | None = None) -> Iterator:
    """Groups of up to `size` windows of like length, so that little is padded.

    Args:
        windows: (W, 2) from `cut_windows`, or (W, 3) from `served_windows`.
        rng: shuffles windows of like length and the order of the groups; None keeps both fixed.
    """
    jitter = rng.random(len(windows)) * 16 if rng else np.zeros(len(windows))
    order = np.argsort(windows[:, 1] + jitter, kind="stable")
    groups = [order[start : start + size] for start in range(0, len(order), size)]
    for group in rng.permutation(len(groups)) if rng else range(len(groups)):
        yield windows[groups[group]]


def collate(steps: Steps, windows: np.ndarray) -> dict[str, np.ndarray]:
    """Pack windows into one padded batch in which every step queries the steps before it.

    Args:
        windows: (B, 2) from `cut_windows`, or (B, 3) from `served_windows`.

    Returns:
        The arrays named in `INPUTS` with Q = T = the longest window; and `correct` (B, T) float32,
        `mask` (B, T) bool (True = real step), `scored` (B, T) bool (True = and no mere context),
        `rows` (B, T) int64 (row in `steps`).
    """
    width = int(windows[:, 1].max())
    offset = np.arange(width)
    mask = offset < windows[:, 1:2]
    rows = np.where(mask, windows[:, :1] + offset, 0)

    def take(values: np.ndarray) -> np.ndarray:
        picked = values[rows]
        picked[~mask] = 0
        return picked

    category = take(steps.category)
    query = take(steps.query)
    return {
        "history_category": category,
        "history_numeric": np.concatenate([query, take(steps.answer)], axis=2),
        "query_category": category,
        "query_numeric": query,
        "at": np.broadcast_to(offset, mask.shape).copy(),
        "correct": take(steps.correct),
        "mask": mask,
        "scored": mask & (offset >= windows[:, 2:3]) if windows.shape[1] > 2 else mask,
        "rows": rows,
    }


def some_windows(steps: Steps, length: int) -> dict[str, np.ndarray]:
    """The first few windows as a batch, which an exported graph is held against."""
    return collate(steps, cut_windows(steps.user, length)[:8])


def candidate_inputs(
    catalog: Catalog, steps: Steps, row: np.ndarray, candidates: np.ndarray, length: int,
    time_s: np.ndarray, elapsed_s: np.ndarray, asked_s: float = float("nan"),
) -> dict[str, np.ndarray]:  # fmt: skip
    """Inputs (batch of one) that score candidates after the whole of one student's history.

    Args:
        catalog: holds history and candidates alike.
        steps: the student's T ≥ 0 answers; `row` (T,) their rows in `catalog`.
        candidates: (Q,) rows of `catalog`.
        length: T of the model's windows, see `window_start`; counts use all steps.
        time_s, elapsed_s: (T,) as in `encode_steps`.
        asked_s: the moment of asking, on the same clock; NaN: unknown, see `dkt.features.clock`.
    """
    recent = slice(window_start(len(steps), length), len(steps))
    category, numeric = steps.category[recent], steps.history[recent]
    at = len(category)
    if not at:  # a new student: one step of padding that no query looks at
        category = np.zeros((1, catalog.category.shape[1]), np.int64)
        numeric = np.zeros((1, steps.history.shape[1]), np.float32)
    query = candidate_queries(catalog, steps, row, candidates, time_s, elapsed_s, asked_s)
    return {
        "history_category": category[None],
        "history_numeric": numeric[None],
        "query_category": catalog.category[candidates][None],
        "query_numeric": query[None],
        "at": np.full((1, len(candidates)), at, np.int64),
    }
