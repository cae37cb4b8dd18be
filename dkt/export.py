"""Torch model to ONNX, and the proof that both say the same."""

import logging
import warnings
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from dkt.models import KnowledgeTracer
from dkt.sequence import INPUTS

PARITY = 1e-5


class ExportError(RuntimeError):
    """The exported graph does not answer as the torch model does."""


def export_onnx(model: KnowledgeTracer, batch: dict[str, np.ndarray], path: Path) -> float:
    """Write `model` to `path` with free batch, time and query sizes, and compare both on `batch`.

    Args:
        batch: inputs as named in `dkt.sequence.INPUTS`, at least 2 in each dimension.

    Returns:
        The largest difference of a logit.

    Raises:
        ExportError: it is above `PARITY`.
    """
    model = model.cpu().eval()
    inputs = tuple(torch.from_numpy(batch[name]) for name in INPUTS)
    size, time, query = (torch.export.Dim(name) for name in ("batch", "time", "query"))
    history, asked = {0: size, 1: time}, {0: size, 1: query}
    for chatty in ("torch.onnx", "onnx_ir", "onnxscript"):
        logging.getLogger(chatty).setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of its own deprecations
        torch.onnx.export(
            model, inputs, path, dynamo=True, external_data=False, verbose=False,
            input_names=list(INPUTS), output_names=["logits"],
            dynamic_shapes=(history, history, asked, asked, asked),
        )  # fmt: skip
    session = onnxruntime.InferenceSession(path)
    exported = session.run(None, {name: batch[name] for name in INPUTS})[0]
    with torch.no_grad():
        difference = float(np.abs(exported - model(*inputs).numpy()).max())
    if difference > PARITY:
        raise ExportError(f"{path} differs from torch by {difference:.2e}, at most {PARITY:.0e}")
    return difference
