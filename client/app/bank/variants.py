"""questions.jsonl: the variants of each question, in each language; `python -m bank` writes it.

It lies beside questions.csv, or it does not: then every question has one variant, in English.
"""

import json
import logging
import re
from collections.abc import Mapping
from pathlib import Path

from .wording import Wording

log = logging.getLogger(__name__)

NAME = "questions.jsonl"
LANGUAGE = "en"
"""Every variant has it; its first one says the same as questions.csv."""
UNSAFE = re.compile(r"<script|<style|<foreignObject|\son\w+\s*=|\sstyle\s*=|href|<!|<\?", re.I)
"""What no picture of ours holds, and the page's security policy would not let work."""

Variants = Mapping[str, tuple[Mapping[str, Wording], ...]]
"""By assessmentItemID: the variants in order, each by language."""


class VariantsError(ValueError):
    """questions.jsonl cannot be used; the message names the line."""


def load_variants(path: Path, first: Mapping[str, Wording]) -> Variants:
    """Read the variants of the questions in `first`, each with its wording in questions.csv.

    Those of a question that says something else there are left out, with a line in the log: the
    file is older than questions.csv. Raises VariantsError that names the line.
    """
    if not path.is_file():
        return {}
    found: dict[str, tuple[Mapping[str, Wording], ...]] = {}
    stale = []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                row = json.loads(line)
                variants = tuple(
                    {language: _wording(at, language, said) for language, said in one.items()}
                    for at, one in enumerate(row["variants"])
                )
                if not variants or any(LANGUAGE not in one for one in variants):
                    raise ValueError(f"expected variants, each in {LANGUAGE!r}")
            except (ValueError, KeyError, TypeError, AttributeError) as err:
                raise VariantsError(
                    f"{path}, line {number}: {type(err).__name__}: {err}; run `python -m bank`"
                ) from err
            known = first.get(row["id"])
            said = variants[0][LANGUAGE]
            if known and (known.question, known.answer) == (said.question, said.answer):
                found[row["id"]] = variants
            else:
                stale.append(row["id"])
    if stale:
        log.warning(
            "%s: %d questions (%s …) are not those of questions.csv and are left out; run "
            "`python -m bank`", path, len(stale), stale[0],
        )  # fmt: skip
    return found


def _wording(variant: int, language: str, said: dict) -> Wording:
    if UNSAFE.search(said["picture"]):
        raise ValueError(f"picture of variant {variant} in {language!r} has more than shapes")
    choices = tuple(said["choices"])
    if choices and said["answer"] not in choices:
        raise ValueError(f"answer {said['answer']!r} is none of the choices {list(choices)}")
    texts = {name: said[name] for name in ("hint", "steps", "picture", "alt")}
    mistakes = dict(said["mistakes"])
    return Wording(
        variant, language, said["question"], choices, said["answer"], mistakes=mistakes, **texts
    )
