"""Frames to steps."""

import numpy as np

from dkt.dataset.frame import fit_encoders, of_users, steps_of
from tests.dkt.trained import log_of


def row(user: str, item: str, code: int, at: float | None = None, tags: str = "t") -> dict:
    return {"userID": user, "assessmentItemID": item, "answerCode": code, "Timestamp": at,
            "KnowledgeTag": tags, "testId": f"test of {tags}"}  # fmt: skip


LOG = log_of(
    [
        row("a", "x", 1, 500.0, "newest"),
        row("a", "y", 0, 510.0),
        row("b", "x", 1, 100.0, "oldest"),
        row("c", "x", 0, 300.0, "between"),
        row("c", "y", 1, None, "timeless"),
    ]
)


def test_encoders_keep_the_newest_tags_whoever_s_answer_it_was():
    encoders = fit_encoders(LOG, 2)
    assert encoders.items.tolist() == ["x", "y"]
    assert encoders.item_tags[:, 0].tolist() == ["newest", "t"]
    assert encoders.item_test.tolist() == ["test of newest", "test of t"]


def test_without_times_the_last_row_is_the_newest():
    rows = [row("a", "x", 1, tags="p"), row("a", "x", 1, tags="q"), row("b", "x", 1, tags="p")]
    assert fit_encoders(log_of(rows), 2).item_tags.tolist() == [["p"]]


def test_steps_stand_by_student_in_the_order_of_the_rows():
    interleaved = LOG[[3, 0, 2, 4, 1]]
    steps, same = (steps_of(frame, fit_encoders(LOG, 2)) for frame in (interleaved, LOG))
    assert np.diff(steps.user).min() >= 0
    assert steps.correct.tolist() == [1, 0, 1, 0, 1]
    for name in ("category", "query", "answer"):
        np.testing.assert_array_equal(getattr(steps, name), getattr(same, name))


def test_steps_of_no_rows_are_none():
    steps = steps_of(LOG.clear(), fit_encoders(LOG, 2))
    assert len(steps) == 0
    assert steps.history.shape == (0, 11)


def test_absent_times_and_seconds_are_flagged():
    steps = steps_of(LOG, fit_encoders(LOG, 2))
    assert steps.answer[:, 2].tolist() == [0] * 5
    assert steps.answer[:, 4].tolist() == [0, 1, 0, 0, 0]


def test_rows_of_users_are_those_of_no_other():
    assert of_users(LOG, np.array(["a", "c", "nobody"]))["userID"].to_list() == ["a", "a", "c", "c"]
