"""`python -m stack up` (what `make run` does) and `python -m stack cycle` (`make cycle`)."""

import sys
from collections.abc import Callable

import typer

from settings import SettingsError
from stack.home import HomeError

app = typer.Typer(
    help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


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


def _guarded(run: Callable[[], None]) -> None:
    try:
        run()
    except (HomeError, SettingsError, OSError) as err:
        sys.stderr.write(f"\nstack: {err}\n")
        raise SystemExit(1) from err


if __name__ == "__main__":
    app()
