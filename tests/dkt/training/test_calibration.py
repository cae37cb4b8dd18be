"""Chances are made honest on validation students, and nothing else about a model changes."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from onnx import TensorProto, helper
from sklearn.metrics import roc_auc_score

from dkt.dataset.frame import of_users, steps_of
from dkt.dataset.split import split_users
from dkt.evaluation.metrics import calibration_error
from dkt.evaluation.scoring import logits_of
from dkt.features.steps import Steps
from dkt.features.windows import collate, cut_windows
from dkt.training import calibration
from dkt.training.calibration import (
    LEAST,
    MOST,
    Calibrated,
    Scaling,
    calibrate,
    fit_scaling,
    scale_graph,
)
from dkt.training.export import ExportError
from dkt.training.loop import Fitted
from tests.dkt.trained import WINDOW, Trained


def chance(logits: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-logits))


def answered(many: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Logits, and answers that are right as often as these say."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(0.5, 1.2, many)
    return logits, (rng.random(many) < chance(logits)).astype(np.float32)


@pytest.mark.parametrize("truth", [Scaling(2.5), Scaling(0.6), Scaling(1.3, 0.4)])
def test_what_is_too_sure_or_off_is_found_and_mended(truth):
    honest, correct = answered(20_000)
    found = fit_scaling(truth.undone(honest), correct)
    assert found.temperature == pytest.approx(truth.temperature, rel=0.05)
    assert found.bias == pytest.approx(truth.bias, abs=0.05)
    before, after = truth.undone(honest), found(truth.undone(honest))
    assert calibration_error(correct, chance(before)) > 0.04
    assert calibration_error(correct, chance(after)) < 0.015
    assert roc_auc_score(correct, after) == roc_auc_score(correct, before)


@pytest.mark.parametrize("many", [300, 3000, 30_000])
def test_a_calibrated_model_is_left_alone(many):
    assert fit_scaling(*answered(many, seed=1)) == Scaling()


def test_the_temperature_is_that_of_the_least_loss():
    honest, correct = answered(2000)
    sharp = 1.7 * honest

    def loss(temperature: float) -> float:
        return float(np.mean(np.logaddexp(0, sharp / temperature) - correct * sharp / temperature))

    found = fit_scaling(sharp, correct)
    assert found.bias == 0
    around = np.arange(0.5, 4, 0.001)
    best = around[np.argmin([loss(one) for one in around])]
    assert found.temperature == pytest.approx(best, abs=0.002)


def test_logits_that_tell_all_or_the_contrary_have_bounds():
    logits = np.linspace(-3, 3, 400)
    assert fit_scaling(logits, logits > 0).temperature == LEAST
    assert fit_scaling(logits, logits < 0).temperature == MOST
    assert np.isfinite(fit_scaling(np.full(9, 900.0), np.zeros(9))(np.array([900.0]))).all()


class Boastful(torch.nn.Module):
    """The tiny model, its logits three times what they were and shifted."""

    def __init__(self, model: torch.nn.Module):
        super().__init__()
        self.model = model

    def forward(self, *inputs: torch.Tensor) -> torch.Tensor:
        return 3 * self.model(*inputs) + 0.5


@pytest.fixture(scope="module")
def parts(trained: Trained) -> dict[str, Steps]:
    users = split_users(trained.frame["userID"].to_numpy(), trained.config.split)
    encoders = trained.bundle.encoders()
    return {name: steps_of(of_users(trained.frame, users[name]), encoders) for name in users}


@pytest.fixture(scope="module")
def calibrated(trained: Trained, parts: dict[str, Steps]) -> Calibrated:
    return calibrate(Fitted(Boastful(trained.model), []), parts["valid"], WINDOW)  # type: ignore[arg-type]


def test_a_boastful_model_comes_back_as_it_was_and_ranks_the_same(
    trained: Trained, parts: dict[str, Steps], calibrated: Calibrated, tmp_path: Path
):
    test = parts["test"]
    calibrated.save(tmp_path, collate(test, cut_windows(test.user, WINDOW)[:8]))
    served, theirs, boastful = (
        logits_of(onnxruntime.InferenceSession(graph), test, WINDOW)
        for graph in (
            tmp_path / "model.onnx", trained.bundle.folder / "model.onnx",
            calibrated.files["model.onnx"],
        )
    )  # fmt: skip
    assert 2 < calibrated.scaling.temperature < 4.5
    np.testing.assert_allclose(served, theirs, atol=2e-3)  # T has four digits
    np.testing.assert_allclose(served, calibrated.scaling(boastful), atol=1e-5)
    before, after = (calibration_error(test.correct, chance(z)) for z in (boastful, served))
    assert after < 0.5 * before
    auc = [roc_auc_score(test.correct, logits) for logits in (boastful, served)]
    assert auc[0] == pytest.approx(auc[1], abs=1e-6)
    assert (tmp_path / "model.pt").read_bytes() == calibrated.files["model.pt"]


def test_a_scaled_graph_that_answers_otherwise_is_refused(
    parts: dict[str, Steps], calibrated: Calibrated, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr(calibration, "scale_graph", lambda graph, _: graph)
    batch = collate(parts["test"], cut_windows(parts["test"].user, WINDOW)[:2])
    with pytest.raises(ExportError, match="differs from its model"):
        calibrated.save(tmp_path, batch)


def test_scaling_is_the_last_thing_a_graph_does():
    shape = ["batch", "query"]
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("x", "logits")
    ]
    nodes = [helper.make_node("Neg", ["x"], ["logits"])]
    graph = helper.make_graph(nodes, "one", ends[:1], ends[1:])
    ids = [helper.make_opsetid("", 18)]
    whole = helper.make_model(graph, opset_imports=ids, ir_version=9)
    session = onnxruntime.InferenceSession(
        scale_graph(whole, Scaling(2.0, 0.25)).SerializeToString()
    )
    assert [one.name for one in session.get_outputs()] == ["logits"]
    assert session.run(None, {"x": np.array([[1.0, -3.0]], np.float32)})[0].tolist() == [
        [-0.25, 1.75]
    ]
    assert [node.op_type for node in whole.graph.node] == ["Neg"]  # the first one is as it was


def test_the_bundle_tells_the_scaling_that_its_graph_has(trained: Trained):
    told = Scaling(**trained.bundle.manifest["calibration"])
    names = {
        one.name: onnx.numpy_helper.to_array(one)
        for one in onnx.load(trained.bundle.folder / "model.onnx").graph.initializer
    }
    assert told != Scaling()
    assert names["calibration/temperature"] == np.float32(told.temperature)
    assert names["calibration/bias"] == np.float32(told.bias)
