"""A home with supervisord, Caddy and Bentos alone, and students who ask it all the time.

from tests.serving.embedded_site import Site, load, site_alone  # noqa: F401 - the fixture `site`
"""

import http.client
import json
import os
import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import httpx
import psutil
import pytest

from deploy import bluegreen
from deploy.bento import bento_folder
from deploy.bluegreen import BlueGreen, supervisor_of
from deploy.front import Front
from models.store import ModelStore, open_store
from settings import Settings, load_settings
from stack.home import free_ports, prepare_home
from stack.processes import Processes
from tests.bundles import variant
from tests.object_store import object_store
from tests.serving import conftest


@dataclass
class Site:
    """An embedded home with the front and the two inference programs alone."""

    settings: Settings
    rollout: BlueGreen
    store: ModelStore
    tags: list[str]

    def version(self, tag: str) -> str:
        return tag.removeprefix("dkt:").rpartition("-")[0]

    def answers(self) -> str:
        answer = httpx.post(f"{self.settings.inference_url}/predict", json={"history": []})
        return answer.raise_for_status().json()["model_version"]

    def states(self) -> dict[str, str]:
        every = supervisor_of(self.settings).getAllProcessInfo()
        return {p["name"]: p["statename"] for p in every if p["name"].startswith("inference-")}

    def workers(self) -> list[psutil.Process]:
        """Processes that serve Bentos of this home, by what their command line says."""
        mark = str(self.settings.dkt_home / "inference")
        found = []
        for process in psutil.process_iter(["cmdline"]):
            line = " ".join(process.info["cmdline"] or ())
            if "serve.py" in line and mark in line:
                found.append(process)
        return found

    def copy(self, tag: str, name: str) -> Path:
        """The `src` of a copy of a packed Bento, to be broken."""
        folder = bento_folder(self.settings, f"dkt:{name}")
        shutil.copytree(bento_folder(self.settings, tag), folder)
        return folder / "src"


@pytest.fixture(scope="module", name="site")
def site_alone(bundle, questions, tmp_path_factory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    with (
        object_store(folder / "store") as store,
        patch.dict(os.environ),  # what `prepare_home` sets is gone afterwards
        pytest.MonkeyPatch.context() as environment,
    ):
        keys = {
            "AWS_ENDPOINT_URL": store["endpoint"],
            "AWS_ACCESS_KEY_ID": store["key"],
            "AWS_SECRET_ACCESS_KEY": store["secret"],
        }
        for name, value in {
            **free_ports(),
            **keys,
            "SETTINGS_FILE": str(folder / "home" / "settings.env"),
            "DKT_HOME": str(folder / "home"),
            "QUESTIONS": str(questions),
            "S3_BUCKET": store["bucket"],
            "NO_PROXY": "127.0.0.1",
        }.items():
            environment.setenv(name, value)
        prepare_home()
        for name, value in keys.items():  # the home's own store does not run here
            environment.setenv(name, value)
        settings = load_settings()
        bundles = [bundle, *(variant(bundle, folder, auc=auc) for auc in (0.71, 0.72))]
        tags = [conftest.program("packer.py", "bento", str(one)).stdout.strip() for one in bundles]
        Front(settings).write()
        with Processes(settings) as processes:
            processes.start("front")
            await_front(settings)
            environment.setattr(bluegreen, "SETTLE_S", 0.3)
            opened = Site(settings, BlueGreen(settings), open_store(settings), tags)
            yield opened
        assert opened.workers() == []


def await_front(settings: Settings) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            httpx.get(settings.inference_url)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("the front did not start")


@dataclass
class Load:
    """What students got while the block ran."""

    answered: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)


@contextmanager
def load(site: Site, students: int = 2) -> Iterator[Load]:
    """Ask for predictions without a pause, on connections that are kept and never retried."""
    got, stop = Load(), threading.Event()

    def ask(pause: float) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", site.settings.inference_port, 30)
        while not stop.wait(pause):
            try:
                connection.request("POST", "/predict", b'{"history": []}')
                answer = connection.getresponse()
                body = answer.read()
            except (OSError, http.client.HTTPException) as err:
                got.failed.append(repr(err))
                connection.close()
                continue
            if answer.status == 200:
                got.answered[json.loads(body)["model_version"]] += 1
            else:
                got.failed.append(f"{answer.status} {body[:200]!r}")
        connection.close()

    threads = [threading.Thread(target=ask, args=(0.01 * k,)) for k in range(1, students + 1)]
    for thread in threads:
        thread.start()
    try:
        yield got
        time.sleep(0.3)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
