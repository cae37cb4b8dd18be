"""What a sweep searches: one frozen, strict object from one JSON file in `config/sweeps/`.

{"name": "lgbm", "base": "lgbm", "metric": "valid_auc", "trials": 30, "seed": 1,
 "pruning": {"after_trials": 5, "after_step": 100},
 "space": {"training.lr": {"type": "float", "low": 0.02, "high": 0.2, "log": true}}}
"""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import optuna
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dkt.config.overrides import assign, places
from dkt.config.schema import Config, ConfigError, load_config, parse_config
from experiments.errors import SpaceError


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class FloatRange(_Strict):
    """A number from `low` to `high`."""

    type: Literal["float"]
    low: float
    high: float
    log: bool = False
    """Search by orders of magnitude."""

    def suggest(self, trial: optuna.Trial, key: str) -> float:
        return trial.suggest_float(key, self.low, self.high, log=self.log)

    def ends(self) -> list[Any]:
        """The values at which a base config must take it."""
        return [self.low, self.high]

    def holds(self, value: Any) -> bool:
        return isinstance(value, int | float) and self.low <= value <= self.high

    @model_validator(mode="after")
    def _is_a_range(self) -> "FloatRange":
        _check_order(self)
        return self


class IntRange(_Strict):
    """A whole number from `low` to `high`, both among them."""

    type: Literal["int"]
    low: int
    high: int
    log: bool = False

    def suggest(self, trial: optuna.Trial, key: str) -> int:
        return trial.suggest_int(key, self.low, self.high, log=self.log)

    def ends(self) -> list[Any]:
        return [self.low, self.high]

    def holds(self, value: Any) -> bool:
        return isinstance(value, int) and self.low <= value <= self.high

    @model_validator(mode="after")
    def _is_a_range(self) -> "IntRange":
        _check_order(self)
        return self


class Choices(_Strict):
    """One of some values."""

    type: Literal["categorical"]
    choices: list[str | int | float | bool] = Field(min_length=2)

    def suggest(self, trial: optuna.Trial, key: str) -> Any:
        return trial.suggest_categorical(key, self.choices)

    def ends(self) -> list[Any]:
        return list(self.choices)

    def holds(self, value: Any) -> bool:
        return value in self.choices


def _check_order(given: FloatRange | IntRange) -> None:
    if not given.low < given.high or (given.log and given.low <= 0):
        raise ValueError("expected low < high, and low > 0 where log is true")


class PruningConfig(_Strict):
    """When a trial is given up: its validation AUC is below the median of those before it."""

    after_trials: int = Field(ge=1)
    """Trials that are finished before any is given up."""
    after_step: int = Field(ge=0)
    """Epochs, or trees, that every trial may have."""


class Space(_Strict):
    """One sweep."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_]{0,31}$")
    """Of the study, and of the best config that it finds."""
    base: str
    """Config whose values are changed: a name in config/, or a JSON file."""
    metric: Literal["valid_auc"]
    """What is to be high: AUC of validation students. Test students are never scored."""
    trials: int = Field(ge=1)
    """Finished trials in all, those given up among them."""
    seed: int = Field(ge=0)
    """Of the sampler."""
    pruning: PruningConfig | None
    space: dict[
        str, Annotated[FloatRange | IntRange | Choices, Field(discriminator="type")]
    ] = Field(min_length=1)  # fmt: skip
    """What is searched, by its place in the config."""

    def base_config(self) -> Config:
        """The base config, which takes every end of the space.

        Raises:
            SpaceError: places that are not there or may not be searched, ends that the config
                does not take. ConfigError: no such config.
        """
        base = load_config(self.base)
        there = places(base.model_dump())
        problems = []
        for key, one in self.space.items():
            if key not in there:
                problems.append(f"space.{key}: no such place; {self.base} has: {', '.join(there)}")
            elif not key.startswith(("model.", "training.")):
                problems.append(f"space.{key}: expected a place in model or training")
            else:
                problems += [why for end in one.ends() if (why := _refused(base, key, end))]
        if problems:
            told = "\n  ".join(problems)
            raise SpaceError(f"space {self.name}: {len(problems)} problem(s)\n  {told}")
        return base

    def values_of(self, config: Config) -> dict[str, Any] | None:
        """A config's own values of the space; None if they are not all in it."""
        there = places(config.model_dump())
        own = {key: there[key] for key in self.space}
        return own if all(one.holds(own[key]) for key, one in self.space.items()) else None


def with_values(base: Config, values: dict[str, Any], name: str) -> Config:
    """The base config under another name with values put into their places; raises ConfigError."""
    raw = base.model_dump()
    for key, value in values.items():
        assign(raw, key, value)
    return parse_config({**raw, "name": name}, name)


def load_space(path: Path) -> Space:
    """A space from a JSON file; raises SpaceError."""
    try:
        return Space.model_validate(json.loads(path.read_text()))
    except OSError as err:
        raise SpaceError(f"{path}: {err.strerror}; config/sweeps/ holds those that ship") from err
    except (json.JSONDecodeError, UnicodeDecodeError) as err:
        raise SpaceError(f"{path}: not JSON: {err}") from err
    except ValidationError as err:
        lines = [f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in err.errors()]
        raise SpaceError(f"{path}: {len(lines)} problem(s)\n  " + "\n  ".join(lines)) from err


def _refused(base: Config, key: str, value: Any) -> str | None:
    try:
        with_values(base, {key: value}, base.name)
    except ConfigError as err:
        return f"space.{key}: " + " ".join(str(err).split("\n  ")[1:])
    return None
