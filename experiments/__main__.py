"""Recorded runs, sweeps, relations between tags, similar items: `python -m experiments --help`.

A command's result is the last line of stdout; its story goes to the log.
"""

import logging
import sys
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from data.errors import WarehouseError
from experiments.page import show
from settings import load_settings, reason

app = typer.Typer(
    help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


@app.command()
def page() -> None:
    """Open the page of all experiments (MLflow); prints its URL. Ctrl-C ends it."""
    show(load_settings(), typer.echo)


@app.command()
def sweep(
    space: Annotated[Path, typer.Argument(help="Search space, such as config/sweeps/lgbm.json.")],
    trials: Annotated[
        int | None, typer.Option(min=1, help="Finished trials in all; default: the file's.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes that try at once.")] = 1,
    data: Annotated[str, typer.Option(help="Data version, or 'latest'.")] = "latest",
    logs: Annotated[
        list[Path] | None, typer.Option("--log", help="A public log instead; repeatable.")
    ] = None,
    rows: Annotated[str, typer.Option(help="raw or collapsed; of --log only.")] = "raw",
) -> None:
    """Search for a better config on validation students; the same command again goes on.

    Prints the file of the best config, which train.py --config takes.
    """
    from dkt.manifest import git_revision  # the science: seconds of imports
    from experiments.source import Source
    from experiments.space import load_space
    from experiments.sweep import run_sweep

    settings = load_settings()
    source = Source.asked(settings, data, logs or [], rows)
    typer.echo(run_sweep(settings, load_space(space), source, trials, jobs, git_revision()))


@app.command()
def relations(
    data: Annotated[str, typer.Option(help="Data version, or 'latest'.")] = "latest",
    logs: Annotated[
        list[Path] | None, typer.Option("--log", help="Public CSV log instead, repeatable.")
    ] = None,
    rows: Annotated[
        str, typer.Option(help="Of --log: raw, or collapsed (one row an attempt).")
    ] = "collapsed",
    config: Annotated[str, typer.Option(help="Whose split tells training students.")] = "lstm",
    support: Annotated[
        int | None, typer.Option(min=2, help="Fewest students of a pair; default: 30.")
    ] = None,
    top: Annotated[int | None, typer.Option(min=1, help="Strongest pairs only.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines, not a table.")] = False,
    plot: Annotated[Path | None, typer.Option(help="Heatmap: .png, .svg or .pdf.")] = None,
    size: Annotated[int, typer.Option(min=2, max=200, help="Tags of the heatmap.")] = 30,
) -> None:
    """Table of ordered pairs of tags; with --plot a heatmap of their correlation."""
    from experiments.relations import relations as run

    run(logs or [], rows, data, config, support, top, as_json, plot, size)


@app.command()
def embeddings(
    bundle: Annotated[Path, typer.Argument(help="Bundle folder.")],
    item: Annotated[str, typer.Option(help="assessmentItemID.")],
    k: Annotated[int, typer.Option(min=1, help="How many others.")] = 10,
) -> None:
    """The items with the most similar embeddings: cosine similarity, item, tags."""
    from experiments.similar_items import embeddings as run

    run(bundle, item, k)


def main() -> None:
    logging.basicConfig(
        level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(message)s", datefmt="%H:%M:%S"
    )
    try:
        app()
    except (WarehouseError, ValueError, OSError, pl.exceptions.PolarsError) as err:
        sys.stderr.write(f"experiments: {reason(err)}\n")
        raise SystemExit(1) from err


if __name__ == "__main__":
    main()
