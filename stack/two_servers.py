"""Two servers on one machine, as the init scripts make them: for `make cycle-swarm`.

Each has a checkout, a home, ports and an Airflow of its own, and no folder in common; what they
share is the object store, which the inference server's stack brings along.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docker

from settings import ROOT, Settings
from stack.home import HomeError, free_ports

OTHERS = ("AWS_", "AIRFLOW_", "CLIENT_", "PEER_", "PG")
AIR_GAP = {
    "BASE_IMAGE": "dkt-base:bookworm",
    "POSTGRES_IMAGE": "dkt-postgres:15",
    "REGISTRY_IMAGE": "dkt-registry:2",
    "OBJECT_STORE_IMAGE": "dkt-objects:4",
    "FRONT_IMAGE": "dkt-front:2",
}
PASSWORD = "two-servers-try"  # nobody else reaches them: they listen on loopback


@dataclass
class Server:
    """A checkout with its home, and the environment that a shell of its own would have."""

    role: str
    checkout: Path
    environment: dict[str, str]

    @property
    def script(self) -> str:
        return f"./init_for_{self.role}_server.sh"

    @property
    def settings(self) -> Settings:
        """The settings that its script wrote; this process's environment says nothing of them."""
        return Settings(_env_file=self.checkout / "var" / "settings.env")

    def shell(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command in the checkout; its story is shown, its standard output returned.

        Raises:
            HomeError: it failed, and `check` is on.
        """
        done = subprocess.run(
            command, cwd=self.checkout, env=self.environment, text=True, check=False,
            capture_output=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if done.returncode and check:
            raise HomeError(f"{self.role} server: {' '.join(command)}: {done.stdout}{done.stderr}")
        return done

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start one of the commands and go on."""
        return subprocess.Popen(
            [".venv/bin/python", *arguments], cwd=self.checkout, env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def python(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """One of the commands, as an operator types it in the checkout."""
        return self.shell(".venv/bin/python", *arguments, check=check)

    def last_line(self, *arguments: str) -> str:
        """What a command results in."""
        return self.python(*arguments).stdout.strip().splitlines()[-1]

    def live(self) -> dict[str, Any] | None:
        """What its inference service runs."""
        return json.loads(self.last_line("-m", "deploy", "status"))


@contextmanager
def two_servers(folder: Path, stack: str) -> Iterator[tuple[Server, Server]]:
    """The inference and the train server below `folder`, not set up yet; ended after the block."""
    ports = free_ports()
    ports |= {"REGISTRY": f"127.0.0.1:{int(ports['S3_PORT']) + 1}"}
    peers = {"inference": ports["AIRFLOW_PORT"], "train": str(int(ports["S3_PORT"]) + 2)}
    servers = []
    for role, other in (("inference", "train"), ("train", "inference")):
        own = {
            "SERVER_HOME": str(folder / role / "home"),
            "AIRFLOW_PORT": peers[role],
            "AIRFLOW_BIND": "127.0.0.1",
            "AIRFLOW_PASSWORD": PASSWORD,
            "AIRFLOW_UNIT": f"{stack}-{role}",
            "PEER_AIRFLOW_URL": f"http://127.0.0.1:{peers[other]}",
            "PEER_AIRFLOW_PASSWORD": PASSWORD,
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{ports['S3_PORT']}",
            "AWS_ACCESS_KEY_ID": "dkt",
            "AWS_SECRET_ACCESS_KEY": "two-servers-secret",
            "SCHEDULES": "off",  # nothing runs but what the cycle asks for
            "ASSET_DIR": str(folder / role / "asset"),
        }
        if role == "inference":
            own |= {name: ports[name] for name in ("CLIENT_PORT", "S3_PORT", "REGISTRY")}
            own |= {"STACK_NAME": stack, "OBJECT_STORE_REPLICAS": "1", **_kernel(), **_images()}
        servers.append(Server(role, _checkout(folder / role / "checkout"), _clean() | own))
    inference, train = servers
    before = dict(os.environ)
    for name in before.keys() - _clean().keys():
        del os.environ[name]
    try:
        yield inference, train
    finally:
        os.environ |= before
        for server in (train, inference):
            if (server.checkout / "var" / "settings.env").exists():
                server.shell(server.script, "--stop", check=False)
        inference.shell("docker_manual/teardown.sh", "--all", "--yes", check=False)


def _checkout(folder: Path) -> Path:
    """A copy of this checkout as it is; programs come from the same environment."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(Path(sys.prefix))
    return folder


def _clean() -> dict[str, str]:
    """This shell's environment without what it says of another site."""
    return {
        name: value
        for name, value in os.environ.items()
        if name.lower() not in Settings.model_fields and not name.startswith(OTHERS)
        and name != "SETTINGS_FILE"
    }  # fmt: skip


def _kernel() -> dict[str, str]:
    """How services are addressed: without IPVS, virtual addresses do not answer."""
    given = os.environ.get("ENDPOINT_MODE")
    return {"ENDPOINT_MODE": given or ("vip" if Path("/proc/net/ip_vs").exists() else "dnsrr")}


def _images() -> dict[str, str]:
    """The images given; without Docker Hub those that `docker_manual/air-gap.sh` builds."""
    given = {name: os.environ[name] for name in AIR_GAP if name in os.environ}
    engine = docker.from_env()
    missing = given.keys() != AIR_GAP.keys()
    if missing and all(engine.images.list(name) for name in AIR_GAP.values()):
        return AIR_GAP | given
    return given
