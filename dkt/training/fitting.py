"""Fit the kind of model that a config names, on training and validation students."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import onnxruntime
import polars as pl
import torch

from dkt.config.model_kinds import BertConfig, DeepConfig, LgbmConfig
from dkt.config.schema import Config, ConfigError, EnsembleConfig, members_of
from dkt.dataset.frame import fit_encoders, fit_target_encoding, steps_of
from dkt.evaluation.scoring import Scored, score_steps
from dkt.features.steps import Steps
from dkt.features.target_encoding import TargetEncoding
from dkt.features.vocabulary import Encoders
from dkt.features.windows import some_windows
from dkt.models import KnowledgeTracer, build_model
from dkt.models.bert import Bert
from dkt.training import loop
from dkt.training.boosting import fit_trees
from dkt.training.calibration import Calibrated, calibrate
from dkt.training.distributed import Place
from dkt.training.ensemble import blend
from dkt.training.fitted import FittedModel
from dkt.training.neighbours import fit_neighbours
from dkt.training.pretraining import pretrain

HERE = Place()
"""One device of this machine, and no checkpoint."""


@dataclass(frozen=True)
class Prepared:
    """Encoders and statistics of training students, fitted before any model.

    Attributes:
        statistics: None for a model that reads counts only.
    """

    encoders: Encoders
    statistics: TargetEncoding | None

    @classmethod
    def fit(cls, train: pl.DataFrame, config: Config) -> "Prepared":
        """Vocabularies and statistics of the rows of training students."""
        encoders = fit_encoders(train, config.training.max_tags)
        numbers = numbers_of(config)
        if numbers == "counts":
            return cls(encoders, None)
        return cls(encoders, fit_target_encoding(train, encoders, numbers == "all"))

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


def numbers_of(config: Config) -> str:
    """Which of `dkt.features.steps.NUMBERS` the model reads.

    Raises:
        ConfigError: the members of an ensemble read different numbers.
    """
    if isinstance(config.model, EnsembleConfig):
        read = sorted({numbers_of(one) for one in members_of(config)})
        if len(read) > 1:
            raise ConfigError(
                f"{config.name}: members read numbers {' and '.join(read)}; an ensemble gives all "
                "of them the same"
            )
        return read[0]
    if isinstance(config.model, DeepConfig):
        return config.model.inputs.numbers
    return config.model.numbers if isinstance(config.model, LgbmConfig) else "counts"


def fit_model(
    config: Config, prepared: Prepared, train: Steps, valid: Steps, place: Place = HERE
) -> Calibrated:
    """Fit on training students; stop early, and calibrate the whole, on validation students.

    Trees always grow in this process. For the first node; other nodes call `take_part`.
    """
    fitted = _fit(config, prepared, train, valid, place)
    return calibrate(fitted, valid, config.training.window)


def _fit(
    config: Config, prepared: Prepared, train: Steps, valid: Steps, place: Place
) -> FittedModel:
    if isinstance(config.model, EnsembleConfig):
        members = [
            _fit(one, prepared, train, valid, place.of_member(k))
            for k, one in enumerate(members_of(config), start=1)
        ]
        return blend(members, valid, config.training.window)
    if config.model.kind == "lgbm":
        return fit_trees(train, valid, config, place.on_point)
    fitted = loop.fit(_first_model(config, prepared, train), train, valid, config, place)
    fit_neighbours(fitted.model, train, valid, config)
    return fitted


def take_part(config: Config, prepared: Prepared, train: Steps, valid: Steps, place: Place) -> None:
    """The part of a node after the first: the distributed fits, and no trees."""
    for k, one in enumerate(members_of(config), start=1):
        take_part(one, prepared, train, valid, place.of_member(k))
    if isinstance(config.model, EnsembleConfig) or config.model.kind == "lgbm":
        return
    loop.take_part(_first_model(config, prepared, train), train, valid, config, place)


def _first_model(config: Config, prepared: Prepared, train: Steps) -> KnowledgeTracer:
    torch.manual_seed(config.training.seed)  # the first weights are drawn here
    model = build_model(config, prepared.encoders.sizes)
    if isinstance(model, Bert) and isinstance(config.model, BertConfig):
        pretrain(model, train, config.training, config.model.pretrain_epochs)
    return model


def score_fitted(fitted: FittedModel, steps: Steps, window: int) -> Scored:
    """Predictions of a model without a bundle, by the graph that its bundle would hold.

    Raises:
        ExportError: the graph differs from the model.
    """
    with tempfile.TemporaryDirectory(prefix="dkt-score-") as folder:
        fitted.save(Path(folder), some_windows(steps, window))
        session = onnxruntime.InferenceSession(Path(folder) / "model.onnx")
        return score_steps(session, steps, window)
