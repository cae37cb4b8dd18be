"""Training: a bundle that is honest, repeatable and whole."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import train as program
from dkt import pipeline as training
from dkt.dataset.frame import of_users
from dkt.dataset.split import split_users
from dkt.evaluation.scoring import evaluate
from dkt.features.bundle import Bundle
from dkt.manifest import git_revision
from dkt.pipeline import Machine, Source, train
from dkt.training.distributed import Cluster
from settings import ROOT, SettingsError, load_settings
from tests.dkt.trained import (
    DATA_VERSION,
    SCHEMA,
    Trained,
    simulated,
    tiny_config,
    trained_once,  # noqa: F401 - the fixture `trained`
)


def manifest_of(folder: Path) -> dict:
    return Bundle.load(folder).manifest


def held_out(trained: Trained) -> pl.DataFrame:
    users = split_users(trained.frame["userID"].to_numpy(), trained.config.split)
    return of_users(trained.frame, users["test"])


def test_the_manifest_tells_the_figures_of_held_out_students(trained: Trained):
    frame = held_out(trained)
    told = trained.bundle.manifest
    assert told["metrics"]["model"] == evaluate(trained.bundle, frame).metrics()
    assert told["metrics"]["champion"] is None
    assert told["split"]["test"] == {"students": frame["userID"].n_unique(), "answers": len(frame)}
    assert sum(part["answers"] for part in told["split"].values()) == len(trained.frame)
    assert told["config"] == trained.config.model_dump()
    assert 1 <= len(told["curve"]) <= trained.config.training.max_epochs
    assert told["version"] in (trained.bundle.folder / "card.html").read_text()


@pytest.mark.stack  # too long for `make check`
def test_what_only_held_out_students_met_is_unknown_to_the_encoders(trained: Trained, tmp_path):
    test = held_out(trained)["userID"].unique()
    strange = trained.frame.with_columns(
        pl.when(pl.col("userID").is_in(test.to_list()))
        .then(pl.format("strange-{}", name))
        .otherwise(name)
        .alias(name)
        for name in ("assessmentItemID", "testId", "KnowledgeTag")
    )
    config = tiny_config(max_epochs=1)
    bundle = Bundle.load(train(Source(strange, DATA_VERSION), config, None, tmp_path))
    assert (
        bundle.manifest["metrics"]["model"]["auc"] > 0.5
    )  # from what students did, not from items
    for name, vocabulary in bundle.encoders().vocabularies.items():
        assert not [text for text in vocabulary.classes if "strange" in text], name


def test_shuffled_answers_cannot_be_predicted_and_true_ones_can(trained: Trained, tmp_path: Path):
    codes = trained.frame["answerCode"].to_numpy()
    shuffled = trained.frame.with_columns(
        answerCode=pl.Series(np.random.default_rng(0).permutation(codes))
    )
    bundle = train(Source(shuffled, DATA_VERSION), trained.config, None, tmp_path)
    told = manifest_of(bundle)["metrics"]["model"]
    assert told["answers"] > 1500  # so that 0.06 is four standard errors
    assert abs(told["auc"] - 0.5) < 0.06
    assert abs(told["auc_within_user"] - 0.5) < 0.1
    assert trained.bundle.manifest["metrics"]["model"]["auc"] > 0.6


@pytest.mark.stack  # too long for `make check`
def test_the_same_data_config_and_seed_give_the_same_bundle(trained: Trained, tmp_path: Path):
    again = train(Source(trained.frame, DATA_VERSION), trained.config, None, tmp_path)
    ours, theirs = manifest_of(again), trained.bundle.manifest
    differ = {name for name in ours["files"] if ours["files"][name] != theirs["files"].get(name)}
    assert differ <= {"card.html"}  # the card tells when it was made
    assert again.name == trained.bundle.version
    other = train(Source(trained.frame, DATA_VERSION), tiny_config(seed=2), None, tmp_path)
    assert other.name != again.name


def test_the_champion_is_measured_on_the_same_students(trained: Trained, tmp_path: Path):
    champion = trained.bundle
    first = Path(shutil.copytree(champion.folder, tmp_path / champion.version))
    again = train(Source(trained.frame, DATA_VERSION), trained.config, champion, tmp_path)
    assert manifest_of(again)["metrics"]["champion"] == {
        "version": champion.version,
        **champion.manifest["metrics"]["model"],
    }
    assert champion.version in (again / "card.html").read_text()
    assert again != first  # the figures of another comparison must not hide behind an old name
    assert manifest_of(first)["metrics"]["champion"] is None


@pytest.mark.stack  # too long for `make check`
def test_a_crash_leaves_no_bundle_behind_and_nothing_to_fit_again(
    trained: Trained, tmp_path: Path, monkeypatch, caplog
):
    def crash(*_: object) -> None:
        raise RuntimeError("the power went")

    source, config = Source(trained.frame, DATA_VERSION), tiny_config(max_epochs=1)
    with monkeypatch.context() as broken:
        broken.setattr(training, "write_card", crash)
        with pytest.raises(RuntimeError, match="the power went"):
            train(source, config, None, tmp_path)
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".fitting-")
    caplog.clear()
    with caplog.at_level("INFO"):
        bundle = train(source, config, None, tmp_path)
    assert list(tmp_path.iterdir()) == [bundle]
    assert len(manifest_of(bundle)["curve"]) == 1
    assert "epoch 1" not in caplog.text


def test_a_crash_before_the_first_epoch_leaves_nothing(trained: Trained, tmp_path: Path):
    one_code = trained.frame.with_columns(answerCode=pl.lit(1, pl.Int8))
    with pytest.raises(ValueError, match="have the same code"):
        train(Source(one_code, DATA_VERSION), trained.config, None, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.stack  # too long for `make check`
def test_features_in_files_give_the_same_bundle(trained: Trained, tmp_path: Path, caplog):
    machine = Machine(memory_rows=len(trained.frame) - 1)
    compact = trained.frame.with_columns(
        pl.col("userID", "assessmentItemID", "testId", "KnowledgeTag").cast(pl.Categorical)
    )
    with caplog.at_level("INFO"):
        again = train(Source(compact, DATA_VERSION), trained.config, None, tmp_path, machine)
    assert "features are kept in files" in caplog.text
    assert again.name == trained.bundle.version


def test_too_few_students_are_told(tmp_path: Path):
    few = simulated(answers=60, students=2)
    with pytest.raises(
        ValueError, match="2 students are too few to hold out whole students: train"
    ):
        train(Source(few, 1), tiny_config(), None, tmp_path)


def test_an_empty_frame_is_told(tmp_path: Path):
    with pytest.raises(ValueError, match="0 students are too few"):
        train(Source(pl.DataFrame(schema=SCHEMA), 1), tiny_config(), None, tmp_path)


def test_answers_of_one_code_are_told_before_training(tmp_path: Path):
    frame = simulated(answers=400, students=40).with_columns(answerCode=pl.lit(1, pl.Int8))
    with pytest.raises(ValueError, match="answers of the train students have the same code"):
        train(Source(frame, 1), tiny_config(), None, tmp_path)


@pytest.mark.parametrize("epochs", [1, 5])
def test_students_of_a_few_answers_can_be_trained_on(tmp_path: Path, epochs: int):
    frame = simulated(answers=100, students=50, seed=5)  # one batch an epoch, two steps a student
    config = tiny_config(max_epochs=epochs, batch_size=64, patience=9)
    told = manifest_of(train(Source(frame, 1), config, None, tmp_path))
    assert told["split"]["test"]["answers"] >= 10


@pytest.mark.stack
def test_the_command_tells_what_is_wrong_in_a_line(tmp_path: Path):
    run = subprocess.run(
        [sys.executable, str(ROOT / "train.py"), "--data", "abc"],
        env=os.environ | {"DKT_HOME": str(tmp_path), "SETTINGS_FILE": str(tmp_path / "none.env")},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "train.py: --data abc: expected a data version number, or 'latest'\n"


def test_the_code_revision_tells_changes_that_are_not_committed(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]

    def git(*arguments: str) -> None:
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    assert git_revision(tmp_path) == "unknown"
    file = tmp_path / "file"
    file.write_text("1")
    for arguments in (["init"], ["add", "."], ["commit", "-m", "1"], ["tag", "-m", "1", "v1"]):
        git(*arguments)
    clean = git_revision(tmp_path)
    assert re.fullmatch("[0-9a-f]{40}", clean)
    file.write_text("2")
    assert git_revision(tmp_path) == f"{clean}-dirty"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert git_revision(tmp_path) == "unknown"


def test_asset_shows_the_encoders_and_no_older_ones(trained: Trained, tmp_path: Path):
    (tmp_path / "stale.npy").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("kept")
    program._show_encoders(trained.bundle.folder, tmp_path)
    theirs = {file.name for file in (trained.bundle.folder / "encoders").iterdir()}
    assert {file.name for file in tmp_path.iterdir()} == theirs | {"notes.txt"}


def test_an_asset_folder_that_cannot_be_written_is_a_warning(trained: Trained, tmp_path, caplog):
    (tmp_path / "asset").write_text("a file is in the way")
    program._show_encoders(trained.bundle.folder, tmp_path / "asset")
    assert f"does not show the encoders of {trained.bundle.version}" in caplog.text


def test_wrong_settings_end_the_command_in_a_line(monkeypatch, capsys):
    monkeypatch.setenv("S3_PORT", "0")
    with pytest.raises(SystemExit) as stopped:
        program.main()
    assert stopped.value.code == 1
    told = "train.py: S3_PORT=0: Input should be greater than or equal to 1\n"
    assert capsys.readouterr().err == told


def test_a_wrong_config_ends_the_command(tmp_path: Path, capsys):
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps({"name": "x"}))
    told = {
        "nothing": "train.py: no config ",
        str(wrong): f"train.py: {wrong}: 4 problem(s)\n  model: missing\n",
    }
    for config, message in told.items():
        with pytest.raises(SystemExit) as stopped:
            program.main(config=config)
        assert stopped.value.code == 1
        assert capsys.readouterr().err.startswith(message)


@pytest.mark.parametrize("names", [("NUM_NODES", "NODE_RANK"), ("GROUP_WORLD_SIZE", "GROUP_RANK")])
def test_nodes_are_told_by_lightning_s_variables_or_torchrun_s(tmp_path, monkeypatch, names):
    monkeypatch.setenv("SETTINGS_FILE", str(tmp_path / "none.env"))
    assert program._cluster(load_settings(), None) == Cluster()
    told = dict(zip(names, ("3", "2"), strict=True)) | {"MASTER_ADDR": "a", "MASTER_PORT": "4000"}
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    assert program._cluster(load_settings(), 4) == Cluster(4, 3, 2, "a", 4001)
    monkeypatch.setenv("LOCAL_WORLD_SIZE", "2")
    with pytest.raises(SettingsError, match="LOCAL_WORLD_SIZE=2"):
        load_settings()
