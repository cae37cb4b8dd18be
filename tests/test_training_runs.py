"""`train.py` as a process, as SageMaker would start it: kills, several devices, several nodes."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch

from dkt.features.bundle import Bundle
from settings import ROOT
from tests.dkt.trained import simulated, tiny_config

pytestmark = pytest.mark.stack
LIMIT_S = 300


@pytest.fixture(scope="module")
def channel(tmp_path_factory) -> Path:
    """Half of the answers in a parquet file, half in a CSV."""
    folder = tmp_path_factory.mktemp("channel")
    frame = simulated()
    users = frame["userID"].unique().sort()
    first = frame["userID"].is_in(users[: len(users) // 2].implode())
    frame.filter(first).write_parquet(folder / "a.parquet")
    frame.filter(~first).drop("elapsed_s").write_csv(
        folder / "b.csv", datetime_format="%Y-%m-%d %H:%M:%S"
    )
    (folder / "data_version").write_text("5\n")
    return folder


class Runs:
    """Trainings of one config on one channel; `chance`: with dropout and hidden classes."""

    def __init__(
        self, folder: Path, channel: Path, kind: str = "lstm", chance: bool = True,
        **training: object,
    ):  # fmt: skip
        config = tiny_config(kind, **training).model_dump()
        for one in () if chance else (config, *config["model"].get("members", ())):
            for block in (one["model"], one["model"].get("inputs", {})):
                for name in {"dropout", "unknown_rate"} & set(block):
                    block[name] = 0.0  # none but in the order of windows
        self.config = folder / "tiny.json"
        self.config.write_text(json.dumps(config))
        self.channel = channel

    def start(self, out: Path, *options: str, **variables: str) -> subprocess.Popen:
        environment = {
            "SM_CHANNEL_TRAINING": str(self.channel), "SM_MODEL_DIR": str(out),
            "SM_OUTPUT_DATA_DIR": str(out.parent / f"{out.name}-output"), "SM_NUM_GPUS": "0",
            "SETTINGS_FILE": str(out / "none.env"), "ASSET_DIR": str(out.parent / "asset"),
            "DKT_HOME": str(out.parent), "OMP_NUM_THREADS": "1",
        }  # fmt: skip
        return subprocess.Popen(
            [sys.executable, str(ROOT / "train.py"), "--config", str(self.config), *options],
            env=os.environ | environment | variables, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def finish(self, run: subprocess.Popen) -> tuple[Bundle, str]:
        """The bundle and the log."""
        told, log = run.communicate(timeout=LIMIT_S)
        assert run.returncode == 0, log
        return Bundle.load(Path(told.splitlines()[-1])), log


def weights(bundle: Bundle) -> str:
    return hashlib.sha256((bundle.folder / "model.pt").read_bytes()).hexdigest()


@pytest.mark.parametrize("windows", ["fixed", "random_end"])
def test_a_killed_training_goes_on_and_ends_in_the_same_weights(tmp_path, channel, windows):
    runs = Runs(tmp_path, channel, max_epochs=12, patience=12, windows=windows)
    out = tmp_path / "killed"
    run = runs.start(out)
    deadline = time.monotonic() + LIMIT_S
    while not list(out.glob(".fitting-*/fit/epoch.ckpt")):
        assert run.poll() is None and time.monotonic() < deadline, run.communicate()
        time.sleep(0.01)
    run.kill()
    assert run.wait(LIMIT_S) == -signal.SIGKILL
    run.communicate()
    assert not list(out.glob("tiny-*"))
    again, log = runs.finish(runs.start(out))
    assert "going on after epoch" in log
    whole, other_log = runs.finish(runs.start(tmp_path / "whole"))
    assert "going on" not in other_log
    assert weights(again) == weights(whole)
    assert again.version == whole.version
    assert len(again.manifest["curve"]) == len(whole.manifest["curve"])
    assert [one.name for one in out.iterdir()] == [again.version]  # nothing else is left


@pytest.mark.parametrize("kind", ["flagship", "ensemble"])
def test_two_devices_and_two_nodes_train_as_one(tmp_path, channel, kind):
    runs = Runs(tmp_path, channel, kind, chance=False)
    alone, _ = runs.finish(runs.start(tmp_path / "one"))
    bundles = [runs.finish(runs.start(tmp_path / "two", "--devices", "2"))[0]]
    if kind == "ensemble":  # trees on the first node, two fits that are shared out
        hosts = {"SM_HOSTS": '["127.0.0.1", "localhost"]'}
        second = runs.start(tmp_path / "second", SM_CURRENT_HOST="localhost", **hosts)
        first = runs.start(tmp_path / "first", SM_CURRENT_HOST="127.0.0.1", **hosts)
        bundles.append(runs.finish(first)[0])
        told, log = second.communicate(timeout=LIMIT_S)
        assert (second.returncode, told) == (0, ""), log
        assert list((tmp_path / "second").iterdir()) == []  # the first one writes the bundle
    expected = alone.manifest
    for bundle in bundles:
        told = bundle.manifest
        assert told["split"] == expected["split"]
        assert told["metrics"]["model"] == pytest.approx(expected["metrics"]["model"], abs=2e-3)
        for ours, theirs in zip(told["curve"], expected["curve"], strict=True):
            assert ours["train_loss"] == pytest.approx(theirs["train_loss"], abs=1e-4)
            assert ours["valid_auc"] == pytest.approx(theirs["valid_auc"], abs=1e-3)


@pytest.mark.parametrize("kind", ["lstm", "flagship", "lgbm"])
def test_two_processes_make_the_same_files(tmp_path, channel, kind):
    runs = Runs(tmp_path, channel, kind)
    one, other = (
        runs.finish(runs.start(tmp_path / seed, PYTHONHASHSEED=seed, TZ=zone))[0]
        for seed, zone in (("1", "UTC"), ("77", "Asia/Seoul"))
    )
    assert weights(one) == weights(other)
    assert one.version == other.version  # config, data version and every file but the card
    assert torch.load(one.folder / "model.pt", weights_only=True)
    assert one.data_version == 5
    output = tmp_path / "1-output"
    assert {file.name for file in output.iterdir()} == {"bundle.json", "card.html"}


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"SM_CHANNEL_TRAINING": "/nowhere"}, "/nowhere (SM_CHANNEL_TRAINING) holds no lake"),
        ({"SM_HOSTS": "[1"}, "SM_HOSTS, SM_CURRENT_HOST, SM_NUM_GPUS: "),
        ({"SM_HOSTS": '["a"]', "SM_CURRENT_HOST": "b"}, "SM_CURRENT_HOST=b is none of SM_HOSTS"),
    ],
)
def test_what_is_wrong_with_the_job_is_told_in_a_line(tmp_path, channel, variables, told):
    run = Runs(tmp_path, channel).start(tmp_path / "out", **variables)
    _, log = run.communicate(timeout=LIMIT_S)
    assert run.returncode == 1
    assert log.splitlines()[-1].startswith("train.py: ") and told in log
