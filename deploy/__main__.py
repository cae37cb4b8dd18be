"""Bring models live, on Docker Swarm or as processes: `python -m deploy --help`.

A command's result is the last line of stdout; its story goes to the log.
"""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated

import httpx
import typer

from deploy.errors import ImageError, RolloutError
from deploy.live import Deployer, alone
from deploy.rollout import deploy, deployer_of, due, finish
from deploy.rollout import tidy as remove_unused
from models.errors import StoreError
from models.store import ModelStore, open_store
from settings import SKIPPED, Settings, load_settings, reason

app = typer.Typer(
    help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


@app.command()
def rollout(
    target: Annotated[
        str,
        typer.Argument(
            help="REPOSITORY@sha256:… on Swarm; with SERVING=processes a Bento, dkt:lstm-d3-…"
        ),
    ],
) -> None:
    """Bring a model live, checked, or leave the old one serving; prints the live version."""
    with _at_work() as (_settings, deployer, store):
        typer.echo(deploy(deployer, store, target).model_version)


@app.command()
def rollback() -> None:
    """Go back to the model that was live before; prints the live version."""
    with _at_work() as (_settings, deployer, store):
        typer.echo(deploy(deployer, store, None).model_version)


@app.command()
def pending() -> None:
    """Print the version that should go live, or exit with 99 and the reason if there is one."""
    with _at_work() as (settings, deployer, store):
        version, why_none = due(settings, deployer, store)
    if said := version or why_none:
        typer.echo(said)
    if version is None:
        raise typer.Exit(SKIPPED)


@app.command()
def status() -> None:
    """Print what is live, as JSON."""
    live = deployer_of(load_settings()).live()
    typer.echo(json.dumps(asdict(live) if live else None))


@app.command()
def tidy() -> None:
    """Remove Bentos and images that nobody will go back to."""
    with _at_work() as (settings, deployer, store):
        typer.echo(f"{remove_unused(settings, deployer, store)} removed")


@contextmanager
def _at_work() -> Iterator[tuple[Settings, Deployer, ModelStore]]:
    """No other rollout is under way, and what an earlier one left undone is done."""
    settings = load_settings()
    deployer, store = deployer_of(settings), open_store(settings)
    with alone(settings.dkt_home / "inference"):
        finish(deployer, store)
        yield settings, deployer, store


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        app()
    except (
        RolloutError, ImageError, StoreError, OSError, ValueError, httpx.HTTPError,
    ) as err:  # fmt: skip
        sys.stderr.write(f"deploy: {reason(err)}\n")
        raise SystemExit(1) from err


if __name__ == "__main__":
    main()
