"""Ending all that a supervisor runs, within seconds, whoever holds a connection open.

Three waves, each with its patience; what is left after it is killed. Airflow's scheduler goes
first, while the API server still takes what the scheduler's tasks report. The object store goes
last. A kill loses nothing: all of them are made to be killed.
"""

import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from xmlrpc.client import Fault

import psutil

from deploy.bluegreen import supervisor_of
from settings import Settings

SERVING = {"airflow-api", "client", "front", "inference-blue", "inference-green"}
STORE = {"s3"}
SCHEDULING_S, SERVING_S, ALL_S = 1.5, 0.4, 2.5
"""How long the first two waves and all three may take; with the kills below an operator's 5 s."""
END_S = 0.5
POLL_S = 0.02


def stop_everything(settings: Settings) -> None:
    """Stop all processes of this home's supervisor, then the supervisor; it has to run.

    Raises:
        OSError: it does not run.
    """
    runner = supervisor_of(settings)
    own = psutil.Process(runner.getPID())
    known = runner.getAllProcessInfo()
    deadline = time.monotonic() + ALL_S
    scheduling = {process["name"] for process in known} - SERVING - STORE
    for wanted, patience_s in ((scheduling, SCHEDULING_S), (SERVING, SERVING_S), (STORE, ALL_S)):
        wave = [process for process in known if process["name"] in wanted]
        _stop(runner, wave, min(patience_s, deadline - time.monotonic()))
    with suppress(Fault, OSError):  # it is on its way already
        runner.shutdown()
    _await_end({own}, END_S)
    _kill({own})


def _stop(runner: Any, processes: list[dict[str, Any]], patience_s: float) -> None:
    """Tell these processes to stop; kill what is left of them and their children afterwards."""
    heads = [process["pid"] for process in processes if process["pid"]]
    family = _family(heads)  # of a parent that has ended nobody knows the children
    for process in processes:
        with suppress(Fault):  # it does not run
            runner.stopProcess(f"{process['group']}:{process['name']}", False)
    _await_end(family, patience_s)
    _kill(family | _family(heads))


def _family(heads: Iterable[int]) -> set[psutil.Process]:
    """Living processes and all their descendants."""
    found: set[psutil.Process] = set()
    for pid in heads:
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(pid)
            found |= {process, *process.children(recursive=True)}
    return found


def _await_end(processes: set[psutil.Process], patience_s: float) -> None:
    deadline = time.monotonic() + patience_s
    while any(_lives(process) for process in processes) and time.monotonic() < deadline:
        time.sleep(POLL_S)


def _kill(processes: set[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):  # told apart from a new one with its number
            process.kill()
    _await_end(processes, END_S)


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
