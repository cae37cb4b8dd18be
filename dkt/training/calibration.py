"""Temperature scaling, fitted on validation students: calibrated probabilities.

Guo et al. 2017, "On Calibration of Modern Neural Networks" (ICML, arXiv:1706.04599): logits are
divided by T > 0, which keeps their order and so the AUC. Deviation: a bias is added (Platt scaling)
where it improves the fit, since recurrent models predict .01 to .02 too low on average
(`benchmarks/README.md`). Both are the last nodes of the graph, so `model.onnx` returns calibrated
logits.
"""

import logging
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper
from scipy.optimize import brentq, minimize

from dkt.evaluation.metrics import calibration_error
from dkt.evaluation.scoring import logits_of
from dkt.features.steps import Steps
from dkt.features.windows import some_windows
from dkt.training.export import check_parity
from dkt.training.fitted import FittedModel

log = logging.getLogger(__name__)
LEAST, MOST = 0.05, 20.0
"""Bounds of T, for logits that separate right from wrong perfectly, or not at all."""
OUTPUT, UNSCALED = "logits", "logits/uncalibrated"


@dataclass(frozen=True)
class Scaling:
    """Calibrated logits are logits / temperature + bias."""

    temperature: float = 1.0
    bias: float = 0.0

    def __call__(self, logits: np.ndarray) -> np.ndarray:
        return logits / self.temperature + self.bias

    def undone(self, logits: np.ndarray) -> np.ndarray:
        """The logits as they were before."""
        return (logits - self.bias) * self.temperature


@dataclass(frozen=True)
class Calibrated:
    """A fitted model with its scaling; itself a fitted model.

    Attributes:
        files: what the model's own `save` wrote, by file name; its graph is not scaled.
    """

    model: FittedModel
    scaling: Scaling
    files: dict[str, bytes]

    @property
    def curve(self) -> list[dict[str, float]]:
        return self.model.curve

    @property
    def parameters(self) -> int:
        return self.model.parameters

    @property
    def facts(self) -> dict[str, Any]:
        """Entries of the manifest for this kind of model, and its scaling."""
        return self.model.facts | {"calibration": asdict(self.scaling)}

    def save(self, folder: Path, batch: dict[str, np.ndarray]) -> None:
        """Write the model's files, its graph scaled.

        Raises:
            ExportError: on `batch` that does not give the model's own logits, scaled.
        """
        for name, content in self.files.items():
            (folder / name).write_bytes(content)
        if self.scaling == Scaling():
            return
        session = onnxruntime.InferenceSession(self.files["model.onnx"])
        wanted = {one.name: batch[one.name] for one in session.get_inputs()}
        logits = session.run(None, wanted)[0].astype(np.float64)
        graph = scale_graph(onnx.load_model_from_string(self.files["model.onnx"]), self.scaling)
        onnx.save(graph, folder / "model.onnx")
        check_parity(folder / "model.onnx", batch, self.scaling(logits))


def calibrate(model: FittedModel, valid: Steps, window: int) -> Calibrated:
    """Fit the scaling of any kind of model, from its own graph, on validation students.

    Raises:
        ExportError: the graph does not answer as the model does.
    """
    with tempfile.TemporaryDirectory(prefix="dkt-calibrate-") as aside:
        folder = Path(aside)
        model.save(folder, some_windows(valid, window))
        session = onnxruntime.InferenceSession(folder / "model.onnx")
        logits = logits_of(session, valid, window)
        files = {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
    scaling = fit_scaling(logits, valid.correct)
    before, after = (
        calibration_error(valid.correct, _chance(z)) for z in (logits, scaling(logits))
    )
    log.info("temperature %.4f, bias %+.4f: calibration error %.4f, was %.4f (validation)",
             scaling.temperature, scaling.bias, after, before)  # fmt: skip
    return Calibrated(model, scaling, files)


def fit_scaling(logits: np.ndarray, correct: np.ndarray) -> Scaling:
    """The identity, a temperature, or a temperature and a bias, chosen by Akaike's criterion.

    A parameter must raise the log likelihood by more than 1, so that a calibrated model is rarely
    changed by noise.

    Args:
        logits: (N,) float. correct: (N,) 0/1.
    """
    logits, correct = np.asarray(logits, np.float64), np.asarray(correct, np.float64)
    tried = [Scaling(), Scaling(fit_temperature(logits, correct)), _fit_both(logits, correct)]
    cost = [k + len(logits) * _log_loss(one(logits), correct) for k, one in enumerate(tried)]
    return tried[int(np.argmin(cost))]


def fit_temperature(logits: np.ndarray, correct: np.ndarray) -> float:
    """T of the least log loss of logits / T: it is convex in 1 / T, so its slope has one root."""

    def slope(sharpness: float) -> float:
        return float(np.mean(logits * (_chance(sharpness * logits) - correct)))

    if slope(1 / MOST) >= 0:
        return MOST
    if slope(1 / LEAST) <= 0:
        return LEAST
    return round(1.0 / float(brentq(slope, 1 / MOST, 1 / LEAST)), 4)


def _fit_both(logits: np.ndarray, correct: np.ndarray) -> Scaling:
    """Temperature and bias of the least log loss, convex in (1 / T, bias)."""

    def loss_and_slope(at: np.ndarray) -> tuple[float, np.ndarray]:
        scaled = at[0] * logits + at[1]
        off = _chance(scaled) - correct
        return _log_loss(scaled, correct), np.array([np.mean(off * logits), np.mean(off)])

    start = np.array([1.0 / fit_temperature(logits, correct), 0.0])
    bounds = [(1 / MOST, 1 / LEAST), (-MOST, MOST)]
    sharpness, bias = minimize(loss_and_slope, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return Scaling(round(1.0 / float(sharpness), 4), round(float(bias), 4))


def scale_graph(model: onnx.ModelProto, scaling: Scaling) -> onnx.ModelProto:
    """A copy of a graph whose output `logits` is scaled, as its last nodes."""
    scaled = onnx.ModelProto()
    scaled.CopyFrom(model)
    graph = scaled.graph
    for node in graph.node:
        for names in (node.input, node.output):
            renamed = [UNSCALED if name == OUTPUT else name for name in names]
            del names[:]
            names.extend(renamed)
    for name, value in (("temperature", scaling.temperature), ("bias", scaling.bias)):
        number = helper.make_tensor(f"calibration/{name}", TensorProto.FLOAT, [], [value])
        graph.initializer.append(number)
    graph.node.extend([
        helper.make_node("Div", [UNSCALED, "calibration/temperature"], ["logits/divided"]),
        helper.make_node("Add", ["logits/divided", "calibration/bias"], [OUTPUT]),
    ])  # fmt: skip
    onnx.checker.check_model(scaled)
    return scaled


def _chance(logits: np.ndarray) -> np.ndarray:
    return 0.5 * (1.0 + np.tanh(0.5 * logits))  # no overflow, however large


def _log_loss(logits: np.ndarray, correct: np.ndarray) -> float:
    return float(np.mean(np.logaddexp(0.0, logits) - correct * logits))
