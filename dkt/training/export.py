"""Export a torch model to ONNX, and check that both predict the same."""

import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from scipy.special import expit

from dkt.features.steps import INPUTS
from dkt.models import KnowledgeTracer

PARITY = 1e-5
"""Tolerance for rounding, of probabilities, not of logits: those of long histories are several
units in size and differ by 2e-5."""
VOTE_PARITY = 2e-4
"""The same where neighbours vote: among nearly equal steps, a rounding error of 1e-6 in an
embedding moves a vote by up to 4e-5."""
OPSET, IR_VERSION = 18, 9
"""Of every graph, from any kind of model."""


class ExportError(RuntimeError):
    """The exported graph and the torch model predict differently."""


def export_onnx(model: KnowledgeTracer, batch: dict[str, np.ndarray], path: Path) -> float:
    """Write `model` to `path` with free batch, time and query sizes, and compare both on `batch`.

    Args:
        batch: inputs as named in `dkt.features.steps.INPUTS`.

    Returns:
        The largest difference of a probability.

    Raises:
        ExportError: it is above what `check_parity` allows.
    """
    model = model.cpu().eval()
    inputs = tuple(torch.from_numpy(batch[name]) for name in INPUTS)
    free = {name: {0: "batch", 1: "time" if "history" in name else "query"} for name in INPUTS}
    with warnings.catch_warnings():
        # TorchScript's exporter, though older: 0.3 s against 7 s of the dynamo exporter here
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", torch.jit.TracerWarning)
        warnings.filterwarnings("ignore", message="Exporting a model to ONNX with a batch_size")
        torch.onnx.export(
            model, inputs, path, dynamo=False, opset_version=OPSET, input_names=list(INPUTS),
            output_names=["logits"], dynamic_axes=free | {"logits": {0: "batch", 1: "query"}},
        )  # fmt: skip
    with torch.no_grad():
        return check_parity(path, batch, model(*inputs).numpy())


def check_parity(path: Path, batch: dict[str, np.ndarray], expected: np.ndarray) -> float:
    """Largest difference of a probability between a graph and `expected`, logits (B, Q).

    Raises:
        ExportError: it is above `PARITY`, or `VOTE_PARITY` where neighbours vote.
    """
    votes = any(node.op_type == "TopK" for node in onnx.load(path).graph.node)
    most = VOTE_PARITY if votes else PARITY
    session = onnxruntime.InferenceSession(path)
    wanted = {one.name: batch[one.name] for one in session.get_inputs()}
    chances, known = (_chance(logits) for logits in (session.run(None, wanted)[0], expected))
    difference = float(np.abs(chances - known).max())
    if difference > most:
        raise ExportError(f"{path} differs from its model by {difference:.2e}, at most {most}")
    return difference


def _chance(logits: np.ndarray) -> np.ndarray:
    return expit(logits.astype(np.float64))
