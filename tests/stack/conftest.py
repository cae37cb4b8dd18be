"""One real stack for all tests here: object store, web page, packed Bento, Airflow."""

from collections.abc import Iterator

import pytest

from settings import Settings, load_settings
from stack.apart import stack_apart


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of a running stack with a small first model."""
    with stack_apart(tmp_path_factory.mktemp("stack"), first_answers=4000):
        yield load_settings()
