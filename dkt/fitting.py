"""From training and validation students to a fitted model, whichever kind the config names."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import polars as pl
import torch

from dkt.boosting import fit_trees
from dkt.config import Config
from dkt.encoding import Encoders
from dkt.frame import fit_encoders, fit_statistics, steps_of
from dkt.models import MODELS, build_model
from dkt.sequence import Steps
from dkt.statistics import Statistics
from dkt.trainer import fit


class FittedModel(Protocol):
    """What every kind of model is once it is fitted."""

    @property
    def curve(self) -> list[dict[str, float]]:
        """Points of the learning curve: epoch, train_loss, valid_auc, seconds."""

    @property
    def parameters(self) -> int:
        """How many numbers were fitted."""

    def save(self, folder: Path, batch: dict[str, np.ndarray]) -> None:
        """Write `model.pt` and `model.onnx`; raises ExportError when they differ on `batch`."""


@dataclass(frozen=True)
class Prepared:
    """What training students fix before any model is fitted.

    Attributes:
        statistics: None for a model that reads counts alone.
    """

    encoders: Encoders
    statistics: Statistics | None

    @classmethod
    def fit(cls, train: pl.DataFrame, config: Config) -> "Prepared":
        """Vocabularies and statistics of the rows of training students."""
        encoders = fit_encoders(train, config.training.max_tags)
        wanted = reads_engineered(config)
        return cls(encoders, fit_statistics(train, encoders) if wanted else None)

    def steps(self, frame: pl.DataFrame, trained_on: bool = False) -> Steps:
        """Steps of a frame; `trained_on`: it is the one that `fit` was given."""
        return steps_of(frame, self.encoders, self.statistics, trained_on)

    def save(self, folder: Path) -> None:
        self.encoders.save(folder)
        if self.statistics:
            self.statistics.save(folder)


def reads_engineered(config: Config) -> bool:
    """Whether the model reads the 33 engineered features."""
    kind = config.model.kind
    return kind == "lgbm" or MODELS[kind].engineered


def fit_model(config: Config, prepared: Prepared, train: Steps, valid: Steps) -> FittedModel:
    """Fit on training students; stop early on validation students."""
    if config.model.kind == "lgbm":
        return fit_trees(train, valid, config)
    torch.manual_seed(config.training.seed)  # the first weights are drawn here
    model = build_model(config, prepared.encoders.sizes, prepared.encoders.tag_width)
    return fit(model, train, valid, config)
