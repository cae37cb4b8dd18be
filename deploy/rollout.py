"""Bring a new model live without a failed request, or leave the old one serving.

How is in `bluegreen.py` and `swarm.py`; the commands are those of `python -m deploy`.
"""

import logging

from deploy.bento import bento_tag
from deploy.errors import RolloutError
from deploy.live import Deployer, Live
from models.rollouts import (
    ROLLOUT,
    ROLLOUT_BACK,
    ROLLOUTS,
    left_alone,
    pending,
    previous_target,
    record_rollout,
)
from models.store import ModelStore
from settings import Settings

log = logging.getLogger("deploy")


def deployer_of(settings: Settings) -> Deployer:
    """What brings models live here; the other way is not even imported."""
    if settings.serving == "swarm":
        from deploy.swarm import Swarm

        return Swarm(settings)
    from deploy.bluegreen import BlueGreen

    return BlueGreen(settings)


def finish(deployer: Deployer, store: ModelStore) -> None:
    """Do what an earlier rollout left undone; without a process runner nothing runs to be ended."""
    live = deployer.live()
    if live:
        _record(store, live)
    try:
        deployer.stop_leftovers()
    except RolloutError as err:
        log.warning("%s", err)


def _record(store: ModelStore, live: Live) -> None:
    record_rollout(store, live.action, live.model_version, live.bento, live.where, live.image)


def due(settings: Settings, deployer: Deployer, store: ModelStore) -> tuple[str | None, str | None]:
    """The version that should go live, and why none if an operator went back from the champion."""
    live = deployer.live()
    version = pending(live.model_version if live else None, store)
    if version is None and live and _is_outdated(settings, live, store):
        log.info("%s is the champion, and packed from other code or questions", live.bento)
        version = live.model_version
    if version is None:
        log.info("nothing new: live is %s", live.model_version if live else "nothing")
        return None, left_alone(live.model_version if live else None, store)
    return version, None


def _is_outdated(settings: Settings, live: Live, store: ModelStore) -> bool:
    """True where the champion serves, but from a Bento that today's code would not make.

    What an operator went back to is left alone.
    """
    champion = store.champion()
    if champion is None or champion.version != live.model_version or live.action != ROLLOUT:
        return False
    return live.bento != bento_tag(live.model_version, settings.questions, settings)


def deploy(deployer: Deployer, store: ModelStore, target: str | None) -> Live:
    """Bring `target` live, or what was live before, and tell the ledger."""
    before = deployer.live()
    if target is None:
        if before is None:
            raise RolloutError("nothing is live, so there is nothing to go back from")
        live = deployer.deploy(previous_target(store, before.bento), ROLLOUT_BACK)
    else:
        live = deployer.deploy(target)
    _record(store, live)
    return live


def tidy(settings: Settings, deployer: Deployer, store: ModelStore) -> int:
    """Keep what is live, and what the newest rollouts of the ledger brought live."""
    live = deployer.live()
    kept = [live.bento] if live else []
    rollouts = [entry for entry in store.ledger() if entry["action"] in ROLLOUTS]
    kept += [entry["bento"] for entry in reversed(rollouts) if entry.get("bento")]
    keep = set(list(dict.fromkeys(kept))[: settings.keep_versions])
    return deployer.tidy(keep)
