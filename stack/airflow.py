"""Airflow as this platform runs it: its environment, its DAGs, its database, its health.

The embedded stack and the servers share it; what `SERVER` says decides which DAGs are here.
"""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx

from settings import ROOT, Settings
from stack.airflow_rest import Airflow
from stack.home import HomeError

BIN = Path(sys.executable).parent
DAGS = {
    "inference": ("update_data_dag", "update_inference_server_dag"),
    "train": ("retrain_and_push_dag",),
}
PARTS = ("metadatabase", "scheduler", "dag_processor", "triggerer")
SCHEDULER = "airflow-scheduler"
COMMANDS = {
    "airflow-api": [f"{BIN}/airflow", "api-server"],
    # the API server reads the tasks' logs from the same disk: nobody has to serve them
    SCHEDULER: [f"{BIN}/airflow", "scheduler", "--skip-serve-logs"],
    "airflow-dags": [f"{BIN}/airflow", "dag-processor"],
    # no task of ours waits in it; without one Airflow's home page shows a red light
    "airflow-triggerer": [f"{BIN}/airflow", "triggerer", "--skip-serve-logs", "--capacity", "10"],
}
"""Airflow's processes, by the name that they and their logs get."""

POLL_S = 0.1
SESSIONS = "airflow_session"
"""Module of the sessions of an Airflow on SQLite, beside this one."""


def dags_of(settings: Settings) -> set[str]:
    """Names of the DAGs that run on this machine."""
    return {dag for server, dags in DAGS.items() if settings.server in (server, "all")
            for dag in dags}  # fmt: skip


def airflow_environment(settings: Settings) -> dict[str, str]:
    """What Airflow reads from its environment; its tasks, our commands, inherit it."""
    home, jwt_secret = settings.dkt_home / "airflow", os.environ["AIRFLOW_JWT_SECRET"]
    names = {
        "AIRFLOW_HOME": str(home),
        **_database(settings),
        "AIRFLOW__CORE__DAGS_FOLDER": str(_dags_folder(settings)),
        # more than the API server has threads: its event loop waits for a connection, too, while
        # those who have one wait for the loop
        "AIRFLOW__DATABASE__SQL_ALCHEMY_MAX_OVERFLOW": "60",
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__PARALLELISM": str(max(2, os.cpu_count() or 2)),
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{settings.airflow_user}:admin",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(_passwords(settings)),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{settings.airflow_url}/execution/",
        "AIRFLOW__API__HOST": settings.airflow_bind,
        "AIRFLOW__API__PORT": str(settings.airflow_port),
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__API__WORKER_TIMEOUT": "3",  # how long an open browser holds up its end
        "AIRFLOW__API__SECRET_KEY": jwt_secret,
        "AIRFLOW__API_AUTH__JWT_SECRET": jwt_secret,
        # a stopped task's end is seen within this, not after 5 s
        "AIRFLOW__WORKERS__MIN_HEARTBEAT_INTERVAL": "1",
        # what a killed scheduler left as running is begun again after half a minute, not five
        "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "30",
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "60",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(home / "logs"),
        "AIRFLOW__SCHEDULER__SCHEDULER_HEARTBEAT_SEC": "2",
    }
    if settings.airflow_bind == "127.0.0.1":  # else browsers call it by more than one name
        names["AIRFLOW__API__BASE_URL"] = settings.airflow_url
    return names


def prepare_airflow(settings: Settings) -> None:
    """Write what Airflow reads from its home: the operator's password, code, a server's DAGs."""
    password = settings.airflow_password.get_secret_value() if settings.airflow_password else ""
    _passwords(settings).touch(mode=0o600)
    _passwords(settings).write_text(json.dumps({settings.airflow_user: password}))
    # the folder that Airflow finds modules in
    _link(settings.dkt_home / "airflow" / "config", ROOT / "stack", {f"{SESSIONS}.py"})
    folder = _dags_folder(settings)
    if folder != ROOT / "dags":
        wanted = {f"{name}.py" for name in (*dags_of(settings), "wiring")}
        _link(folder, ROOT / "dags", wanted)


def _link(folder: Path, source: Path, names: set[str]) -> None:
    """Make the links in a folder be those to these files; links of another checkout go."""
    folder.mkdir(exist_ok=True)
    for left in folder.iterdir():
        if left.is_symlink():
            left.unlink()
    for name in names:
        (folder / name).symlink_to(source / name)


def migrate(
    settings: Settings, environment: dict[str, str], stop: threading.Event | None = None
) -> None:
    """Bring Airflow's database to this Airflow's version; a new one is made.

    Args:
        stop: when set, a new database is given up at once; an old one is finished first.

    Raises:
        HomeError: it could not be done, or was given up; names the log.
    """
    log = settings.dkt_home / "log" / "airflow-db.log"
    file = settings.dkt_home / "airflow" / "airflow.db"
    new = not settings.airflow_database_url and not file.exists()
    with log.open("wb") as out:
        migrating = subprocess.Popen(
            [f"{BIN}/airflow", "db", "migrate"], env=environment, stdout=out, stderr=out,
            start_new_session=True,
        )  # fmt: skip
        while migrating.poll() is None:
            if stop and new and stop.is_set():
                migrating.kill()
                migrating.wait()
                for left in file.parent.glob(f"{file.name}*"):  # half of one is never completed
                    left.unlink()
            time.sleep(POLL_S)
    if migrating.returncode:
        raise HomeError(f"Airflow's database could not be prepared: see {log}")


def ailment(settings: Settings) -> str | None:
    """What is wrong with this machine's Airflow now, or None: alive, and its DAGs are there.

    Raises:
        HomeError: a DAG file can't be imported, which waiting does not mend.
    """
    airflow = Airflow(settings)
    try:
        health = airflow.get("monitor/health")
        for part in PARTS:
            if health[part]["status"] != "healthy":
                return f"Airflow's {part} is {health[part]['status'] or 'not there'}"
        airflow.sign_in()
        if broken := airflow.get("importErrors")["import_errors"]:
            raise HomeError(f"{broken[0]['filename']}: {broken[0]['stack_trace']}")
        found = {dag["dag_id"] for dag in airflow.get("dags")["dags"]}
    except (httpx.HTTPError, ValueError, LookupError) as err:
        return f"Airflow at {settings.airflow_url} does not answer as it should: {err!r}"
    if found != (wanted := dags_of(settings)):
        return f"Airflow's DAGs are {_listed(found)}, expected {_listed(wanted)}"
    return None


def _database(settings: Settings) -> dict[str, str]:
    """Airflow's two connections to its database, both through psycopg on PostgreSQL."""
    name, url = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", settings.airflow_database_url
    if not url:
        return {
            # several processes write here: let one wait for another rather than fail after 5 s
            name: f"sqlite:///{settings.dkt_home}/airflow/airflow.db?timeout=25",
            "AIRFLOW__DATABASE__SQL_ALCHEMY_SESSION_MAKER": f"{SESSIONS}.session_maker",
        }
    if url.startswith(("postgresql:", "postgres:")):
        url = "postgresql+psycopg:" + url.partition(":")[2]
    return {name: url, f"{name}_ASYNC": url} if "+psycopg:" in url else {name: url}


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def _dags_folder(settings: Settings) -> Path:
    """The checkout's own, or one in a server's home that links to some of its files."""
    return ROOT / "dags" if settings.server == "all" else settings.dkt_home / "airflow" / "dags"


def _passwords(settings: Settings) -> Path:
    return settings.dkt_home / "airflow" / "passwords.json"
