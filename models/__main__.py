"""`python -m models`: push, pull, list, show, promote, rollback.

A command's result is the last line of its standard output; its story goes to the log. Exit code 99
means: nothing to do (Airflow shows the task as skipped).
"""

import json
import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from dkt.config.schema import load_config
from models import folders
from models.errors import NotFoundError, StoreError
from models.gate import crowned, decide
from models.lineage import (
    DECISIONS,
    LIVE,
    best_before,
    describe,
    last_decision,
    live_entry,
    same_config,
)
from models.rollouts import versions_in_use
from models.servable import UnservableError, check_servable
from models.store import Champion, ModelStore, open_store
from settings import SKIPPED, load_settings, reason

log = logging.getLogger("models")
app = typer.Typer(
    help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


def _store() -> ModelStore:
    return open_store(load_settings())


@app.command()
def push(folder: Path) -> None:
    """Upload a bundle folder; prints its version."""
    typer.echo(_store().push(folder))


@app.command()
def pull(
    version: Annotated[str, typer.Argument(help="A model version, 'champion' or 'best'.")],
    to: Annotated[Path | None, typer.Option(help="Parent folder.")] = None,
    if_any: Annotated[bool, typer.Option(help="No champion yet is fine: print 'none'.")] = False,
) -> None:
    """Download a bundle, checked; prints its folder."""
    store, settings = _store(), load_settings()
    if version in ("champion", "best"):
        champion = store.champion()
        if champion is None and if_any:
            typer.echo("none")
            return
        named = _require(champion)
        version = champion.best if champion and version == "best" else named
    typer.echo(store.pull(version, to or settings.dkt_home / "pulled"))


@app.command("list")
def list_models() -> None:
    """All models, newest first, and what was decided on each; the champion is marked."""
    store = _store()
    champion = store.champion()
    decided = last_decision(store.ledger())
    for manifest in store.manifests():
        mark = "*" if champion and manifest["version"] == champion.version else " "
        ours = manifest["metrics"]["model"]
        typer.echo(
            f"{mark} {manifest['version']:<32} data {manifest['data_version']:>4}  "
            f"AUC {ours['auc']:.4f}  {manifest['created_at']}  "
            f"{decided.get(manifest['version'], {}).get('action', 'undecided')}"
        )


@app.command()
def champion() -> None:
    """Which model is the champion; prints its version."""
    typer.echo(_require(_store().champion()))


@app.command()
def show(version: Annotated[str, typer.Argument()] = "champion") -> None:
    """Lineage of a model: data, code, figures, decisions, and where it served."""
    store = _store()
    version = _require(store.champion()) if version == "champion" else version
    typer.echo(describe(store.manifest(version), store.ledger()))


@app.command("needs-training")
def needs_training(
    config: Annotated[str, typer.Option(help="Name in config/, or a JSON file.")],
    data: Annotated[int, typer.Option(help="Data version.")],
    force: Annotated[bool, typer.Option(help="Train even so.")] = False,
) -> None:
    """Print the data version if no model was trained on it with this config and decided on.

    A config whose file changed since is another config.
    """
    store, wanted = _store(), load_config(config)
    decided = {entry["version"] for entry in store.ledger() if entry["action"] in DECISIONS}
    done = [
        manifest["version"]
        for manifest in store.manifests()
        if manifest["data_version"] == data
        and same_config(manifest, wanted)
        and manifest["version"] in decided
    ]
    if done and not force:
        log.info("nothing new: %s was trained on data version %d and decided on", done[0], data)
        raise typer.Exit(SKIPPED)
    typer.echo(data)


@app.command()
def promote(
    version: str,
    unmeasured: Annotated[
        bool, typer.Option(help="Even if it was trained with --champion none.")
    ] = False,
) -> None:
    """Make a model the champion if the gate lets it through; exits 99 if it is only kept."""
    store, settings = _store(), load_settings()
    champion = store.champion()
    if champion and champion.version == version:
        log.info("%s is the champion already", version)
        typer.echo(version)
        return
    now, best = (champion.version, champion.best) if champion else (None, None)
    manifest = store.manifest(version)
    decision = decide(manifest, now, best, unmeasured=unmeasured)
    log.info(decision.reason)
    if not decision.promote:
        action = "stale" if decision.stale else "refuse"
        store.record({"action": action, "version": version, "reason": decision.reason})
        raise typer.Exit(SKIPPED)
    try:
        check_servable(store.pull(version, settings.dkt_home / "pulled"))
    except UnservableError as err:
        store.record({"action": "refuse", "version": version, "reason": str(err)})
        raise
    store.move_champion(version, champion, "promote", decision.reason, crowned(manifest, best))
    typer.echo(version)


@app.command("record-live")
def record_live() -> None:
    """Tell the ledger how good models are in service: the output of `python -m data quality
    --by-model` on standard input. Prints the file that keeps it for the next model's card."""
    store, settings = _store(), load_settings()
    told = json.loads(sys.stdin.read() or "[]")
    said = {one["version"]: one for one in store.ledger() if one["action"] == LIVE}
    for one in told:
        entry = live_entry(one)
        if said.get(entry["version"], {}).get("answers") != entry["answers"]:
            store.record(entry)
            log.info("%s: %s", entry["version"], entry["reason"])
    settings.dkt_home.mkdir(parents=True, exist_ok=True)
    file = settings.dkt_home / "live.json"
    file.write_text(json.dumps(told))
    typer.echo(file)


@app.command()
def verdict(version: str) -> None:
    """Why a model was not promoted, in a line; exits 99 if it was."""
    decision = last_decision(_store().ledger()).get(version)
    if decision is None:
        raise NotFoundError(f"nothing was decided on {version}: python -m models promote {version}")
    log.info(decision["reason"])
    if decision["action"] == "promote":
        raise typer.Exit(SKIPPED)
    typer.echo(decision["reason"])


@app.command()
def rollback(
    reason: Annotated[str, typer.Option(help="For the ledger.")] = "asked for by an operator",
) -> None:
    """Make the champion's predecessor the champion again; prints its version."""
    store = _store()
    champion = store.champion()
    current = _require(champion)
    moves = [
        entry
        for entry in store.ledger()
        if entry["action"] == "promote" and entry["version"] == current
    ]
    previous = moves[-1].get("previous") if moves else None
    if previous is None:
        raise NotFoundError(f"{current} has no predecessor in the ledger to go back to")
    best = best_before(store.ledger(), previous, current)
    store.move_champion(previous, champion, "rollback", reason, best)
    typer.echo(previous)


@app.command()
def check() -> None:
    """Put an object into the store and get it back: are address, bucket and credentials right?"""
    store = _store()
    store.check()
    typer.echo(f"s3://{store.bucket} takes and gives objects")


@app.command()
def tidy() -> None:
    """Remove bundle folders from this machine but the newest; the store has all of them.

    What serves, what is champion and what was wanted within twelve hours stays. What broken-off
    trainings left goes after a week.
    """
    settings, store = load_settings(), _store()
    in_use = versions_in_use(store)
    removed = sum(
        folders.tidy(settings.dkt_home / name, settings.keep_versions, in_use)
        for name in ("bundles", "pulled")
    )
    if settings.fitting_dir:
        removed += folders.tidy_unfinished(settings.fitting_dir, (folders.FITTING,))
    typer.echo(f"{removed} removed")


@app.command()
def ledger() -> None:
    """Every decision and rollout, oldest first, one JSON object a line."""
    for entry in _store().ledger():
        typer.echo(json.dumps(entry, ensure_ascii=False))


def _require(champion: Champion | None) -> str:
    if champion is None:
        raise NotFoundError("no champion yet: promote a model first")
    return champion.version


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("botocore").setLevel(logging.WARNING)
    try:
        app()
    except (StoreError, ValueError, OSError) as err:
        sys.stderr.write(f"models: {reason(err)}\n")
        raise SystemExit(1) from err


if __name__ == "__main__":
    main()
