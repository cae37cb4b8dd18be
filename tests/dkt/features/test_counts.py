"""Numbers known before and with an answer."""

from collections import defaultdict

import numpy as np
import pytest

from dkt.features.counts import (
    ELAPSED_CAP_S,
    LAG_CAP_S,
    answer_features,
    candidate_query_features,
    counts_before,
    history_query_features,
)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("length", [0, 1, 2, 200])
def test_counts_before_equal_a_slow_count(seed, length):
    rng = np.random.default_rng(seed)
    group = rng.integers(-1, 7, length) * 1_000_003
    correct = rng.integers(0, 2, length).astype(float)
    counts = counts_before(group, correct)
    seen, right = defaultdict(int), defaultdict(int)
    for row in range(length):
        assert (counts.attempts[row], counts.correct[row]) == (seen[group[row]], right[group[row]])
        seen[group[row]] += 1
        right[group[row]] += int(correct[row])
    assert len(counts.attempts) == len(counts.correct) == length


def random_log(rng, length, width=3, students=1):
    tags = np.array([rng.choice(6, width, replace=False) for _ in range(length)], np.int64)
    tags = tags.reshape(-1, width)
    tags = np.where(rng.random((length, width)) < 0.4, -1, tags)
    return (
        rng.integers(0, students, length),
        rng.integers(0, 5, length),
        tags,
        rng.integers(0, 2, length).astype(float),
    )


def test_query_features_equal_a_slow_count_of_interleaved_students():
    user, item, tags, correct = random_log(np.random.default_rng(1), 150, students=4)
    features = history_query_features(user, item, tags, correct)
    assert features.dtype == np.float32

    def told(rows):
        hits = correct[rows]
        return len(hits), hits.sum()

    for t in range(len(user)):
        past = [k for k in range(t) if user[k] == user[t]]
        own = [tag for tag in tags[t] if tag >= 0]
        by_tag = [told([k for k in past if tag in tags[k]]) for tag in own] or [(0, 0)]
        counts = [
            told(past),
            told([k for k in past if item[k] == item[t]]),
            tuple(np.mean(by_tag, axis=0)),
        ]
        slow = [number for n, hits in counts for number in (np.log1p(n), (hits + 0.5) / (n + 1))]
        np.testing.assert_allclose(features[t], slow, rtol=1e-6)


@pytest.mark.parametrize("length", [0, 1, 40])
def test_a_candidate_has_the_features_it_would_have_as_the_next_row(length):
    rng = np.random.default_rng(length)
    _, item, tags, correct = random_log(rng, length)
    _, asked_item, asked_tags, _ = random_log(rng, 6)
    asked_item[-1] = 99  # an identity that the history has not
    asked = candidate_query_features(item, tags, correct, asked_item, asked_tags)
    for k in range(6):
        appended = history_query_features(
            np.zeros(length + 1, np.int64),
            np.append(item, asked_item[k]),
            np.vstack([tags, asked_tags[k : k + 1]]),
            np.append(correct, 1.0),
        )
        np.testing.assert_array_equal(asked[k], appended[-1])


def test_no_candidates_have_no_features():
    _, item, tags, correct = random_log(np.random.default_rng(0), 4)
    none = candidate_query_features(item, tags, correct, item[:0], tags[:0])
    assert none.shape == (0, 6)


def test_answer_features_scale_cap_and_flag():
    nan = np.nan
    user = np.array([0, 0, 0, 0, 1, 1])
    time = np.array([100.0, 130.0, nan, 90.0, 5.0, 5.0 + 10 * LAG_CAP_S])
    elapsed = np.array([0.0, ELAPSED_CAP_S, 1e9, nan, 9.0, 0.0])
    correct, spent, spent_known, lag, lag_known = answer_features(
        user, np.array([1, 0, 1, 1, 0, 0]), time, elapsed
    ).T
    assert correct.tolist() == [1, -1, 1, 1, -1, -1]
    scaled = np.log1p(9.0) / np.log1p(ELAPSED_CAP_S)
    np.testing.assert_allclose(spent, [0, 1, 1, 0, scaled, 0], rtol=1e-6)
    assert spent_known.tolist() == [1, 1, 1, 0, 1, 1]
    np.testing.assert_allclose(lag, [0, np.log1p(30) / np.log1p(LAG_CAP_S), 0, 0, 0, 1], rtol=1e-6)
    assert lag_known.tolist() == [0, 1, 0, 0, 0, 1]  # neither the first nor beside an unknown time


def test_a_clock_that_runs_backwards_gives_no_lag_below_zero():
    features = answer_features(np.zeros(2, int), np.ones(2), np.array([9.0, 3.0]), np.zeros(2))
    assert features[1, 3:].tolist() == [0.0, 1.0]


def test_answer_features_of_nothing():
    none = np.zeros(0)
    assert answer_features(none.astype(int), none, none, none).shape == (0, 5)
