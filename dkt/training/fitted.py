"""What calibration, the ensemble and the bundle need of a fitted model of any kind."""

from pathlib import Path
from typing import Any, Protocol

import numpy as np


class FittedModel(Protocol):
    """Interface of every kind of fitted model."""

    @property
    def curve(self) -> list[dict[str, float]]:
        """Points of the learning curve: epoch, train_loss, valid_auc, seconds."""

    @property
    def parameters(self) -> int:
        """Number of fitted parameters."""

    @property
    def facts(self) -> dict[str, Any]:
        """Entries of the manifest for this kind of model."""

    def save(self, folder: Path, batch: dict[str, np.ndarray]) -> None:
        """Write `model.pt` and `model.onnx`; raises ExportError when they differ on `batch`."""
