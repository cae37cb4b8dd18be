"""From training and validation students to a fitted model, whichever kind the config names."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import polars as pl
import torch

from dkt.boosting import fit_trees
from dkt.config import Config, ConfigError, EnsembleConfig
from dkt.encoding import Encoders
from dkt.ensemble import blend
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
    if isinstance(config.model, EnsembleConfig):
        reads = {reads_engineered(one) for one in members_of(config)}
        if len(reads) > 1:
            raise ConfigError(
                f"{config.name}: some members read the engineered features and some counts alone; "
                "an ensemble gives all of them the same"
            )
        return reads.pop()
    return config.model.kind == "lgbm" or MODELS[config.model.kind].engineered


def members_of(config: Config) -> list[Config]:
    """The members of an ensemble, each as a config of its own; none of another model."""
    if not isinstance(config.model, EnsembleConfig):
        return []
    return [
        config.model_copy(update={"model": one.model, "training": one.training})
        for one in config.model.members
    ]


OnPoint = Callable[[dict[str, float]], None]
"""Told each point of the learning curve as it is reached; what it raises ends the fit."""


def fit_model(
    config: Config, prepared: Prepared, train: Steps, valid: Steps, on_point: OnPoint | None = None
) -> FittedModel:
    """Fit on training students; stop early on validation students.

    Args:
        on_point: a point of an ensemble's member has its number, from 1, as `member`.
    """
    if isinstance(config.model, EnsembleConfig):
        members = [
            fit_model(one, prepared, train, valid, on_point and _of_member(on_point, k))
            for k, one in enumerate(members_of(config), start=1)
        ]
        return blend(members, valid, config.training.window)
    if config.model.kind == "lgbm":
        return fit_trees(train, valid, config, on_point)
    torch.manual_seed(config.training.seed)  # the first weights are drawn here
    model = build_model(config, prepared.encoders.sizes, prepared.encoders.tag_width)
    return fit(model, train, valid, config, on_point)


def _of_member(on_point: OnPoint, number: int) -> OnPoint:
    return lambda point: on_point({"member": number, **point})
