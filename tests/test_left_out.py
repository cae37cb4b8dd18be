"""Where all tests must run, one that is left out fails, however it was left out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from settings import ROOT

SUITE = {
    "test_ways.py": """
import pytest

def test_that_runs(): pass

def test_within(): pytest.skip("no engine")

@pytest.mark.skipif(True, reason="no chromium")
def test_by_mark(): pass

@pytest.fixture
def server(): pytest.skip("no server")

def test_by_fixture(server): pass

@pytest.mark.xfail(reason="known")
def test_that_is_known_to_fail(): assert False
""",
    "test_logs.py": """
import pytest

@pytest.mark.skipif(True, reason="DKT_DATASETS names no folder of real logs")
def test_of_real_logs(): pass
""",
    "test_module.py": 'import pytest\npytest.skip("no browser", allow_module_level=True)\n',
}


@pytest.fixture
def told(tmp_path: Path):
    """Runs the suite of this module's conftest in an environment; its outcomes and its output."""
    for name, text in SUITE.items():
        (tmp_path / name).write_text(text)
    others = ("REQUIRE_ALL_TESTS", "DKT_DATASETS", "PYTEST_ADDOPTS")
    plain = {name: value for name, value in os.environ.items() if name not in others}

    def run(*options: str, **environment: str) -> tuple[str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider",
             "-rfE", "--continue-on-collection-errors", *options],
            cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
            env=plain | {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
            | environment,
        )  # fmt: skip
        return done.stdout.splitlines()[-1].strip("= ").split(" in ")[0], done.stdout

    return run


@pytest.mark.stack  # too long for `make check`
def test_elsewhere_they_are_skipped(told):
    assert told()[0] == "1 passed, 5 skipped, 1 xfailed"


@pytest.mark.parametrize(
    "options",
    [
        pytest.param((), id="alone"),
        pytest.param(("-p", "xdist", "-n", "1"), id="by workers", marks=pytest.mark.stack),
    ],
)
def test_where_all_must_run_they_fail_with_the_reason(told, options):
    outcomes, output = told(*options, REQUIRE_ALL_TESTS="1")
    assert outcomes == "1 failed, 1 passed, 1 skipped, 1 xfailed, 3 errors"
    for reason in ("no engine", "no chromium", "no server", "no browser"):
        assert f"REQUIRE_ALL_TESTS is set, and this was left out: Skipped: {reason}" in output


@pytest.mark.stack  # too long for `make check`
def test_logs_that_are_there_must_be_read(told):
    outcomes, output = told(REQUIRE_ALL_TESTS="1", DKT_DATASETS="/somewhere")
    assert outcomes == "1 failed, 1 passed, 1 xfailed, 4 errors"
    assert "DKT_DATASETS names no folder" in output
