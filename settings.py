"""Machine facts: where the store, the databases, the ports and the homes are.

Read by entry points only (`python -m data`, `python -m models`, `python -m stack`, `train.py`,
`packer.py`, the commands of the rooms); libraries are handed what they need. Values come from the
environment, then from the settings file (`$SETTINGS_FILE`, default `var/settings.env`, which
`make run` writes), then from the defaults below. What the science needs is in `config/*.json`.
"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AliasChoices, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent
SKIPPED = 99
"""Exit code of a command that has nothing to do; Airflow then skips the task."""
SOCKETS = Path("/tmp")  # not $TMPDIR: a shell that has another one must find the runner, too

Port = Annotated[int, Field(ge=1, le=65535)]
IfGiven = BeforeValidator(lambda value: None if value == "" else value)
"""Makes `NAME=` mean that NAME is not given."""


class SettingsError(ValueError):
    """Settings are wrong; the message is one line that names every bad one."""


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
    aws_endpoint_url: Annotated[str | None, IfGiven] = None
    """Address of an S3 that is not AWS; empty for AWS itself."""
    aws_access_key_id: Annotated[str | None, IfGiven] = None
    """Empty, as the next one: let the AWS client find credentials (instance role, profile)."""
    aws_secret_access_key: Annotated[SecretStr | None, IfGiven] = None
    """The secret of that key."""
    aws_region: str = "us-east-1"
    """Region of the bucket; an S3 that is not AWS takes any."""

    client_database_url: str = ""
    """SQLAlchemy URL of the web page's database; empty means SQLite in `dkt_home`."""

    client_port: Port = 5000
    """The students' web page."""
    inference_port: Port = 3000
    """The stable address of the inference service."""
    airflow_port: Port = 8080
    """Airflow's web page and REST interface."""
    s3_port: Port = 8333
    """The embedded object store, which takes the ports above this one, too."""
    blue_port: Port = 3001
    """One of the two Bentos of an embedded blue/green rollout, behind `inference_port`."""
    green_port: Port = 3002
    """The other one."""
    mlflow_port: Port = 5002
    """The page of all experiments, `make experiments`."""

    server: Literal["all", "inference", "train"] = "all"
    """Which DAGs and processes run here: those of one machine, or of one of two servers."""
    airflow_url: str = "http://127.0.0.1:8080"
    """This machine's Airflow."""
    airflow_bind: str = "127.0.0.1"
    """Address that it listens on."""
    airflow_user: str = "admin"
    """Its operator."""
    airflow_password: Annotated[SecretStr | None, IfGiven] = None
    """That user's password."""
    airflow_database_url: str = ""
    """SQLAlchemy URL of its database; empty means SQLite in `dkt_home`."""
    peer_airflow_url: Annotated[str | None, IfGiven] = None
    """The Airflow that runs the next DAG; empty: nobody is poked, DAGs run on their schedule."""
    peer_airflow_user: str = "admin"
    """Who pokes it."""
    peer_airflow_password: Annotated[SecretStr | None, IfGiven] = None
    """That user's password."""

    schedules: Literal["on", "off"] = "on"
    """Whether DAGs run by themselves, too, or when somebody tells them to only."""
    serving: Literal["processes", "swarm"] = "processes"
    """What serves the model: two supervised processes in turns, or a Docker Swarm service."""
    stack_name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")] = "dkt"
    """Name of the Swarm stack."""
    registry: str = "127.0.0.1:5001"
    """Where images are pushed to and pulled from: host and port."""
    base_image: str = "python:3.11-slim"
    """What the platform's images are built on: any image with Python 3.11 to 3.14."""
    inference_replicas: int = Field(default=3, ge=1)
    """Replicas of the inference service from its first rollout on."""
    keep_versions: int = Field(default=3, ge=2)
    """Bundles, Bentos and images that stay on a server for going back; older ones are removed."""

    mlflow_tracking_uri: str = ""
    """Server that records experiments; empty means SQLite in `dkt_home`."""
    mlflow_artifact_root: str = ""
    """Folder or s3://BUCKET/PREFIX for files of runs; empty: in `dkt_home`, or the server's own."""
    wandb_mode: Literal["disabled", "offline", "online"] = "disabled"
    """Whether Weights & Biases records runs, too; offline means a folder in `dkt_home`."""
    wandb_api_key: Annotated[SecretStr | None, IfGiven] = None
    """Key for `online`; empty: let `wandb login` have left one."""
    memory_rows: int = Field(default=2_000_000, ge=1)
    """Answers above which `train.py` keeps their features in files instead of memory."""
    fitting_dir: Annotated[Path | None, IfGiven] = None
    """Where a training keeps what it needs to go on after a kill; empty: beside the bundles."""
    num_nodes: int = Field(
        default=1, ge=1, validation_alias=AliasChoices("num_nodes", "group_world_size")
    )
    """Machines that train together; the second name of this and of the next is torchrun's."""
    node_rank: int = Field(
        default=0, ge=0, validation_alias=AliasChoices("node_rank", "group_rank")
    )
    """Which of them this is, from 0."""
    master_addr: str = "127.0.0.1"
    """Address of node 0."""
    master_port: int = Field(default=29500, ge=1024, le=65000)
    """The nodes meet at the ports of node 0 after this one."""
    local_world_size: int = Field(default=1, le=1)
    """Processes that torchrun starts a node: one, for `--devices` starts the others."""

    first_answers: int = Field(default=30_000, ge=1000)
    """Answers that a new embedded stack simulates, so that it has a first model."""
    first_log: Annotated[Path | None, IfGiven] = None
    """A log file that a new embedded stack imports instead of simulating answers."""

    @property
    def database_url(self) -> str:
        return self.client_database_url or f"sqlite:///{self.dkt_home / 'client.db'}"

    @property
    def run_dir(self) -> Path:
        """Folder of this home's control sockets; short, since a socket's path must be."""
        home = hashlib.sha256(str(self.dkt_home.resolve()).encode()).hexdigest()[:12]
        return SOCKETS / f"dkt-{os.getuid()}-{home}"

    @property
    def inference_url(self) -> str:
        return f"http://127.0.0.1:{self.inference_port}"


def load_settings() -> Settings:
    """Settings of this machine.

    Raises:
        SettingsError: values that are no good; all of them are told at once.
    """
    try:
        return Settings(_env_file=settings_file())
    except ValidationError as err:
        bad = [f"{'.'.join(map(str, e['loc'])).upper()}={e['input']}: {e['msg']}"
               for e in err.errors()]  # fmt: skip
        raise SettingsError("; ".join(bad)) from err
    except (OSError, UnicodeDecodeError) as err:
        raise SettingsError(f"{settings_file()} can't be read: {err}") from err


def reason(err: Exception) -> str:
    """What went wrong, in a line for an operator.

    A disk that is full fails without a file's name: then it says where this machine writes.
    """
    if type(err) is OSError and err.filename is None:
        home = os.environ.get("DKT_HOME", ROOT / "var")
        return f"{err}: is there space in {home} and in {tempfile.gettempdir()}?"
    return str(err)
