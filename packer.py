"""Bundle → Bento → image in the registry, each step checked before the next.

    python packer.py bento var/pulled/lstm-d1-…    pack a bundle; prints the Bento's tag
    python packer.py image dkt:lstm-d1-…           build its image; prints the image's name
    python packer.py check 127.0.0.1:5001/…        run the image once, ask for the known prediction
    python packer.py push 127.0.0.1:5001/…         push it; prints repository@sha256:…

The result of a step is the last line of its standard output and what the next one takes. Without
Docker Swarm a Bento is served as it is, and the first step is all there is.
"""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from deploy.bento import pack
from deploy.errors import ImageError, PackError
from deploy.image import Images
from dkt.features.bundle import Bundle
from settings import Settings, load_settings, reason

app = typer.Typer(
    help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


@app.command()
def bento(
    bundle: Annotated[Path, typer.Argument(help="Bundle folder.")],
    questions: Annotated[Path | None, typer.Option(help="Question bank (CSV).")] = None,
) -> None:
    """Pack a bundle into a Bento."""
    _step(lambda settings: pack(Bundle.load(bundle), questions or settings.questions, settings))


@app.command()
def image(tag: Annotated[str, typer.Argument(help="Bento's tag.")]) -> None:
    """Build the image of a packed Bento."""
    _step(lambda settings: Images(settings).build(tag))


@app.command()
def check(image: str) -> None:
    """Run an image once: is it ready, and does it predict as the model does?"""
    _step(lambda settings: Images(settings).check(image))


@app.command()
def push(image: str) -> None:
    """Push an image to the registry."""
    _step(lambda settings: Images(settings).push(image))


def _step(do: Callable[[Settings], str]) -> None:
    """Do it with this machine's settings and print its result; exit code 1 with the reason."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        typer.echo(do(load_settings()))
    except (PackError, ImageError, OSError, ValueError) as err:
        sys.stderr.write(f"packer.py: {reason(err)}\n")
        raise SystemExit(1) from err


if __name__ == "__main__":
    app()
