"""What the three DAGs share: how a task runs a command.

A command's last line of output is the task's result (a version, a folder, a tag); exit code 99
means that there is nothing to do and skips the task and what follows it.

Results and params are data, which others may write: the name of a version comes out of a bucket.
They are matched against what they may be, quoted for the shell, and never rendered as templates.
"""

import functools
import os
import re
import shlex
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Formatter
from typing import Any

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import Param
from airflow.sdk.bases.decorator import DecoratedOperator, task_decorator_factory

ROOT = Path(__file__).resolve().parent.parent
BEST_HERE = "ensemble" if Path("/dev/nvidiactl").exists() else "lgbm"
"""The config that is trained unless another is asked for: the best on all logs that were measured
(benchmarks/README.md); where there is no GPU trees, which come near it in seconds."""
FILLED_IN: Any = None
"""Default of a task's `params`, which Airflow fills in when the task runs (and wants as None)."""

NAME = r"[a-z0-9][a-z0-9_-]{0,127}"
FOLDER = r"(/[\w .,:+=@%~#&'()-]+)+"
TAG, IMAGE = rf"dkt:{NAME}", r"[a-z0-9][a-z0-9.:/_-]{0,255}"
DIGEST = r"sha256:[0-9a-f]{64}"
KINDS = {
    "number": r"[0-9]{1,18}",
    "data": r"latest|[0-9]{1,18}",
    "name": NAME,  # of a config, or a model version
    "folder": FOLDER,
    "champion": f"none|{FOLDER}",
    "bento": TAG,
    "image": f"{IMAGE}:{NAME}",
    "served": f"{TAG}|{IMAGE}@{DIGEST}",  # a Bento, or an image by its digest
}
"""What data in a command may be; all else is refused. See `word`."""

OUTPUT_LAST = """\
result=$({})
code=$?
printf '%s\\n' "$result"
exit $code"""
"""Prints a command's stdout after its stderr, whose last line may be a warning as Python ends."""


class Command(DecoratedOperator, BashOperator):
    """Runs the command that its function returns, as it is.

    Airflow's `@task.bash` renders what the function returned with Jinja, the results of other tasks
    in it included: `{{ … }}` in the name of a version would run. Here no text is ever rendered.
    """

    custom_operator_name = "@command"
    template_fields = DecoratedOperator.template_fields  # results of other tasks, by reference
    template_fields_renderers = DecoratedOperator.template_fields_renderers

    def __init__(self, **options: Any) -> None:
        super().__init__(bash_command="", **options)

    def execute(self, context: Any) -> Any:
        given = self.determine_kwargs({**context, **self.op_kwargs})
        self.bash_command = self.python_callable(*self.op_args, **given)
        return BashOperator.execute(self, context)


def command(function: Callable[..., str], **options: Any) -> Callable[..., Any]:
    """A task, named as the function, that runs in the checkout the command which it returns.

    The function puts data into its command by `word`; options are Airflow's.
    """

    @functools.wraps(function)
    def script(*results: Any, **params: Any) -> str:
        return OUTPUT_LAST.format(function(*results, **params))

    decorated = task_decorator_factory(script, decorated_operator_class=Command)
    return decorated.override(cwd=str(ROOT), skip_on_exit_code=99, **options)


def step(name: str, template: str, **options: Any) -> Callable[..., Any]:
    """A task that runs `template` with the result of the task before it in its place.

    template: has a place such as `{folder}`, named by what the result has to be, or none.
    """
    kind = next((name for _, name, _, _ in Formatter().parse(template) if name is not None), None)
    if kind is not None and kind not in KINDS:
        raise ValueError(f"{template!r} has a place {{{kind}}}, expected one of {sorted(KINDS)}")

    def fill(result: str = "") -> str:
        return template.format(**{kind: word(result, kind)}) if kind else template

    fill.__name__ = name
    return command(fill, **options)


def word(data: Any, kind: str) -> str:
    """Data as one word of a shell command; raises ValueError unless it is one of `KINDS`."""
    text = str(data)
    if not re.fullmatch(KINDS[kind], text) or ".." in text.split("/"):
        raise ValueError(f"{text[:200]!r} goes into no command: expected a {kind}, {KINDS[kind]}")
    return shlex.quote(text)


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
    return f" --{name}" if wanted is True else ""
