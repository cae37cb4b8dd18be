"""Ending a supervisor's processes: in order, and within seconds whatever they do about it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from settings import Settings
from stack.home import STORE_KEYS, make_folders
from stack.processes import answers, write_supervisor_config
from stack.stopping import stop_everything

pytestmark = pytest.mark.stack
DEAF = "trap '' TERM; sleep 300 & sleep 300 & wait; wait"
"""Hears no SIGTERM, and neither do its children."""
OPERATOR_WAITS_S = 5.0


def noting(name: str, file: Path) -> str:
    """A process that notes when it was told to stop, and ends."""
    told = f"trap 'echo {name} >> {file}; exit 0' TERM; : > {file}.{name}"
    return f"{told}; while :; do sleep 0.05; done"


@pytest.fixture
def running(tmp_path: Path) -> Iterator:
    """Runs shell programs, by their processes' names, under a supervisor; returns its settings."""
    settings = Settings(dkt_home=tmp_path)
    make_folders(settings, "log", "airflow", "inference", STORE_KEYS)
    runners: list[subprocess.Popen[bytes]] = []

    def run(programs: dict[str, str]) -> Settings:
        commands = {name: ["/bin/sh", "-c", text] for name, text in programs.items()}
        config = write_supervisor_config(settings, commands, autostart=True)
        supervisord = Path(sys.executable).parent / "supervisord"
        runners.append(subprocess.Popen([supervisord, "-c", config], start_new_session=True))
        while not answers(settings) or len(family(runners[0].pid)) < len(programs):
            time.sleep(0.05)
        return settings

    yield run
    for runner in runners:
        for process in family(runner.pid):
            process.kill()
        runner.kill()
        runner.wait()


def family(pid: int) -> list[psutil.Process]:
    return psutil.Process(pid).children(recursive=True) if psutil.pid_exists(pid) else []


def test_processes_that_do_not_listen_are_killed_with_their_children_in_time(running):
    settings = running(
        dict.fromkeys(("airflow-scheduler", "airflow-api", "client", "front", "s3"), DEAF)
    )
    while len(all_of := deaf_ones()) < 15:  # each with its two children
        time.sleep(0.05)
    began = time.monotonic()
    stop_everything(settings)
    assert time.monotonic() - began < OPERATOR_WAITS_S
    assert not answers(settings)
    assert not [process for process in all_of if process.is_running()
                and process.status() != psutil.STATUS_ZOMBIE]  # fmt: skip


def deaf_ones() -> list[psutil.Process]:
    here = [process for process in psutil.process_iter(["cmdline"])
            if (process.info["cmdline"] or []) == ["/bin/sh", "-c", DEAF]]  # fmt: skip
    return here + [child for process in here for child in process.children()]


def test_the_scheduler_goes_before_the_servers_and_the_store_goes_last(running, tmp_path):
    said = tmp_path / "said"
    names = ("s3", "client", "airflow-api", "airflow-scheduler")
    settings = running({name: noting(name, said) for name in names})
    while len(list(tmp_path.glob("said.*"))) < len(names):
        time.sleep(0.05)
    stop_everything(settings)
    order = said.read_text().split()
    assert (order[0], order[-1], len(order)) == ("airflow-scheduler", "s3", 4)
