"""One object store and one exported bundle for all tests; a bucket and a home for each."""

import itertools
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.store import ModelStore, open_store
from settings import ROOT, Settings, load_settings
from tests.bundles import make_bundle
from tests.object_store import object_store

numbers = itertools.count(1)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with object_store(tmp_path_factory.mktemp("store")) as store:
        yield store


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_bundle(tmp_path_factory.mktemp("bundle"))


@pytest.fixture
def settings(running: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A machine's settings: a home and an empty bucket of its own."""
    for name, value in {
        "SETTINGS_FILE": str(tmp_path / "settings.env"),
        "DKT_HOME": str(tmp_path / "home"),
        "S3_BUCKET": f"models-{next(numbers)}",
        "AWS_ENDPOINT_URL": running["endpoint"],
        "AWS_ACCESS_KEY_ID": running["key"],
        "AWS_SECRET_ACCESS_KEY": running["secret"],
    }.items():
        monkeypatch.setenv(name, value)
    return load_settings()


@pytest.fixture
def store(settings: Settings) -> ModelStore:
    opened = open_store(settings)
    opened.client.create_bucket(Bucket=settings.s3_bucket)
    return opened


Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def models(settings: Settings) -> Command:
    """`python -m models …` as an operator or a DAG runs it."""

    def run(
        *arguments: str, told: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "models", *arguments], input=told,
            cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=60,
        )  # fmt: skip

    return run
