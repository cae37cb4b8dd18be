"""Ask Airflow to run a DAG now, so that a cycle does not wait for the schedule.

    python -m stack poke retrain_and_push_dag --key data-12
    python -m stack poke update_inference_server_dag --key by-hand-1 --here

`PEER_AIRFLOW_URL` names the Airflow: the other server's, or on one machine its own. `--here`: this
machine's, `AIRFLOW_URL`. Two pokes with one key start one run. Correctness never depends on
a poke: without an Airflow that takes it, the command prints why and exits with 99 (skipped).
"""

import logging

import httpx

from settings import Settings
from stack.airflow_rest import Airflow, of_peer

log = logging.getLogger("stack")


class PokeError(Exception):
    """The run was not triggered; the schedule will start it."""


def poke(settings: Settings, dag: str, key: str, here: bool = False) -> str:
    """Trigger a run of a DAG and return its id; the same key gives the same run.

    Raises:
        PokeError: no Airflow is set, none answers, or what answers is no Airflow.
    """
    if not here and not settings.peer_airflow_url:
        raise PokeError(f"PEER_AIRFLOW_URL is not set; {dag} runs on its schedule")
    if not here:
        settings = of_peer(settings)
    run_id = f"poke__{key}"
    try:
        airflow = Airflow(settings)
        airflow.sign_in()
        new = airflow.trigger(dag, run_id)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, LookupError, TypeError) as err:
        raise PokeError(
            f"{settings.airflow_url} did not take the poke ({err!r}); "
            f"{dag} will run on its schedule"
        ) from err
    log.info("%s: %s", dag, "triggered" if new else "was triggered for this already")
    return run_id
