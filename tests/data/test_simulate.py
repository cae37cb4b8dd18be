"""Made-up students: repeatable, believable, and worth learning from."""

import time
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest

from data.errors import WarehouseError
from data.learners import NEAR_THEIR_GRADE, Traits
from data.schema import check_interactions
from data.simulate import auc, simulate, source_name


def test_the_same_seed_gives_the_same_rows_and_another_seed_does_not(bank):
    first = simulate(bank, 5_000, seed=3)
    assert first.equals(simulate(bank, 5_000, seed=3))
    other = simulate(bank, 5_000, seed=4)
    assert not first.equals(other)
    assert set(first["event_id"]).isdisjoint(other["event_id"])


def test_the_rows_are_answers_marked_as_simulated(bank):
    frame = simulate(bank, 3_000, users=25, seed=1)
    check_interactions(frame)
    assert frame.height == 3_000
    assert frame.get_column("userID").n_unique() == 25
    assert frame.get_column("source").unique().to_list() == ["simulated"]
    assert frame.get_column("seq").to_list() == list(range(1, 3_001))
    asked = frame.join(bank, on=["assessmentItemID", "testId", "KnowledgeTag"], how="anti")
    assert asked.is_empty()


def test_time_only_goes_forward_for_a_student(bank):
    frame = simulate(bank, 5_000, seed=2)
    steps = frame.select(
        gap=pl.col("Timestamp").diff().over("userID").dt.total_milliseconds() / 1000,
        elapsed="elapsed_s",
    ).drop_nulls()
    assert (steps.get_column("gap") > steps.get_column("elapsed") - 0.1).all()
    assert steps.get_column("elapsed").is_between(1.5, 1800).all()
    assert (steps.get_column("gap") > 3600).any()  # they come back another day


def test_there_is_something_to_learn_and_not_everything(bank, caplog):
    caplog.set_level("INFO")
    simulate(bank, 60_000, seed=5)
    oracle = float(caplog.text.rsplit("oracle AUC ", 1)[1].split()[0])
    assert 0.78 <= oracle <= 0.88


def test_answers_depend_on_the_student_the_item_and_the_practice(bank):
    frame = simulate(bank, 60_000, seed=5).with_columns(
        before=(pl.col("answerCode").cum_sum() - pl.col("answerCode")).over("userID"),
        n=pl.int_range(pl.len()).over("userID"),
        practice=pl.int_range(pl.len()).over("userID", "KnowledgeTag"),
        place=pl.col("assessmentItemID").str.slice(7, 3).cast(pl.Int64),
    )
    known = frame.filter(pl.col("n") >= 20)
    score = (known["before"] / known["n"]).to_numpy()
    assert auc(score, known["answerCode"].to_numpy() == 1) > 0.65

    def right(rows: pl.DataFrame) -> float:
        return rows.get_column("answerCode").cast(pl.Float64).to_numpy().mean()

    assert right(frame.filter(pl.col("place") <= 3)) > right(frame.filter(pl.col("place") >= 8))
    late, early = frame.filter(pl.col("practice") >= 12), frame.filter(pl.col("practice") < 3)
    assert right(late) > right(early)
    wrong_s, right_s = (frame.filter(answerCode=code)["elapsed_s"].to_numpy() for code in (0, 1))
    assert np.median(wrong_s) > np.median(right_s)


def of_all(**shares: Any) -> Traits:
    """Traits of students who are all of the kinds that are named, and none of another."""
    return replace(NEAR_THEIR_GRADE, **shares)


def test_who_guesses_is_right_as_often_as_the_choices_let_them(bank):
    frame = simulate(bank, 20_000, seed=1, traits=of_all(guessers=1.0))
    asked = frame.join(bank.select("assessmentItemID", "choices"), on="assessmentItemID")
    chosen = asked.filter(pl.col("choices") != "")["answerCode"].to_numpy().mean()
    assert 0.23 < chosen < 0.27  # four choices
    assert asked.filter(choices="")["answerCode"].sum() == 0


@pytest.mark.parametrize(("kind", "code"), [("always_wrong", 0), ("always_right", 1)])
def test_some_are_always_wrong_and_some_always_right(bank, kind, code):
    frame = simulate(bank, 2_000, seed=1, traits=of_all(**{kind: 1.0}))
    assert frame["answerCode"].unique().to_list() == [code]


def grades_of_each(frame: pl.DataFrame) -> float:
    grade = pl.col("assessmentItemID").str.slice(1, 3)
    return frame.group_by("userID").agg(grade.n_unique())["assessmentItemID"].to_numpy().mean()


def test_who_wanders_meets_every_grade(bank):
    near = simulate(bank, 20_000, seed=1, traits=NEAR_THEIR_GRADE)
    wandering = simulate(bank, 20_000, seed=1, traits=of_all(wanderers=1.0))
    assert grades_of_each(near) < 3.5
    assert grades_of_each(wandering) > 5


def test_gaps_and_distance_make_students_more_unlike(bank):
    def spread(traits: Traits) -> float:
        frame = simulate(bank, 40_000, seed=1, traits=traits)
        by_tag = frame.group_by("userID", "KnowledgeTag").agg(pl.col("answerCode").mean())
        return by_tag["answerCode"].to_numpy().std()

    near = spread(NEAR_THEIR_GRADE)
    assert spread(of_all(gaps=1.0)) > near + 0.02
    assert spread(of_all(far=1.0)) > near + 0.02


def test_a_choice_that_is_no_list_is_told(bank):
    with pytest.raises(WarehouseError, match=r"cell `choices` is '1\|2'; expected a JSON list"):
        simulate(bank.with_columns(choices=pl.lit("1|2")), 10)


def test_a_hundred_thousand_answers_take_seconds(bank):
    start = time.perf_counter()
    simulate(bank, 100_000, seed=6)
    assert time.perf_counter() - start < 10  # well under one second on two cores


@pytest.mark.parametrize(("answers", "users"), [(10, 11), (10, 0), (100_000, 1)])
def test_impossible_numbers_are_told(bank, answers, users):
    with pytest.raises(WarehouseError, match=f"{answers} answers of {users} students cannot"):
        simulate(bank, answers, users)


def test_a_bank_that_is_none_is_told(bank):
    with pytest.raises(WarehouseError, match=r"expected at least one row and .*KnowledgeTag"):
        simulate(bank.drop("KnowledgeTag"), 10)
    with pytest.raises(WarehouseError, match="has 0 rows"):
        simulate(bank.clear(), 10)


def test_one_question_and_several_tags_are_enough():
    bank = pl.DataFrame(
        {"assessmentItemID": ["a", "b"], "testId": ["", None], "KnowledgeTag": ["x;y", ""],
         "grade": ["", "2"], "choices": [None, '["1", "2"]']}
    )  # fmt: skip
    check_interactions(simulate(bank, 50, users=3, seed=1))


def test_the_source_name_tells_requests_and_banks_apart(bank):
    names = {
        source_name(bank, 10, None, 1), source_name(bank, 11, None, 1),
        source_name(bank, 10, 2, 1), source_name(bank, 10, None, 2),
        source_name(bank.head(9), 10, None, 1), source_name(bank, 10, None, 1, NEAR_THEIR_GRADE),
    }  # fmt: skip
    assert len(names) == 6
    assert source_name(bank, 10, None, 1) == source_name(bank.clone(), 10, None, 1)
