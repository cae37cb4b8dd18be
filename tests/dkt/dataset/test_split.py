"""Whole students are held out, the same ones in every data version."""

import numpy as np
import pytest

from dkt.config.schema import SplitConfig
from dkt.dataset.split import PARTS, part_of, split_users

SPLIT = SplitConfig(valid_percent=10, test_percent=20)


def test_no_student_is_in_two_parts_and_none_is_lost():
    users = np.array([f"user-{k % 500}" for k in range(2000)])
    parts = split_users(users, SPLIT)
    everyone = np.concatenate([parts[name] for name in PARTS])
    assert len(everyone) == len(set(everyone)) == 500
    assert 0.15 < len(parts["test"]) / 500 < 0.25
    assert 0.06 < len(parts["valid"]) / 500 < 0.14


def test_a_student_stays_in_the_same_part_in_a_bigger_data_version():
    small = split_users(np.array([f"u{k}" for k in range(200)]), SPLIT)
    big = split_users(np.array([f"u{k}" for k in range(900)][::-1]), SPLIT)
    for name in PARTS:
        assert set(small[name]) <= set(big[name])


def test_which_part_is_fixed_for_good():
    # a change here would put students that champions were trained on among the held-out ones
    parts = [part_of(f"u{k}", SPLIT) for k in range(16)]
    assert [k for k, part in enumerate(parts) if part == "test"] == [9, 11, 12]
    assert [k for k, part in enumerate(parts) if part == "valid"] == [2, 13]


def test_too_few_students_are_told_with_their_numbers():
    with pytest.raises(
        ValueError, match=r"2 students are too few .*: train \d, valid \d, test \d; "
    ):
        split_users(np.array(["a", "b", "a"]), SPLIT)
    with pytest.raises(
        ValueError, match=r"0 students .*train and valid and test must not be empty"
    ):
        split_users(np.array([], dtype=str), SPLIT)
