"""Airflow's REST interface, of this machine's Airflow or of the other server's."""

import time
from typing import Any
from urllib.parse import quote

import httpx

from settings import Settings

RETRY_AFTER_S = (1, 3, 5)


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


def of_peer(settings: Settings) -> Settings:
    """These settings with the peer's Airflow in place of this machine's."""
    names = ("url", "user", "password")
    return settings.model_copy(
        update={f"airflow_{name}": getattr(settings, f"peer_airflow_{name}") for name in names}
    )
