"""The whole platform on one machine (`up`, `cycle`), or Airflow on one of two servers (the rest).

`make run` is `up`, `make cycle` is `cycle`; the init scripts of the servers call the others.
"""

import logging
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import typer

from settings import SKIPPED, SettingsError
from stack.home import HomeError

app = typer.Typer(
    help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


class Server(StrEnum):
    INFERENCE = "inference"
    TRAIN = "train"


@app.command()
def up() -> None:
    """Start everything on this machine and stay until Ctrl-C."""
    from stack.up import up as run

    _guarded(run)


@app.command()
def cycle() -> None:
    """Run one whole loop in a temporary folder and check it; the last line is a JSON object."""
    from stack.cycle import cycle as run

    _guarded(run)


class Role(StrEnum):
    TEACHER = "teacher"
    OPERATOR = "operator"


@app.command()
def invite(
    role: Annotated[Role, typer.Argument()] = Role.TEACHER,
    days: Annotated[int, typer.Option(min=1, max=60, help="How long the link is good.")] = 7,
) -> None:
    """Print a link by which one person becomes a teacher or an operator on the page of `up`."""
    from stack.invite import invite as run

    _guarded(lambda: typer.echo(run(role, days)))


@app.command()
def status(
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
    watch: Annotated[bool, typer.Option(help="Again and again, for the page /ops.")] = False,
) -> None:
    """Say of every part whether it is well; exit code 1 when one is not."""
    from stack.tell_status import tell_status as run

    _guarded(lambda: run(as_json, watch))


@app.command()
def prepare(
    server: Annotated[Server, typer.Option(help="Which of the two servers this is.")],
    check: Annotated[bool, typer.Option(help="Only exit 1 if something would change.")] = False,
) -> None:
    """Write a server's settings file from the environment; secrets that are missing are made."""
    from stack.server import prepare as run

    def changed() -> None:
        if run(server, check) and check:
            raise SystemExit(1)

    _guarded(changed)


@app.command()
def serve() -> None:
    """Run a server's Airflow in the foreground until told to stop (what systemd starts)."""
    from stack.server import serve as run

    _guarded(run)


@app.command()
def running() -> None:
    """Exit 0 while a server's Airflow runs with the settings and packages of today."""
    from stack.server import running as run

    def check() -> None:
        if needs := run():
            raise HomeError(needs)

    _guarded(check)


@app.command()
def healthy(
    wait: Annotated[float, typer.Option(help="Seconds to wait for it.")] = 0.0,
) -> None:
    """Exit 0 when a server's Airflow is healthy and has exactly this server's DAGs."""
    from stack.server import healthy as run

    _guarded(lambda: run(wait))


@app.command()
def stop() -> None:
    """End a server's Airflow and all that it runs."""
    from stack.server import stop as run

    _guarded(run)


@app.command()
def tidy(
    days: Annotated[int, typer.Option(min=1, help="How long runs and logs are kept.")] = 30,
) -> None:
    """Remove a server's old Airflow runs and task logs (done every six hours by itself)."""
    from stack.tidy import tidy as run

    _guarded(lambda: typer.echo(run(days)))


@app.command("cycle-swarm")
def cycle_swarm(
    if_docker: Annotated[bool, typer.Option(help="Without Docker Engine, skip it.")] = False,
    day: Annotated[
        list[str] | None, typer.Option(help="Only this bad day; may be given again.")
    ] = None,
) -> None:
    """The same on two servers with Docker Swarm, then the bad days; the last line is JSON."""
    from stack.cycle_swarm import cycle_swarm as run
    from stack.cycle_swarm import engine_answers

    if if_docker and not engine_answers():
        sys.stderr.write("skipped: make cycle-swarm needs Docker Engine, and none answers\n")
        return
    _guarded(lambda: run(day))


@app.command()
def poke(
    dag: str,
    key: Annotated[str, typer.Option(help="Names the run; the same key runs once.")],
    here: Annotated[bool, typer.Option("--here", help="This machine's own Airflow.")] = False,
) -> None:
    """Ask Airflow to run a DAG now; exit code 99 where none takes it."""
    from settings import load_settings
    from stack.poke import PokeError
    from stack.poke import poke as run

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        _guarded(lambda: typer.echo(run(load_settings(), dag, key, here)))
    except PokeError as err:
        sys.stderr.write(f"stack: {err}\n")
        raise SystemExit(SKIPPED) from err


@app.command()
def note() -> None:
    """Put the last line of standard input into the note of this Airflow run."""
    from stack.note import note as run

    run()


def _guarded(run: Callable[[], None]) -> None:
    try:
        run()
    except (HomeError, SettingsError, OSError) as err:
        sys.stderr.write(f"\nstack: {err}\n")
        raise SystemExit(1) from err


if __name__ == "__main__":
    app()
