"""Docker Engine for tests that need one: they are left out where none answers.

@pytest.fixture(scope="session")
def engine() -> docker.DockerClient:
    return need_engine()
"""

import docker
import pytest
from docker.errors import DockerException


def need_engine(timeout_s: int = 60) -> docker.DockerClient:
    """A client of the engine that answers; `timeout_s` is for each request to it."""
    try:
        client = docker.from_env(timeout=timeout_s)
        client.ping()
    except DockerException as err:
        pytest.skip(f"no Docker Engine answers on this machine: {err}")
    return client
