"""A new model that was scaffolded works as it stands."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dkt.scaffold import ScaffoldError, scaffold
from settings import ROOT

LISTS = ("dkt/config/model_kinds.py", "dkt/models/__init__.py", "tests/dkt/trained.py")


@pytest.fixture
def copy(tmp_path) -> Path:
    """What training and its tests need of the checkout."""
    ignored = shutil.ignore_patterns("__pycache__", ".git", "var", ".venv")
    for room in ("dkt", "serving", "config", "data", "experiments", "tests/dkt"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=ignored)
    for file in (*ROOT.glob("*.py"), ROOT / "questions.csv", ROOT / "pyproject.toml"):
        shutil.copy(file, tmp_path)
    return tmp_path


def contents(root: Path) -> dict[str, str]:
    return {str(path.relative_to(root)): path.read_text() for path in root.rglob("*.*")
            if path.suffix in (".py", ".json")}  # fmt: skip


def test_what_is_written_is_a_file_a_config_and_three_entries(copy):
    before = contents(copy)
    written = [path.relative_to(copy).as_posix() for path in scaffold("deep_try", copy)]
    assert written == ["dkt/models/deep_try.py", "config/deep_try.json", *LISTS]
    after = contents(copy)
    assert {name for name in after if after[name] != before.get(name)} == set(written)
    for name in LISTS:  # entries were added, and nothing else was moved
        kept = [line for line in before[name].splitlines() if line not in after[name].splitlines()]
        assert all(line.startswith("SINGLE_MODELS = ") for line in kept), kept
    assert "DeepTryConfig" in after["dkt/config/model_kinds.py"].split("SINGLE_MODELS = ")[1]
    assert "from dkt.models.deep_try import DeepTry\n" in after["dkt/models/__init__.py"]
    assert json.loads(after["config/deep_try.json"])["model"]["kind"] == "deep_try"
    lint = [sys.executable, "-m", "ruff", "--quiet"]
    for check in (["check"], ["format", "--check"]):
        told = subprocess.run([*lint, *check, "dkt", "tests"], cwd=copy, capture_output=True)
        assert told.returncode == 0, told.stdout.decode()

    scaffold("another_model_of_a_long_name", copy)  # a second one, and a line that grows too long
    told = subprocess.run([*lint, "format", "--check", "dkt"], cwd=copy, capture_output=True)
    assert told.returncode == 0, told.stdout.decode()


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("lstm", "lstm is taken: dkt/models/lstm.py, config/lstm.json, Lit"),
        ("base", "base is taken: dkt/models/base.py"),
        ("lgbm", "lgbm is taken: config/lgbm.json"),
        ("deep", "deep is taken: class DeepConfig"),
        ("Deep", "'Deep' is no name for a model: a-z"),
        ("class", "'class' is no name for a model"),
        ("../up", "is no name for a model"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_nothing_written(tmp_path, name, problem):
    for room in ("dkt/models", "dkt/config", "config", "tests/dkt"):
        (tmp_path / room).mkdir(parents=True)
    for file in (*LISTS, "dkt/models/lstm.py", "dkt/models/base.py", "config/lstm.json",
                 "config/lgbm.json"):  # fmt: skip
        shutil.copy(ROOT / file, tmp_path / file)
    before = contents(tmp_path)
    with pytest.raises(ScaffoldError, match=problem):
        scaffold(name, tmp_path)
    assert contents(tmp_path) == before


def test_a_list_that_is_not_there_is_told_before_anything_is_written(copy):
    (copy / LISTS[1]).write_text("ALL = {}\n")
    before = contents(copy)
    with pytest.raises(ScaffoldError, match="assigns no MODELS: this model has to be written by"):
        scaffold("deep_try", copy)
    assert contents(copy) == before


@pytest.mark.stack
def test_a_scaffolded_model_passes_the_tests_of_every_model(copy):
    command = [sys.executable, "-m", "dkt.scaffold", "deep_try"]
    made = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=120)
    assert made.returncode == 0, made.stderr
    assert made.stdout.splitlines()[0] == "dkt/models/deep_try.py"
    tests = ["tests/dkt/models/test_kinds.py", "tests/dkt/config/test_schema.py", "-k", "deep_try"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *tests, "-x", "-n", "0", "-p", "no:cacheprovider"],
        cwd=copy, capture_output=True, text=True, timeout=500,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout
    passed = re.search(r"(\d+) passed", ran.stdout)
    assert passed and int(passed[1]) >= 6, ran.stdout  # those of every kind, and of the config
