"""Write the question bank: `python -m bank`. Compare without writing: `python -m bank --check`.

`python -m bank --show g3-money` prints the kinds of one topic with all their variants.

Writes `questions.csv` (a row a kind of question), `tags.csv` (the topics, their strands and
prerequisites) and `questions.jsonl` (all variants in English and Korean, for the page; not in git).
"""

import argparse
import os
import sys
from pathlib import Path

from bank.make import files
from bank.show import as_text

ROOT = Path(__file__).resolve().parent.parent


def main(argv: list[str] | None = None) -> int:
    """Write or check the files; the exit status is 1 where a check fails."""
    parser = argparse.ArgumentParser(
        prog="python -m bank", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="compare and change nothing")
    parser.add_argument("--folder", type=Path, default=ROOT, help="default: %(default)s")
    parser.add_argument("--show", metavar="TAG", help="print a topic and change nothing")
    options = parser.parse_args(argv)

    if options.show:
        sys.stdout.write(as_text(options.show))
        return 0
    made = {name: text.encode() for name, text in files().items()}
    if options.check:
        return _check(options.folder, made)
    for name, content in made.items():
        _write(options.folder / name, content)
        sys.stdout.write(f"{options.folder / name}: {len(content.splitlines())} lines\n")
    return 0


def _check(folder: Path, made: dict[str, bytes]) -> int:
    wrong = 0
    for name, content in made.items():
        path = folder / name
        if name.endswith(".jsonl"):
            continue  # not in git, written where it is needed
        if not path.is_file():
            sys.stderr.write(f"{path} is missing: run `python -m bank`\n")
            wrong = 1
        elif path.read_bytes() != content:
            sys.stderr.write(f"{path} differs from what the code makes: run `python -m bank`\n")
            wrong = 1
        else:
            sys.stdout.write(f"{path} is what the code makes\n")
    return wrong


def _write(path: Path, content: bytes) -> None:
    """Write aside and rename, so that a reader never sees half a file."""
    if path.is_file() and path.read_bytes() == content:
        return
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_bytes(content)
    aside.replace(path)


if __name__ == "__main__":
    sys.exit(main())
