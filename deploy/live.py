"""What both ways of bringing a model live have in common."""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import TypeAdapter

from models.rollouts import ROLLOUT

log = logging.getLogger("rollout")


@dataclass(frozen=True)
class Live:
    """What serves now."""

    where: str
    """The color of the process, or the name of the Swarm service."""
    bento: str
    model_version: str
    since: str
    action: str = ROLLOUT
    """How the ledger calls the way it came live."""
    image: str | None = None
    """`repository@sha256:…`, where images are served."""

    @classmethod
    def parse(cls, text: str) -> "Live":
        """What was written down as JSON; raises ValueError that names what is wrong in it."""
        return TypeAdapter(cls).validate_json(text, strict=True)


class Deployer(Protocol):
    """A way of bringing a model live."""

    def live(self) -> Live | None:
        """What serves now."""

    def deploy(self, target: str, action: str = ROLLOUT) -> Live:
        """Bring `target` live; raises RolloutError, and what was live before still is."""

    def stop_leftovers(self) -> None:
        """Stop what a rollout that was killed left running."""

    def tidy(self, keep: set[str]) -> int:
        """Remove what serves no Bento of `keep` (tags), the newest ones aside; returns how many."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold this home's rollouts; another one waits until this one is through."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            log.info("another rollout is under way; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
