"""Predictions in processes of their own: how many at a time, who waits, what a death costs."""

import os
import time
from collections import Counter
from pathlib import Path
from typing import Any

import anyio
import pytest

from serving import processes
from serving.processes import BusyError, Processes
from serving.worker import Place
from tests.serving.slow_work import die, doze

NOWHERE = Place(Path("nowhere"), None, None)


async def all_of(tasks: list[Any]) -> list[Any]:
    """What each returned or raised."""
    ended: list[Any] = [None] * len(tasks)

    async def one(k: int) -> None:
        try:
            ended[k] = await tasks[k]
        except BusyError as err:
            ended[k] = err.status

    async with anyio.create_task_group() as group:
        for k in range(len(tasks)):
            group.start_soon(one, k)
    return ended


def test_as_many_work_at_a_time_as_there_are_cores(monkeypatch):
    monkeypatch.setattr(processes, "WAIT_S", 30)  # for both to start

    async def asked() -> list[int]:
        workers = Processes(NOWHERE, 2)
        return await all_of([workers._run(doze, 0.05) for _ in range(8)])

    pids = anyio.run(asked)
    assert os.getpid() not in pids
    assert len(Counter(pids)) == 2


@pytest.mark.stack  # too long for `make check`
def test_who_waits_too_long_or_comes_to_a_full_line_is_sent_away(monkeypatch):
    monkeypatch.setattr(processes, "WAIT_S", 0.3)
    monkeypatch.setattr(processes, "MAX_WAITING", 2)

    async def asked() -> tuple[list[Any], float]:
        workers = Processes(NOWHERE, 1)
        await workers._run(doze, 0)
        async with anyio.create_task_group() as group:
            group.start_soon(workers._run, doze, 1.0)
            await anyio.sleep(0.05)
            begun = time.monotonic()
            ended = await all_of([workers.answer(b"") for _ in range(5)])
            return ended, time.monotonic() - begun

    ended, took_s = anyio.run(asked)
    assert ended == [429] * 5
    assert took_s == pytest.approx(0.3, abs=0.25)


def test_a_process_that_dies_is_replaced():
    async def asked() -> list[Any]:
        workers = Processes(NOWHERE, 1)
        first = await workers._run(doze, 0)
        dead = await all_of([workers._run(die)])
        return [first, *dead, await workers._run(doze, 0)]

    first, dead, second = anyio.run(asked)
    assert dead == 503
    assert second not in (first, os.getpid())


def test_a_process_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(processes, "WORK_S", 0.2)

    async def asked() -> list[Any]:
        workers = Processes(NOWHERE, 1)
        monkeypatch.setattr(processes, "WORK_S", 10)
        slow = await workers._run(doze, 0)
        monkeypatch.setattr(processes, "WORK_S", 0.2)
        ended = await all_of([workers._run(doze, 30)])
        monkeypatch.setattr(processes, "WORK_S", 10)
        return [slow, *ended, await workers._run(doze, 0)]

    slow, ended, after = anyio.run(asked)
    assert ended == 503
    assert after != slow
    with pytest.raises(ProcessLookupError):
        os.kill(slow, 0)


def test_a_model_that_does_not_load_is_told(tmp_path):
    with pytest.raises(BaseExceptionGroup) as told:
        anyio.run(Processes(Place(tmp_path, None, None), 1).start)
    assert "is no bundle: it has no bundle.json" in str(told.value.exceptions[0])
