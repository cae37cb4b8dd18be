"""Which tests belong to `make check` (seconds) and which to the rest of `make test`."""

import pytest

SERVERS = {"store", "running", "lake", "stack", "models", "run"}
"""Fixtures that start a real server, or commands as processes of their own."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if SERVERS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.stack)
