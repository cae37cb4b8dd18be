"""The switches of a config that an ablation turns, each for itself."""

import logging
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from benchmarks.logs import BenchmarkError
from dkt.config.model_kinds import DeepConfig, LgbmConfig
from dkt.config.schema import Config, ConfigError, parse_config
from dkt.features.latent_factors import FACTORS
from dkt.features.pace import FEATURES
from dkt.features.spacing import SPACING
from dkt.features.steps import NUMBERS

log = logging.getLogger("benchmarks")

INPUTS: dict[str, tuple[Any, ...]] = {
    "pairs": (False, True),
    "elapsed_bins": (False, True),
    "lag_bins": (False, True),
    "repeats": (False, True),
    "scaling": ("none", "standard", "standard_norm"),
    "numbers": ("counts", "engineered", "all"),
    "item": ("categories", "rasch"),
}
"""Values that a switch of `InputsConfig` may take."""
UNKNOWN_RATE = {"categories": 0.03, "rasch": 0.98}
"""What goes with the form of an item: the one hides all that is known of it, the other its id."""
WINDOWS = ("fixed", "random_end", "by_test", "three_tests")
AVERAGE_LAST = 3
NEIGHBOURS = {"bank": 4000, "k": 50}

GROUPS: dict[str, tuple[str, ...]] = {
    "statistics of items": tuple(one for one in FEATURES[:10] if one.startswith("item")),
    "statistics of tags": tuple(one for one in FEATURES[:10] if not one.startswith("item")),
    "running counts": (
        "answers", "success", "residual", "item_attempts", "item_success",
        "tag_attempts", "tag_success", "tag_residual", "tag_least",
    ),
    "faded and last": ("faded_short", "faded_long", "last", "item_last", "tag_faded", "tag_last"),
    "time": ("last_seconds", "last_lag", "slowness"),
    "lags in answers": ("item_lag", "tag_lag"),
    "tests": ("test_attempts", "test_success"),
    "repeats": ("repeats",),
    "sequels": tuple(one for one in FACTORS if not one.startswith("kindred")),
    "kindred items": tuple(one for one in FACTORS if one.startswith("kindred")),
    "pauses and sessions": SPACING[:5],
    "reviews": SPACING[5:9],
    "spacing": SPACING[9:13],
    "the last hour": SPACING[13:],
}  # fmt: skip
"""Groups of the numbers that trees read; every one is in exactly one."""


@dataclass(frozen=True)
class Switch:
    """One change of a config, or columns of its features that are left out."""

    name: str
    changes: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By block: `inputs`, `model`, `training`."""
    blank: tuple[int, ...] = ()
    """Columns of the numbers that the config names."""

    def turned(self, config: Config) -> Config:
        """The config with the changes; raises ConfigError where they do not fit it."""
        raw = config.model_dump()
        blocks = {
            "inputs": raw["model"].get("inputs"), "model": raw["model"],
            "training": raw["training"],
        }  # fmt: skip
        for block, changes in self.changes.items():
            blocks[block] |= changes
        return parse_config(raw, self.name)


def switches_of(config: Config, frame: pl.DataFrame) -> list[Switch]:
    """Switches of a deep model, or of lgbm, that have something to read in the frame.

    Those that the config refuses, or whose column is empty in the log, are told to the log.
    Raises BenchmarkError for a model that has none.
    """
    if isinstance(config.model, LgbmConfig):
        names = NUMBERS[config.model.numbers]
        groups = [
            Switch(f"without {name}", blank=tuple(names.index(one) for one in features))
            for name, features in GROUPS.items()
            if set(features) <= set(names)
        ]
        return [one for one in groups if _fits(one, config, frame)]
    if not isinstance(config.model, DeepConfig):
        raise BenchmarkError(f"{config.name}: {config.model.kind} has no switches to turn")
    return [one for one in _of_deep(config.model, config) if _fits(one, config, frame)]


def _of_deep(model: DeepConfig, config: Config) -> list[Switch]:
    switches = []
    for name, values in INPUTS.items():
        for value in values:
            if value == getattr(model.inputs, name):
                continue
            changes = {name: value}
            if name == "item":
                changes["unknown_rate"] = UNKNOWN_RATE[value]
            switches.append(Switch(f"{name} = {_word(value)}", {"inputs": changes}))
    for how in WINDOWS:
        if how != config.training.windows:
            switches.append(Switch(f"windows = {how}", {"training": {"windows": how}}))
    last = 1 if model.average_last > 1 else AVERAGE_LAST
    switches.append(Switch(f"average_last = {last}", {"model": {"average_last": last}}))
    near = None if model.neighbours else NEIGHBOURS
    switches.append(Switch(f"neighbours = {_word(near)}", {"model": {"neighbours": near}}))
    return switches


def _word(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    return {True: "on", False: "off", None: "none"}.get(value, value)


READS = {
    "elapsed_bins": "elapsed_s", "lag_bins": "Timestamp", "windows = by_test": "testId",
    "windows = three_tests": "testId", "pairs": "head", "without tests": "testId",
    "without time": "Timestamp",
}  # fmt: skip
"""What a switch does nothing without."""


def _fits(switch: Switch, config: Config, frame: pl.DataFrame) -> bool:
    needed = next((needs for name, needs in READS.items() if switch.name.startswith(name)), None)
    if needed in _empty(frame):
        log.info("left out: %s, since the log has no %s", switch.name, needed)
        return False
    try:
        switch.turned(config)
    except ConfigError as err:
        log.info("left out: %s", str(err).replace("\n", ""))
        return False
    return True


def _empty(frame: pl.DataFrame) -> set[str]:
    """Columns of a log that hold nothing; `head` where no item id is of the form A + 9 digits."""
    empty = {name for name in ("elapsed_s", "Timestamp") if frame[name].null_count() == len(frame)}
    if (frame["testId"] == "").all():
        empty.add("testId")
    if not frame["assessmentItemID"].str.contains(r"^A[0-9]{9}$").any():
        empty.add("head")
    return empty
