"""Ask Airflow to run a DAG now, so that a cycle does not wait for the schedule.

    python poke.py retrain_and_push_dag --key data-12
    python poke.py update_inference_server_dag --key by-hand-1 --here

It is the Airflow that `PEER_AIRFLOW_URL` names: the other server's, or on one machine its own; with
`--here` this machine's, which `AIRFLOW_URL` names. The key names the run: poking twice for the same
reason is one run. Correctness never depends on a poke, so no such Airflow, one that can't be
reached, or one that answers as no Airflow does, is exit code 99 (skipped), with the reason in the
log.
"""

import logging
import sys
import time
from typing import Annotated, Any
from urllib.parse import quote

import httpx
import typer

from settings import Settings, SettingsError, load_settings

UNREACHABLE = 99
RETRY_AFTER_S = (1, 3, 5)
log = logging.getLogger("poke")


class Airflow:
    """REST interface of this machine's Airflow, as the settings say. Raises httpx.HTTPError."""

    def __init__(self, settings: Settings):
        self.http = httpx.Client(base_url=settings.airflow_url, timeout=30)
        self.user = settings.airflow_user
        self.password = settings.airflow_password

    def sign_in(self) -> None:
        """Fetch a token; it lasts for a day."""
        secret = self.password.get_secret_value() if self.password else ""
        answer = self.http.post("/auth/token", json={"username": self.user, "password": secret})
        token = answer.raise_for_status().json()["access_token"]
        self.http.headers["Authorization"] = f"Bearer {token}"

    def trigger(self, dag: str, run_id: str, params: dict[str, Any] | None = None) -> bool:
        """Start a run; False if a run of this id exists already.

        A server error, such as a busy database, is tried again: the id makes that safe.
        """
        body = {"logical_date": None, "dag_run_id": run_id, "conf": params or {}}
        for pause_s in RETRY_AFTER_S:
            answer = self.http.post(f"/api/v2/dags/{dag}/dagRuns", json=body)
            if not answer.is_server_error:
                break
            time.sleep(pause_s)
        if answer.status_code == httpx.codes.CONFLICT:
            return False
        answer.raise_for_status()
        return True

    def note(self, dag: str, run_id: str, text: str) -> None:
        """Write a run's note, which its page shows; the one there was is replaced."""
        path = f"/api/v2/dags/{quote(dag, '')}/dagRuns/{quote(run_id, '')}"
        self.http.patch(path, json={"note": text}).raise_for_status()

    def get(self, path: str) -> dict[str, Any]:
        """Body of `GET /api/v2/<path>`."""
        return self.http.get(f"/api/v2/{path}").raise_for_status().json()


def main(
    dag: str,
    key: Annotated[str, typer.Option(help="Names the run; the same key runs once.")],
    here: Annotated[bool, typer.Option("--here", help="This machine's own Airflow.")] = False,
) -> None:
    """Ask Airflow to run a DAG now."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        settings = load_settings()
    except SettingsError as err:
        sys.stderr.write(f"poke.py: {err}\n")
        raise SystemExit(1) from err
    if not here and not settings.peer_airflow_url:
        sys.stderr.write(f"poke.py: PEER_AIRFLOW_URL is not set; {dag} runs on its schedule\n")
        raise SystemExit(UNREACHABLE)
    if not here:
        settings = of_peer(settings)
    run_id = f"poke__{key}"
    try:
        airflow = Airflow(settings)
        airflow.sign_in()
        new = airflow.trigger(dag, run_id)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, LookupError, TypeError) as err:
        sys.stderr.write(
            f"poke.py: {settings.airflow_url} did not take the poke ({err!r}); "
            f"{dag} will run on its schedule\n"
        )
        raise SystemExit(UNREACHABLE) from err
    log.info("%s: %s", dag, "triggered" if new else "was triggered for this already")
    typer.echo(run_id)


def of_peer(settings: Settings) -> Settings:
    """These settings with the peer's Airflow in place of this machine's."""
    names = ("url", "user", "password")
    return settings.model_copy(
        update={f"airflow_{name}": getattr(settings, f"peer_airflow_{name}") for name in names}
    )


if __name__ == "__main__":
    typer.run(main)
