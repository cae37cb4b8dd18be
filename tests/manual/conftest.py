"""A Docker Engine to test on; every container, volume and service here is named dkt-test…"""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from sites import site

from tests.engine import need_engine

__all__ = ["site"]

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docker_manual"
TAGS = {
    "POSTGRES_IMAGE": "dkt-postgres:15", "REGISTRY_IMAGE": "dkt-registry:2",
    "OBJECT_STORE_IMAGE": "dkt-objects:4", "FRONT_IMAGE": "dkt-front:2",
}  # fmt: skip


class Docker(Protocol):
    """Runs the docker command; returns what it printed."""

    def __call__(self, *arguments: str, timeout: float = 120) -> str: ...


@pytest.fixture(scope="session")
def engine() -> Docker:
    """The docker command of an engine that answers."""
    need_engine()

    def docker(*arguments: str, timeout: float = 120) -> str:
        done = subprocess.run(
            ["docker", *arguments], capture_output=True, text=True, timeout=timeout, check=False
        )
        assert done.returncode == 0, f"docker {' '.join(arguments)}\n{done.stdout}{done.stderr}"
        return done.stdout.strip()

    return docker


@pytest.fixture(scope="session")
def images(engine: Docker) -> dict[str, str]:
    """The air-gap images, built by their page; by the setting that names each."""
    done = subprocess.run(
        [PAGES / "air-gap.sh"], capture_output=True, text=True, timeout=590, check=False
    )
    assert done.returncode == 0, done.stderr
    printed = dict(line.split("=", 1) for line in done.stdout.splitlines())
    assert TAGS.items() <= printed.items()
    return printed


@pytest.fixture
def container(engine: Docker) -> Iterator[Callable[..., str]]:
    """Runs a container in the background, removed with its volumes after the test."""
    started: list[str] = []

    def run(name: str, *arguments: str) -> str:
        started.append(f"dkt-test-{name}")
        engine("run", "--detach", "--name", started[-1], *arguments)
        return started[-1]

    yield run
    for name in reversed(started):
        subprocess.run(["docker", "rm", "-fv", name], capture_output=True, check=False)
