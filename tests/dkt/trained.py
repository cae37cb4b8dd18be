"""One tiny model for all tests of the science, trained once on simulated answers.

from tests.dkt.trained import trained_once  # noqa: F401 - the fixture `trained`
"""

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import polars as pl
import pytest
import torch

from data.learners import NEAR_THEIR_GRADE
from data.schema import INTERACTION
from data.simulate import simulate
from dkt.config.schema import Config, load_config, parse_config
from dkt.dataset.frame import COLUMNS
from dkt.features.bundle import Bundle
from dkt.models import KnowledgeTracer, build_model
from dkt.pipeline import Source, train
from inference import Predictor
from settings import ROOT

SCHEMA = {name: INTERACTION[name] for name in COLUMNS}
DATA_VERSION = 3
WINDOW = 30
TWICE_TAGGED = 7
"""Every so manyth question has a second tag."""


@dataclass(frozen=True)
class Trained:
    """The tiny model: its bundle, what it was trained on, and its weights in torch."""

    bundle: Bundle
    config: Config
    frame: pl.DataFrame
    model: KnowledgeTracer
    predictor: Predictor


TINY = {
    "lstm": {"inputs": {"embedding": 4}, "hidden": 16},
    "lstm_attn": {"inputs": {"embedding": 4, "item_embedding": 2}, "hidden": 8, "heads": 2},
    "last_query": {"inputs": {"embedding": 4, "item_embedding": 2}, "hidden": 8, "heads": 2},
    "saint": {"inputs": {"embedding": 4, "item_embedding": 2}, "hidden": 8, "heads": 2},
    "bert": {
        "inputs": {"embedding": 4, "item_embedding": 2}, "hidden": 8, "heads": 2,
        "feed_forward": 8, "pretrain_epochs": 1,
    },
    "flagship": {"inputs": {"embedding": 4, "item_embedding": 2}, "hidden": 8},
    "akt": {
        "inputs": {"embedding": 4, "item_embedding": 2},
        "hidden": 8,
        "heads": 2,
        "feed_forward": 8,
    },
    "ncf": {"inputs": {"embedding": 4, "item_embedding": 2}, "hidden": 8},
    "bkt": {},
    "logreg": {},
    "lgbm": {"leaves": 8, "leaf_answers": 20},
}  # fmt: skip
"""What makes each shipped model small."""
EPOCHS = {"lgbm": 20}  # trees; more of them leave the ensemble no other member
Rows = list[dict[str, Any]]
"""Answers of one student."""


def shrink(model: dict[str, Any]) -> None:
    """Make the `model` block of a config small."""
    small = TINY.get(model["kind"], {})
    if "inputs" in model:
        model["inputs"] |= small.get("inputs", {})
    model |= {name: value for name, value in small.items() if name != "inputs"}


def tiny_config(kind: str = "lstm", **training: object) -> Config:
    """A shipped config, made small enough to train in a second; `training` changes more."""
    raw = load_config(kind).model_dump()
    raw["name"] = "tiny"
    members: dict[str, dict[str, Any]] = {}
    for one in raw["model"].get("members", ()):
        members.setdefault(one["model"]["kind"], one)
    if members:
        raw["model"]["members"] = list(members.values())  # one of each kind
    for part in (raw, *members.values()):
        of = part["model"]["kind"]
        shrink(part["model"])
        if part is not raw and "neighbours" in part["model"]:  # asked in every way there is
            part["model"] |= {"average_last": 2, "neighbours": {"bank": 300, "k": 20}}
        part["training"] |= {"window": WINDOW, "max_epochs": EPOCHS.get(of, 3)}
        part["training"] |= {} if of == "lgbm" else {"batch_size": 16, "lr": 0.01}
    raw["training"] |= training
    raw["split"] = {"valid_percent": 15, "test_percent": 30}
    return parse_config(raw, "tiny_config")


BANK = Path(__file__).with_name("bank.csv")
"""A bank that stays as it is, so that tiny models do: who is held out goes by its bytes."""


def simulated(answers: int = 8000, students: int = 150, seed: int = 3) -> pl.DataFrame:
    """Simulated answers in the order of a snapshot, some questions with two tags."""
    bank = pl.read_csv(BANK, infer_schema=False).with_row_index("place")
    second = pl.when(pl.col("place") % TWICE_TAGGED == 0).then(pl.lit(";review"))
    bank = bank.with_columns(KnowledgeTag=pl.col("KnowledgeTag") + second.otherwise(pl.lit("")))
    rows = simulate(bank, answers, students, seed=seed, traits=NEAR_THEIR_GRADE)
    return rows.sort("userID", maintain_order=True).select(COLUMNS)


def torch_model(bundle: Bundle, config: Config) -> KnowledgeTracer:
    """The model of a bundle, in torch."""
    encoders = bundle.encoders()
    model = build_model(config, encoders.sizes)
    model.load_state_dict(torch.load(bundle.folder / "model.pt", weights_only=True))
    return model.eval()


@pytest.fixture(scope="session", name="trained")
def trained_once(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    """The tiny model; the same one in whichever folder of tests it is asked for."""
    return _train(tmp_path_factory.getbasetemp() / "tiny")


@functools.cache
def _train(out: Path) -> Trained:
    torch.set_num_threads(1)  # threads of a tiny model only wait for each other
    logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
    frame, config = simulated(), tiny_config()
    source = Source(frame, DATA_VERSION, similar_items=ROOT / "bank" / "similar_items.csv")
    folder = train(source, config, None, out)
    bundle = Bundle.load(folder)
    return Trained(bundle, config, frame, torch_model(bundle, config), Predictor(bundle))


def log_of(rows: Rows) -> pl.DataFrame:
    """A frame of interactions; absent times and seconds are null, absent texts empty."""
    blank = {"testId": "", "KnowledgeTag": "", "Timestamp": None, "elapsed_s": None}
    columns = {name: [{**blank, **row}[name] for row in rows] for name in SCHEMA}
    columns["Timestamp"] = [
        None if at is None else int(float(at) * 1e6) for at in columns["Timestamp"]
    ]
    return pl.DataFrame(columns, schema_overrides={"Timestamp": pl.Int64}).cast(SCHEMA)


def of_each(score: Callable[[Rows], np.ndarray], students: list[Rows]) -> list[np.ndarray]:
    """What `score` tells of each student's rows, all asked at once: a call for each takes long."""
    rows = [row | {"userID": f"{k:04}"} for k, one in enumerate(students) for row in one]
    return np.split(score(rows), np.cumsum([len(one) for one in students])[:-1])


class Served(Protocol):
    """A model that answers."""

    @property
    def predictor(self) -> Predictor: ...


def asked_s(row: dict[str, Any]) -> float:
    """When the row's question was shown; NaN where its log does not say."""
    if row["Timestamp"] is None or not row["elapsed_s"]:
        return float("nan")
    return row["shown"]


def random_rows(
    trained: Served, rng: np.random.Generator, length: int, user: str = "student"
) -> Rows:
    """Answers of one student: few items and so repeats, unknown ones, missing times and seconds.

    `shown` is when the question was shown, in seconds as `Timestamp`, whether the log knows or not.

    Tests and tags are what the model knows of the item (nothing of an unknown one).
    """
    known = [str(item) for item in rng.choice(trained.predictor.encoders.items, 5, replace=False)]
    items = [*known, "never-seen", "also-never-seen", "A999001001"]
    now = 1.7e9
    rows: Rows = []
    for item in rng.choice(items, length):
        shown = now + float(rng.integers(0, 100_000))
        seconds = float(rng.integers(0, 900))
        now = shown + seconds
        question = trained.predictor.questions.get(str(item))
        rows.append(
            {
                "userID": user,
                "assessmentItemID": str(item),
                "testId": question.test if question else "",
                "KnowledgeTag": question.tags if question else "",
                "answerCode": int(rng.integers(0, 2)),
                "Timestamp": now if rng.random() < 0.7 else None,
                "elapsed_s": seconds if rng.random() < 0.7 else None,
                "shown": shown,
            }
        )
    return rows
