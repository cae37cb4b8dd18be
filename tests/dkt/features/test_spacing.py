"""Training and serving agree on when a question was shown, and no answer tells of itself."""

import numpy as np
import pytest

from dkt.features.clock import EARLIER, Moments
from dkt.features.pace import NEVER
from dkt.features.spacing import SESSION_S, SPACING, Spacing, spacing_before

NAMES = {name: k for k, name in enumerate(SPACING)}
NAN = float("nan")
MINUTE, DAY = 60.0, 24 * 3600.0
Log = dict[str, np.ndarray]


def practice(students: int, seed: int, known: float = 1.0) -> tuple[Log, np.ndarray]:
    """A log, and when each of its questions was shown (NaN where the log does not say).

    Students read feedback or pause, are shown a question, and answer it seconds to an hour later.
    known: share of times and of seconds that the log has.
    """
    rng = np.random.default_rng(seed)
    user = np.repeat(np.arange(students), rng.integers(1, 40, students))
    many = len(user)
    took = rng.choice([2.0, 25.0, 700.0, 1500.0, 3600.0], many)
    wait = rng.choice([1.0, 20.0, 400.0, 1500.0, 4000.0, 3 * DAY], many)
    answered = np.cumsum(wait + took)
    shown = answered - took
    tags = rng.integers(0, 4, (many, 2))
    tags[rng.random(many) < 0.5, 1] = -1
    tags[tags[:, 0] == tags[:, 1], 1] = -1
    tags[rng.random(many) < 0.1] = -1
    no_time, no_seconds = (rng.random(many) >= known for _ in range(2))
    log = {
        "user": user, "item": rng.integers(0, 6, many), "tags": tags,
        "correct": rng.integers(0, 2, many).astype(float),
        "expected": rng.uniform(0.2, 0.8, many),
        "time_s": np.where(no_time, NAN, answered), "elapsed_s": np.where(no_seconds, NAN, took),
    }  # fmt: skip
    return log, np.where(no_time | no_seconds, NAN, shown)


def of_row(log: Log, row: int) -> tuple[int, np.ndarray, float, float, float, float]:
    """What `Spacing.add` is given of a row."""
    numbers = (float(log[name][row]) for name in ("correct", "expected", "time_s", "elapsed_s"))
    return int(log["item"][row]), log["tags"][row], *numbers


def served(log: Log, row: int, asked_s: float, moments: Moments | None = None) -> np.ndarray:
    """Features that serving gives the item of a row of a student, asked after the rows before."""
    spacing = Spacing(moments) if moments else Spacing()
    for before in range(row):
        spacing.add(*of_row(log, before))
    return spacing.features(log["item"][row : row + 1], log["tags"][row : row + 1], asked_s)[0]


@pytest.mark.parametrize("known", [1.0, 0.6, 0.0])
@pytest.mark.parametrize("moments", [Moments(), Moments(known=False)])
def test_a_question_shown_at_one_moment_is_the_same_in_training_and_in_serving(known, moments):
    log, shown = practice(6, seed=1, known=known)
    batch = spacing_before(**log, moments=moments)
    assert batch.shape == (len(shown), len(SPACING))
    for student in range(6):
        spacing = Spacing(moments)
        for k in np.flatnonzero(log["user"] == student).tolist():
            one = slice(k, k + 1)
            alone = spacing.features(log["item"][one], log["tags"][one], shown[k])
            np.testing.assert_allclose(alone[0], batch[k], atol=1e-5, err_msg=f"row {k}")
            spacing.add(*of_row(log, k))


def with_last(log: Log, shown: float, took: float) -> Log:
    """The log, its last question shown and answered at other times."""
    time_s, elapsed_s = log["time_s"].copy(), log["elapsed_s"].copy()
    time_s[-1], elapsed_s[-1] = shown + took, took
    return log | {"time_s": time_s, "elapsed_s": elapsed_s}


@pytest.mark.parametrize("after_s", [0.0, 130.0, 700.0, 5 * DAY])
def test_how_long_an_answer_took_changes_nothing_of_its_own_row(after_s):
    log, _ = practice(1, seed=4)
    shown = log["time_s"][-2] + after_s
    alone = served(log, len(log["user"]) - 1, shown)
    assert alone[NAMES["pause"]] == pytest.approx(np.log1p(after_s), rel=1e-5)
    for took in (1.0, 30.0, 600.0, 1500.0):
        row = spacing_before(**with_last(log, shown, took))[-1]
        np.testing.assert_allclose(row, alone, rtol=1e-5)


def test_models_of_the_version_before_are_served_as_they_were_trained():
    """A question shown 700 s after the newest answer: its pause went by its own answer."""
    log, _ = practice(1, seed=4)
    shown = log["time_s"][-2] + 700.0
    for took, pause in ((30.0, 130.0), (600.0, 700.0), (1500.0, 700.0)):
        row = spacing_before(**with_last(log, shown, took), moments=EARLIER)[-1]
        assert row[NAMES["pause"]] == pytest.approx(np.log1p(pause), rel=1e-5)
    row = served(log, len(log["user"]) - 1, shown, EARLIER)
    assert row[NAMES["pause"]] == pytest.approx(np.log1p(100.0), rel=1e-5)


@pytest.mark.parametrize("elapsed_s", [NAN, 0.0, -3.0])
def test_where_nobody_measured_the_seconds_the_time_of_the_answer_is_not_read(elapsed_s):
    """Session starts stand with 0 s in real logs; serving without `asked_at` says the same."""
    log, _ = practice(1, seed=4)
    last = len(log["user"]) - 1
    unknown = served(log, last, NAN)
    for wait_s in (5.0, 700.0, 3 * DAY):
        time_s, took = log["time_s"].copy(), log["elapsed_s"].copy()
        time_s[last], took[last] = time_s[last - 1] + wait_s, elapsed_s
        row = spacing_before(**log | {"time_s": time_s, "elapsed_s": took})[last]
        np.testing.assert_allclose(row, unknown)


def test_a_question_that_was_open_before_the_newest_answer_is_asked_right_after_it():
    log, _ = practice(1, seed=5)
    newest = log["time_s"][-2]
    right_after = served(log, len(log["user"]) - 1, newest)
    for early_s in (1.0, 900.0, DAY):
        row = spacing_before(**with_last(log, newest - early_s, 2 * DAY))[-1]
        np.testing.assert_allclose(row, right_after)
        np.testing.assert_allclose(served(log, len(log["user"]) - 1, newest - early_s), right_after)


def test_the_answer_at_t_and_later_never_moves_the_features_at_t():
    log, _ = practice(1, seed=3)
    before = spacing_before(**log)
    for t in range(len(before)):
        other = log["correct"].copy()
        other[t:] = 1.0 - other[t:]
        later, took = log["time_s"].copy(), log["elapsed_s"].copy()
        later[t] += 1234.0
        took[t] += 1234.0  # shown as before, answered later
        later[t + 1 :] += 9 * DAY
        after = spacing_before(**log | {"correct": other, "time_s": later, "elapsed_s": took})
        np.testing.assert_array_equal(after[: t + 1], before[: t + 1])


def test_what_a_student_did_is_told():
    """Item 0 wrong, right a minute later, item 1, and item 0 again after three days; 10 s each."""
    far = 3 * DAY
    told = spacing_before(
        user=np.zeros(4, int), item=np.array([0, 0, 1, 0]), tags=np.array([[0], [0], [1], [0]]),
        correct=np.array([0.0, 1.0, 1.0, 1.0]), expected=np.full(4, 0.5),
        time_s=np.array([0.0, 60.0, 90.0, 90.0 + far]), elapsed_s=np.full(4, 10.0),
    )  # fmt: skip

    def of(name: str) -> np.ndarray:
        return told[:, NAMES[name]]

    pauses = np.log1p([50, 20, far - 10])  # from an answer to the next question
    np.testing.assert_allclose(of("pause"), [NEVER, *pauses], rtol=1e-6)
    since = np.log1p([50, far + 20])  # and from one to item 0
    np.testing.assert_allclose(of("item_since"), [NEVER, since[0], NEVER, since[1]], rtol=1e-6)
    np.testing.assert_allclose(of("item_spacing"), [NEVER, NEVER, NEVER, np.log1p(60)], rtol=1e-6)
    np.testing.assert_allclose(of("tag_since"), of("item_since"))
    np.testing.assert_allclose(of("since_start")[1:], np.log1p([50, 80, far + 80]), rtol=1e-6)
    np.testing.assert_allclose(of("session_answers"), np.log1p([0, 1, 2, 0]), rtol=1e-6)
    np.testing.assert_allclose(of("session_success"), [0.5, 0.25, 0.5, 0.5])
    np.testing.assert_allclose(of("sessions"), np.log([1, 1, 1, 2]), rtol=1e-6)
    np.testing.assert_allclose(of("first_success"), [0.5, 0.25, 0.25, 0.5])
    np.testing.assert_allclose(of("soon_success"), [0.5, 0.5, 0.75, 0.75])
    np.testing.assert_allclose(of("late_success"), 0.5)
    np.testing.assert_allclose(of("review_residual"), [0, 0, 0.1, 0.1], rtol=1e-6)
    faded = np.exp(-50 / 3600)
    np.testing.assert_allclose(of("item_hour")[:3], [0, faded, 0], rtol=1e-6)
    assert of("item_hour")[3] < 1e-20
    both = (-0.5 * np.exp(-60 / 3600) + 0.5) * np.exp(-20 / 3600)
    np.testing.assert_allclose(of("hour_residual")[:3], [0, -0.5 * faded, both], rtol=1e-6)


def test_an_answer_of_unknown_seconds_begins_a_session_for_the_rows_after_it():
    """Shown nobody knows when, answered 40 minutes after the first; then one more at once."""
    told = spacing_before(
        user=np.zeros(3, int), item=np.array([0, 0, 1]), tags=np.array([[0]] * 3),
        correct=np.array([1.0, 0.0, 1.0]), expected=np.full(3, 0.5),
        time_s=np.array([0.0, 40 * MINUTE, 41 * MINUTE]), elapsed_s=np.array([10.0, NAN, 20.0]),
    )  # fmt: skip
    np.testing.assert_allclose(told[:, NAMES["sessions"]], np.log([1, 1, 2]), rtol=1e-6)
    np.testing.assert_allclose(told[:, NAMES["session_answers"]], np.log1p([0, 1, 1]), rtol=1e-6)
    np.testing.assert_allclose(told[:, NAMES["late_success"]], [0.5, 0.5, 0.25])
    np.testing.assert_allclose(told[:, NAMES["soon_success"]], 0.5)


def test_a_pause_is_seen_only_by_those_who_say_when_they_ask():
    spacing = Spacing()
    spacing.add(0, np.array([0]), 1.0, 0.5, time_s=0.0, elapsed_s=5.0)
    items, tags = np.array([0, 1]), np.array([[0], [1]])
    at_once = spacing.features(items, tags, NAN)
    np.testing.assert_array_equal(spacing.features(items, tags, 0.0), at_once)
    np.testing.assert_array_equal(spacing.features(items, tags, -DAY), at_once)
    soon, later = (spacing.features(items, tags, moment) for moment in (300.0, DAY))
    assert soon[0, NAMES["pause"]] == np.float32(np.log1p(300.0))
    assert soon[0, NAMES["session_answers"]] == at_once[0, NAMES["session_answers"]]
    assert later[0, NAMES["item_hour"]] < 1e-10
    assert (later[:, NAMES["sessions"]] == np.float32(np.log(2))).all()
    assert later[1, NAMES["item_since"]] == NEVER
    assert DAY > SESSION_S
