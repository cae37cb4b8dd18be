"""Every command: what the machine refuses ends in one line that names the file, not a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from settings import ROOT, SettingsError, load_settings, reason
from tests.dkt.trained import simulated

COMMANDS = [
    ("train.py",), ("packer.py", "bento", "x"), ("-m", "deploy", "status"),
    ("-m", "stack", "poke", "update_data_dag", "--key", "x"), ("-m", "models", "list"),
    ("-m", "data", "version"), ("-m", "experiments", "page"), ("-m", "stack", "running"),
    ("-m", "experiments", "relations"),
]  # fmt: skip


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=os.environ | environment, capture_output=True,
        text=True, timeout=120, check=False,
    )  # fmt: skip


def test_a_full_disk_is_told_with_where_this_machine_writes(tmp_path, monkeypatch):
    monkeypatch.setenv("DKT_HOME", str(tmp_path))
    with pytest.raises(OSError) as full, Path("/dev/full").open("wb", buffering=0) as disk:
        disk.write(b"x")
    assert reason(full.value).startswith("[Errno 28] No space left on device: is there space in ")
    assert f"in {tmp_path} and in " in reason(full.value)
    with pytest.raises(FileNotFoundError) as missing:
        (tmp_path / "none").read_text()
    assert reason(missing.value) == f"[Errno 2] No such file or directory: '{tmp_path}/none'"


@pytest.mark.parametrize("content", [None, b"DKT_HOME=\xff\xfe"])
def test_a_settings_file_that_can_t_be_read_is_named(tmp_path, monkeypatch, content):
    file = tmp_path / "settings.env"
    file.mkdir() if content is None else file.write_bytes(content)
    monkeypatch.setenv("SETTINGS_FILE", str(file))
    if content is None:  # python-dotenv reads no folder, as it reads no missing file
        load_settings()
    else:
        with pytest.raises(SettingsError, match=f"{file} can't be read"):
            load_settings()


@pytest.mark.stack
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command))
def test_a_settings_file_of_other_bytes_ends_each_command_in_a_line(tmp_path, command):
    file = tmp_path / "settings.env"
    file.write_bytes(b"\xff\xfe\n")
    done = run(*command, SETTINGS_FILE=str(file), DKT_HOME=str(tmp_path))
    assert done.returncode == 1, done.stderr
    assert f"{file} can't be read" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.stack
@pytest.mark.parametrize(
    ("variable", "option"),
    [("FITTING_DIR", ()), ("SM_MODEL_DIR", ()), ("", ("--champion", "x" * 300))],
)
def test_a_training_that_can_t_read_or_write_names_the_path(tmp_path, variable, option):
    channel, blocked = tmp_path / "channel", tmp_path / "a-file" / "below"
    channel.mkdir()
    (tmp_path / "a-file").touch()
    simulated(answers=600, students=40, seed=1).write_parquet(channel / "answers.parquet")
    job = {
        "SM_CHANNEL_TRAINING": str(channel), "SM_MODEL_DIR": str(tmp_path / "model"),
        "SETTINGS_FILE": str(tmp_path / "none.env"), "DKT_HOME": str(tmp_path / "home"),
        "ASSET_DIR": str(tmp_path / "asset"),
    }  # fmt: skip
    done = run("train.py", *option, **job | ({variable: str(blocked)} if variable else {}))
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    line = done.stderr.strip().splitlines()[-1]
    assert line.startswith("train.py: "), done.stderr
    assert str(blocked) in line or "x" * 300 in line
    assert "Traceback" not in done.stderr
