"""The stack's processes, supervised: what runs, with which environment, how it ends."""

import configparser
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from xmlrpc.client import Fault

from rollout import supervisor_of
from settings import ROOT, Settings, settings_file
from stack.home import HomeError, read_values, store_options

BIN = Path(sys.executable).parent
STOP_S = 30.0
AIRFLOW = ("airflow-api", "airflow-scheduler", "airflow-dags")
PROGRAMS = ("s3", "front", "client", *AIRFLOW)
"""Started with the stack; the two inference processes are started by rollouts."""


def environment(settings: Settings) -> dict[str, str]:
    """Environment of every process and of the commands in the DAGs."""
    secret = read_values(settings_file())
    home, airflow = settings.dkt_home, f"http://127.0.0.1:{settings.airflow_port}"
    users = settings.airflow_user
    passwords = home / "airflow" / "passwords.json"
    half_the_cores = str(max(1, (os.cpu_count() or 2) // 2))
    return {
        "OMP_NUM_THREADS": half_the_cores,  # training must not slow the students' pages down
        **os.environ,
        "PATH": f"{BIN}:{os.environ.get('PATH', '')}",
        "PYTHONUNBUFFERED": "1",
        "SETTINGS_FILE": str(settings_file().resolve()),
        "AWS_ACCESS_KEY_ID": secret["AWS_ACCESS_KEY_ID"],
        "AWS_SECRET_ACCESS_KEY": secret["AWS_SECRET_ACCESS_KEY"],
        "CLIENT_BIND": f"127.0.0.1:{settings.client_port}",
        "CLIENT_SECRET_KEY": secret["CLIENT_SECRET_KEY"],
        "CLIENT_DATABASE_URL": settings.database_url,
        "INFERENCE_URL": settings.inference_url,
        "QUESTIONS": str(settings.questions),
        "BENTOML_HOME": str(home / "bentoml"),
        "BENTOML_DO_NOT_TRACK": "True",
        "AIRFLOW_HOME": str(home / "airflow"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__PARALLELISM": str(max(2, os.cpu_count() or 2)),
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{users}:admin",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(passwords),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{airflow}/execution/",
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(settings.airflow_port),
        "AIRFLOW__API__BASE_URL": airflow,
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__API__SECRET_KEY": secret["AIRFLOW_JWT_SECRET"],
        "AIRFLOW__API_AUTH__JWT_SECRET": secret["AIRFLOW_JWT_SECRET"],
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "60",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(home / "airflow" / "logs"),
        "AIRFLOW__SCHEDULER__SCHEDULER_HEARTBEAT_SEC": "2",
    }


def write_supervisor_config(settings: Settings) -> Path:
    """Write supervisord's configuration into the home; returns its path."""
    home, run = settings.dkt_home, settings.run_dir
    weed = " ".join(
        [f"{BIN}/weed mini -dir={home}/s3 -bucket={settings.s3_bucket} -ip=127.0.0.1",
         "-ip.bind=127.0.0.1 -admin.ui=false -webdav=false -s3.port.iceberg=0 -s3.port.lance=0",
         "-master.telemetry=false -s3.autoCreateBucket=false", *store_options(settings)]
    )  # fmt: skip
    serve = f"{BIN}/bentoml serve {home}/inference"
    commands = {
        "s3": weed,
        "front": f"{BIN}/caddy run --config {home}/inference/Caddyfile --adapter caddyfile",
        "client": f"{ROOT}/client/start.sh",
        "airflow-api": f"{BIN}/airflow api-server",
        "airflow-scheduler": f"{BIN}/airflow scheduler",
        "airflow-dags": f"{BIN}/airflow dag-processor",
        "inference-blue": f"{serve}/blue --host 127.0.0.1 --port {settings.blue_port}",
        "inference-green": f"{serve}/green --host 127.0.0.1 --port {settings.green_port}",
    }
    config = configparser.RawConfigParser()
    config["supervisord"] = {
        "nodaemon": "true",
        "logfile": f"{home}/log/supervisord.log",
        "pidfile": f"{run}/supervisord.pid",
        "childlogdir": f"{home}/log",
        "directory": str(ROOT),
    }
    config["unix_http_server"] = {"file": f"{run}/supervisor.sock", "chmod": "0600"}
    config["rpcinterface:supervisor"] = {
        "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
    }
    for name, command in commands.items():
        config[f"program:{name}"] = {
            "command": command,
            "autostart": "false",
            "autorestart": "true",
            "startsecs": "1",
            "stopsignal": "INT" if name.startswith("airflow") else "TERM",
            "stopasgroup": "true" if name.startswith("airflow") else "false",
            "killasgroup": "true",
            "stopwaitsecs": "20",
            "redirect_stderr": "true",
            "stdout_logfile": f"{home}/log/{name}.log",
            "stdout_logfile_maxbytes": "5MB",
            "stdout_logfile_backups": "2",
        }
    path = home / "supervisord.conf"
    with path.open("w") as file:
        config.write(file)
    passwords = home / "airflow" / "passwords.json"
    passwords.touch(mode=0o600)
    password = settings.airflow_password.get_secret_value() if settings.airflow_password else ""
    passwords.write_text(json.dumps({settings.airflow_user: password}))
    return path


class Processes:
    """The running supervisor. Leaving the block stops everything it runs."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.runner: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Processes":
        self._end_leftover()
        config = write_supervisor_config(self.settings)
        self.runner = subprocess.Popen(
            [str(BIN / "supervisord"), "-c", str(config)],
            env=environment(self.settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is ours to hear; we stop the processes in order
        )
        deadline = time.monotonic() + STOP_S
        while not self._answers():
            if self.runner.poll() is not None or time.monotonic() > deadline:
                log = self.settings.dkt_home / "log" / "supervisord.log"
                raise HomeError(f"the process runner did not start: see {log}")
            time.sleep(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        if self.runner and self.runner.poll() is None:
            self.runner.terminate()  # supervisord stops its programs, then itself
            self.runner.wait()

    def start(self, *names: str) -> None:
        """Start processes and go on; how they do is seen by asking them."""
        for name in names:
            supervisor_of(self.settings).startProcess(name, False)

    def failed(self) -> list[str]:
        """Names of processes that the supervisor gave up on."""
        states = supervisor_of(self.settings).getAllProcessInfo()
        return [state["name"] for state in states if state["statename"] == "FATAL"]

    def _end_leftover(self) -> None:
        """End a supervisor that a killed earlier run left behind in this home."""
        if not self._answers():
            return
        leftover = supervisor_of(self.settings)
        leftover.shutdown()
        deadline = time.monotonic() + STOP_S
        while self._answers():
            if time.monotonic() > deadline:
                raise HomeError(f"a stack is still stopping in {self.settings.dkt_home}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            supervisor_of(self.settings).getState()
        except OSError:
            return False
        except Fault:  # it is shutting down: there still
            return True
        return True
