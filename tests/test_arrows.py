"""DESIGN's arrows: which room may import what. Read from the source, nothing is imported."""

import ast
import sys

import pytest

from settings import ROOT

ROOMS = (
    "bank", "benchmarks", "client", "dags", "data", "deploy", "dkt", "experiments", "models",
    "serving", "stack",
)  # fmt: skip
PROGRAMS = tuple(sorted(file.stem for file in ROOT.glob("*.py")))
OURS = {*ROOMS, *PROGRAMS}
NUMPY_ONLY = ("dkt.features",)
DKT_FLOORS = (
    ("pipeline", "scaffold"),
    ("manifest",),
    ("report",),
    ("training",),
    ("evaluation",),
    ("dataset",),
    ("models",),
    ("config",),
    ("features",),
)
"""The rooms of the science, from the top down: each imports those below it, none above it."""

SERVED = ("inference", "serve", "service")
"""What a Bento holds: it knows nothing of the machine that packed it."""

ONLY_IN = {
    "boto3": ("data", "models"),
    "botocore": ("data", "models"),
    "deltalake": ("data", "models"),
    "airflow": ("dags",),
    "alembic": ("client",),
    "bentoml": ("service", "serve", "deploy.bento"),
    "docker": ("deploy", "stack"),
    "flask": ("client",),
    "gunicorn": ("client",),
    "torch": ("dkt", "benchmarks.throughput"),
    "lightning": ("dkt",),
    "mlflow": ("experiments",),
    "optuna": ("experiments",),
    "wandb": ("experiments",),
    "settings": (
        "benchmarks.demo", "data.__main__", "models.__main__", "deploy", "experiments", "stack",
        *(name for name in PROGRAMS if name not in SERVED),
    ),
}  # fmt: skip
"""What only these modules (or the modules of these rooms) may import."""

NEVER = {
    "client": OURS - {"client"},
    "dags": OURS - {"dags"} | {"pandas", "polars", "numpy"},
    "dkt": OURS - {"dkt"},
    "data": {"dkt", "models", "deploy", "client", "stack", "dags", *PROGRAMS} - {"settings"},
    "models": {
        "data",
        "deploy",
        "client",
        "stack",
        "dags",
        "train",
        "packer",
    },
    "inference": {"polars", "pandas", "data", "models", "deploy", "client", "stack"},
    "deploy": {
        "data",
        "client",
        "stack",
        "dags",
        "train",
        "packer",
        "service",
    },
    "serving.contract": OURS - {"serving"},
    "serving": OURS - {"serving", "inference"} | {"polars", "pandas"},
    "settings": OURS - {"settings"},
    "bank": OURS - {"bank"},
    "experiments.recording": {"mlflow", "optuna", "wandb"},  # `train.py --help` imports it
    "experiments": OURS - {"experiments", "dkt", "data", "settings"},
}
"""What these modules, or the modules of these rooms, never import."""

PAGE_FLOORS = (
    ("main",),
    ("operator", "teacher"),
    ("student",),
    ("accounts",),
    ("web",),
    ("bank", "service", "database"),
)
"""The page's packages, from the top down: each imports those below it, none beside or above it."""


def modules() -> dict[str, str]:
    """Source of every module that ships, by its dotted name."""
    files = [*ROOT.glob("*.py"), *(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))]
    return {
        ".".join(file.relative_to(ROOT).with_suffix("").parts): file.read_text() for file in files
    }


def imports(source: str, name: str) -> set[str]:
    """Dotted names that a source imports anywhere in it, in functions too."""
    found = set()
    package = name.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *filter(None, [node.module])])
            found |= {start, *(f"{start}.{alias.name}" for alias in node.names)}
    return found


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def violations(sources: dict[str, str]) -> list[str]:
    """Every import that goes against an arrow, as `module imports name`."""
    found = []
    for name, source in sources.items():
        imported = imports(source, name)
        roots = {one.split(".")[0] for one in imported}
        bad = {
            root
            for root in roots & set(ONLY_IN)
            if not any(within(name, room) for room in ONLY_IN[root]) and name != root
        }
        for room, forbidden in NEVER.items():
            if within(name, room):
                bad |= roots & forbidden
        if any(within(name, room) for room in NUMPY_ONLY):
            bad |= {
                one
                for one in imported
                if one.split(".")[0] not in {"numpy", *sys.stdlib_module_names}
                and not any(within(one, module) for module in NUMPY_ONLY)
            }
        found += [f"{name} imports {one}" for one in sorted(bad)]
    return found


def test_no_import_goes_against_an_arrow():
    assert violations(modules()) == []


def test_the_source_that_is_read_is_all_of_it():
    names = modules()
    for name in (
        "service",
        "client.app.main",
        "data.lake",
        "dkt.models.lstm",
        "dkt.features.bundle",
    ):
        assert name in names
    assert "numpy" in imports(names["dkt.features.vocabulary"], "dkt.features.vocabulary")


@pytest.mark.parametrize(
    ("name", "source", "found"),
    [
        ("dkt.models.new", "import boto3", ["boto3"]),
        ("dkt.training.loop", "def f():\n    from airflow.sdk import dag", ["airflow"]),
        ("dkt.training.loop", "from settings import load_settings", ["settings"]),
        ("dkt.training.loop", "from models.store import ModelStore", ["models"]),
        ("dkt.training.loop", "import packer", ["packer"]),
        ("dkt.features.steps", "import torch", ["torch"]),
        (
            "dkt.features.steps",
            "from dkt.config.schema import Config",
            ["dkt.config.schema", "dkt.config.schema.Config"],
        ),
        ("dkt.features.steps", "from ..models import Lstm", ["dkt.models", "dkt.models.Lstm"]),
        ("dkt.features.bundle", "import polars as pl", ["polars"]),
        ("client.app.new", "from data.lake import Lake", ["data"]),
        ("client.app.new", "import settings", ["settings"]),
        ("data.new", "from dkt.features.vocabulary import Encoders", ["dkt"]),
        ("data.new", "import bentoml", ["bentoml"]),
        ("data.lake", "from settings import Settings", ["settings"]),
        ("models.new", "from data.lake import Lake", ["data"]),
        ("models.store", "if True:\n    import settings", ["settings"]),
        ("inference", "import torch, polars", ["polars", "torch"]),
        ("service", "from settings import load_settings", ["settings"]),
        ("serving.new", "from dkt.features.bundle import Bundle", ["dkt"]),
        ("serving.new", "import bentoml, service", ["bentoml", "service"]),
        ("dags.new_dag", "import pandas", ["pandas"]),
        ("dags.new_dag", "from models.store import ModelStore", ["models"]),
        ("train", "import flask", ["flask"]),
        ("train", "import torch", ["torch"]),
        ("dkt.pipeline", "import train", ["train"]),
        ("train", "import deltalake.table", ["deltalake"]),
        ("dkt.training.loop", "def f():\n    import mlflow", ["mlflow"]),
        ("train", "import wandb\nfrom optuna import Trial", ["optuna", "wandb"]),
        ("experiments.new", "from models.store import ModelStore", ["models"]),
        ("stack.new", "from airflow.models import DagBag", ["airflow"]),
        ("train", "import numpy\nfrom settings import ROOT", []),
        (
            "dkt.features.counts",
            "import numpy as np\nimport json\nfrom dkt.features.vocabulary import UNKNOWN",
            [],
        ),
    ],
)  # fmt: skip
def test_it_can_fail(name, source, found):
    assert violations({name: source}) == [f"{name} imports {one}" for one in found]


def test_inference_reaches_nothing_but_the_numpy_modules_of_the_science():
    names = {one for one in imports(modules()["inference"], "inference") if within(one, "dkt")}
    reached = {one for one in names if any(within(one, module) for module in NUMPY_ONLY)}
    assert names == reached


def test_the_packages_front_doors_are_empty():
    """`import dkt.features.steps` runs `dkt/__init__.py`: an import there would count for all."""
    assert imports((ROOT / "dkt" / "__init__.py").read_text(), "dkt.__init__") == set()


def test_relative_imports_are_read():
    assert imports("from . import lake", "data.new") == {"data", "data.lake"}
    assert imports("from .store import x", "data.new") == {"data.store", "data.store.x"}


def going_up(sources: dict[str, str], root: str, floors: tuple[tuple[str, ...], ...]) -> list[str]:
    """Every import inside a package that goes up or sideways, as `module imports name`."""
    level = {room: at for at, rooms in enumerate(floors) for room in rooms}
    depth = root.count(".") + 1
    found = []
    for name, source in sources.items():
        here = name.removeprefix(f"{root}.").split(".")[0]
        if not name.startswith(f"{root}.") or here not in level:
            continue
        paths = (one.split(".") for one in imports(source, name) if within(one, root))
        rooms = {path[depth] for path in paths if len(path) > depth}
        for room in sorted(rooms & set(level) - {here}):
            if level[room] <= level[here]:
                found.append(f"{name} imports {root}.{room}")
    return found


def page_violations(sources: dict[str, str]) -> list[str]:
    return going_up(sources, "client.app", PAGE_FLOORS)


def circles(sources: dict[str, str]) -> list[str]:
    """Modules that import themselves by way of others."""
    reached = {name: imports(source, name) & set(sources) for name, source in sources.items()}
    for _round in sources:
        wider = {
            name: there.union(*(reached[one] for one in there)) for name, there in reached.items()
        }
        if wider == reached:
            break
        reached = wider
    return sorted(name for name, there in reached.items() if name in there)


def test_the_pages_packages_import_downwards():
    assert page_violations(modules()) == []


def test_the_sciences_rooms_import_downwards():
    assert going_up(modules(), "dkt", DKT_FLOORS) == []
    rooms = {
        name.split(".")[1] for name in modules() if name.count(".") > 0 and within(name, "dkt")
    }
    assert rooms - {"__init__"} == {room for rooms in DKT_FLOORS for room in rooms}


def test_the_sciences_order_can_fail():
    up = {"dkt.evaluation.new": "from dkt.training.loop import fit"}
    assert going_up(up, "dkt", DKT_FLOORS) == ["dkt.evaluation.new imports dkt.training"]


def test_no_module_imports_itself_by_way_of_others():
    assert circles(modules()) == []


def test_the_pages_order_can_fail():
    up = {"client.app.bank.new": "from ..student.practice import bp"}
    assert page_violations(up) == ["client.app.bank.new imports client.app.student"]
    aside = {"client.app.bank.new": "from ..database import db"}
    assert page_violations(aside) == ["client.app.bank.new imports client.app.database"]
    assert page_violations({"client.app.student.new": "from ..accounts import auth"}) == []
    assert circles({"a.b": "from . import c", "a.c": "from .b import x"}) == ["a.b", "a.c"]
