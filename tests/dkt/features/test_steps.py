"""Windows and batches."""

import numpy as np
import pytest

from dkt.features.steps import Catalog, Steps, encode_steps
from dkt.features.vocabulary import Encoders
from dkt.features.windows import (
    batches,
    candidate_inputs,
    collate,
    cut_windows,
    served_windows,
    window_start,
)


def steps_of_lengths(*lengths: int) -> Steps:
    user = np.repeat(np.arange(len(lengths)), lengths)
    many = len(user)
    numbers = np.arange(1, many + 1, dtype=np.float32)
    return Steps(
        user,
        np.arange(1, 1 + 6 * many).reshape(many, 6),
        np.repeat(numbers[:, None], 6, axis=1),
        np.repeat(-numbers[:, None], 5, axis=1),
        np.ones(many, np.float32),
    )


@pytest.mark.parametrize("length", [1, 2, 3, 100])
def test_windows_cover_every_row_once_and_never_mix_students(length):
    user = np.repeat([5, 2, 9, 7], [1, 7, 3, 6])
    windows = cut_windows(user, length)
    rows = [list(range(first, first + size)) for first, size in windows]
    assert sorted(row for window in rows for row in window) == list(range(len(user)))
    assert all(len(set(user[window])) == 1 and 1 <= len(window) <= length for window in rows)


@pytest.mark.parametrize("length", [2, 3, 4, 7, 200])
def test_rows_are_scored_once_after_the_steps_that_serving_reads(length):
    sizes = [1, length - 1, length, length + 1, 3 * length + 1, 450]
    user = np.repeat(np.arange(len(sizes)), sizes)
    first = np.cumsum([0, *sizes])
    scored = []
    for begin, rows, context in served_windows(user, length).tolist():
        assert rows <= length and len(set(user[begin : begin + rows])) == 1
        for row in range(begin + context, begin + rows):
            of_student = first[user[row]]
            assert begin - of_student == window_start(row - of_student, length)
            scored.append(row)
    assert sorted(scored) == list(range(len(user)))


@pytest.mark.parametrize("length", [2, 3, 7, 200])
def test_serving_reads_all_steps_and_then_at_least_the_newest_half_of_a_window(length):
    read = [answers - window_start(answers, length) for answers in range(5 * length)]
    assert read[:length] == list(range(length))
    assert length - 1 - length // 2 < min(read[length - 1 :])
    assert max(read) == length - 1


def test_no_rows_have_no_windows():
    for cut, columns in ((cut_windows, 2), (served_windows, 3)):
        windows = cut(np.array([], np.int64), 10)
        assert windows.shape == (0, columns)
        assert list(batches(windows, 4)) == []


def test_collate_marks_what_is_scored_and_keeps_the_context():
    steps = steps_of_lengths(3, 9)
    batch = collate(steps, served_windows(steps.user, 4))
    np.testing.assert_array_equal(np.sort(batch["rows"][batch["scored"]]), np.arange(12))
    assert batch["mask"].sum() > batch["scored"].sum() == 12
    real = batch["history_numeric"][batch["mask"]]
    np.testing.assert_array_equal(real, steps.history[batch["rows"][batch["mask"]]])


def test_collate_pads_behind_and_masks():
    steps = steps_of_lengths(2, 4)
    batch = collate(steps, cut_windows(steps.user, 10))
    assert batch["mask"].tolist() == [[True, True, False, False], [True] * 4]
    assert batch["rows"][batch["mask"]].tolist() == list(range(6))
    assert batch["at"].tolist() == [[0, 1, 2, 3]] * 2
    assert batch["history_numeric"].shape == (2, 4, 11)
    np.testing.assert_array_equal(batch["history_numeric"][..., :6], batch["query_numeric"])
    np.testing.assert_array_equal(
        batch["history_numeric"][batch["mask"]], np.hstack([steps.query, steps.answer])
    )
    for name in ("history_category", "history_numeric", "query_category", "query_numeric"):
        assert not batch[name][0, 2:].any()
    assert batch["history_category"].dtype == batch["at"].dtype == np.int64
    assert batch["history_numeric"].dtype == batch["correct"].dtype == np.float32


def test_batches_hold_every_window_once():
    windows = cut_windows(np.repeat(np.arange(50), np.arange(1, 51)), 8)
    for rng in (None, np.random.default_rng(1)):
        groups = list(batches(windows, 16, rng))
        assert max(len(group) for group in groups) == 16
        assert sorted(map(tuple, np.concatenate(groups))) == sorted(map(tuple, windows))


def test_batches_shuffle_by_their_generator_alone():
    windows = cut_windows(np.repeat(np.arange(50), np.arange(1, 51)), 8)

    def order(seed: int | None) -> list[int]:
        rng = None if seed is None else np.random.default_rng(seed)
        return np.concatenate(list(batches(windows, 16, rng)))[:, 0].tolist()

    assert order(1) == order(1) != order(2)
    assert order(None) == order(None) != order(1)


def catalog() -> tuple[Catalog, Encoders]:
    items = np.array(["a", "b", "new", "newer", "new"])
    tags = np.array(["t;u", "t", "x", "", "u;y"])
    encoders = Encoders.fit(items[:2], items[:2], tags[:2], max_tags=2)
    return Catalog.build(encoders, items, items, tags), encoders


def test_a_catalog_tells_unknown_items_and_tags_apart():
    made, _ = catalog()
    assert made.category[2:4, 0].tolist() == [0, 0]
    assert made.item[2] == made.item[4] != made.item[3]
    assert made.tags[3].tolist() == [-1, -1]
    assert made.tags[0, 1] == made.tags[4, 0]  # u
    assert len({*made.tags[2:5, :].ravel()} - {-1}) == 3  # x, u, y


def test_a_new_student_is_asked_of_one_step_that_nobody_looks_at():
    made, _ = catalog()
    none = np.zeros(0)
    row = none.astype(np.int64)
    steps = encode_steps(made, row, row, none, none, none)
    inputs = candidate_inputs(made, steps, row, np.array([0, 3]), 10, none, none)
    assert inputs["history_numeric"].shape == (1, 1, 11)
    assert inputs["at"].tolist() == [[0, 0]]
    np.testing.assert_allclose(inputs["query_numeric"][0], [[0, 0.5] * 3] * 2)


def test_counts_read_the_whole_history_and_states_only_the_window():
    made, _ = catalog()
    row = np.zeros(9, np.int64)
    steps = encode_steps(made, row, row, np.ones(9), np.full(9, np.nan), np.full(9, np.nan))
    inputs = candidate_inputs(made, steps, row, np.array([0]), 4, row, row)
    assert inputs["history_category"].shape[1] == 3
    assert inputs["at"].tolist() == [[3]]
    np.testing.assert_allclose(inputs["query_numeric"][0, 0], [np.log1p(9), 0.95] * 3)
