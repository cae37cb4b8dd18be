"""The train server's script on this machine: to a healthy Airflow, again, broken, and gone.

It runs in a copy of the checkout, as a second server in a second clone would. (The inference
server's is run by the cycle on Swarm.)
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from settings import ROOT
from stack import server
from stack.home import free_ports, read_settings
from tests.object_store import object_store
from tests.stack.connections import held_open

pytestmark = [
    pytest.mark.stack,
    pytest.mark.skipif(os.geteuid() != 0, reason="the init scripts run as root"),
    pytest.mark.skipif(
        Path("/run/systemd/system").exists(), reason="would write a unit of this machine's systemd"
    ),
]

SCRIPT = "init_for_train_server.sh"


class TrainServer:
    """A clone of the checkout, uncommitted files too, and the environment of its operator."""

    def __init__(self, folder: Path, store: dict[str, str]):
        self.clone, self.home = folder / "clone", folder / "server" / "dkt"
        names = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout.split("\0")  # fmt: skip
        for name in filter(None, names):
            if (ROOT / name).is_file():  # not one deleted since, nor a linked .venv
                (self.clone / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.clone / name)
        (self.clone / ".venv").symlink_to(ROOT / ".venv")
        others = (*server.NAMES, "SETTINGS_FILE")
        shell = {name: value for name, value in os.environ.items() if name not in others}
        self.environment = shell | {
            "SERVER_HOME": str(self.home.parent),
            "AIRFLOW_PORT": free_ports()["AIRFLOW_PORT"],
            "AIRFLOW_BIND": "127.0.0.1",
            "S3_BUCKET": store["bucket"],
            "AWS_ENDPOINT_URL": store["endpoint"],
            "AWS_ACCESS_KEY_ID": store["key"],
            "AWS_SECRET_ACCESS_KEY": store["secret"],
        }

    def init(self, *options: str, **other: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.clone / SCRIPT, *options], cwd="/", env=self.environment | other,
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    def settings(self) -> dict[str, str]:
        return read_settings(self.home / "settings.env")

    def processes(self) -> set[int]:
        return {
            process.pid
            for process in psutil.process_iter(["cwd", "cmdline"])
            if str(self.home) in (process.info["cwd"] or "")
            or str(self.home) in " ".join(process.info["cmdline"] or [])
        }

    def written(self) -> dict[str, int]:
        """When each file of the clone and of the home, logs aside, was last written."""
        files = [*self.clone.rglob("*"), *self.home.glob("*"), *self.home.glob("airflow/dags/*")]
        return {str(f): f.lstat().st_mtime_ns for f in files
                if f.is_file() and "__pycache__" not in f.parts}  # fmt: skip

    def has_ended(self) -> bool:
        deadline = time.monotonic() + 10
        while self.processes() and time.monotonic() < deadline:
            time.sleep(0.1)
        return not self.processes()


@pytest.fixture(scope="module")
def train(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrainServer]:
    folder = tmp_path_factory.mktemp("servers")
    with object_store(folder / "s3") as store:
        train = TrainServer(folder, store)
        yield train
        if (train.home / "settings.env").exists():
            train.init("--stop")


@pytest.fixture(scope="module")
def first(train: TrainServer) -> subprocess.CompletedProcess[str]:
    """What the first run of the script said."""
    assert train.init("--check").returncode == 1
    assert not train.home.exists(), "a check makes nothing"
    return train.init()


def test_wrong_keys_stop_it_at_the_step_that_needs_them(train: TrainServer, tmp_path: Path) -> None:
    failed = train.init(AWS_SECRET_ACCESS_KEY="wrong", SERVER_HOME=str(tmp_path))
    (train.clone / "var" / "settings.env").unlink()
    assert failed.returncode == 1
    assert 'FAILED: step "s3", [5/7] S3: an object put and got' in failed.stderr
    assert "credentials" in failed.stderr
    assert "run init_for_train_server.sh again: it goes on here" in failed.stderr


def test_it_ends_with_a_healthy_airflow_that_has_one_dag(train: TrainServer, first) -> None:
    assert first.returncode == 0, first.stdout + first.stderr
    values = train.settings()
    assert first.stdout.count(values["AIRFLOW_PASSWORD"]) == 1, "told, and told once"
    base = f"http://127.0.0.1:{train.environment['AIRFLOW_PORT']}"
    sign_in = {"username": "admin", "password": values["AIRFLOW_PASSWORD"]}
    token = httpx.post(f"{base}/auth/token", json=sign_in).raise_for_status().json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    dags = httpx.get(f"{base}/api/v2/dags", headers=headers).raise_for_status().json()["dags"]
    assert [dag["dag_id"] for dag in dags] == ["retrain_and_push_dag"]


def test_a_second_run_changes_nothing(train: TrainServer, first) -> None:
    before, processes = train.written(), _lasting(train)
    again = train.init()
    assert again.returncode == 0, again.stderr
    assert "Nothing was missing, nothing was changed." in again.stdout
    assert train.settings()["AIRFLOW_PASSWORD"] not in again.stdout
    assert train.written() == before
    assert _lasting(train) == processes
    assert train.init("--check").returncode == 0


def test_the_checkouts_commands_find_the_servers_settings(train: TrainServer, first) -> None:
    bare = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"]}
    done = subprocess.run(
        [ROOT / ".venv/bin/python", "-m", "stack", "healthy"], cwd=train.clone, env=bare,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    up = subprocess.run(
        [ROOT / ".venv/bin/python", "-m", "stack", "up"], cwd=train.clone, env=bare,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert up.returncode == 1
    assert "that of the train server" in up.stderr


def test_tidying_up_works_while_airflow_runs(train: TrainServer, first) -> None:
    done = subprocess.run(
        [ROOT / ".venv/bin/python", "-m", "stack", "tidy"], cwd=train.clone, capture_output=True,
        env=train.environment, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "runs from before 30 days ago were removed" in done.stdout


def test_a_killed_supervisor_is_seen_and_mended(train: TrainServer, first) -> None:
    (supervisor,) = (p for p in map(psutil.Process, train.processes()) if "supervisord.conf" in
                     " ".join(p.cmdline()))  # fmt: skip
    supervisor.kill()
    supervisor.wait(10)
    assert train.processes(), "what it ran outlives it"
    check = train.init("--check")
    assert check.returncode == 1
    assert "MISSING  Airflow, kept running" in check.stdout
    mended = train.init()
    assert mended.returncode == 0, mended.stdout + mended.stderr


def test_an_embedded_stacks_checkout_is_left_alone(train: TrainServer, first) -> None:
    link = train.clone / "var" / "settings.env"
    target = link.readlink()
    link.unlink()
    link.write_text("DKT_HOME=var\n")
    refused = train.init()
    link.unlink()
    link.symlink_to(target)
    assert refused.returncode == 1
    assert "another clone" in refused.stderr


def test_a_stop_leaves_no_process(train: TrainServer, first) -> None:
    assert train.processes()
    with held_open(int(train.settings()["AIRFLOW_PORT"])):
        began = time.monotonic()
        stopped = train.init("--stop")
        assert time.monotonic() - began < 5, "an operator's open page holds nothing up"
    assert stopped.returncode == 0, stopped.stderr
    assert train.has_ended()
    assert train.init("--check").returncode == 1
    assert train.init("--stop").returncode == 0, "a second stop is harmless"


def _lasting(train: TrainServer) -> set[int]:
    """The supervisor and its programs (a scheduler's workers come and go)."""
    return {
        process.pid
        for process in map(psutil.Process, train.processes())
        if "supervisord.conf" in " ".join(process.cmdline())
        or "supervisord" in (process.parent().name() if process.parent() else "")
    }
