"""Which tests belong to `make check` (seconds), and that none is left out where all must run.

A test that lacks a program of this machine skips itself, with the reason. With REQUIRE_ALL_TESTS
set, as in CI, it fails instead; but for real logs, where DKT_DATASETS says that there are none.
"""

import gc
import os
from collections.abc import Iterator
from typing import Any

import pytest

if "PYTEST_XDIST_WORKER" in os.environ:
    # there is a worker for each core: threads of numpy and torch would wait for each other
    os.environ.setdefault("OMP_NUM_THREADS", "1")

SERVERS = {"store", "running", "lake", "stack", "models", "run"}
"""Fixtures that start a real server, or commands as processes of their own."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if SERVERS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.stack)


gc.disable()  # while the tests are collected: what libraries make now stays


def pytest_collection_finish() -> None:
    gc.freeze()  # a million objects that are not to be looked through again and again
    gc.enable()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    _fail_if_left_out((yield))


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    _fail_if_left_out((yield))  # a whole module that skips itself


def _fail_if_left_out(outcome: Any) -> None:
    report = outcome.get_result()
    if not report.skipped or hasattr(report, "wasxfail") or not os.environ.get("REQUIRE_ALL_TESTS"):
        return
    file, line, reason = report.longrepr
    if "DKT_DATASETS" in reason and not os.environ.get("DKT_DATASETS"):
        return
    report.outcome = "failed"
    report.longrepr = f"{file}:{line}: REQUIRE_ALL_TESTS is set, and this was left out: {reason}"
