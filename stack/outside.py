"""A client that is no part of the stack: it asks for predictions all the time and never retries."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import docker

from settings import ROOT, Settings

LOAD = ROOT / "stack" / "load.py"


@contextmanager
def load_from_outside(
    engine: docker.DockerClient, settings: Settings, threads: int
) -> Iterator[dict[str, Any]]:
    """Ask the inference service from a container of its own while the block runs.

    The figures (`load.py`) are in the dictionary after the block.
    """
    figures: dict[str, Any] = {}
    load = engine.containers.run(
        settings.base_image,
        ["python3", "-c", LOAD.read_text(), "http://inference:3000/predict", '{"history": []}',
         str(threads)],
        network=f"{settings.stack_name}_platform", labels={"dkt.load": settings.stack_name},
        detach=True,
    )  # fmt: skip
    try:
        yield figures
        load.kill("SIGTERM")
        load.wait(timeout=60)
        figures |= json.loads(load.logs(stderr=False).decode().splitlines()[-1])
    finally:
        load.remove(force=True)
