"""What Airflow shows of trainings: the first model is trained once, a refused one says why."""

from pathlib import Path
from urllib.parse import quote

import pytest

from models.store import open_store
from settings import Settings, load_settings
from stack.airflow_rest import Airflow
from stack.apart import stack_apart
from stack.dagrun import DagRunner, wait_for

pytestmark = pytest.mark.stack
DAG = "retrain_and_push_dag"


def states(airflow: Airflow, run_id: str) -> dict[str, str]:
    path = f"dags/{DAG}/dagRuns/{quote(run_id)}/taskInstances"
    told = airflow.get(path)["task_instances"]
    return {task["task_id"]: task["state"] for task in told}


def test_the_first_model_is_trained_once(tmp_path: Path) -> None:
    """Airflow runs every DAG at its first start; by then the first model is decided on."""
    with stack_apart(tmp_path, first_answers=4000, schedules="on"):
        settings = load_settings()
        airflow = DagRunner(settings).airflow

        def ended() -> list[str]:
            runs = airflow.get(f"dags/{DAG}/dagRuns")["dag_runs"]
            return [run["dag_run_id"] for run in runs if run["state"] in ("success", "failed")]

        (run_id,) = wait_for(ended, 120, "the run that Airflow starts by itself")
        assert run_id.startswith("scheduled__")
        assert set(states(airflow, run_id).values()) == {"skipped"}
        assert len(open_store(settings).manifests()) == 1


def test_a_refused_challenger_is_seen_with_its_reason(stack: Settings) -> None:
    dags, store = DagRunner(stack), open_store(stack)
    champion = store.champion()
    dags.run(DAG, "refused", params={"config": "bkt"})
    refused = [one for one in store.ledger() if one["action"] == "refuse"][-1]
    assert refused["version"].startswith("bkt-")
    found = states(dags.airflow, "refused")
    assert found.pop("promote") == found.pop("poke_update") == "skipped"
    assert set(found.values()) == {"success"}
    run = dags.airflow.get(f"dags/{DAG}/dagRuns/refused")
    assert run["note"] == refused["reason"][:1000]
    result = dags.airflow.get(
        f"dags/{DAG}/dagRuns/refused/taskInstances/kept_champion/xcomEntries/return_value"
    )
    assert result["value"] == refused["reason"]
    assert store.champion() == champion
