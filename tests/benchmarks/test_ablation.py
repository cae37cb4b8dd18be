"""An ablation turns one switch at a time, and scores students who decided nothing."""

import json
import sys

import numpy as np
import polars as pl
import pytest

from benchmarks import ablation
from benchmarks.ablation import Parts, simulated, table, without
from benchmarks.logs import students_of
from benchmarks.switches import GROUPS, switches_of
from dkt.config.schema import load_config
from dkt.features.steps import NUMBERS
from dkt.training.fitting import Prepared
from experiments.public_logs import read_logs
from tests.benchmarks.test_quality import akt_file
from tests.dkt.trained import tiny_config


def names(config: str, frame: pl.DataFrame) -> list[str]:
    return [one.name for one in switches_of(load_config(config), frame)]


@pytest.fixture(scope="module")
def bank() -> pl.DataFrame:
    return simulated(400)


def test_every_switch_changes_one_thing(bank):
    for name in ("flagship", "lstm"):
        base = load_config(name).model_dump()
        seen = set()
        for switch in switches_of(load_config(name), bank):
            told = switch.turned(load_config(name)).model_dump()
            parts = (base["model"], told["model"]), (base["training"], told["training"])
            inputs = base["model"]["inputs"], told["model"]["inputs"]
            differs = {
                key
                for one, other in (*parts, inputs)
                for key in one if key != "inputs" and one[key] != other[key]
            }  # fmt: skip
            assert differs == ({"item", "unknown_rate"} if "item" in differs else differs)
            assert len(differs - {"unknown_rate"}) == 1
            seen |= differs
        wanted = {"elapsed_bins", "lag_bins", "scaling", "numbers", "item", "windows"}
        assert wanted | {"average_last", "neighbours"} <= seen
        assert ("pairs" in seen) == (name == "lstm")  # the Rasch form has none
        assert ("repeats" in seen) == (name == "flagship")  # counts know of no tests


def test_what_a_log_has_not_is_not_turned(bank, tmp_path):
    public = read_logs([akt_file(tmp_path / "log.csv", range(3))], "raw")
    missing = set(names("lstm", bank)) - set(names("lstm", public))
    assert missing == {
        "pairs = on", "elapsed_bins = on", "lag_bins = on", "windows = by_test",
        "windows = three_tests",
    }  # fmt: skip
    trees = set(names("lgbm", bank)) - set(names("lgbm", public))
    assert trees == {"without tests", "without time"}


def test_every_feature_is_in_one_group(bank):
    assert sorted(one for group in GROUPS.values() for one in group) == sorted(NUMBERS["all"])
    blanks = [at for one in switches_of(load_config("lgbm"), bank) for at in one.blank]
    assert sorted(blanks) == list(range(len(NUMBERS["all"])))


def test_students_are_trained_on_or_stop_or_are_scored(bank):
    parts = Parts.of(bank)
    students = [set(students_of(one)) for one in (parts.train, parts.stop, parts.scored)]
    assert sum(map(len, students)) == len(set.union(*students)) == bank["userID"].n_unique()


def test_a_column_that_is_left_out_is_the_same_everywhere(bank):
    steps = Prepared.fit(bank, load_config("logreg")).steps(bank)
    told = without(steps, (1, 3))
    assert not told.query[:, [1, 3]].any()
    kept = [k for k in range(told.query.shape[1]) if k not in (1, 3)]
    np.testing.assert_array_equal(told.query[:, kept], steps.query[:, kept])
    assert steps.query[:, 1].any()


def test_the_table_stands_before_one_line_of_figures(monkeypatch, capsys, tmp_path):
    config = tiny_config("lgbm", max_epochs=8).model_dump()
    config["model"]["numbers"] = "engineered"  # what goes together tells of items' ease, too
    (tmp_path / "small.json").write_text(json.dumps(config))
    train = akt_file(tmp_path / "train.csv", range(40))
    asked = ["ablation", "--config", str(tmp_path / "small.json"), "--train", str(train)]
    only = ["--only", "without statistics", "without lags"]
    monkeypatch.setattr(sys, "argv", [*asked, *only])
    ablation.main()
    *lines, last = capsys.readouterr().out.splitlines()
    told = json.loads(last)
    assert "\n".join(lines) == table(told["switches"])
    base, *others = told["switches"]
    assert base["switch"] == "as it is" and 0.6 < base["auc"] < 1
    assert [one["switch"] for one in others] == [
        "without statistics of items", "without statistics of tags", "without lags in answers",
    ]  # fmt: skip
    assert others[0]["auc"] < base["auc"] - 0.01  # items' ease is all there is in this log

    monkeypatch.setattr(sys, "argv", [*asked, "--only", "nothing"])
    with pytest.raises(SystemExit):
        ablation.main()
    assert "no switch starts with nothing: without statistics" in capsys.readouterr().err


def test_a_switch_that_fails_does_not_end_the_others(monkeypatch, capsys, tmp_path):
    config = tiny_config("lgbm", max_epochs=4).model_dump()
    config["model"]["numbers"] = "engineered"
    (tmp_path / "small.json").write_text(json.dumps(config))
    train = akt_file(tmp_path / "train.csv", range(40))
    fit, fits = ablation.fit_model, []

    def fails_second(*arguments):
        fits.append(arguments)
        if len(fits) == 2:
            raise RuntimeError("no memory left")
        return fit(*arguments)

    monkeypatch.setattr(ablation, "fit_model", fails_second)
    asked = ["ablation", "--config", str(tmp_path / "small.json"), "--train", str(train)]
    monkeypatch.setattr(sys, "argv", [*asked, "--only", "without statistics"])
    with pytest.raises(SystemExit) as stopped:
        ablation.main()
    assert stopped.value.code == 1
    out = capsys.readouterr().out
    base, failed, other = json.loads(out.splitlines()[-1])["switches"]
    assert failed["failed"] == "RuntimeError: no memory left"
    assert "| without statistics of items | failed: RuntimeError: no memory left | | |" in out
    assert base["auc"] > 0.5 and "auc" in other
