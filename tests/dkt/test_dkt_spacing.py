"""Spacing: one student is as many, no answer tells of itself, and time does what it should."""

import numpy as np
import pytest

from dkt.engineered import NEVER
from dkt.spacing import SESSION_S, SPACING, UNTOLD_S, Spacing, spacing_before

NAMES = {name: k for k, name in enumerate(SPACING)}
NAN = float("nan")
DAY = 24 * 3600.0


def log(students: int, seed: int, known: float = 1.0) -> dict[str, np.ndarray]:
    """A log in which answers come seconds, half hours or days apart; `known`: share of times."""
    rng = np.random.default_rng(seed)
    user = np.repeat(np.arange(students), rng.integers(1, 40, students))
    many = len(user)
    gap = rng.choice([20.0, 400.0, 1500.0, 4000.0, 3 * DAY], many)
    tags = rng.integers(0, 4, (many, 2))
    tags[rng.random(many) < 0.5, 1] = -1
    tags[tags[:, 0] == tags[:, 1], 1] = -1
    tags[rng.random(many) < 0.1] = -1
    time_s, elapsed_s = np.cumsum(gap), rng.uniform(0, 900, many)
    for values in (time_s, elapsed_s):
        values[rng.random(many) >= known] = NAN
    return {
        "user": user, "item": rng.integers(0, 6, many), "tags": tags,
        "correct": rng.integers(0, 2, many).astype(float),
        "expected": rng.uniform(0.2, 0.8, many), "time_s": time_s, "elapsed_s": elapsed_s,
    }  # fmt: skip


def asked_at(row: dict[str, np.ndarray], k: int) -> float:
    """A moment of asking that stands for the row's own time in `Spacing.features`."""
    return row["time_s"][k] - np.fmax(row["elapsed_s"][k], UNTOLD_S) + UNTOLD_S


@pytest.mark.parametrize("known", [1.0, 0.6, 0.0])
def test_one_student_s_features_are_those_of_the_batch(known):
    told = log(6, seed=1, known=known)
    batch = spacing_before(**told)
    assert batch.shape == (len(told["user"]), len(SPACING))
    for student in range(6):
        spacing = Spacing()
        for k in np.flatnonzero(told["user"] == student).tolist():
            one = slice(k, k + 1)
            alone = spacing.features(told["item"][one], told["tags"][one], asked_at(told, k))
            np.testing.assert_allclose(alone[0], batch[k], atol=1e-5, err_msg=f"row {k}")
            spacing.add(
                int(told["item"][k]), told["tags"][k], float(told["correct"][k]),
                float(told["expected"][k]), float(told["time_s"][k]), float(told["elapsed_s"][k]),
            )  # fmt: skip


def test_the_answer_at_t_and_later_never_moves_the_features_at_t():
    told = log(1, seed=3)
    before = spacing_before(**told)
    for t in range(len(before)):
        other = told["correct"].copy()
        other[t:] = 1.0 - other[t:]
        later = told["time_s"].copy()
        later[t + 1 :] += 9 * DAY
        after = spacing_before(**told | {"correct": other, "time_s": later})
        np.testing.assert_array_equal(after[: t + 1], before[: t + 1])


@pytest.mark.parametrize("elapsed_s", [NAN, 3.0, 1200.0])
def test_how_long_an_answer_takes_never_tells_of_itself(elapsed_s):
    """Nor where the seconds are unknown or wrong: the time of the answer alone would tell."""
    told = log(1, seed=4)
    last = len(told["user"]) - 1
    features = []
    for wait_s in (5.0, UNTOLD_S - 1.0):
        time_s, took = told["time_s"].copy(), told["elapsed_s"].copy()
        time_s[last], took[last] = time_s[last - 1] + wait_s, elapsed_s
        features.append(spacing_before(**told | {"time_s": time_s, "elapsed_s": took})[last])
    np.testing.assert_array_equal(*features)


def test_what_a_student_did_is_told():
    """Item 0 wrong, right a minute later, item 1, and item 0 again after three days."""
    times = np.array([0.0, 60.0, 90.0, 90.0 + 3 * DAY])
    told = spacing_before(
        user=np.zeros(4, int), item=np.array([0, 0, 1, 0]), tags=np.array([[0], [0], [1], [0]]),
        correct=np.array([0.0, 1.0, 1.0, 1.0]), expected=np.full(4, 0.5), time_s=times,
        elapsed_s=np.full(4, NAN),
    )  # fmt: skip

    def of(name: str) -> np.ndarray:
        return told[:, NAMES[name]]

    far = 3 * DAY - UNTOLD_S
    np.testing.assert_allclose(of("pause"), [NEVER, 0, 0, np.log1p(far)], rtol=1e-6)
    np.testing.assert_allclose(of("item_since"), [NEVER, 0, NEVER, np.log1p(far + 30)], rtol=1e-6)
    np.testing.assert_allclose(of("item_spacing"), [NEVER, NEVER, NEVER, np.log1p(60)], rtol=1e-6)
    np.testing.assert_allclose(of("tag_since"), of("item_since"))
    np.testing.assert_allclose(of("since_start")[1:], np.log1p([0, 60, 90 + far]), rtol=1e-6)
    np.testing.assert_allclose(of("session_answers"), np.log1p([0, 1, 2, 0]), rtol=1e-6)
    np.testing.assert_allclose(of("session_success"), [0.5, 0.25, 0.5, 0.5])
    np.testing.assert_allclose(of("sessions"), np.log([1, 1, 1, 2]), rtol=1e-6)
    np.testing.assert_allclose(of("first_success"), [0.5, 0.25, 0.25, 0.5])
    np.testing.assert_allclose(of("soon_success"), [0.5, 0.5, 0.75, 0.75])
    np.testing.assert_allclose(of("late_success"), 0.5)
    np.testing.assert_allclose(of("review_residual"), [0, 0, 0.1, 0.1], rtol=1e-6)
    fade = np.exp(-60 / 3600)
    np.testing.assert_allclose(of("item_hour")[:3], [0, 1, 0], rtol=1e-6)
    assert of("item_hour")[3] < 1e-20
    np.testing.assert_allclose(of("hour_residual")[:3], [0, -0.5, 0.5 - 0.5 * fade], rtol=1e-6)


def test_a_long_pause_is_seen_only_by_those_who_say_when_they_ask():
    spacing = Spacing()
    spacing.add(0, np.array([0]), 1.0, 0.5, time_s=0.0, elapsed_s=5.0)
    items, tags = np.array([0, 1]), np.array([[0], [1]])
    at_once = spacing.features(items, tags, NAN)
    np.testing.assert_array_equal(spacing.features(items, tags, 300.0), at_once)
    np.testing.assert_array_equal(spacing.features(items, tags, -DAY), at_once)
    later = spacing.features(items, tags, DAY)
    assert (later[:, NAMES["pause"]] > at_once[:, NAMES["pause"]]).all()
    assert later[0, NAMES["item_hour"]] < 1e-10
    assert (later[:, NAMES["sessions"]] == np.float32(np.log(2))).all()
    assert later[1, NAMES["item_since"]] == NEVER
    assert DAY > SESSION_S
