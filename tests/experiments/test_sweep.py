"""A sweep scores validation students alone, goes on where it stopped, and is the same by jobs."""

import json
import logging
import os

import matplotlib.image
import optuna
import polars as pl
import pytest
from optuna.trial import TrialState

from dkt.config.schema import load_config
from dkt.dataset.split import split_users
from experiments.errors import SweepError
from experiments.objective import Objective
from experiments.source import Source
from experiments.sweep import open_study, run_sweep
from tests.experiments.logs import tiny_space, write_log
from tests.experiments.test_recording import runs

pytestmark = pytest.mark.stack


@pytest.fixture
def source(apart, tmp_path) -> Source:
    os.environ["OMP_NUM_THREADS"] = "1"
    return Source.asked(apart, "latest", [write_log(tmp_path / "log.csv")], "raw")


def test_a_sweep_goes_on_where_it_stopped_by_one_process_or_two(apart, source, tmp_path, caplog):
    caplog.set_level(logging.INFO)
    space = tiny_space(tmp_path)
    best = run_sweep(apart, space, source, None, 1, "r")
    folder = apart.dkt_home / "sweeps" / "mine"
    assert best == folder / "best.json"
    first = open_study(folder, space).trials
    assert [trial.state for trial in first] == [TrialState.COMPLETE] * 2
    base = load_config(space.base)
    assert first[0].params["training.lr"] == base.training.lr  # it begins with what there was

    again = run_sweep(apart, space, source, 2, 1, "r")
    assert len(open_study(folder, space).trials) == 2
    run_sweep(apart, space, source, 6, 2, "r")
    study = open_study(folder, space)
    assert len(study.trials) == 6
    assert study.trials[:2] == first
    assert len({trial.params["training.lr"] for trial in study.trials}) == 6  # none tried twice
    assert f"best is trial {study.best_trial.number}: " in caplog.text

    config = load_config(str(again))
    assert config.name == "mine"
    assert config.training.lr == study.best_params["training.lr"]
    assert config.split == base.split
    for name in ("history", "slices", "importances"):
        assert matplotlib.image.imread(folder / f"{name}.png").std() > 0.01
    recorded = {run.data.tags["trial"]: run for run in runs(apart, "sweep-mine")}
    assert set(recorded) == {"0", "1", "2", "3", "4", "5"}
    for trial in study.trials:
        run = recorded[str(trial.number)]
        assert (run.info.status, run.info.run_name) == ("FINISHED", f"mine-{trial.number}")
        assert run.data.metrics["valid/auc"] == pytest.approx(trial.value)
        assert run.data.params["training.lr"] == str(trial.params["training.lr"])
        assert run.data.params["data_version"].startswith("log.csv raw ")


def test_other_data_or_another_space_are_not_mixed_into_a_study(apart, source, tmp_path):
    run_sweep(apart, tiny_space(tmp_path, trials=1), source, None, 1, "r")
    others = Source.asked(apart, "latest", [write_log(tmp_path / "b.csv", students=40)], "raw")
    with pytest.raises(SweepError, match=r"mine holds trials of another data \(data log\.csv raw"):
        run_sweep(apart, tiny_space(tmp_path), others, None, 1, "r")
    narrow = tiny_space(tmp_path, space={"training.lr": {"type": "float", "low": 0.1, "high": 0.2}})
    with pytest.raises(SweepError, match="trials of another space"):
        run_sweep(apart, narrow, source, None, 1, "r")


def test_answers_of_test_students_change_nothing(apart, source, tmp_path):
    space, frame = tiny_space(tmp_path), source.frame()
    held = split_users(frame["userID"].to_numpy(), space.base_config().split)["test"]
    turned = frame.with_columns(
        answerCode=pl.when(pl.col("userID").is_in(held.tolist()))
        .then(1 - pl.col("answerCode")).otherwise("answerCode").cast(pl.Int8),
        assessmentItemID=pl.when(pl.col("userID").is_in(held.tolist()))
        .then(pl.lit("strange")).otherwise("assessmentItemID"),
    )  # fmt: skip
    assert not turned.equals(frame)
    values = []
    for rows in (frame, turned):
        study = optuna.create_study(study_name="sweep-held", direction="maximize")
        study.enqueue_trial({"training.lr": 0.1, "model.leaf_answers": 20})
        study.optimize(Objective(apart, space, rows, "x", "r"), n_trials=1)
        values.append(study.best_value)
    assert values[0] == values[1]


@pytest.mark.parametrize("kind", ["lgbm", "logreg"])
def test_a_trial_is_given_up_by_its_curve(apart, source, tmp_path, kind):
    lr = {"training.lr": {"type": "float", "low": 0.005, "high": 0.5}}
    space = tiny_space(tmp_path, kind, space=lr)
    study = optuna.create_study(
        study_name=f"sweep-{kind}", direction="maximize",
        pruner=optuna.pruners.ThresholdPruner(lower=1.0),
    )  # fmt: skip
    study.optimize(Objective(apart, space, source.frame(), "x", "r"), n_trials=1)
    [trial] = study.trials
    assert trial.state == TrialState.PRUNED
    assert list(trial.intermediate_values) == [1]  # the first point was enough
    [run] = runs(apart, f"sweep-{kind}")
    assert (run.info.status, run.data.tags["trial_state"]) == ("FINISHED", "pruned")
    assert run.data.metrics["curve/valid_auc"] == pytest.approx(trial.value)


def test_a_trial_that_fails_is_recorded_and_a_sweep_of_nothing_else_is_told(apart, tmp_path):
    rows = write_log(tmp_path / "log.csv").read_text().splitlines()
    (tmp_path / "right.csv").write_text(  # AUC has no meaning where all answers are right
        "\n".join([rows[0], *(",".join([*row.split(",")[:3], "1", "0"]) for row in rows[1:])])
        + "\n"
    )
    source = Source.asked(apart, "latest", [tmp_path / "right.csv"], "raw")
    with pytest.raises(SweepError, match="no trial was finished; see the log"):
        run_sweep(apart, tiny_space(tmp_path), source, None, 1, "r")
    found = runs(apart, "sweep-mine")
    assert [run.info.status for run in found] == ["FAILED", "FAILED"]
    assert all(run.data.tags["failure"] for run in found)


def test_a_log_that_cannot_be_read_is_told(apart, tmp_path):
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    source = Source.asked(apart, "latest", [tmp_path / "other.csv"], "raw")
    with pytest.raises(ValueError, match=r"other\.csv, line 1: the header is a, b; nothing is"):
        run_sweep(apart, tiny_space(tmp_path), source, None, 1, "r")
    with pytest.raises(ValueError, match="--rows all: expected raw or collapsed"):
        Source.asked(apart, "latest", [], "all")


def test_the_best_config_is_one_that_can_be_trained(apart, source, tmp_path):
    best = run_sweep(apart, tiny_space(tmp_path, trials=1), source, None, 1, "r")
    raw = json.loads(best.read_text())
    assert raw["model"]["kind"] == "lgbm"
    assert load_config(str(best)).model_dump() == raw
