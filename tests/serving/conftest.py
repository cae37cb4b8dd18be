"""One exported bundle and its Bentos for all tests of serving."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from settings import ROOT
from tests.bundles import ITEMS, TAGS, TESTS, make_bundle

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_bundle(tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="session")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A question bank of the bundle's fifteen items and one that no model has seen."""
    file = tmp_path_factory.mktemp("bank") / "questions.csv"
    rows = [
        f"{item},{test},{tags},Name of {tags}"
        for item, test, tags in zip(ITEMS, TESTS, TAGS, strict=True)
    ]
    new = "A010009001,A010009000,tag-new,Something new"
    file.write_text("\n".join(["assessmentItemID,testId,KnowledgeTag,tag", *rows, new]) + "\n")
    return file


def program(*arguments: str) -> subprocess.CompletedProcess[str]:
    """One of the checkout's programs, as an operator or a DAG runs it."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def run() -> Command:
    return program
