"""One of the two servers: its settings file, and an Airflow that stays up.

`init_for_inference_server.sh` and `init_for_train_server.sh` call this. Unlike the embedded stack,
a server runs Airflow alone: the web page and the model are Swarm services, the store is S3. Its
settings file is the only truth: what a shell says is written there by `prepare`, and commands that
Airflow runs read it each time.
"""

import hashlib
import os
import re
import secrets
import shutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NoReturn
from urllib.parse import parse_qs, quote, urlsplit

import psutil

from settings import ROOT, Settings, load_settings, settings_file
from stack.airflow import BIN, COMMANDS, ailment, dags_of, migrate, prepare_airflow
from stack.home import (
    LIMITS,
    HomeError,
    loopback_without_proxy,
    make_folders,
    read_settings,
    save_settings,
    single,
)
from stack.processes import (
    STATUS,
    answers,
    common_environment,
    end_leftover,
    failed,
    supervisor_config,
    write_supervisor_config,
)

PORTS = {"inference": "8080", "train": "6006"}
FOR_CONTAINERS = (
    "CLIENT_IMAGE", "FRONT_IMAGE", "POSTGRES_IMAGE", "OBJECT_STORE_IMAGE", "REGISTRY_IMAGE",
    "PROMETHEUS_IMAGE", "MONITORING",
    "OBJECT_STORE_REPLICAS", "CLIENT_REPLICAS", "ENDPOINT_MODE", "ADVERTISE_ADDR",
    "SITE_ADDRESS", "TRUSTED_PROXIES", "UPDATE_DELAY", "UPDATE_MONITOR", "AIRFLOW_UNIT",
    "CLIENT_HTTPS", "CLIENT_PROXIES", "CLIENT_QUESTION_HOURS", "CLIENT_OPEN_PRACTICE",
    "CLIENT_METRICS_TOKEN",
    "CLIENT_UPDATE_MONITOR",
    "DEPLOY_TIMEOUT", *LIMITS,
)  # fmt: skip
FOR_SETUP = ("PYTHON", "TORCH_WHEELS")
PASSED_ON = (
    "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "AWS_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE",
    "CUDA_VISIBLE_DEVICES", "DOCKER_HOST", "DOCKER_BUILDKIT",
)  # fmt: skip
"""What programs read from their environment alone: given to them from the settings file."""
SECRETS = ("AIRFLOW_PASSWORD", "AIRFLOW_JWT_SECRET")
INFERENCE_SECRETS = ("CLIENT_SECRET_KEY", "POSTGRES_PASSWORD")
NAMES = (
    *(name.upper() for name in Settings.model_fields), *FOR_CONTAINERS, *PASSED_ON, *SECRETS,
    *INFERENCE_SECRETS, *FOR_SETUP,
)  # fmt: skip
"""What a server's settings file may hold."""
LITERAL = re.compile(r"[^\s'\"\\`$]*")
"""A value that Python and shells alike read as it stands."""
TIDY = ["/bin/sh", "-c", 'while sleep 6h; do (cd "$0" && python -m stack tidy); done', str(ROOT)]
EVERYWHERE = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}
"""Addresses that mean all of this machine's: one at which it reaches itself."""
REQUIREMENTS = ROOT / "requirements.txt"
POLL_S = 0.5
STOP_S = 2.0


def prepare(server: str, check: bool = False) -> bool:
    """Write the settings file of a server: the environment, before what it held, before defaults.

    Prints the operator's password when it is a new one. Nothing is written when nothing is new.

    Args:
        server: "inference" or "train".
        check: only tell whether something would be written.

    Raises:
        HomeError, SettingsError: values that are no good; nothing was written.
    """
    file = settings_file().resolve()  # the checkout's is a link to it
    known = read_settings(file)
    given = {name: os.environ[name] for name in NAMES if name in os.environ}
    values = _with_defaults(server, known | given, file.parent)
    for name, value in values.items():
        if not LITERAL.fullmatch(value):
            raise HomeError(f"{name} holds a space, a quote, a backslash, a backtick or a $")
    if values == known:
        return False
    if check:
        return True
    os.environ |= values
    settings = load_settings()  # raises before anything is written
    settings.dkt_home.mkdir(mode=0o700, parents=True, exist_ok=True)
    save_settings(file, values)
    sys.stdout.write(f"settings are in {file}\n")
    if not (known | given).get("AIRFLOW_PASSWORD"):
        user, password = values["AIRFLOW_USER"], values["AIRFLOW_PASSWORD"]
        sys.stdout.write(
            f"Airflow on port {values['AIRFLOW_PORT']}: user {user}, password {password}\n"
        )
    return True


def _with_defaults(server: str, values: dict[str, str], home: Path) -> dict[str, str]:
    """The values of a server's settings file, missing secrets made up."""
    if server == "inference":
        values = {"SERVING": "swarm"} | values
    values = {
        "AIRFLOW_BIND": "0.0.0.0", "AIRFLOW_PORT": PORTS[server], "AIRFLOW_USER": "admin",
        **values, "SERVER": server, "DKT_HOME": str(home),
    }  # fmt: skip
    values["AIRFLOW_URL"] = _own_url(values["AIRFLOW_BIND"], values["AIRFLOW_PORT"])
    needed = SECRETS + (INFERENCE_SECRETS if server == "inference" else ())
    if server == "inference" and values.get("OBJECT_STORE_REPLICAS", "0") != "0":
        values = {
            "AWS_ACCESS_KEY_ID": "dkt",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{values.get('S3_PORT', '8333')}",
        } | {name: value for name, value in values.items() if value}
        needed += ("AWS_SECRET_ACCESS_KEY",)
    for name in needed:
        values[name] = values.get(name) or secrets.token_urlsafe(18)
    socket = f"{home}/postgresql"
    if server == "inference" and _is_ours(values.get("CLIENT_DATABASE_URL", ""), socket):
        password = quote(values["POSTGRES_PASSWORD"], safe="")
        # with its port: else $PGPORT of some shell would choose the socket
        values["CLIENT_DATABASE_URL"] = f"postgresql://dkt:{password}@:5432/dkt?host={socket}"
    return values


def _own_url(bind: str, port: str) -> str:
    """Where this machine's processes reach an Airflow that listens on `bind`."""
    host = EVERYWHERE.get(bind, bind)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _is_ours(url: str, socket: str) -> bool:
    """Whether a database URL is none, or leads to the stack's own: then it follows its password."""
    return not url or parse_qs(urlsplit(url).query).get("host") == [socket]


def serve() -> NoReturn:
    """Become the supervisor of this server's Airflow, until it is told to stop.

    Raises:
        HomeError: one runs here already, or Airflow's database can't be prepared.
    """
    settings, environment, wanted = server_settings()
    make_folders(settings, "log", "airflow")
    with single(settings):
        if answers(settings):
            raise HomeError(f"Airflow runs in {settings.dkt_home} already")
        _end_orphans(settings)
        prepare_airflow(settings)
        config = write_config(settings)
        migrate(settings, environment)
        _started(settings).write_text(wanted)
    os.execve(BIN / "supervisord", ["supervisord", "-c", str(config)], environment)


def running() -> str | None:
    """None while Airflow runs with today's settings and packages; else what it needs."""
    settings, _, wanted = server_settings()
    if not answers(settings):
        return "Airflow does not run"
    if _started(settings).read_text() != wanted:
        return "Airflow runs with settings or packages that have changed since: start it anew"
    return None


def healthy(wait_s: float) -> None:
    """Come back when Airflow is healthy and has exactly this server's DAGs.

    Raises:
        HomeError: it is not so within `wait_s`, or can't become so; says what is wrong.
    """
    settings, _, _ = server_settings()
    deadline = time.monotonic() + wait_s
    log = settings.dkt_home / "log"
    while wrong := ailment(settings):
        if answers(settings) and (gone := failed(settings)):
            raise HomeError(f"{', '.join(gone)} did not start: see {log}/{gone[0]}.log")
        if time.monotonic() > deadline:
            raise HomeError(f"{wrong}; logs are in {log}")
        time.sleep(POLL_S)


def stop() -> None:
    """End this server's Airflow and all it runs; nothing is done where nothing runs."""
    settings, _, _ = server_settings()
    end_leftover(settings)
    _end_orphans(settings)
    shutil.rmtree(settings.run_dir, ignore_errors=True)  # nobody is there to talk to


def server_settings() -> tuple[Settings, dict[str, str], str]:
    """Settings, environment and fingerprint of a server; this process's environment follows.

    Raises:
        HomeError: the settings file is not that of a server.
    """
    file = settings_file()
    values = read_settings(file)
    if values.get("SERVER") not in PORTS:
        raise HomeError(
            f"{file} is not the settings file of a server: run init_for_inference_server.sh "
            f"or init_for_train_server.sh"
        )
    for name in [name for name in os.environ if name in NAMES or name.startswith("AIRFLOW_")]:
        if name not in PASSED_ON:
            del os.environ[name]
    os.environ |= {name: values[name] for name in PASSED_ON if values.get(name)}
    settings = load_settings()
    loopback_without_proxy(urlsplit(settings.airflow_url).hostname)
    os.environ["AIRFLOW_JWT_SECRET"] = values["AIRFLOW_JWT_SECRET"]
    environment = common_environment(settings)
    return settings, environment, _fingerprint(settings, environment, values)


def _fingerprint(settings: Settings, environment: dict[str, str], values: dict[str, str]) -> str:
    """Of all that Airflow's processes keep from their start on, until they are started anew.

    Not of the code of DAGs and commands, which is read each time.
    """
    ours = {
        name: value
        for name, value in environment.items()
        if name.startswith("AIRFLOW_") or name in ("SERVING", "BENTOML_HOME")
    }
    passed_on = {name: values.get(name) for name in PASSED_ON}
    config = supervisor_config(settings, _commands(settings), autostart=True)
    parts = (sorted(ours.items()), values["AIRFLOW_PASSWORD"], passed_on, config,
             sorted(dags_of(settings)), REQUIREMENTS.read_bytes())  # fmt: skip
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def write_config(settings: Settings) -> Path:
    return write_supervisor_config(settings, _commands(settings), autostart=True)


def _commands(settings: Settings) -> dict[str, list[str]]:
    status = {"status": STATUS} if settings.server == "inference" else {}
    return COMMANDS | {"airflow-tidy": TIDY} | status


def _started(settings: Settings) -> Path:
    """Fingerprint of what Airflow was started with."""
    return settings.dkt_home / "airflow" / "started"


def _end_orphans(settings: Settings) -> None:
    """End what a killed supervisor left behind: what runs in Airflow's home, and its children."""
    home = str(settings.dkt_home / "airflow")
    left = set()
    for process in psutil.process_iter(["cwd"]):
        if process.info["cwd"] == home and process.pid != os.getpid():
            with suppress(psutil.NoSuchProcess):  # it ended meanwhile
                left |= {process, *process.children(recursive=True)}
    for sign in (signal.SIGTERM, signal.SIGKILL):
        for process in left:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(sign)
        left = set(psutil.wait_procs(left, STOP_S)[1])
