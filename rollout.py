"""Bring a packed Bento live without a failed request, or leave the old one serving.

    python rollout.py dkt:lstm-d3-…   start, wait until ready, canary, switch, drain the old
    python rollout.py --pending       the champion's version if it is not live yet; else exit 99
    python rollout.py --rollback      back to the model that was live before
    python rollout.py --status        what is live now

How is in `bluegreen.py`. The last line on stdout is the model version that is live.
"""

import json
import logging
import sys
from dataclasses import asdict
from typing import Annotated

import httpx
import typer

from bluegreen import Live, Rollout, RolloutError
from dkt.bundle import BundleError
from models.errors import StoreError
from models.rollouts import ROLLOUT_BACK, pending, previous_bento, record_rollout
from models.store import ModelStore, open_store
from settings import SettingsError, load_settings

NOTHING_TO_DO = 99
log = logging.getLogger("rollout")


def main(
    tag: Annotated[str | None, typer.Argument(help="Bento to bring live.")] = None,
    pending_: Annotated[bool, typer.Option("--pending", help="What should go live?")] = False,
    rollback: Annotated[bool, typer.Option("--rollback", help="Back to the one before.")] = False,
    status: Annotated[bool, typer.Option("--status", help="What is live?")] = False,
) -> None:
    """Bring a packed Bento live, go back, or say what is live or due."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    if sum((tag is not None, pending_, rollback, status)) != 1:
        raise typer.BadParameter("give a Bento's tag, or one of --pending, --rollback, --status")
    try:
        settings = load_settings()
        rollout = Rollout(settings)
        if status:
            live = rollout.live()
            typer.echo(json.dumps(asdict(live) if live else None))
            return
        store = open_store(settings)
        with rollout.alone():
            _finish(rollout, store)
            if pending_:
                typer.echo(_pending(rollout, store))
            else:
                typer.echo(_deploy(rollout, store, tag).model_version)
    except (
        SettingsError, RolloutError, BundleError, StoreError, OSError, httpx.HTTPError,
    ) as err:  # fmt: skip
        sys.stderr.write(f"rollout.py: {err}\n")
        raise SystemExit(1) from err


def _finish(rollout: Rollout, store: ModelStore) -> None:
    """Do what an earlier rollout left undone; without a process runner nothing runs to be ended."""
    live = rollout.live()
    if live:
        _record(store, live)
    try:
        rollout.stop_leftovers()
    except RolloutError as err:
        log.warning("%s", err)


def _record(store: ModelStore, live: Live) -> None:
    record_rollout(store, live.action, live.model_version, live.bento, live.color)


def _pending(rollout: Rollout, store: ModelStore) -> str:
    live = rollout.live()
    version = pending(live.model_version if live else None, store)
    if version is None:
        log.info("nothing new: live is %s", live.model_version if live else "nothing")
        raise typer.Exit(NOTHING_TO_DO)
    return version


def _deploy(rollout: Rollout, store: ModelStore, tag: str | None) -> Live:
    """Bring `tag` live, or what was live before, and tell the ledger."""
    before = rollout.live()
    if tag is None:
        if before is None:
            raise RolloutError("nothing is live, so there is nothing to go back from")
        live = rollout.deploy(previous_bento(store, before.bento), ROLLOUT_BACK)
    else:
        live = rollout.deploy(tag)
    _record(store, live)
    return live


if __name__ == "__main__":
    typer.run(main)
