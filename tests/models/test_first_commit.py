"""What the code of FIRST_COMMIT made is used by the code of today: its bundles and its lake.

That code is taken from the repository's history and run. (Its database: tests/client/database.)
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from data.lake import Lake
from data.schema import INTERACTION, OPTIONAL
from dkt.features.bundle import Bundle
from dkt.pipeline import Source, train
from inference import QUESTIONS, Predictor
from serving.contract import parse_request
from settings import ROOT
from tests.dkt.trained import simulated, tiny_config

pytestmark = pytest.mark.stack

FIRST_COMMIT = "cc1b436"
KINDS = ("lstm", "lgbm", "flagship", "ensemble")
HISTORY = [
    {"assessmentItemID": f"A00100100{1 + n % 4}", "answerCode": int(n % 3 > 0), "elapsed_s": 9.0,
     "Timestamp": f"2026-03-02T09:{n:02}:00Z"}
    for n in range(40)
]  # fmt: skip
MAKE = """
import json, sys
from pathlib import Path
import torch
from contract import parse_request
from data.lake import Lake
from dkt.training import Source, train
from inference import Predictor
from settings import ROOT
from tests.dkt.trained import simulated, tiny_config

out, kinds, history = Path(sys.argv[1]), sys.argv[2].split(), sys.argv[3]
torch.set_num_threads(1)
request = parse_request(history.encode())
told = {}
for kind in kinds:
    source = Source(simulated(3000, 60), 3, similar_items=ROOT / "bank" / "similar_items.csv")
    folder = train(source, tiny_config(kind, max_epochs=1), None, out / kind)
    predictor = Predictor.load(folder)
    items = predictor.encoders.items.tolist()
    told[kind] = [str(folder), items, predictor.probabilities(request.history, items).tolist()]
(out / "told.json").write_text(json.dumps(told))
"""
FILL = """
import sys
import polars as pl
from data.lake import Lake
from data.simulate import simulate

lake = Lake(sys.argv[1])
rows = simulate(pl.read_csv("questions.csv", infer_schema=False), 300)
lake.append(rows, "collect:first", 300)
"""


@dataclass(frozen=True)
class Made:
    """A bundle of the first commit, and what its own code predicts with it."""

    folder: Path
    items: list[str]
    probabilities: list[float]


@pytest.fixture(scope="session")
def first_code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working tree of the first commit."""
    folder = tmp_path_factory.mktemp("first")
    told = subprocess.run(["git", "archive", FIRST_COMMIT], cwd=ROOT, capture_output=True)
    assert told.returncode == 0, f"{told.stderr!r}: needs the history (git fetch --unshallow)"
    subprocess.run(["tar", "-x", "-C", folder], input=told.stdout, check=True)
    return folder


def run_there(folder: Path, code: str, *arguments: str) -> None:
    command = [sys.executable, "-c", code, *arguments]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr


@pytest.fixture(scope="session")
def made(first_code: Path) -> dict[str, Made]:
    out = first_code / "made"
    out.mkdir()
    history = json.dumps({"history": HISTORY})
    run_there(first_code, MAKE, str(out), " ".join(KINDS), history)
    told = json.loads((out / "told.json").read_text())
    return {kind: Made(Path(folder), *rest) for kind, (folder, *rest) in told.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_its_bundles_are_served_as_they_were(made: dict[str, Made], kind: str) -> None:
    one = made[kind]
    request = parse_request(json.dumps({"history": HISTORY}).encode())
    predictor = Predictor.load(one.folder)
    probabilities = predictor.probabilities(request.history, one.items)
    assert np.abs(probabilities - one.probabilities).max() < 1e-5  # sums of 32-bit floats
    assert np.ptp(probabilities) > 0.01


@pytest.mark.parametrize("kind", KINDS)
def test_its_bundles_judge_by_the_bank_of_today(made: dict[str, Made], kind: str) -> None:
    request = parse_request(json.dumps({"history": HISTORY}).encode())
    told = Predictor.load(made[kind].folder, QUESTIONS).predict(request)
    low, high = told["score_interval"]
    assert 0 < low < told["score"] < high < 100
    assert len(told["mastery"]) >= 70
    assert told["next"]


def test_a_model_of_today_is_compared_with_them(made: dict[str, Made], tmp_path: Path) -> None:
    source = Source(simulated(3000, 60), 4, similar_items=ROOT / "bank" / "similar_items.csv")
    champion = Bundle.load(made["ensemble"].folder)
    new = Bundle.load(train(source, tiny_config("lgbm"), champion, tmp_path))
    measured = new.manifest["metrics"]["champion"]
    assert measured["version"] == champion.version
    assert 0.5 < measured["auc"] < 1


def test_its_lake_goes_on(first_code: Path, tmp_path: Path) -> None:
    run_there(first_code, FILL, str(tmp_path / "lake"))
    lake = Lake(str(tmp_path / "lake"))
    old = lake.snapshot()
    assert old.height == 300
    assert old.columns == list(INTERACTION)
    assert old.select(OPTIONAL).null_count().row(0) == (300,) * len(OPTIONAL)
    assert lake.watermark("collect:first") == 300
    more = old.drop("ingested_at").with_columns(seq=old["seq"] + 300)
    assert lake.append(more, "collect:first", 600) is not None
    assert lake.append(more, "collect:first", 600) is None
    assert lake.snapshot().height == 600
