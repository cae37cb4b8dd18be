"""Every kind of model becomes a bundle like any other: honest, servable, the same twice."""

import functools
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from onnx import TensorProto, helper

from dkt import pipeline as training
from dkt.config.schema import ConfigError, parse_config
from dkt.dataset.frame import steps_of
from dkt.evaluation.scoring import evaluate
from dkt.features.bundle import Bundle, BundleError
from dkt.features.steps import NUMBERS
from dkt.features.windows import collate, cut_windows
from dkt.pipeline import Source, train
from dkt.training.boosting import float32_below
from dkt.training.ensemble import merge
from dkt.training.export import ExportError, check_parity
from dkt.training.fitting import numbers_of
from inference import Predictor
from serving.contract import Answer
from tests.dkt.trained import (
    DATA_VERSION,
    TINY,
    WINDOW,
    asked_s,
    log_of,
    of_each,
    random_rows,
    simulated,
    tiny_config,
    torch_model,
)

KINDS = [*(kind for kind in TINY if kind != "lstm"), "ensemble"]  # others test lstm
QUICK = {"last_query", "flagship", "logreg", "lgbm", "ensemble"}
"""One of each make, for `make check`; `make test` trains them all."""


@functools.cache
def bundle_of(kind: str, parent: Path) -> Bundle:
    source = Source(simulated(answers=3000, students=60), DATA_VERSION)
    return Bundle.load(train(source, tiny_config(kind), None, parent))


def marked(kind: str):
    return kind if kind in QUICK else pytest.param(kind, marks=pytest.mark.stack)


# of the module, so that a kind's tests go to one worker together
@pytest.fixture(params=map(marked, KINDS), scope="module")
def bundle(request, tmp_path_factory) -> Bundle:
    return bundle_of(request.param, tmp_path_factory.getbasetemp() / "kinds")


@dataclass(frozen=True)
class Kind:
    """A bundle that answers; rows for it are of items that it knows."""

    predictor: Predictor


@pytest.fixture(scope="module")
def trained(bundle) -> Kind:
    return Kind(Predictor(bundle))


def rows_for(trained: Kind, seed: int, length: int = 40) -> list[dict]:
    return random_rows(trained, np.random.default_rng(seed), length)


def test_it_learns_and_says_so(bundle):
    told = bundle.manifest
    assert told["metrics"]["model"]["auc"] > 0.6
    assert told["parameters"] > 10
    assert told["curve"] and told["libraries"]["lightgbm"]
    assert told["version"] in (bundle.folder / "card.html").read_text()
    assert torch.load(bundle.folder / "model.pt", weights_only=True)


def test_the_answer_at_t_and_later_never_moves_the_prediction_at_t(bundle, trained):
    rng = np.random.default_rng(0)
    rows = rows_for(trained, 0)
    others = []
    for t in range(len(rows)):
        # how long it took is part of the answer; when it was asked is known before
        changed: dict = {"answerCode": 1 - rows[t]["answerCode"]}
        if not np.isnan(asked_s(rows[t])):
            took = float(rng.uniform(1, 2000))
            changed |= {"elapsed_s": took, "Timestamp": rows[t]["shown"] + took}
        elif rows[t]["elapsed_s"] is None:
            changed |= {"Timestamp": rng.choice([None, rows[t]["shown"] + 9e5])}
        else:
            changed |= {"elapsed_s": rng.choice([None, 0.0, 7.0])}
        later = random_rows(trained, rng, int(rng.integers(0, 40)))
        others.append([*rows[:t], rows[t] | changed, *later])
    before, *told = of_each(lambda asked: evaluate(bundle, log_of(asked)).prob, [rows, *others])
    moved = 0
    for t, after in enumerate(told):
        np.testing.assert_allclose(after[: t + 1], before[: t + 1], atol=1e-6, rtol=0)
        common = slice(t + 1, min(len(after), len(before)))
        moved += bool(np.abs(after[common] - before[common]).max(initial=0) > 1e-6)
    assert moved  # an earlier answer does


def test_serving_equals_training_at_every_step(bundle, trained):
    predictor = trained.predictor
    rows = rows_for(trained, 1, length=2 * WINDOW + 11)
    offline = evaluate(bundle, log_of(rows)).prob
    history = [
        Answer(**{name: row[name] for name in row if name not in ("Timestamp", "userID", "shown")},
               Timestamp=None if row["Timestamp"] is None
               else str(np.datetime64(int(row["Timestamp"] * 1e6), "us")))
        for row in rows
    ]  # fmt: skip
    for t, row in enumerate(rows):
        asked = [row["assessmentItemID"], "another"]
        online = predictor.probabilities(history[:t], asked, asked_s(row))
        assert online[0] == pytest.approx(offline[t], abs=1e-5)


@pytest.mark.stack  # each kind once more: too long for `make check`
def test_the_same_data_config_and_seed_give_the_same_bundle(bundle, tmp_path, monkeypatch):
    config = bundle.manifest["config"]
    # the card is no part of the version, and drawing it takes half of the time of a tiny training
    monkeypatch.setattr(training, "write_card", lambda file, *_: file.write_text(""))
    again = bundle_of.__wrapped__(config["model"]["kind"], tmp_path)
    assert again.version == bundle.version


def test_attempts_of_one_student_are_told_apart_from_another_s(bundle, trained):
    alone = evaluate(bundle, log_of(rows_for(trained, 4))).prob
    both = random_rows(trained, np.random.default_rng(5), 20, "before") + rows_for(trained, 4)
    told = evaluate(bundle, log_of(both))
    np.testing.assert_allclose(told.prob[20:], alone, atol=1e-6)


def test_logreg_is_the_same_in_torch(tmp_path_factory):
    made = bundle_of("logreg", tmp_path_factory.getbasetemp() / "kinds")
    model = torch_model(made, tiny_config("logreg"))
    assert sum(weights.numel() for weights in model.parameters()) == made.manifest["parameters"]


def test_a_cut_goes_down_to_a_single_and_parts_the_same_singles():
    rng = np.random.default_rng(0)
    for cut in (0.1, 1.0, -0.3, 1e-35, 16777217.0, *rng.normal(size=50)):
        low = np.float32(float32_below(cut))
        assert float(low) <= cut < float(np.nextafter(low, np.float32(np.inf)))


def test_a_graph_that_answers_otherwise_is_refused(tmp_path_factory, tmp_path):
    made = bundle_of("lgbm", tmp_path_factory.getbasetemp() / "kinds")
    batch = {"query_numeric": np.zeros((1, 2, len(NUMBERS["all"])), np.float32)}
    with pytest.raises(ExportError, match=r"differs from its model by .*, at most 1e-05"):
        check_parity(made.folder / "model.onnx", batch, np.full((1, 2), 50.0))
    graph = onnx.load(made.folder / "model.onnx").graph
    assert [one.name for one in graph.input] == ["query_numeric"]


def test_rounding_moves_a_vote_of_neighbours_by_more(tmp_path_factory):
    made = bundle_of("ensemble", tmp_path_factory.getbasetemp() / "kinds")
    steps = steps_of(simulated().head(60), made.encoders(), made.statistics())
    batch = collate(steps, cut_windows(steps.user, WINDOW))
    session = onnxruntime.InferenceSession(made.folder / "model.onnx")
    logits = session.run(None, {one.name: batch[one.name] for one in session.get_inputs()})[0]
    assert check_parity(made.folder / "model.onnx", batch, logits + 5e-4) > 1e-5
    with pytest.raises(ExportError, match=r"at most 0\.0002"):
        check_parity(made.folder / "model.onnx", batch, logits + 4e-3)


def test_statistics_travel_with_the_bundle_that_needs_them(tmp_path_factory):
    parent = tmp_path_factory.getbasetemp() / "kinds"
    assert bundle_of("lgbm", parent).statistics() is not None
    assert bundle_of("logreg", parent).statistics() is None
    files = json.loads((bundle_of("lgbm", parent).folder / "bundle.json").read_text())["files"]
    assert "encoders/statistics_item.npy" in files


def test_a_champion_of_older_code_says_what_to_do_before_anything_is_fitted(
    tmp_path_factory, tmp_path, caplog
):
    made = bundle_of("flagship", tmp_path_factory.getbasetemp() / "kinds")
    old = Bundle(Path(shutil.copytree(made.folder, tmp_path / "old")), made.manifest)
    (old.folder / "encoders" / "affinity_shifts.npy").unlink()
    caplog.set_level("INFO")
    caplog.clear()  # `made` may have been trained within this test
    source = Source(simulated(answers=3000, students=60), DATA_VERSION)
    with pytest.raises(BundleError, match=r"no affinity_shifts\.npy, .* promote VERSION --unmea"):
        train(source, tiny_config("flagship"), old, tmp_path / "out")
    assert "epoch" not in caplog.text and not (tmp_path / "out").exists()


def test_the_ensemble_of_these_tests_has_trees_and_asks_neighbours(tmp_path_factory):
    made = bundle_of("ensemble", tmp_path_factory.getbasetemp() / "kinds")
    told = [node.op_type for node in onnx.load(made.folder / "model.onnx").graph.node]
    assert {"TopK", "TreeEnsembleRegressor"} <= set(told)
    assert told.count("LSTM") < told.count("TopK")  # each state is asked twice
    weights = torch.load(made.folder / "model.pt", weights_only=True)["weights"]
    assert min(weights) > 0 and sum(weights) == pytest.approx(1)
    assert parse_config(made.manifest["config"], "bundle").name == "tiny"


def test_members_that_read_other_numbers_are_refused():
    raw = tiny_config("ensemble").model_dump()
    raw["model"]["members"][0]["model"] = tiny_config("logreg").model_dump()["model"]
    with pytest.raises(ConfigError, match="an ensemble gives all of them the same"):
        numbers_of(parse_config(raw, "mixed"))
    raw["model"]["members"][1]["training"]["window"] = 7
    with pytest.raises(ConfigError, match=r"members\[1\].training.window = 7, expected 30"):
        parse_config(raw, "other windows")


def test_a_mean_near_one_keeps_its_logit():
    graphs = []
    for add in (12.0, 15.0):
        shape = ["batch", "query"]
        nodes = [helper.make_node("Add", ["query_numeric", "more"], ["logits"])]
        ends = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
            for name in ("query_numeric", "logits")
        ]
        more = helper.make_tensor("more", TensorProto.FLOAT, [], [add])
        graph = helper.make_graph(nodes, "one", ends[:1], ends[1:], [more])
        ids = [helper.make_opsetid("", 18)]
        graphs.append(helper.make_model(graph, opset_imports=ids, ir_version=9))
    session = onnxruntime.InferenceSession(merge(graphs, [0.5, 0.5]).SerializeToString())
    for at in (0.0, -30.0):
        logits = session.run(None, {"query_numeric": np.full((1, 1), at, np.float32)})[0]
        x = np.array([12.0, 15.0]) + at
        expected = np.log(np.mean(1 / (1 + np.exp(-x)))) - np.log(np.mean(1 / (1 + np.exp(x))))
        assert logits[0, 0] == pytest.approx(expected, abs=1e-5)
