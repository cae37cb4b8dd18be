"""From training and validation students to a fitted model, whichever kind the config names."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import polars as pl
import torch

from dkt import trainer
from dkt.boosting import fit_trees
from dkt.config import Config, ConfigError, EnsembleConfig
from dkt.encoding import Encoders
from dkt.ensemble import blend
from dkt.fleet import Place
from dkt.frame import fit_encoders, fit_statistics, steps_of
from dkt.models import MODELS, KnowledgeTracer, build_model
from dkt.sequence import Steps
from dkt.statistics import Statistics

HERE = Place()
"""One device of this machine, and no folder to go on from."""


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

    def steps(
        self, frame: pl.DataFrame, trained_on: bool = False, folder: Path | None = None
    ) -> Steps:
        """Steps of a frame; `trained_on`: it is the one that `fit` was given; `folder`: where they
        are kept, None: in memory."""
        return steps_of(frame, self.encoders, self.statistics, trained_on, folder)

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


def fit_model(
    config: Config, prepared: Prepared, train: Steps, valid: Steps, place: Place = HERE
) -> FittedModel:
    """Fit on training students; stop early on validation students.

    Trees grow in this process whatever the fleet. On the first node; `take_part` is for others.
    """
    if isinstance(config.model, EnsembleConfig):
        members = [
            fit_model(one, prepared, train, valid, place.of_member(k))
            for k, one in enumerate(members_of(config), start=1)
        ]
        return blend(members, valid, config.training.window)
    if config.model.kind == "lgbm":
        return fit_trees(train, valid, config)
    return trainer.fit(_first_model(config, prepared), train, valid, config, place)


def take_part(config: Config, prepared: Prepared, train: Steps, valid: Steps, place: Place) -> None:
    """What a node after the first does: those fits that are shared out, and no trees."""
    for k, one in enumerate(members_of(config), start=1):
        take_part(one, prepared, train, valid, place.of_member(k))
    if isinstance(config.model, EnsembleConfig) or config.model.kind == "lgbm":
        return
    trainer.take_part(_first_model(config, prepared), train, valid, config, place)


def _first_model(config: Config, prepared: Prepared) -> KnowledgeTracer:
    torch.manual_seed(config.training.seed)  # the first weights are drawn here
    return build_model(config, prepared.encoders.sizes, prepared.encoders.tag_width)
