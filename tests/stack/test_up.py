"""Starting, stopping and starting again: what an operator meets on one machine."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil
import pytest

from settings import ROOT, Settings, load_settings
from stack.airflow_rest import Airflow
from stack.apart import stack_apart
from stack.home import PORTS, free_ports
from tests.stack.connections import held_open, ports_of

pytestmark = pytest.mark.stack
STOPS_S = 5.0
"""Whoever has a page open, whatever trains."""


def run(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip


def test_a_busy_port_is_named_with_the_variable_that_moves_it(tmp_path: Path) -> None:
    ports = free_ports()
    env = os.environ | {
        "DKT_HOME": str(tmp_path / "home"),
        "SETTINGS_FILE": str(tmp_path / "home" / "settings.env"),
        **ports,
    }
    with socket.create_server(("127.0.0.1", int(ports["AIRFLOW_PORT"]))):
        start = run("-m", "stack", "up", env=env)
    assert start.returncode == 1
    assert f"port {ports['AIRFLOW_PORT']} is in use" in start.stderr
    assert "AIRFLOW_PORT=" in start.stderr
    assert "Traceback" not in start.stderr
    assert not _processes_of(tmp_path)


def test_a_second_stack_in_the_same_home_is_refused(stack: Settings) -> None:
    second = run("-m", "stack", "up")
    assert second.returncode == 1
    assert "runs in" in second.stderr
    assert "already" in second.stderr


def test_commands_in_another_shell_find_the_stack_by_its_settings_file(stack: Settings) -> None:
    shell = {"PATH": os.environ["PATH"], "SETTINGS_FILE": os.environ["SETTINGS_FILE"]}
    assert run("-m", "data", "version", env=shell).stdout.strip().isdecimal()
    live = json.loads(run("-m", "deploy", "status", env=shell).stdout)
    shown = run("-m", "models", "show", env=shell).stdout
    assert live["model_version"] in shown
    assert "rollout" in shown, "the lineage tells where the model served"


def test_secrets_are_readable_by_their_owner_alone(stack: Settings) -> None:
    for file in ("settings.env", "airflow/passwords.json"):
        assert (stack.dkt_home / file).stat().st_mode & 0o077 == 0


def test_after_a_kill_the_next_start_repairs_itself_and_keeps_everything(tmp_path: Path) -> None:
    with stack_apart(tmp_path, first_answers=4000) as first:
        before = _live(load_settings())
        ports = {name: getattr(load_settings(), name) for name in PORTS}
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        assert _processes_of(tmp_path), "the processes outlive a killed stack"
    with stack_apart(tmp_path, first_answers=4000, **ports) as second:
        assert _live(load_settings()) == before
        assert run("-m", "data", "version").stdout.strip() == "0", "nothing simulated again"
        _start_training(load_settings())
        with held_open(*ports_of(load_settings())):
            began = time.monotonic()
            os.kill(second.pid, signal.SIGINT)
            second.wait()
            assert time.monotonic() - began < STOPS_S
    assert not _processes_of(tmp_path), "a stop leaves no process behind, a training neither"


def _start_training(settings: Settings) -> None:
    """Have Airflow train, and come back while it does."""
    airflow = Airflow(settings)
    airflow.sign_in()
    airflow.trigger("retrain_and_push_dag", "stopped-in-the-middle", {"force": True})
    deadline = time.monotonic() + 120
    while not any("train.py" in command for command in _processes_of(settings.dkt_home)):
        assert time.monotonic() < deadline, "the training did not start"
        time.sleep(0.05)


def _live(settings: Settings) -> str:
    answer = httpx.post(f"{settings.inference_url}/predict", json={"history": []}, timeout=10)
    return answer.raise_for_status().json()["model_version"]


def _processes_of(folder: Path) -> list[str]:
    """Command lines of living processes that name this folder or live in its home."""
    found = []
    for process in psutil.process_iter(["cmdline", "environ"]):
        command = " ".join(process.info["cmdline"] or [])
        home = (process.info["environ"] or {}).get("DKT_HOME", "")
        ours = process.pid != os.getpid()
        if ours and process.is_running() and (str(folder) in command or str(folder) in home):
            found.append(command)
    return found
