"""Settings of a machine that records experiments: in one folder for all tests, or one of its own.

To make MLflow's tables takes seconds; tests that share them record under names of their own.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from settings import Settings
from tests.dkt.trained import trained_once  # noqa: F401 - the fixture `trained`


@pytest.fixture(scope="session")
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("experiments")


@pytest.fixture
def settings(shared_home: Path) -> Iterator[Settings]:
    """What the libraries are told through the environment is taken back."""
    before = dict(os.environ)
    for name in before:
        if name.lower() in Settings.model_fields or name.startswith(("MLFLOW_", "WANDB_")):
            del os.environ[name]
    os.environ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"] = "0"
    yield Settings(dkt_home=shared_home)
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def apart(settings: Settings, tmp_path: Path) -> Settings:
    """Settings with a folder of the test's own."""
    return settings.model_copy(update={"dkt_home": tmp_path})
