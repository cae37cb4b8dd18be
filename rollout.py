"""Bring a new model live without a failed request, or leave the old one serving.

    python rollout.py 127.0.0.1:5001/dkt-inference@sha256:…   an image, on Docker Swarm
    python rollout.py dkt:lstm-d3-…   a Bento, where two processes take turns (SERVING=processes)
    python rollout.py --pending       the champion's version if it is not live; else exit 99, with
                                      the reason if it was rolled back from
    python rollout.py --rollback      back to the model that was live before
    python rollout.py --status        what is live now
    python rollout.py --tidy          remove Bentos and images that nobody will go back to

How is in `deploy/`. The last line on stdout is the model version that is live.
"""

import json
import logging
import sys
from dataclasses import asdict
from typing import Annotated

import httpx
import typer

from deploy.bento import bento_tag
from deploy.errors import ImageError, RolloutError
from deploy.live import Doer, Live, alone
from models.errors import StoreError
from models.rollouts import (
    ROLLOUT,
    ROLLOUT_BACK,
    ROLLOUTS,
    left_alone,
    pending,
    previous_target,
    record_rollout,
)
from models.store import ModelStore, open_store
from settings import Settings, load_settings, reason

NOTHING_TO_DO = 99
log = logging.getLogger("rollout")


def main(
    target: Annotated[str | None, typer.Argument(help="Image or Bento to bring live.")] = None,
    pending_: Annotated[bool, typer.Option("--pending", help="What should go live?")] = False,
    rollback: Annotated[bool, typer.Option("--rollback", help="Back to the one before.")] = False,
    status: Annotated[bool, typer.Option("--status", help="What is live?")] = False,
    tidy: Annotated[bool, typer.Option("--tidy", help="Remove what is of no use.")] = False,
) -> None:
    """Bring a model live, go back, or say what is live or due."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    if sum((target is not None, pending_, rollback, status, tidy)) != 1:
        raise typer.BadParameter(
            "give what to bring live, or one of --pending, --rollback, --status, --tidy"
        )
    try:
        settings = load_settings()
        doer = doer_of(settings)
        if status:
            live = doer.live()
            typer.echo(json.dumps(asdict(live) if live else None))
            return
        store = open_store(settings)
        with alone(settings.dkt_home / "inference"):
            _finish(doer, store)
            if pending_:
                typer.echo(_pending(settings, doer, store))
            elif tidy:
                typer.echo(_tidy(settings, doer, store))
            else:
                typer.echo(_deploy(doer, store, target).model_version)
    except (
        RolloutError, ImageError, StoreError, OSError, ValueError, httpx.HTTPError,
    ) as err:  # fmt: skip
        sys.stderr.write(f"rollout.py: {reason(err)}\n")
        raise SystemExit(1) from err


def doer_of(settings: Settings) -> Doer:
    """What brings models live here; the other way is not even imported."""
    if settings.serving == "swarm":
        from deploy.swarm import Swarm

        return Swarm(settings)
    from deploy.bluegreen import BlueGreen

    return BlueGreen(settings)


def _finish(doer: Doer, store: ModelStore) -> None:
    """Do what an earlier rollout left undone; without a process runner nothing runs to be ended."""
    live = doer.live()
    if live:
        _record(store, live)
    try:
        doer.stop_leftovers()
    except RolloutError as err:
        log.warning("%s", err)


def _record(store: ModelStore, live: Live) -> None:
    record_rollout(store, live.action, live.model_version, live.bento, live.where, live.image)


def _pending(settings: Settings, doer: Doer, store: ModelStore) -> str:
    live = doer.live()
    version = pending(live.model_version if live else None, store)
    if version is None and live and _is_outdated(settings, live, store):
        log.info("%s is the champion, and packed from other code or questions", live.bento)
        version = live.model_version
    if version is None:
        log.info("nothing new: live is %s", live.model_version if live else "nothing")
        if why := left_alone(live.model_version if live else None, store):
            typer.echo(why)
        raise typer.Exit(NOTHING_TO_DO)
    return version


def _is_outdated(settings: Settings, live: Live, store: ModelStore) -> bool:
    """True where the champion serves, but from a Bento that today's code would not make.

    What an operator went back to is left alone.
    """
    champion = store.champion()
    if champion is None or champion.version != live.model_version or live.action != ROLLOUT:
        return False
    return live.bento != bento_tag(live.model_version, settings.questions, settings)


def _deploy(doer: Doer, store: ModelStore, target: str | None) -> Live:
    """Bring `target` live, or what was live before, and tell the ledger."""
    before = doer.live()
    if target is None:
        if before is None:
            raise RolloutError("nothing is live, so there is nothing to go back from")
        live = doer.deploy(previous_target(store, before.bento), ROLLOUT_BACK)
    else:
        live = doer.deploy(target)
    _record(store, live)
    return live


def _tidy(settings: Settings, doer: Doer, store: ModelStore) -> str:
    """Keep what is live, and what the newest rollouts of the ledger brought live."""
    live = doer.live()
    kept = [live.bento] if live else []
    rollouts = [entry for entry in store.ledger() if entry["action"] in ROLLOUTS]
    kept += [entry["bento"] for entry in reversed(rollouts) if entry.get("bento")]
    keep = set(list(dict.fromkeys(kept))[: settings.keep_versions])
    return f"{doer.tidy(keep)} removed"


if __name__ == "__main__":
    typer.run(main)
