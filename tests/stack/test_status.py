"""`python -m stack status` on a real stack whose parts go away, one after the other."""

import json
import subprocess
import sys
from collections.abc import Callable
from unittest.mock import patch

import pytest
from docker.errors import DockerException

from deploy.bluegreen import supervisor_of
from deploy.errors import ImageError
from settings import ROOT, Settings
from stack.dagrun import wait_for
from stack.parts import PARTS, Part
from stack.status import RUNBOOK, keep, report, runbook

pytestmark = pytest.mark.stack


def of(told: dict, name: str) -> dict:
    return next(part for part in told["parts"] if part["name"] == name)


def red(told: dict) -> set[str]:
    return {part["name"] for part in told["parts"] if not part["ok"]}


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "stack", "status", *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_every_part_has_a_section_of_what_to_do():
    assert all(len(runbook(name)) > 60 for name in PARTS)
    assert "no such part" not in RUNBOOK.read_text() and runbook("no such part") == ""


def test_all_is_well_and_a_script_can_tell(stack: Settings):
    told = report(stack)
    assert red(told) == set(), told
    assert of(told, "service")["facts"]["model_version"] == of(told, "store")["facts"]["champion"]
    done = command("--json")
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["ok"] is True
    assert "well" in command().stdout


@pytest.mark.parametrize(
    ("process", "part", "said"),
    [
        ("s3", "store", "127.0.0.1"),
        ("inference", "service", "is live and does not answer"),
        ("client", "page", "refused"),
    ],
)
def test_what_is_away_is_named_and_the_rest_is_told(stack: Settings, process, part, said):
    before = report(stack)
    runner = supervisor_of(stack)
    names = [one["name"] for one in runner.getAllProcessInfo() if one["statename"] == "RUNNING"]
    stopped = next(name for name in names if name.startswith(process))
    runner.stopProcess(stopped)
    try:
        told = report(stack, before)
        assert part in red(told)
        assert red(told) <= {part, *({"lake"} if process == "s3" else set())}
        mine = of(told, part)
        assert said in mine["said"]
        assert mine["do"] == runbook(part)
        assert mine["facts"] == of(before, part)["facts"] or mine["facts"]  # the last known
        again = report(stack, told)
        assert of(again, part)["since"] == mine["since"]
        assert command("--json").returncode == 1
    finally:
        runner.startProcess(stopped)
    well: Callable[[], bool] = lambda: not red(report(stack))  # noqa: E731
    wait_for(well, 60, "all is well again")


@pytest.mark.parametrize(
    ("error", "said"),
    [(ImageError("no Docker Engine answers here"), "no Docker Engine answers here"),
     (ValueError(""), "ValueError('')"), (DockerException("gone\nfor good"), "gone")],
)  # fmt: skip
def test_whatever_asking_raises_the_report_is_made(error, said):
    def ask(_settings: Settings) -> Part:
        raise error

    with patch.dict(PARTS, {"service": ask}, clear=True):
        (part,) = report(Settings())["parts"]
    assert (part["ok"], part["said"]) == (False, said)


def test_a_part_that_never_answers_is_given_up(stack: Settings, monkeypatch):
    import threading

    from stack import status

    ended = threading.Event()
    monkeypatch.setattr(status, "LIMIT_S", 1.0)
    with patch.dict(status.PARTS, {"disk": lambda _settings: ended.wait(30)}):
        told = report(stack)
    ended.set()
    assert of(told, "disk")["said"] == "no answer within 1 s"


def test_the_page_gets_the_newest_report(stack: Settings):
    import sqlalchemy as sa

    for _ in range(2):
        told = report(stack)
        keep(stack, told)
    engine = sa.create_engine(stack.database_url)
    with engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT server, report FROM status")).all()
    engine.dispose()
    assert [(server, json.loads(text)["at"]) for server, text in rows] == [("all", told["at"])]
