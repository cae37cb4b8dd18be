"""How good live predictions were, from the lake: the figures that the page has, made anew.

    python -m data quality --days 14

The page adds its figures up answer by answer (`client/app/operator/sums.py`, which says what each
figure is); this takes all answers at once. Both add whole numbers, so they agree to the last digit,
for the answers of one page's database that the lake took.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

SCALE, BINS, LOSS_UNIT = 10_000, 200, 1_000_000
BASE, NEW = 5, 12
Z = 1.96
LOSS = np.array([0, *(round(-LOSS_UNIT * math.log(q / SCALE)) for q in range(1, SCALE + 1))])
NEEDED = (
    "userID", "assessmentItemID", "answerCode", "Timestamp", "predicted", "model_version",
)  # fmt: skip
KEYS = ["day", "model_version"]
Figures = dict[str, Any]


def live_quality(rows: pl.DataFrame, grades: Mapping[str, int]) -> list[Figures]:
    """The figures of each day and model, oldest first.

    Args:
        rows: (N, NEEDED) answers of the page, in the order in which they were stored.
        grades: of the question bank's items; 0 stands for an item without one.

    Returns:
        For each day and model `day`, `model_version` and `figures` by group: `all`, `new`,
        `grade:3` and so on, as the page has them.
    """
    every = _scored(rows, grades)
    told = every.filter(pl.col("predicted").is_not_null() & pl.col("model_version").is_not_null())
    groups = {"all": pl.lit(True), "new": pl.col("is_new")} | {
        f"grade:{grade}": pl.col("grade") == grade for grade in told["grade"].unique().sort()
    }
    found: dict[tuple, Figures] = {}
    for name, of_group in groups.items():
        for key, part in told.filter(of_group).partition_by(KEYS, as_dict=True).items():
            found.setdefault(key, {})[name] = _figures(part)
    return [
        {"day": day, "model_version": version, "figures": found[day, version]}
        for day, version in sorted(found)
    ]


def by_model(rows: pl.DataFrame, grades: Mapping[str, int], days: int) -> list[Figures]:
    """The figures of each model over its last `days`, the one that predicted last comes last.

    Args:
        rows, grades: as of `live_quality`.

    Returns:
        For each model `model_version`, `first_day`, `last_day` and the figures of all its answers
        of those days together.
    """
    told = _scored(rows, grades).filter(
        pl.col("predicted").is_not_null() & pl.col("model_version").is_not_null()
    )
    last = pl.col("day").max().over("model_version")
    newest = told.filter(pl.col("day") > last - pl.duration(days=days))
    found: list[tuple[Any, Figures]] = []
    for (version,), part in newest.partition_by("model_version", as_dict=True).items():
        first_day, last_day = part["day"].min(), part["day"].max()
        names = {"model_version": version, "first_day": first_day, "last_day": last_day}
        found.append((part["Timestamp"].max(), names | _figures(part)))
    return [figures for _, figures in sorted(found, key=lambda one: one[0])]


def _scored(rows: pl.DataFrame, grades: Mapping[str, int]) -> pl.DataFrame:
    """Answers with what is added up of each: whole numbers."""
    right = pl.col("answerCode").cast(pl.Int64)
    before = rows.select(
        *NEEDED,
        day=pl.col("Timestamp").dt.date(),
        grade=pl.col("assessmentItemID").replace_strict(
            list(grades), list(grades.values()), default=0, return_dtype=pl.Int64
        ),
        is_new=pl.int_range(pl.len()).over("userID") < NEW,
        right=right,
        item_answers=pl.int_range(pl.len()).over("assessmentItemID"),
        item_right=(right.cum_sum() - right).over("assessmentItemID"),
        answers=pl.int_range(pl.len()),
        rights=right.cum_sum() - right,
    )
    overall = (pl.col("rights") + 1) / (pl.col("answers") + 2)
    base = (pl.col("item_right") + BASE * overall) / (pl.col("item_answers") + BASE)
    rounded = before.with_columns(q=_rounded(pl.col("predicted")), base=_rounded(base))
    sign = rounded["right"].to_numpy() == 1

    def loss(name: str) -> np.ndarray:
        q = rounded[name].fill_null(1).to_numpy()
        return LOSS[np.where(sign, q, SCALE - q)]

    return rounded.with_columns(
        loss=pl.Series(loss("q")),
        base_loss=pl.Series(loss("base")),
        hit=((pl.col("q") >= SCALE // 2) == (pl.col("right") == 1)).cast(pl.Int64),
        bin=pl.col("q") // (SCALE // BINS),
    )


def _rounded(chance: pl.Expr) -> pl.Expr:
    stored = chance.cast(pl.Float32).cast(pl.Float64)
    return (stored * SCALE + 0.5).cast(pl.Int64).clip(1, SCALE - 1)


def _figures(part: pl.DataFrame) -> Figures:
    """The figures of the answers of one day, model and group."""
    sums = part.group_by("userID").agg(
        n=pl.len().cast(pl.Int64),
        right=pl.col("right").sum(),
        q=pl.col("q").sum(),
        loss=pl.col("loss").sum(),
        base_loss=pl.col("base_loss").sum(),
        hits=pl.col("hit").sum(),
    )
    n = part.height
    total = sums.sum().row(0, named=True)
    better = (sums["base_loss"] - sums["loss"]).to_list()
    gap = (SCALE * sums["right"] - sums["q"]).to_list()
    counts = sums["n"].to_list()
    return {
        "answers": n,
        "students": sums.height,
        "right": total["right"] / n,
        "predicted": total["q"] / n / SCALE,
        "accuracy": _mean(sums["hits"].to_list(), counts, 1),
        "log_loss": _mean(sums["loss"].to_list(), counts, LOSS_UNIT),
        "base_log_loss": total["base_loss"] / n / LOSS_UNIT,
        "better": _mean(better, counts, LOSS_UNIT),
        "gap": _mean(gap, counts, SCALE),
        "calibration_error": _calibration_error(part),
        "auc": _auc(part),
    }


def _mean(amounts: list[int], counts: list[int], unit: int) -> list[float | None]:
    """Mean over answers of sums by student, and its 95% interval over students."""
    n, students = sum(counts), len(counts)
    value = sum(amounts) / n
    if students < 2:
        return [value / unit, None, None]
    away = math.fsum((a - value * c) ** 2 for a, c in zip(amounts, counts, strict=True))
    error = Z * math.sqrt(away * students / (students - 1)) / n
    return [value / unit, (value - error) / unit, (value + error) / unit]


def _calibration_error(part: pl.DataFrame) -> float:
    by_bin = part.group_by("bin").agg(right=pl.col("right").sum(), n=pl.len()).sort("bin")
    tenths: dict[int, list[int]] = {}  # right answers; predictions, in 1/(2 BINS)
    for at, right, n in by_bin.iter_rows():
        tenth = tenths.setdefault(at * 10 // BINS, [0, 0])
        tenth[0] += right
        tenth[1] += n * (2 * at + 1)
    away = sum(abs(2 * BINS * right - predicted) for right, predicted in tenths.values())
    return away / (2 * BINS) / part.height


def _auc(part: pl.DataFrame) -> list[float | None] | None:
    """AUC from predictions in bins, and its interval over students (DeLong, in clusters)."""
    right = part["right"].to_numpy()
    bins = part["bin"].to_numpy()
    by_bin = np.zeros((BINS, 2), dtype=np.int64)
    np.add.at(by_bin, (bins, right), 1)
    wrongs, rights = by_bin.sum(axis=0).tolist()
    if not rights or not wrongs:
        return None
    seen_wrong, seen_right = (by_bin.cumsum(axis=0) - by_bin).T
    below_right = (seen_wrong + by_bin[:, 0] / 2) / wrongs
    above_wrong = (rights - seen_right - by_bin[:, 1] / 2) / rights
    value = math.fsum((by_bin[:, 1] * below_right).tolist()) / rights
    users = part["userID"].to_physical() if part["userID"].dtype != pl.String else part["userID"]
    student = np.unique(users.to_numpy(), return_inverse=True)[1]
    students = int(student.max()) + 1
    if students < 2:
        return [value, None, None]
    order = np.argsort(student, kind="stable")
    ends = np.cumsum(np.bincount(student))[:-1]
    away = []
    for rows in np.split(order, ends):
        mine = np.zeros((BINS, 2), dtype=np.int64)
        np.add.at(mine, (bins[rows], right[rows]), 1)
        of_right = math.fsum((mine[:, 1] * (below_right - value)).tolist())
        of_wrong = math.fsum((mine[:, 0] * (above_wrong - value)).tolist())
        away.append(of_right / rights + of_wrong / wrongs)
    error = Z * math.sqrt(math.fsum(a * a for a in away) * students / (students - 1))
    return [value, max(value - error, 0.0), min(value + error, 1.0)]
