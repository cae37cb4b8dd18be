"""The 33 engineered features: no leak, one meaning in training and in serving."""

import time

import numpy as np
import pytest

from dkt.features.pace import FEATURES, Progress, history_features
from dkt.features.running import OnlineStatistics, running_before
from dkt.features.target_encoding import (
    STATISTICS,
    Answers,
    TargetEncoding,
    fold_of,
    out_of_fold,
    repeats_before,
)

SIZES = {"item": 9, "head": 1, "mid": 1, "tail": 1, "test": 4, "tag": 7}


def random_log(seed: int, length: int = 120, students: int = 4, width: int = 3) -> dict:
    """Answers of some students to few items; some without tags, times or seconds."""
    rng = np.random.default_rng(seed)
    item = rng.integers(0, 9, length)
    tags_of = np.array([rng.choice(7, width, replace=False) for _ in range(9)])
    tags_of = np.where(rng.random(tags_of.shape) < 0.5, -1, tags_of)
    return {
        "encoded": rng.random((length, len(STATISTICS))),
        "user": np.sort(rng.integers(0, students, length)),
        "item": item,
        "tags": tags_of[item],
        "test": item % 4,
        "correct": rng.integers(0, 2, length).astype(float),
        "expected": rng.random(length),
        "time_s": np.where(rng.random(length) < 0.3, np.nan, rng.uniform(0, 1e6, length)),
        "elapsed_s": np.where(rng.random(length) < 0.3, np.nan, rng.uniform(0, 900, length)),
    }


def rows_of(log: dict, rows: np.ndarray | slice) -> dict:
    return {name: values[rows] for name, values in log.items()}


def streamed(log: dict) -> np.ndarray:
    """Features of every row by one `Progress` a student, each row asked before it is added."""
    told = []
    progress: dict[int, Progress] = {}
    for t in range(len(log["user"])):
        one = progress.setdefault(int(log["user"][t]), Progress())
        asked = (log[name][t : t + 1] for name in ("encoded", "item", "tags", "test"))
        told.append(one.features(*asked)[0])
        one.add(
            log["encoded"][t], int(log["item"][t]), log["tags"][t], int(log["test"][t]),
            *(log[name][t] for name in ("correct", "expected", "time_s", "elapsed_s")),
        )  # fmt: skip
    return np.array(told)


def test_there_are_33_and_no_two_of_a_name():
    assert len(FEATURES) == len(set(FEATURES)) == 33


@pytest.mark.parametrize("width", [1, 3])
@pytest.mark.parametrize("seed", range(4))
def test_streaming_equals_batch(seed, width):
    log = random_log(seed, length=400, width=width)
    batch = history_features(**log)
    assert batch.dtype == np.float32
    np.testing.assert_allclose(streamed(log), batch, rtol=1e-5, atol=1e-6)


def test_streaming_equals_batch_where_every_item_has_one_tag_and_nothing_is_timed():
    log = random_log(8) | {"tags": random_log(8)["item"][:, None] % 3}
    log |= {"time_s": np.full(120, np.nan), "elapsed_s": np.full(120, np.nan)}
    np.testing.assert_allclose(streamed(log), history_features(**log), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_answers_from_t_on_do_not_move_features_up_to_t(seed):
    rng = np.random.default_rng(seed)
    log = random_log(seed, students=2)
    before = history_features(**log)
    for t in range(0, 120, 7):
        other = {name: values.copy() for name, values in log.items()}
        other["correct"][t:] = 1 - other["correct"][t:]
        other["time_s"][t:] = rng.uniform(0, 1e6, 120 - t)
        other["elapsed_s"][t:] = rng.uniform(0, 900, 120 - t)
        after = history_features(**other)
        np.testing.assert_array_equal(after[: t + 1], before[: t + 1])
    other["correct"][:3] = 1 - other["correct"][:3]
    assert (history_features(**other)[3:] != before[3:]).any()


def test_other_students_do_not_move_a_student_s_features():
    log = random_log(1)
    of_two = log["user"] == 2
    np.testing.assert_allclose(
        history_features(**log)[of_two], history_features(**rows_of(log, of_two)), atol=1e-6
    )


def test_no_rows_have_no_features():
    assert history_features(**rows_of(random_log(0), slice(0))).shape == (0, 33)
    none = (
        np.zeros((0, len(STATISTICS))),
        np.zeros(0, int),
        np.zeros((0, 2), int),
        np.zeros(0, int),
    )
    assert Progress().features(*none).shape == (0, 33)


@pytest.mark.parametrize("length", [0, 1, 300])
def test_tallies_equal_those_of_a_ledger(length):
    rng = np.random.default_rng(length)
    group = rng.integers(-1, 5, length) * 1_000_003
    correct = rng.integers(0, 2, length).astype(float)
    residual, place = correct - rng.random(length), np.arange(1, length + 1)
    batch = running_before(group, correct, residual, place, (0.7, 0.95))
    ledger = OnlineStatistics((0.7, 0.95))
    for t in range(length):
        now = ledger.of([group[t]])
        for name in ("attempts", "right", "residual", "last", "place"):
            assert getattr(batch, name)[t] == pytest.approx(getattr(now, name)[0], abs=1e-9), name
        assert [fade[t] for fade in batch.faded] == pytest.approx([f[0] for f in now.faded])
        ledger.add(group[t], correct[t], residual[t], int(place[t]))


def categories() -> np.ndarray:
    """Distinct items as classes."""
    table = np.zeros((9, 6), np.int64)
    table[:, 0], table[:, 4], table[:, 5] = range(9), np.arange(9) % 4, 1 + np.arange(9) % 6
    return table


def answers_in(log: dict, correct: np.ndarray | None = None) -> Answers:
    told = log["correct"] if correct is None else correct
    return Answers(log["user"], log["item"], log["item"], told, log["elapsed_s"])


def fitted(log: dict) -> TargetEncoding:
    return TargetEncoding.fit(SIZES, categories(), answers_in(log))


def test_statistics_are_shares_of_right_answers_drawn_to_wider_ones():
    log = random_log(2, length=2000)
    row = log["item"]
    told = fitted(log).of(categories())
    for item in range(1, 9):
        hits = log["correct"][row == item]
        assert told[item, STATISTICS.index("item_rate")] == pytest.approx(hits.mean(), abs=0.05)
        assert told[item, STATISTICS.index("item_count")] == pytest.approx(np.log1p(len(hits)))
    assert told[0, STATISTICS.index("item_count")] == 0  # class 0: an item training never saw
    assert told[0, 0] == pytest.approx(told[0, STATISTICS.index("tag_rate")])


def test_own_answers_never_tell_a_training_student_s_statistics():
    log = random_log(3, length=600, students=30)
    user = log["user"]

    def told(correct: np.ndarray) -> np.ndarray:
        return out_of_fold(SIZES, categories(), answers_in(log, correct))

    before = told(log["correct"])
    for one in (0, 7, 29):
        same_fold = fold_of(user) == fold_of(np.array([one]))[0]
        other = np.where(user == one, 1 - log["correct"], log["correct"])
        after = told(other)
        np.testing.assert_allclose(after[same_fold], before[same_fold], atol=1e-12)
        assert np.abs(after[~same_fold] - before[~same_fold]).max() > 1e-4


def test_statistics_of_nothing_tell_a_half():
    empty = TargetEncoding.fit(
        SIZES, np.zeros((0, 6), int), answers_in(rows_of(random_log(0), slice(0)))
    )
    told = empty.of(np.zeros((1, 6), int))
    assert told[0, 0] == 0.5 and np.isfinite(told).all()


def test_statistics_come_back_from_disk(tmp_path):
    log = random_log(4)
    fitted(log).save(tmp_path)
    again = TargetEncoding.load(tmp_path).of(categories())
    np.testing.assert_array_equal(again, fitted(log).of(categories()))


def test_answers_to_the_same_item_just_before_are_counted():
    user, item = np.array([0, 0, 0, 0, 1, 1]), np.array([3, 3, 3, 5, 5, 5])
    assert repeats_before(user, item).tolist() == [0, 1, 2, 0, 0, 1]
    assert repeats_before(user[:0], item[:0]).tolist() == []


def test_a_million_rows_take_seconds_not_minutes():
    """The aim of 1M rows/s is measured by benchmarks.features; here only a loop would be caught."""
    log = random_log(5, length=200_000, students=1000, width=1)
    started = time.process_time()
    history_features(**log)
    assert time.process_time() - started < 4.0
