"""Where MLflow keeps runs on this machine, and the environment in which it does so quietly."""

import fcntl
import os
from pathlib import Path

from settings import Settings

QUIET = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DO_NOT_TRACK": "true",
    "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",  # workers for what nobody here uses
    "MLFLOW_ENABLE_AI_GATEWAY": "false",
}
"""MLflow sends nothing home, whatever the shell says."""
PATIENCE = {
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "2",
    "MLFLOW_HTTP_REQUEST_TIMEOUT": "20",
    "MLFLOW_CONFIGURE_LOGGING": "false",  # its warnings are for our log
}
"""A server that is away must not hold a training up for minutes; the shell may say otherwise."""


def tracking_uri(settings: Settings) -> str:
    """Of a server, or of the SQLite database in `dkt_home`."""
    return settings.mlflow_tracking_uri or f"sqlite:///{_home(settings) / 'mlflow.db'}"


def make_database(settings: Settings) -> None:
    """Make the SQLite database, whole or not at all, where there is none and it is to be used.

    A process that is killed while MLflow makes its tables would leave some behind, which MLflow
    then never completes; two that make them at once do the same.
    """
    if settings.mlflow_tracking_uri:
        return
    os.environ.update(environment(settings))
    database = _home(settings) / "mlflow.db"
    with database.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if database.exists():
            return
        from mlflow.tracking import MlflowClient

        aside = database.with_suffix(".writing")
        aside.unlink(missing_ok=True)
        MlflowClient(f"sqlite:///{aside}")  # makes all tables
        aside.rename(database)


def artifact_root(settings: Settings) -> str | None:
    """Folder or S3 prefix for files of runs; None where the tracking server has one of its own.

    A database is no server: without a place, MLflow would write below the current folder.
    """
    if settings.mlflow_artifact_root:
        given = settings.mlflow_artifact_root
        return given if "://" in given else Path(given).resolve().as_uri()
    server = settings.mlflow_tracking_uri.startswith(("http://", "https://"))
    return None if server else (_home(settings) / "artifacts").as_uri()


def environment(settings: Settings) -> dict[str, str]:
    """What MLflow reads from the environment; to be there before it is imported."""
    secret = settings.aws_secret_access_key
    store = {
        "AWS_ACCESS_KEY_ID": settings.aws_access_key_id,
        "AWS_SECRET_ACCESS_KEY": secret.get_secret_value() if secret else None,
        "AWS_DEFAULT_REGION": settings.aws_region,
        "MLFLOW_S3_ENDPOINT_URL": settings.aws_endpoint_url,
    }
    wanted = store if (settings.mlflow_artifact_root or "").startswith("s3://") else {}
    given = PATIENCE | {name: value for name, value in wanted.items() if value}
    return {name: os.environ.get(name, value) for name, value in given.items()} | QUIET


def _home(settings: Settings) -> Path:
    """The folder of database and files, made where it is not there."""
    home = (settings.dkt_home / "mlflow").resolve()
    home.mkdir(parents=True, exist_ok=True)
    return home
