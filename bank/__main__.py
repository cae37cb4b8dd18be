"""Write the question bank: `python -m bank`. Compare without writing: `python -m bank --check`."""

import argparse
import sys
from pathlib import Path

from bank.make import as_csv

QUESTIONS = Path(__file__).resolve().parent.parent / "questions.csv"


def main(argv: list[str] | None = None) -> int:
    """Write or check the file; the exit status is 1 where a check fails."""
    parser = argparse.ArgumentParser(prog="python -m bank", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare and change nothing")
    parser.add_argument("--path", type=Path, default=QUESTIONS, help="default: %(default)s")
    options = parser.parse_args(argv)

    made = as_csv().encode()
    if options.check:
        if not options.path.is_file():
            sys.stderr.write(f"{options.path} is missing: run `python -m bank`\n")
            return 1
        if options.path.read_bytes() != made:
            sys.stderr.write(
                f"{options.path} differs from what the code makes: run `python -m bank`\n"
            )
            return 1
        sys.stdout.write(f"{options.path} is what the code makes\n")
        return 0
    options.path.write_bytes(made)
    sys.stdout.write(f"{options.path}: {len(made.splitlines()) - 1} questions\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
