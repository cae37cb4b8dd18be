"""What the three DAGs share: how a task runs a command.

A command's last line of output is the task's result (a version, a folder, a tag); exit code 99
means that there is nothing to do and skips the task and what follows it.
"""

import functools
import os
import shlex
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from airflow.sdk import Param, task

ROOT = Path(__file__).resolve().parent.parent
FILLED_IN: Any = None
"""Default of a task's `params`, which Airflow fills in when the task runs (and wants as None)."""

OUTPUT_LAST = """\
result=$({})
code=$?
printf '%s\\n' "$result"
exit $code"""
"""Prints a command's stdout after its stderr, whose last line may be a warning as Python ends."""


def command(function: Callable[..., str], **options: Any) -> Callable[..., Any]:
    """A task, named as the function, that runs in the checkout the command which it returns.

    What tasks before it resulted in comes quoted for the shell; options are Airflow's.
    """

    @functools.wraps(function)
    def script(*results: Any, **params: Any) -> str:
        return OUTPUT_LAST.format(function(*map(shlex.quote, results), **params))

    return task.bash(cwd=str(ROOT), skip_on_exit_code=99, **options)(script)


def step(name: str, template: str, **options: Any) -> Callable[..., Any]:
    """A task that runs `template` with the result of the task before it in place of `{}`."""

    def fill(result: str = "") -> str:
        return template.format(result)

    fill.__name__ = name
    return command(fill, **options)


def schedule(cron: str) -> str | None:
    """When a DAG runs by itself; with SCHEDULES=off it runs when somebody tells it to."""
    return None if os.environ.get("SCHEDULES") == "off" else cron


SHARED = {
    "start_date": datetime(2026, 1, 1, tzinfo=UTC),
    "catchup": False,
    "max_active_runs": 1,
    "default_args": {
        "owner": "platform",
        "retries": 1,
        "retry_delay": timedelta(seconds=30),
        "execution_timeout": timedelta(hours=6),
    },
}

FORCE = Param(
    False,
    type="boolean",
    title="Run even if nothing is new",
    description="Normally a run with nothing new to do skips its tasks.",
)


def flag(name: str, wanted: bool) -> str:
    """` --name` or nothing."""
    return f" --{name}" if wanted else ""
