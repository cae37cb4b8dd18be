"""Machine facts: where the store, the databases, the ports and the homes are.

Read by entry points only (`python -m data`, `python -m models`, `train.py`, `packer.py`,
`rollout.py`, `stack.py`); libraries are handed what they need. Values come from the environment,
then from the settings file (`$SETTINGS_FILE`, default `var/settings.env`, which `make run` writes),
then from the defaults below. What the science needs is in `config/*.json` instead.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent


def settings_file() -> Path:
    """The file that holds this machine's settings, one NAME=value a line."""
    return Path(os.environ.get("SETTINGS_FILE", ROOT / "var" / "settings.env"))


class Settings(BaseSettings):
    """Every setting, by the name of its environment variable in lower case."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    dkt_home: Path = ROOT / "var"
    """Folder for everything this machine keeps: databases, Bentos, logs, work folders."""
    questions: Path = ROOT / "questions.csv"
    """The question bank."""

    asset_dir: Path = ROOT / "asset"
    """Where `train.py` shows the encoders of the bundle being worked on."""

    s3_bucket: str = "dkt"
    """Bucket that holds the lake and the models."""
    aws_endpoint_url: str | None = None
    """Address of an S3 that is not AWS; empty for AWS itself."""
    aws_access_key_id: str | None = None
    """Empty means: let the AWS client find credentials (instance role, profile)."""
    aws_secret_access_key: SecretStr | None = None
    aws_region: str = "us-east-1"

    client_database_url: str = ""
    """SQLAlchemy URL of the web page's database; empty means SQLite in `dkt_home`."""

    client_port: int = 5000
    inference_port: int = 3000
    airflow_port: int = 8080
    s3_port: int = 8333
    blue_port: int = 3001
    """The two Bentos of an embedded blue/green rollout listen here, behind `inference_port`."""
    green_port: int = 3002

    airflow_url: str = "http://127.0.0.1:8080"
    """Where the next DAG is poked."""
    airflow_user: str = "admin"
    airflow_password: SecretStr | None = None

    first_answers: int = Field(default=30_000, ge=1000)
    """Answers that a new embedded stack simulates, so that it has a first model."""
    first_log: Path | None = None
    """A log file that a new embedded stack imports instead of simulating answers."""

    @property
    def database_url(self) -> str:
        return self.client_database_url or f"sqlite:///{self.dkt_home / 'client.db'}"

    @property
    def run_dir(self) -> Path:
        """Folder of this home's control sockets; short, since a socket's path must be."""
        home = hashlib.sha256(str(self.dkt_home.resolve()).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"dkt-{os.getuid()}-{home}"

    @property
    def inference_url(self) -> str:
        return f"http://127.0.0.1:{self.inference_port}"


def load_settings() -> Settings:
    """Settings of this machine; raises pydantic's ValidationError naming every bad one."""
    return Settings(_env_file=settings_file())
