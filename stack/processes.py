"""The stack's processes, supervised: what runs, with which environment, how it ends."""

import configparser
import io
import os
import shlex
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from xmlrpc.client import Fault

from deploy.bluegreen import supervisor_of
from settings import ROOT, Settings, settings_file
from stack.airflow import BIN, COMMANDS, SCHEDULER, airflow_environment, prepare_airflow
from stack.home import STORE_KEYS, STORE_PORTS, HomeError
from stack.object_store import store_command
from stack.stopping import stop_everything

START_S = 30.0
STOP_S = 150.0  # for one that is shutting down by itself: every process may take `stopwaitsecs`
PRIORITY = {"s3": 1, "inference-blue": 2, "inference-green": 2, "front": 3, "client": 4}
"""Who stops first when supervisord itself is told to end: the higher."""
AIRFLOW = "airflow"
STATUS = [f"{BIN}/python", "-m", "stack", "status", "--watch"]


def environment(settings: Settings) -> dict[str, str]:
    """Environment of the embedded stack's processes and of the commands in its DAGs."""
    return common_environment(settings) | {
        "CLIENT_BIND": f"127.0.0.1:{settings.client_port}",
        "CLIENT_DATABASE_URL": settings.database_url,
        "INFERENCE_URL": settings.inference_url,
        "QUESTIONS": str(settings.questions),
    }


def common_environment(settings: Settings) -> dict[str, str]:
    """What this process's environment becomes for all that runs here, on a server too."""
    half_the_cores = str(max(1, (os.cpu_count() or 2) // 2))
    return {
        "OMP_NUM_THREADS": half_the_cores,  # training must not slow the students' pages down
        **os.environ,
        "PATH": f"{BIN}:{os.environ.get('PATH', '')}",
        "PYTHONUNBUFFERED": "1",
        # else a task's bash takes its socket for a remote login and reads ~/.bashrc (its PATH, too)
        "SHLVL": "1",
        "SETTINGS_FILE": str(settings_file().resolve()),
        "BENTOML_HOME": str(settings.dkt_home / "bentoml"),
        "BENTOML_DO_NOT_TRACK": "True",
        "ORT_DISABLE_TELEMETRY": "1",
        "SERVING": settings.serving,  # which tasks the update DAG has
        "SCHEDULES": settings.schedules,
        **airflow_environment(settings),
    }


def _commands(settings: Settings) -> dict[str, list[str]]:
    """What runs, by the name of the process."""
    home = settings.dkt_home
    first = settings.s3_port
    ports = range(first, first + STORE_PORTS)
    weed = store_command(BIN / "weed", home / "s3", settings.s3_bucket, ports)
    caddyfile = f"{home}/inference/Caddyfile"
    commands = {
        "s3": weed,
        "front": [f"{BIN}/caddy", "run", "--config", caddyfile, "--adapter", "caddyfile"],
        "client": [f"{ROOT}/client/start.sh"],
        "status": STATUS,
        **COMMANDS,
    }
    for color, port in (("blue", settings.blue_port), ("green", settings.green_port)):
        bento = f"{home}/inference/{color}"
        commands[f"inference-{color}"] = [
            "/usr/bin/env", "HOST=127.0.0.1", f"PORT={port}",
            "PYTHONDONTWRITEBYTECODE=1",  # a Bento stays as it was packed
            f"{BIN}/python", f"{bento}/src/serve.py",
        ]  # fmt: skip
    return commands


def write_supervisor_config(
    settings: Settings, commands: dict[str, list[str]], autostart: bool
) -> Path:
    """Write supervisord's configuration, which runs `commands`, into the home; returns its path."""
    path = settings.dkt_home / "supervisord.conf"
    path.write_text(supervisor_config(settings, commands, autostart))
    return path


def supervisor_config(settings: Settings, commands: dict[str, list[str]], autostart: bool) -> str:
    """Text of that configuration."""
    home, run = settings.dkt_home, settings.run_dir
    config = configparser.RawConfigParser()
    config["supervisord"] = {
        "nodaemon": "true",
        "silent": "true",  # else it says twice what it logs
        "logfile": _literal(f"{home}/log/supervisord.log"),
        "logfile_maxbytes": "5MB",
        "logfile_backups": "2",
        "pidfile": _literal(f"{run}/supervisord.pid"),
        "childlogdir": _literal(f"{home}/log"),
        "directory": _literal(str(ROOT)),
    }
    config["unix_http_server"] = {"file": _literal(f"{run}/supervisor.sock"), "chmod": "0600"}
    config["rpcinterface:supervisor"] = {
        "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
    }
    for name, command in commands.items():
        config[f"program:{name}"] = {
            "command": _literal(shlex.join(command)),
            "directory": _literal(str(_directory(settings, name))),
            "priority": str(PRIORITY.get(name, 5)),
            "autostart": str(autostart).lower(),
            "autorestart": "true",
            "startsecs": "1",
            # an Airflow process passes TERM on to the commands of its tasks, which INT would orphan
            "stopsignal": "TERM",
            "stopasgroup": "true" if name.startswith(AIRFLOW) else "false",
            "killasgroup": "true",
            "stopwaitsecs": "20",
            "redirect_stderr": "true",
            "stdout_logfile": _literal(f"{home}/log/{name}.log"),
            "stdout_logfile_maxbytes": "5MB",
            "stdout_logfile_backups": "2",
        }
    parts = ",".join(name for name in commands if name.startswith(AIRFLOW))
    config[f"group:{AIRFLOW}"] = {"programs": parts, "priority": "5"}
    text = io.StringIO()
    config.write(text)
    return text.getvalue()


def _directory(settings: Settings, name: str) -> Path:
    """Where a process runs; Airflow in its home, by which a killed supervisor's are found."""
    own = {"front": "inference", "s3": STORE_KEYS} | ({name: AIRFLOW} if AIRFLOW in name else {})
    return settings.dkt_home / own[name] if name in own else ROOT


def _literal(text: str) -> str:
    """Text in which supervisord expands nothing."""
    return text.replace("%", "%%")


class Processes:
    """The running supervisor. Leaving the block stops everything it runs."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.runner: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Processes":
        prepare_airflow(self.settings)
        commands = _commands(self.settings)
        config = write_supervisor_config(self.settings, commands, autostart=False)
        self.runner = subprocess.Popen(
            [str(BIN / "supervisord"), "-c", str(config)],
            env=environment(self.settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is ours to hear; the runner stops them in order
        )
        try:
            deadline = time.monotonic() + START_S
            while not answers(self.settings):
                if self.runner.poll() is not None or time.monotonic() > deadline:
                    log = self.settings.dkt_home / "log" / "supervisord.log"
                    raise HomeError(f"the process runner did not start: see {log}")
                time.sleep(0.05)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self.runner and self.runner.poll() is None:
            with suppress(OSError):  # it does not listen yet, and runs nothing
                stop_everything(self.settings)
            self.runner.terminate()
            self.runner.wait()
        shutil.rmtree(self.settings.run_dir, ignore_errors=True)  # nobody is there to talk to

    def start(self, *names: str) -> None:
        """Start processes and go on; how they do is seen by asking them."""
        for name in names:
            supervisor_of(self.settings).startProcess(name, False)

    def start_airflow(self) -> None:
        """Start Airflow's processes but for its scheduler, and go on: no DAG runs yet."""
        self.start(*(f"{AIRFLOW}:{name}" for name in COMMANDS if name != SCHEDULER))

    def start_scheduler(self) -> None:
        """Let Airflow run DAGs, by their schedules and when told to."""
        self.start(f"{AIRFLOW}:{SCHEDULER}")


def failed(settings: Settings) -> list[str]:
    """Names of processes that the supervisor gave up on."""
    states = supervisor_of(settings).getAllProcessInfo()
    return [state["name"] for state in states if state["statename"] == "FATAL"]


def end_leftover(settings: Settings) -> None:
    """End the supervisor that a killed stack left behind in this home, and all it runs."""
    if not answers(settings):
        return
    deadline = time.monotonic() + STOP_S
    with suppress(Fault):  # it is shutting down already
        stop_everything(settings)
    while answers(settings):
        if time.monotonic() > deadline:
            raise HomeError(f"a stack is still stopping in {settings.dkt_home}: try again")
        time.sleep(0.1)


def answers(settings: Settings) -> bool:
    """True while a supervisor of this home is there, one that is shutting down too."""
    try:
        supervisor_of(settings).getState()
    except OSError:
        return False
    except Fault:
        return True
    return True
