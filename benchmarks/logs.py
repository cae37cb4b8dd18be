"""Parts of public logs to measure on: folds, held-out students, planted answers, checks."""

import logging
from itertools import pairwise

import numpy as np
import polars as pl
from scipy.special import expit
from sklearn.metrics import roc_auc_score

from data.logs.layout import FOLD
from dkt.dataset.frame import unknown_items
from dkt.evaluation.scoring import MOST_UNKNOWN
from dkt.features.vocabulary import Encoders

log = logging.getLogger("benchmarks")


class BenchmarkError(ValueError):
    """The files can't be measured on; the message says what is wrong with them."""


def with_made_up_answers(frames: list[pl.DataFrame], how: str) -> tuple[list[pl.DataFrame], float]:
    """The same rows with answers that nothing but chance decides: what a leak can't hide behind.

    One answer is drawn for each attempt, so in a raw log a model that reads the row before of the
    same attempt foretells it, as it does in the real log.

    Args:
        frames: parts of one log; students and items keep their make-up over all of them.
        how: `coin`: right by .65, whoever answers what; `rasch`: by an ability of the student and
            an ease of the item (Rasch 1960), the same at all times.

    Returns:
        The frames, and the AUC that the chances themselves have: where rows are attempts, no honest
        model has a higher one, but for what luck gives (`coin`: .5).
    """
    whole = pl.concat(frames)
    rng = np.random.default_rng(0)
    student, item = (
        pl.Series(values).rank("dense").to_numpy().astype(np.int64)
        for values in (students_of(whole), whole["assessmentItemID"])
    )
    chance = np.full(len(whole), 0.65)
    if how == "rasch":
        ability, ease = (
            rng.normal(0.0, 0.8, student.max() + 1),
            rng.normal(0.8, 1.0, item.max() + 1),
        )
        chance = expit(ability[student] + ease[item])
    first = np.ones(len(whole), bool)
    first[1:] = (student[1:] != student[:-1]) | (item[1:] != item[:-1])
    attempt = np.cumsum(first) - 1
    correct = (rng.random(attempt[-1] + 1)[attempt] < chance).astype(np.int8)
    whole = whole.with_columns(answerCode=pl.Series(correct))
    ends = np.cumsum([0, *(len(frame) for frame in frames)])
    parts = [whole[begin:end] for begin, end in pairwise(ends)]
    tested = slice(ends[-2], ends[-1])
    best = roc_auc_score(correct[tested], chance[tested]) if how == "rasch" else 0.5
    return parts, float(best)


def students_of(frame: pl.DataFrame) -> pl.Series:
    """The real student of each row, whether rows were cut or not."""
    return frame["student" if "student" in frame.columns else "userID"]


def split_off(frame: pl.DataFrame, share: int, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of all students but one in `share`, and of those."""
    student = students_of(frame)
    drawn = np.random.default_rng(seed).permutation(student.unique().sort().to_numpy())
    held = student.is_in(drawn[: max(len(drawn) // share, 1)].tolist())
    return frame.filter(~held), frame.filter(held)


def folds_of(frame: pl.DataFrame, many: int, seed: int) -> list[tuple[pl.DataFrame, pl.DataFrame]]:
    """(other folds, fold) for each of `many` folds of students."""
    student = students_of(frame)
    drawn = np.random.default_rng(seed).permutation(student.unique().sort().to_numpy())
    held = [student.is_in(drawn[k::many].tolist()) for k in range(many)]
    return [(frame.filter(~one), frame.filter(one)) for one in held]


def own_folds_of(frame: pl.DataFrame) -> list[tuple[pl.DataFrame, pl.DataFrame]]:
    """(other folds, fold) for each fold that the log was published with; -1 is none of them.

    Raises BenchmarkError where there are no two.
    """
    fold = frame[FOLD] if FOLD in frame.columns else pl.Series(dtype=pl.Int32)
    there = fold.filter(fold >= 0).unique().sort().to_list()
    if len(there) < 2:
        raise BenchmarkError(
            "the log comes with no folds of its own, as pyKT's train_valid_sequences.csv does; "
            "give a number of folds"
        )
    known = frame.filter(pl.col(FOLD) >= 0)
    return [(known.filter(pl.col(FOLD) != one), known.filter(pl.col(FOLD) == one)) for one in there]


def check_apart(parts: dict[str, pl.DataFrame]) -> None:
    """Raises BenchmarkError when a student is in two parts, or a part can't be measured on."""
    of_part = {name: set(students_of(frame)) for name, frame in parts.items()}
    names = list(of_part)
    for k, name in enumerate(names):
        if not of_part[name]:
            raise BenchmarkError(f"the {name} part has no student")
        for other in names[:k]:
            if both := of_part[name] & of_part[other]:
                raise BenchmarkError(
                    f"{len(both)} students are in both {other} and {name}, such as {min(both)}: "
                    "users are split, never rows"
                )
    for name, frame in parts.items():
        code = frame["answerCode"]
        if code.n_unique() < 2:
            raise BenchmarkError(
                f"all {len(code)} answers of the {name} part are {code[0]}: a model can't be told "
                "from a constant there; expected right and wrong ones"
            )


def check_known(encoders: Encoders, frame: pl.DataFrame, allowed: bool) -> float:
    """Share of the answers whose item training has not seen.

    Raises BenchmarkError when it is above MOST_UNKNOWN and not allowed: most often the two files
    name the same items in two ways.
    """
    share = unknown_items(encoders, frame)
    if share > MOST_UNKNOWN:
        items = set(frame["assessmentItemID"].unique()) - set(encoders.items.tolist())
        told = (
            f"{share:.0%} of the answers that are scored are to items that training has not seen, "
            f"such as {min(items)!r}; training saw such as {encoders.items[0]!r}"
        )
        if not allowed:
            raise BenchmarkError(
                f"{told}. Are items named in two ways? If they are new indeed: --new-items"
            )
        log.warning(told)
    return share
