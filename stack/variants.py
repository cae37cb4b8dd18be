"""The questions' variants for the page, beside questions.csv: `python -m bank` writes them.

They are made anew at each start, within seconds, since they are not in git. A school's own
questions.csv stays as it is: the page leaves out variants of questions that are not in it.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from settings import ROOT
from stack.processes import BIN

NAME = "questions.jsonl"


class VariantsError(RuntimeError):
    """They could not be made; the page runs without."""


def write_variants(questions: Path) -> None:
    """Put questions.jsonl beside `questions`. Raises VariantsError."""
    with tempfile.TemporaryDirectory() as folder:
        command = [f"{BIN}/python", "-m", "bank", "--folder", folder]
        made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if made.returncode:
            raise VariantsError((made.stderr.strip().splitlines() or ["no reason given"])[-1])
        aside = questions.with_name(f".{NAME}.{os.getpid()}")
        shutil.copyfile(Path(folder) / NAME, aside)
        aside.replace(questions.with_name(NAME))
