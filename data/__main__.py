"""The warehouse from a shell: `python -m data --help`.

The last line of stdout is a command's result (a data version, an id, a path); its story goes to
stderr. What the warehouse can explain ends with exit code 1, nothing new to collect with 99.
"""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from data.bank import read_bank
from data.client_database import open_client_database
from data.client_source import new_source as begin_source
from data.collect import collect as collect_rows
from data.collect import pending as pending_rows
from data.errors import WarehouseError
from data.importer import import_log
from data.lake import Lake, open_lake
from data.logs.layouts import LAYOUTS
from data.logs.read import ROWS
from data.quality import NEEDED, by_model, live_quality
from data.simulate import simulate as simulate_answers
from data.simulate import source_name
from settings import SKIPPED, Settings, SettingsError, load_settings, reason

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__
)


@contextmanager
def warehouse() -> Iterator[tuple[Settings, Lake]]:
    """Settings and lake of this machine; what goes wrong becomes one line and exit code 1."""
    logging.basicConfig(
        level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(message)s", datefmt="%H:%M:%S"
    )
    try:
        settings = load_settings()
        yield settings, open_lake(settings)
    except (WarehouseError, SettingsError, OSError) as err:
        typer.echo(f"error: {reason(err)}", err=True)
        raise typer.Exit(1) from err


@app.command()
def pending(
    force: Annotated[bool, typer.Option(help="Print it even if nothing is new.")] = False,
) -> None:
    """Is there anything to collect? Prints the newest id, or exits with code 99."""
    with warehouse() as (settings, lake):
        waiting = pending_rows(open_client_database(settings.database_url), lake)
        if waiting.upto == waiting.watermark and not force:
            typer.echo(f"nothing new after id {waiting.watermark}")
            raise typer.Exit(SKIPPED)
        typer.echo(waiting.upto)


@app.command()
def collect(
    upto: Annotated[int | None, typer.Option(help="Last id to take; default: the newest.")] = None,
) -> None:
    """Move new answers from the client database to the lake. Prints the data version."""
    with warehouse() as (settings, lake):
        collect_rows(open_client_database(settings.database_url), lake, upto)
        typer.echo(lake.require_version())


@app.command("new-source")
def new_source() -> None:
    """After the client database was restored: collect it anew, but nothing twice. Prints its id.

    Stop the collector first.
    """
    with warehouse() as (settings, _):
        typer.echo(begin_source(open_client_database(settings.database_url)))


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="CSV, zipped or not, or a folder with a file a student.")
    ],
    preset: Annotated[
        str | None, typer.Option(help=f"Layout: {', '.join(LAYOUTS)}; default: by the header.")
    ] = None,
    columns: Annotated[
        list[str] | None, typer.Option("--map", help="LAKE_COLUMN=FILE_COLUMN, repeatable.")
    ] = None,
    order_by: Annotated[
        str | None, typer.Option(help="File column whose numbers grow with the answers.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(help="File column that may be left out, repeatable.")
    ] = None,
    rows: Annotated[
        str, typer.Option(help="answers; collapsed: consecutive rows of an item are one; or raw.")
    ] = "answers",
) -> None:
    """Import a log; what the lake has already is not added again. Prints the data version.

    The last line of the log says what was done with the rows.
    """
    mapping = {}
    for pair in columns or []:
        target, equals, column = pair.partition("=")
        if not (target and equals and column):
            raise typer.BadParameter(
                f"{pair!r}, expected LAKE_COLUMN=FILE_COLUMN", param_hint="map"
            )
        mapping[target] = column
    if rows not in ROWS:
        raise typer.BadParameter(f"{rows!r}, expected {', '.join(ROWS)}", param_hint="rows")
    with warehouse() as (_, lake):
        import_log(file, lake, preset, mapping, order_by, ignore or (), rows)
        typer.echo(lake.require_version())


@app.command()
def simulate(
    answers: Annotated[int, typer.Option(min=1, help="How many answers.")],
    users: Annotated[int | None, typer.Option(min=1, help="How many students.")] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same answers.")] = 0,
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Only into an empty lake.")] = False,
) -> None:
    """Fill the lake with answers of made-up students. Prints the data version."""
    with warehouse() as (settings, lake):
        if if_empty and lake.version() is not None:
            logging.info("the lake holds answers already; nothing simulated")
        else:
            bank = read_bank(settings.questions)
            source = source_name(bank, answers, users, seed)
            if lake.watermark(source):
                logging.info("this very simulation is in the lake already; nothing added")
            else:
                lake.append(simulate_answers(bank, answers, users, seed), source, answers)
        typer.echo(lake.require_version())


@app.command()
def version(
    wanted: Annotated[str, typer.Argument(help="'latest', or a number to check.")] = "latest",
) -> None:
    """Print the newest data version, or check that the one named exists."""
    with warehouse() as (_, lake):
        newest = lake.require_version()
        if wanted == "latest":
            typer.echo(newest)
            return
        if not wanted.isdecimal():
            raise WarehouseError(f"{wanted!r} is no data version, expected 'latest' or a number")
        lake.row_count(int(wanted))
        typer.echo(int(wanted))


@app.command()
def versions(
    limit: Annotated[int, typer.Option(min=1, help="How many, newest first.")] = 20,
) -> None:
    """List data versions, oldest first. Prints the newest version last."""
    with warehouse() as (_, lake):
        lake.require_version()
        found = lake.versions(limit).reverse()
        for row in found.iter_rows(named=True):
            typer.echo(
                f"{row['time']:%Y-%m-%d %H:%M:%S} UTC  {row['operation']:<8}"
                f"{row['rows_added']:>10,} rows  {row['app_id'] or ''}",
                err=True,
            )
        typer.echo(found.item(-1, "version"))


@app.command()
def snapshot(
    out: Annotated[Path, typer.Option(help="Parquet file to write.")],
    version: Annotated[int | None, typer.Option(help="Data version; default: the newest.")] = None,
) -> None:
    """Write all answers of a data version to a file. Prints its path."""
    with warehouse() as (_, lake):
        frame = lake.snapshot(version)
        try:
            frame.write_parquet(out)
        except OSError as err:
            raise WarehouseError(f"{out} cannot be written: {err}") from err
        logging.info("%d answers", frame.height)
        typer.echo(out)


@app.command()
def quarantine(limit: Annotated[int, typer.Option(min=1, help="How many rows.")] = 20) -> None:
    """Show the last rows that were no answers, and why. Prints how many there are in all."""
    with warehouse() as (_, lake):
        rows = lake.quarantine.read().sort("ingested_at", "seq")
        for row in rows.tail(limit).iter_rows(named=True):
            where = f"{row['ingested_at']:%Y-%m-%d %H:%M} {row['source_ref']} row {row['seq']}"
            typer.echo(f"{where}: {row['reason']}\n    {row['row']}", err=True)
        typer.echo(rows.height)


@app.command()
def quality(
    days: Annotated[int, typer.Option(min=1, help="How many of the newest days.")] = 14,
    models: Annotated[
        bool, typer.Option("--by-model", help="Each model's last days together.")
    ] = False,
) -> None:
    """How good the live models' predictions were, by day and model. Prints a JSON array."""
    with warehouse() as (settings, lake):
        bank = read_bank(settings.questions)
        grades = {
            item: int(grade) for item, grade in bank.select("assessmentItemID", "grade").iter_rows()
        }
        every = lake.snapshot(columns=[*NEEDED, "source", "ingested_at", "seq"])
        rows = every.filter(pl.col("source") == "web").sort("ingested_at", "seq")
        if models:
            typer.echo(json.dumps(by_model(rows, grades, days), default=str))
            return
        told = live_quality(rows, grades)
        newest = sorted({one["day"] for one in told})[-days:]
        shown = [one for one in told if one["day"] in newest]
        for one in shown:
            every = one["figures"]["all"]
            typer.echo(
                f"{one['day']}  {one['model_version']:<32} {every['answers']:>6} answers  "
                f"log loss {every['log_loss'][0]:.4f}, baseline {every['base_log_loss']:.4f}, "
                f"AUC {every['auc'][0] if every['auc'] else float('nan'):.4f}",
                err=True,
            )
        typer.echo(json.dumps([one | {"day": str(one["day"])} for one in shown]))


if __name__ == "__main__":
    app(prog_name="python -m data")
