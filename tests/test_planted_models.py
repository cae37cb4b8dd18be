"""Models that were spoilt on purpose do not replace a good one: real trainings, real bundles."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import polars as pl
import pytest
from onnx import helper, numpy_helper

from dkt.config.schema import Config, parse_config
from dkt.dataset.frame import of_users, steps_of
from dkt.dataset.split import split_users
from dkt.evaluation.comparison import ComparisonError
from dkt.evaluation.rivals import Rivals, metrics_of, shared_with
from dkt.evaluation.scoring import evaluate
from dkt.features.bundle import (
    MANIFEST,
    Bundle,
    BundleError,
    file_hashes,
    version_of,
    write_manifest,
)
from dkt.features.vocabulary import CATEGORIES
from dkt.pipeline import Source, train
from models.gate import Decision, decide
from tests.dkt.trained import (
    DATA_VERSION,
    Trained,
    tiny_config,
    trained_once,  # noqa: F401 - the fixture `trained`
)

pytestmark = pytest.mark.stack  # many trainings: too long for `make check`


def parts_of(frame: pl.DataFrame, config: Config) -> dict[str, pl.DataFrame]:
    users = split_users(frame["userID"].to_numpy(), config.split)
    return {name: of_users(frame, ids) for name, ids in users.items()}


def with_split(config: Config, test_percent: int) -> Config:
    split = {"valid_percent": 15, "test_percent": test_percent}
    return parse_config(config.model_dump() | {"split": split}, "with_split")


def trained_against(trained: Trained, out: Path, frame: pl.DataFrame, config: Config) -> Decision:
    """What the gate says of a model trained on a frame, against the tiny model."""
    champion = trained.bundle
    folder = train(Source(frame, DATA_VERSION + 1), config, champion, out, best=champion)
    return decide(Bundle.load(folder).manifest, champion.version, champion.version)


def compared(trained: Trained, bundle: Bundle) -> Decision:
    """What the gate says of an altered copy of the tiny model, with ten times its data."""
    rivals = Rivals(trained.bundle, trained.bundle)
    parts = parts_of(trained.frame, trained.config)
    scored, steps = evaluate(bundle, parts["test"]), steps_of(parts["test"], bundle.encoders())
    shared = shared_with(rivals, trained.config, parts)
    manifest = bundle.manifest | {"version": "altered"}
    manifest["metrics"] = metrics_of(scored, rivals, shared, parts["test"], steps, 0.95)
    manifest["split"] = {"train": {"answers": 10 * trained.frame.height}}
    return decide(manifest, trained.bundle.version)


def altered(trained: Trained, parent: Path, change: Any) -> Bundle:
    """A copy of the tiny model; `change` edits its folder."""
    folder = parent / "altered"
    shutil.copytree(trained.bundle.folder, folder)
    change(folder)
    facts = json.loads((folder / MANIFEST).read_text())
    facts.pop("files")
    facts["version"] = version_of(facts, file_hashes(folder))
    write_manifest(folder, facts)
    return Bundle.load(folder)


def scaled(factor: float) -> Any:
    """An edit of a graph: its logits times a factor, so that their order stays."""

    def change(folder: Path) -> None:
        model = onnx.load(folder / "model.onnx")
        (output,) = model.graph.output
        for node in model.graph.node:
            node.output[:] = ["unscaled" if name == output.name else name for name in node.output]
        by = numpy_helper.from_array(np.array(factor, np.float32), "planted")
        model.graph.initializer.append(by)
        model.graph.node.append(helper.make_node("Mul", ["unscaled", "planted"], [output.name]))
        onnx.save(model, folder / "model.onnx")

    return change


def test_a_model_of_shuffled_answers_is_stopped(trained: Trained, tmp_path: Path):
    test = parts_of(trained.frame, trained.config)["test"]["userID"].unique()
    held_out = pl.col("userID").is_in(test.implode())
    codes = pl.Series(np.random.default_rng(0).permutation(trained.frame["answerCode"].to_numpy()))
    shuffled = trained.frame.with_columns(
        answerCode=pl.when(held_out).then("answerCode").otherwise(codes).cast(pl.Int8)
    )
    decision = trained_against(trained, tmp_path, shuffled, trained.config)
    assert not decision.promote and "is probably worse than the champion" in decision.reason


@pytest.mark.parametrize("factor", [0.0, 4.0], ids=["constant", "far too sure"])
def test_a_constant_and_chances_that_are_too_sure_are_stopped(
    trained: Trained, tmp_path: Path, factor: float
):
    decision = compared(trained, altered(trained, tmp_path, scaled(factor)))
    assert not decision.promote and "is probably worse than the champion" in decision.reason
    assert "log loss −" in decision.reason


def test_an_unaltered_copy_goes_through(trained: Trained, tmp_path: Path):
    assert compared(trained, altered(trained, tmp_path, scaled(1.0))).promote


def test_a_grade_that_the_graph_gets_wrong_is_stopped(trained: Trained, tmp_path: Path):
    """Its logits have the wrong sign, those of all other grades are as they were."""

    def change(folder: Path) -> None:
        model = onnx.load(folder / "model.onnx")
        classes = np.load(folder / "encoders" / "head_classes.npy").tolist()
        grade_2 = classes.index("020") + 1  # 0 is unknown
        (output,) = model.graph.output
        for node in model.graph.node:
            node.output[:] = ["unspoilt" if name == output.name else name for name in node.output]
        numbers = {"column": CATEGORIES.index("head"), "grade_2": grade_2}
        for name, number in numbers.items():
            value = numpy_helper.from_array(np.array(number, np.int64), name)
            model.graph.initializer.append(value)
        for kind, inputs, named in (
            ("Gather", ["query_category", "column"], "head"),
            ("Equal", ["head", "grade_2"], "is_spoilt"),
            ("Neg", ["unspoilt"], "turned"),
            ("Where", ["is_spoilt", "turned", "unspoilt"], output.name),
        ):
            axis = {"axis": 2} if kind == "Gather" else {}
            model.graph.node.append(helper.make_node(kind, inputs, [named], **axis))
        onnx.save(model, folder / "model.onnx")

    bundle = altered(trained, tmp_path, change)
    decision = compared(trained, bundle)
    assert not decision.promote
    assert "is probably worse than the champion" in decision.reason


def test_a_model_that_trained_on_most_held_out_students_is_stopped(
    trained: Trained, tmp_path: Path
):
    greedy = with_split(trained.config, 4)
    decision = trained_against(trained, tmp_path, trained.frame, greedy)
    ours = parts_of(trained.frame, greedy)["test"]["userID"].n_unique()
    theirs = parts_of(trained.frame, trained.config)["test"]["userID"].n_unique()
    assert 0 < ours < theirs
    assert not decision.promote and f"{ours} students are too few to tell" in decision.reason


def test_a_champion_is_measured_on_nobody_who_trained_it(trained: Trained, tmp_path: Path):
    narrow = with_split(tiny_config(max_epochs=1), 10)
    champion = Bundle.load(train(Source(trained.frame, DATA_VERSION), narrow, None, tmp_path))
    wide = tiny_config(max_epochs=1)
    folder = train(Source(trained.frame, DATA_VERSION), wide, champion, tmp_path)
    told = Bundle.load(folder).manifest["metrics"]
    fair = parts_of(trained.frame, narrow)["test"]
    assert told["champion"]["students"] == fair["userID"].n_unique()
    assert told["champion"]["answers"] == fair.height < told["model"]["answers"]
    assert told["comparisons"][0]["theirs"]["auc"] == pytest.approx(
        evaluate(champion, fair).metrics()["auc"]
    )
    assert told["comparisons"][0]["left_out"] == 0  # the challenger trained on none of them


def test_a_champion_of_another_rule_or_of_no_shared_students_is_told_before_anything_is_fitted(
    trained: Trained, tmp_path: Path
):
    def by_lot(folder: Path) -> None:
        facts = json.loads((folder / MANIFEST).read_text())
        (folder / MANIFEST).write_text(json.dumps(facts | {"split_rule": "by lot"}))

    source = Source(trained.frame, DATA_VERSION)
    champion = altered(trained, tmp_path, by_lot)
    with pytest.raises(BundleError, match="'by lot'.*promote VERSION --unmeasured"):
        train(source, trained.config, champion, tmp_path / "out")
    few = with_split(trained.config, 1)
    narrow = parts_of(trained.frame, few)["test"]["userID"].unique().to_list()
    strangers = trained.frame.filter(~pl.col("userID").is_in(narrow))

    def tight(folder: Path) -> None:
        facts = json.loads((folder / MANIFEST).read_text())
        facts["config"]["split"]["test_percent"] = 1
        (folder / MANIFEST).write_text(json.dumps(facts))

    shutil.rmtree(champion.folder)
    with pytest.raises(ComparisonError, match="none of the .* held-out students is held out of"):
        train(Source(strangers, 4), trained.config, altered(trained, tmp_path, tight), tmp_path)


def test_a_better_model_replaces_a_poor_one(trained: Trained, tmp_path: Path):
    lazy = tiny_config(max_epochs=1, lr=1e-6)
    poor = Bundle.load(train(Source(trained.frame, DATA_VERSION), lazy, None, tmp_path))
    source = Source(trained.frame, DATA_VERSION)
    folder = train(source, trained.config, poor, tmp_path, best=trained.bundle)
    manifest = Bundle.load(folder).manifest
    roles = [(one["version"], one["roles"]) for one in manifest["metrics"]["comparisons"]]
    assert roles == [(poor.version, ["champion"]), (trained.bundle.version, ["best"])]
    assert manifest["metrics"]["champion"]["version"] == poor.version
    decision = decide(manifest, poor.version, trained.bundle.version)
    assert decision.promote and f"is better than the champion {poor.version}" in decision.reason
    assert f"holds against {trained.bundle.version}, the best there has been" in decision.reason
    assert poor.version in (folder / "card.html").read_text()
    alone = manifest | {"metrics": manifest["metrics"] | {"comparisons": []}}
    assert version_of(alone, alone["files"]) != folder.name  # another comparison, another bundle
