"""Science settings: one frozen, strict object from one JSON file in `config/`.

An unknown key, a wrong type or a value out of range is an error; one message lists them all.
"""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from dkt.config.ensemble_references import MemberError, written_out
from dkt.config.model_kinds import SINGLE_MODELS, BertConfig, SingleConfig, Strict

CONFIG_FOLDER = Path(__file__).resolve().parents[2] / "config"


class ConfigError(ValueError):
    """A config file is missing or wrong; the message lists every problem."""


class TrainingConfig(Strict):
    """How the model is fitted."""

    seed: int = Field(ge=0)
    window: int = Field(ge=2, le=4096)
    """T, answers in a window. Serving and evaluation read the newest T/2 to T − 1 answers, see
    `dkt.features.windows.window_start`."""
    max_tags: int = Field(ge=1, le=16)
    """Tags of an item that are used; others are ignored."""
    batch_size: int = Field(ge=1)
    """B, windows in a batch."""
    lr: float = Field(gt=0)
    """Peak learning rate of AdamW (one cycle); of LightGBM, each tree's share."""
    weight_decay: float = Field(ge=0)
    max_epochs: int = Field(ge=1)
    patience: int = Field(ge=1)
    """Epochs without a better validation AUC before training stops."""
    windows: Literal["fixed", "random_end", "by_test", "three_tests"] = "fixed"
    """How training cuts a history: `dkt.dataset.training_windows`. Scoring uses `fixed`."""


class MemberConfig(Strict):
    """One model of an ensemble; a config file may name it, see `dkt.config.ensemble_references`."""

    model: SingleConfig
    training: TrainingConfig


class EnsembleConfig(Strict):
    """Soft voting of several models; blend weights are fitted on validation students."""

    kind: Literal["ensemble"]
    members: list[MemberConfig] = Field(min_length=2, max_length=8)


ModelConfig = Annotated[SINGLE_MODELS | EnsembleConfig, Field(discriminator="kind")]


class SplitConfig(Strict):
    """Shares of students, by a hash of their id: the same students in every data version."""

    valid_percent: int = Field(ge=1, le=49)
    test_percent: int = Field(ge=1, le=49)


class GateConfig(Strict):
    """When a challenger may replace the champion, see `models/gate.py`.

    Differences are paired, on held-out students that neither model trained on. A tolerance is how
    far below zero the interval of a difference may reach before the data are too few to decide.
    """

    auc_tolerance: float = Field(ge=0, le=0.1)
    """Of the pooled AUC."""
    ece_tolerance: float = Field(ge=0, le=0.1)
    """Of the calibration error."""
    log_loss_tolerance: float = Field(default=0.003, ge=0, le=0.1)
    """Of the mean log loss, in nats an answer."""
    within_user_tolerance: float = Field(default=0.005, ge=0, le=0.1)
    """Of the AUC within a student."""
    slice_tolerance: float = Field(default=0.01, ge=0, le=1)
    """Of the log loss in a slice (a grade, a tag, new students, unknown items): a challenger that
    is probably worse than this in any slice is refused."""
    confidence: float = Field(default=0.95, ge=0.5, le=0.999)
    """Of all intervals; of those of slices together."""
    growth: float = Field(default=0.2, ge=0)
    """Where the students are too few to tell, a challenger with this share of answers more than the
    other model had is promoted if its log loss is not higher; .2 is a fifth more."""


class Config(Strict):
    """One experiment."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_]{0,31}$")
    model: ModelConfig
    training: TrainingConfig
    split: SplitConfig
    gate: GateConfig

    @model_validator(mode="after")
    def _members_read_the_same(self) -> "Config":
        """The members of an ensemble share one window and one encoding."""
        members = self.model.members if isinstance(self.model, EnsembleConfig) else []
        for k, member in enumerate(members):
            for key in ("window", "max_tags"):
                own, shared = getattr(member.training, key), getattr(self.training, key)
                if own != shared:
                    raise ValueError(
                        f"model.members[{k}].training.{key} = {own}, expected {shared} as in "
                        f"training.{key}"
                    )
        return self

    @model_validator(mode="after")
    def _positions_reach(self) -> "Config":
        """A model with position embeddings has one for each step of a window."""
        members = self.model.members if isinstance(self.model, EnsembleConfig) else []
        for one in (self.model, *(member.model for member in members)):
            if isinstance(one, BertConfig) and one.positions < self.training.window:
                raise ValueError(
                    f"positions = {one.positions} of {one.kind}, expected at least "
                    f"training.window = {self.training.window}"
                )
        return self


def members_of(config: Config) -> list[Config]:
    """The members of an ensemble, each as a config of its own; none of another model."""
    if not isinstance(config.model, EnsembleConfig):
        return []
    return [
        config.model_copy(update={"model": one.model, "training": one.training})
        for one in config.model.members
    ]


def load_config(name: str) -> Config:
    """Config by its name in `config/`, or by the path of a JSON file.

    Raises:
        ConfigError: no such file (lists those there are), no JSON, or keys that are wrong.
    """
    try:
        raw = written_out(read_raw(name), read_raw)
    except MemberError as err:
        raise ConfigError(f"{name}: {err}") from err
    return parse_config(raw, where=str(_path_of(name)))


def _path_of(name: str) -> Path:
    return Path(name) if name.endswith(".json") else CONFIG_FOLDER / f"{name}.json"


def read_raw(name: str) -> Any:
    """Plain data of a config file, as `load_config` finds it; raises ConfigError."""
    path = _path_of(name)
    try:
        return json.loads(path.read_text())
    except FileNotFoundError as err:
        there = ", ".join(sorted(file.stem for file in CONFIG_FOLDER.glob("*.json")))
        raise ConfigError(f"no config {path}; config/ has: {there}") from err
    except json.JSONDecodeError as err:
        raise ConfigError(f"{path}:{err.lineno}: not JSON: {err.msg}") from err
    except UnicodeDecodeError as err:
        raise ConfigError(f"{path}: not JSON in UTF-8: {err}") from err


def parse_config(raw: dict[str, Any], where: str) -> Config:
    """Config from plain data, such as the one a bundle carries; raises ConfigError."""
    try:
        return Config.model_validate(raw)
    except ValidationError as err:
        lines = [_problem(error) for error in err.errors()]
        raise ConfigError(f"{where}: {len(lines)} problem(s)\n  " + "\n  ".join(lines)) from err


def _problem(error: Any) -> str:
    place = [str(part) for part in error["loc"]]
    if place[:1] == ["model"] and len(place) > 2:
        del place[1]  # the kind, which pydantic puts between
    key = ".".join(place) or "file"
    if error["type"] == "extra_forbidden":
        return f"{key}: unknown key; remove it or check its spelling"
    if error["type"] == "missing":
        return f"{key}: missing"
    return f"{key} = {error['input']!r}: {error['msg']}"
