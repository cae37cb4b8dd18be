"""Simulated students go as real ones come, whole, and none comes back."""

import polars as pl
import pytest

from data.event_ids import event_ids
from data.lake import Lake
from data.simulate import simulate
from data.step_back import answers_to_learn_from, kept_answers, step_back


def of_site(bank: pl.DataFrame, real: int, students: int, simulated: int = 15_000) -> pl.DataFrame:
    """A site's answers: simulated ones, and real ones that `students` took turns to give."""
    made = simulate(bank, simulated, seed=1)
    given = made.head(real).with_columns(
        event_id=event_ids("site", real),
        source=pl.lit("web"),
        userID=pl.format("mina-{}", pl.int_range(pl.len()) % students),
    )
    return pl.concat([made, given])


def simulated(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(source="simulated")


def test_with_few_real_answers_all_simulated_students_stay(bank):
    frame = of_site(bank, real=1, students=1)
    assert simulated(step_back(frame)).height > 0.95 * 15_000


def test_with_many_real_answers_of_many_students_none_is_left(bank):
    left = step_back(of_site(bank, real=3_000, students=100))
    assert simulated(left).is_empty()
    assert left.height == 3_000


def test_many_answers_of_a_handful_do_not_drive_them_away(bank):
    left = step_back(of_site(bank, real=5_000, students=5))
    assert 4_000 < simulated(left).height < 8_000


def test_whole_students_go_and_none_comes_back(bank):
    before = None
    whole = of_site(bank, real=0, students=1).group_by("userID").len()
    for real in (100, 300, 1_000, 2_000, 2_800):
        left = simulated(step_back(of_site(bank, real=real, students=100)))
        assert (
            left.group_by("userID").len().join(whole, on=["userID", "len"], how="anti").is_empty()
        )
        users = set(left["userID"])
        assert before is None or users < before
        before = users


def test_real_answers_all_stay_in_their_order(bank):
    frame = of_site(bank, real=1_000, students=50)
    real = frame.filter(source="web")
    assert step_back(frame).filter(source="web").equals(real)
    assert step_back(real).equals(real)


@pytest.mark.parametrize(("real", "students", "kept"), [
    (0, 0, 500_000), (300, 3, 6_000), (300, 300, 6_000), (3_000, 30, 0), (10**6, 1_000, 0),
])  # fmt: skip
def test_a_big_simulation_steps_back_as_a_small_one(real, students, kept):
    assert kept_answers(real, students, 500_000) == kept


@pytest.mark.parametrize("compact", [False, True])
def test_a_training_reads_the_lake_without_those_who_stepped_back(tmp_path, bank, compact):
    lake = Lake(str(tmp_path))
    lake.append(of_site(bank, real=3_000, students=100), "site", 1)
    columns = ("userID", "answerCode")
    read = answers_to_learn_from(lake, lake.version(), columns, compact=compact)
    assert read.columns == list(columns)
    assert read.height == 3_000
    assert lake.snapshot(columns=columns).height == 18_000
