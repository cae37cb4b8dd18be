"""Public interaction logs (CSV, CSV.gz) as frames for the science, without a lake."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
from sklearn.metrics import roc_auc_score

from data.blanks import with_answers
from data.importer import PRESETS
from dkt.encoding import TAG_SEPARATOR
from dkt.frame import COLUMNS

WINDOW = 200
"""Rows to which AKT's public code cuts a student; the rest of them are another student to it."""
CUT = "#"


class BenchmarkError(ValueError):
    """The files can't be measured on; the message says what is wrong with them."""


def read_logs(paths: list[Path], rows: str, history: str = "all") -> pl.DataFrame:
    """Rows of some files, in their order, with the columns `dkt.frame.COLUMNS`.

    Args:
        rows: `raw`: as they stand; `collapsed`: a student's consecutive rows of one item are one
            attempt with the first answer and the tags of all.
        history: `all`: a prediction may read all of a student's past; `cut`: each 200 rows are a
            student of their own, as in AKT's public code.

    Raises:
        BenchmarkError: a file has none of the layouts that `data.importer` knows.
    """
    frame = pl.concat([_read(path) for path in paths])
    if rows == "collapsed":
        frame = collapse(frame)
    if history == "cut":
        window = pl.int_range(pl.len()).over("userID") // WINDOW
        frame = frame.with_columns(
            userID=pl.format("{}" + CUT + "{}", "userID", window.cast(pl.String).str.zfill(6))
        )
    return frame


def _read(path: Path) -> pl.DataFrame:
    raw = pl.read_csv(path, infer_schema=False)
    layout = next((one for one in PRESETS.values() if set(one.values()) <= set(raw.columns)), None)
    if layout is None:
        raise BenchmarkError(f"{path}: columns {', '.join(raw.columns)} are none that are known")
    frame = raw.select(**{name: pl.col(column) for name, column in layout.items()})
    if "Timestamp" in layout and (frame["Timestamp"] == "0").all():
        frame = frame.drop("Timestamp")  # all 0: a log that keeps the order only
    for name in COLUMNS:
        if name not in frame.columns:
            frame = frame.with_columns(pl.lit(None, pl.String).alias(name))
    return with_answers(frame).select(
        "userID",
        "assessmentItemID",
        pl.col("testId", "KnowledgeTag").fill_null(""),
        pl.col("answerCode").cast(pl.Int8),
        pl.col("Timestamp").str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us", time_zone="UTC"),
        pl.col("elapsed_s").cast(pl.Float64),
    )


def collapse(frame: pl.DataFrame) -> pl.DataFrame:
    """One row an attempt: consecutive rows of a student with the same item become one."""
    differs = [pl.col(name) != pl.col(name).shift() for name in ("userID", "assessmentItemID")]
    attempt = pl.any_horizontal(differs).fill_null(value=True).cum_sum()
    first = pl.exclude("attempt", "KnowledgeTag").first()
    tags = pl.col("KnowledgeTag").str.join(TAG_SEPARATOR)
    merged = frame.with_columns(attempt=attempt).group_by("attempt", maintain_order=True)
    return merged.agg(first, tags).select(frame.columns)


def with_made_up_answers(frames: list[pl.DataFrame], how: str) -> tuple[list[pl.DataFrame], float]:
    """The same rows with answers that nothing but chance decides: what a leak can't hide behind.

    Args:
        frames: parts of one log; students and items keep their make-up over all of them.
        how: `coin`: right by .65, whoever answers what; `rasch`: by an ability of the student and
            an ease of the item (Rasch 1960), the same at all times.

    Returns:
        The frames, and the AUC that the chances themselves have: no honest model has a higher one,
        but for what luck gives (`coin`: .5).
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
        chance = 1.0 / (1.0 + np.exp(-ability[student] - ease[item]))
    correct = (rng.random(len(whole)) < chance).astype(np.int8)
    whole = whole.with_columns(answerCode=pl.Series(correct))
    ends = np.cumsum([0, *(len(frame) for frame in frames)])
    parts = [whole[begin:end] for begin, end in pairwise(ends)]
    tested = slice(ends[-2], ends[-1])
    best = roc_auc_score(correct[tested], chance[tested]) if how == "rasch" else 0.5
    return parts, float(best)


def students_of(frame: pl.DataFrame) -> pl.Series:
    """The real student of each row, whether rows were cut or not."""
    return frame["userID"].str.split(CUT).list.first()


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


def check_apart(parts: dict[str, pl.DataFrame]) -> None:
    """Raises BenchmarkError when a student is in two parts, or a part has none."""
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
