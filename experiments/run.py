"""A run to record, and what every tracking system does with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from dkt.config.schema import Config

TRAIN = "train"
"""Experiment of the runs of `train.py`; a sweep's is named after the sweep."""
Status = Literal["FINISHED", "FAILED", "KILLED"]


@dataclass(frozen=True)
class Run:
    """What is known of a run when it begins."""

    experiment: str
    name: str
    config: Config
    data: str
    """Data version, or what names the log files."""
    revision: str
    """Git revision."""
    tags: Mapping[str, str] = field(default_factory=dict)


class Tracker(Protocol):
    """A run that has begun in one tracking system; any method may raise what that system raises."""

    def log(self, figures: Mapping[str, float], step: int | None) -> None:
        """Figures at a step of the curve, or of the whole run."""

    def tag(self, tags: Mapping[str, str], name: str | None) -> None:
        """Texts that describe the run, and another name for it."""

    def keep(self, files: list[Path]) -> None:
        """Files as artifacts."""

    def end(self, status: Status) -> None: ...
