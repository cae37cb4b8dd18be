"""Run a DAG over Airflow's REST interface and see it through, as an operator would in the page."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from settings import Settings
from stack.airflow_rest import Airflow
from stack.home import HomeError

RUN_S = 420.0
FINAL_STATES = ("success", "failed")


@dataclass
class DagRun:
    """A run that ended."""

    state: str
    seconds: float
    tasks: dict[str, float]
    """Seconds that each task took in its last attempt."""
    said: str
    """The last lines that its failed tasks logged, over all their attempts."""


class DagRunner:
    """One Airflow, and the logs that its tasks leave in its home."""

    def __init__(self, settings: Settings):
        self.airflow = Airflow(settings)
        self.airflow.sign_in()
        self.logs = settings.dkt_home / "airflow" / "logs"

    def run(
        self, dag: str, run_id: str, *, poked: bool = False, expect: str = "success",
        params: dict[str, Any] | None = None,
    ) -> DagRun:  # fmt: skip
        """Trigger a DAG, or wait for the run that the DAG before it poked, until it ended.

        Raises:
            HomeError: it did not end in time, or not as expected; with what its tasks said.
        """
        started = time.monotonic()
        if not poked:
            self.airflow.trigger(dag, run_id, params)
        path = f"dags/{dag}/dagRuns/{run_id}"

        def state() -> str | None:
            try:
                run = self.airflow.get(path)
            except httpx.HTTPStatusError as err:
                if err.response.status_code == httpx.codes.NOT_FOUND:
                    return None
                raise
            return run["state"] if run["state"] in FINAL_STATES else None

        found = wait_for(state, RUN_S, f"{dag} {run_id}")
        instances = self.airflow.get(f"{path}/taskInstances")["task_instances"]
        seconds = time.monotonic() - started
        told = ", ".join(f"{task['task_id']} {task['state']}" for task in instances)
        say(f"{dag}: {found} after {seconds:.0f} s ({told})")
        failed = [task["task_id"] for task in instances if task["state"] == "failed"]
        tasks = {task["task_id"]: float(task["duration"] or 0) for task in instances}
        run = DagRun(found, seconds, tasks, self._said(dag, run_id, failed))
        if found != expect:
            raise HomeError(f"{dag} {run_id} ended as {found}, expected {expect}\n{run.said}")
        return run

    def _said(self, dag: str, run_id: str, tasks: list[str]) -> str:
        run = self.logs / f"dag_id={dag}" / f"run_id={run_id}"
        return "\n".join(
            f"{log.parent.name}: {json.loads(line).get('event')}"
            for task in tasks
            for log in sorted(run.glob(f"task_id={task}/*.log"))
            for line in log.read_text().splitlines()[-15:]
        )


def wait_for(ask: Callable[[], Any], limit_s: float, what: str) -> Any:
    """The first answer that is true; raises HomeError after the limit."""
    deadline = time.monotonic() + limit_s
    while not (answer := ask()):
        if time.monotonic() > deadline:
            raise HomeError(f"{what}: not there within {limit_s:.0f} s")
        time.sleep(0.25)
    return answer


def say(text: str) -> None:
    """A line of the story, on standard error; the figures go to standard output."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")
