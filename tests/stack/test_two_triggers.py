"""Operators who press the button at once, on an Airflow that keeps its runs in SQLite."""

import threading
import time
import uuid
from collections.abc import Iterator

import httpx
import pytest

from settings import Settings
from stack.airflow_rest import Airflow

pytestmark = pytest.mark.stack
DAGS = ("update_data_dag", "retrain_and_push_dag")
ROUNDS = 8
LIMIT_S = 10.0
"""Far below the 25 s after which SQLite gives a lock up, far above what a trigger takes."""


@pytest.fixture
def airflow(stack: Settings) -> Iterator[Airflow]:
    """Airflow with both DAGs paused, so that what is triggered waits, and is removed."""
    airflow = Airflow(stack)
    airflow.sign_in()
    pause(airflow, True)
    yield airflow
    for dag in DAGS:
        for run in airflow.get(f"dags/{dag}/dagRuns?run_id_pattern=at_once")["dag_runs"]:
            airflow.http.delete(f"/api/v2/dags/{dag}/dagRuns/{run['dag_run_id']}")
    pause(airflow, False)


def pause(airflow: Airflow, paused: bool) -> None:
    for dag in DAGS:
        airflow.http.patch(f"/api/v2/dags/{dag}", json={"is_paused": paused}).raise_for_status()


def at_once(airflow: Airflow, number: int) -> tuple[list[int], float]:
    """Status codes of so many triggers at one moment, and the seconds until the last one."""
    codes: list[int] = []
    start = threading.Barrier(number + 1)

    def trigger(k: int) -> None:
        with httpx.Client(base_url=airflow.http.base_url, headers=airflow.http.headers) as http:
            start.wait()
            answer = http.post(
                f"/api/v2/dags/{DAGS[k % 2]}/dagRuns", timeout=60,
                json={"logical_date": None, "dag_run_id": f"at_once_{uuid.uuid4().hex}"},
            )  # fmt: skip
            codes.append(answer.status_code)

    threads = [threading.Thread(target=trigger, args=(k,)) for k in range(number)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.monotonic()
    for thread in threads:
        thread.join()
    return codes, time.monotonic() - began


def test_two_triggers_at_once_are_both_taken(airflow):
    for _ in range(ROUNDS):
        codes, seconds = at_once(airflow, 2)
        assert codes == [200, 200]
        assert seconds < LIMIT_S


def test_more_triggers_than_the_pool_had_connections_are_all_taken(airflow):
    codes, seconds = at_once(airflow, 20)
    assert codes == [200] * 20
    assert seconds < 2 * LIMIT_S


def test_every_part_of_airflow_that_its_home_page_shows_is_healthy(airflow):
    health = airflow.get("monitor/health")
    assert {part: facts["status"] for part, facts in health.items()} == dict.fromkeys(
        ("metadatabase", "scheduler", "triggerer", "dag_processor"), "healthy"
    )


def test_who_triggered_is_in_the_log(airflow):
    codes, _ = at_once(airflow, 1)
    assert codes == [200]
    entries = airflow.get("eventLogs?event=trigger_dag_run&order_by=-when&limit=1")["event_logs"]
    assert entries[0]["owner"] == airflow.user
