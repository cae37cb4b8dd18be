"""What an interaction is, and the border where rows that are not one are turned away."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pandera.polars as pa
import polars as pl

from data.errors import WarehouseError
from data.times import UTC_TIME, utc_times

INTERACTION: dict[str, Any] = {
    "event_id": pl.String,
    "userID": pl.String,
    "assessmentItemID": pl.String,
    "testId": pl.String,  # '' = unknown
    "KnowledgeTag": pl.String,  # several tags joined by ';', '' = unknown
    "answerCode": pl.Int8,  # 0 wrong, 1 right
    "Timestamp": UTC_TIME,  # null where a log keeps the order only
    "elapsed_s": pl.Float32,  # seconds spent on the answer, null = unknown
    "predicted": pl.Float32,  # what the live model said before the answer, null = nothing
    "model_version": pl.String,  # the model that said it
    "source": pl.String,
    "ingested_at": UTC_TIME,  # when this batch arrived
    "seq": pl.Int64,  # order within the source: database id, or row number of a file
    "variant": pl.Int16,  # which numbers the question had, null = unknown
    "language": pl.String,  # in which it was shown, such as "ko"
    "hints": pl.Int8,  # 0 none, 1 the hint, 2 the worked steps too
    "gave_up": pl.Boolean,  # "I don't know" was pressed
}
OPTIONAL = ("variant", "language", "hints", "gave_up")
"""Columns that older lakes, client databases and frames do not have: read as null, added when the
next batch is written."""
QUARANTINE: dict[str, Any] = {
    "source_ref": pl.String,  # app id of the source
    "row": pl.String,  # the raw row as JSON
    "reason": pl.String,
    "ingested_at": UTC_TIME,
    "seq": pl.Int64,
}
SOURCES = ("web", "import", "simulated")
RAW = [name for name in INTERACTION if name not in ("ingested_at", "seq")]
"""Columns that a raw row may have, next to `seq`."""
TAG_SEPARATOR = ";"
MOST_TAGS_LENGTH = 1024
"""Characters of all tags of an answer."""
BLANK_IS_TEXT = ("testId", "KnowledgeTag")
NULLABLE = ("Timestamp", "elapsed_s", "predicted", "model_version", *OPTIONAL)
MOST_VARIANTS, MOST_HINTS = 10_000, 2
FIRST_DAY = datetime(2000, 1, 1, tzinfo=UTC)
SHOWN = 60  # characters of a bad value that a reason repeats


@dataclass(frozen=True)
class Rule:
    """One column's condition on typed values, and how it reads in a reason."""

    column: str
    ok: pl.Expr
    expected: str


def rules(now: datetime) -> list[Rule]:
    """What every column must satisfy; a null in a nullable column is fine."""
    tomorrow = now + timedelta(days=1)
    uuid = r"^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}$"

    def length(column: str, low: int, high: int) -> Rule:
        within = pl.col(column).str.len_chars().is_between(low, high)
        return Rule(column, within, f"{low} to {high} characters")

    return [
        Rule("event_id", pl.col("event_id").str.contains(uuid), "a UUID"),
        length("userID", 1, 128),
        length("assessmentItemID", 1, 64),
        length("testId", 0, 128),
        length("KnowledgeTag", 0, MOST_TAGS_LENGTH),
        Rule("answerCode", pl.col("answerCode").is_between(0, 1), "0 or 1"),
        Rule(
            "Timestamp",
            pl.col("Timestamp").is_between(FIRST_DAY, tomorrow),
            "a UTC time between 2000-01-01 and tomorrow",
        ),
        Rule("elapsed_s", pl.col("elapsed_s").is_between(0, 1e9), "seconds, 0 or more"),
        Rule("predicted", pl.col("predicted").is_between(0, 1), "a probability, 0 to 1"),
        length("model_version", 1, 128),
        Rule("source", pl.col("source").is_in(SOURCES), "one of " + ", ".join(SOURCES)),
        Rule(
            "variant", pl.col("variant").is_between(0, MOST_VARIANTS), "a whole number, 0 or more"
        ),
        length("language", 2, 35),
        Rule("hints", pl.col("hints").is_between(0, MOST_HINTS), "0, 1 or 2"),
        Rule("gave_up", pl.col("gave_up").is_in([True, False]), "true or false"),
    ]


def validate(raw: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Split raw rows into answers and rows that are none.

    Args:
        raw: (N, some of RAW + `seq` int), values as text or loosely typed; a missing column counts
            as empty. Times are read as UTC unless they carry an offset.

    Returns:
        good: (G, columns of INTERACTION but `ingested_at`) with the lake's dtypes, order kept.
        bad: (N - G, 3): `row` str (the raw row as JSON), `reason` str, `seq` int64, order kept.
    """
    # Empty text and null mean the same in a CSV and in a database: nothing there.
    text = raw.select(
        *[(_as_text(raw, name) if name in raw.columns else pl.lit(None, pl.String)).alias(name)
          for name in RAW],
        pl.col("seq").cast(pl.Int64),
    )  # fmt: skip
    names = [name for name in INTERACTION if name != "ingested_at"]
    typed = text.select(*[_parsed(name).alias(name) for name in RAW], "seq").select(names)
    typed = typed.with_columns(Timestamp=utc_times(text.get_column("Timestamp")))
    checks = rules(datetime.now(UTC))
    fine = typed.select(rule.ok.fill_null(False).alias(rule.column) for rule in checks)
    fine = fine.with_columns(pl.col(name) | text.get_column(name).is_null() for name in NULLABLE)
    keep = fine.select(pl.all_horizontal(pl.all())).to_series()
    if keep.all():
        return typed, _no_bad_rows()
    bad = text.filter(~keep)
    failed = fine.filter(~keep)
    given = [name for name in RAW if name in raw.columns]
    return typed.filter(keep), bad.select(
        pl.struct(given).struct.json_encode().alias("row"),
        pl.concat_str(
            [pl.when(~failed.get_column(rule.column)).then(_complaint(rule)) for rule in checks],
            separator="; ",
            ignore_nulls=True,
        ).alias("reason"),
        "seq",
    )


def check_interactions(frame: pl.DataFrame) -> None:
    """Refuse a frame that is not answers in the lake's dtypes (without `ingested_at`).

    The last border before the lake, for frames that were never raw. Raises WarehouseError naming
    the columns and the first values that do not fit.
    """
    checks = {rule.column: rule for rule in rules(datetime.now(UTC))}
    columns = {
        name: pa.Column(
            dtype,
            [_pandera_check(checks[name])] if name in checks else None,
            nullable=name in NULLABLE,
            required=name not in OPTIONAL,
        )
        for name, dtype in INTERACTION.items()
        if name != "ingested_at"
    }
    try:
        pa.DataFrameSchema(columns, strict=True).validate(frame, lazy=True)
    except (pa.errors.SchemaError, pa.errors.SchemaErrors) as err:
        raise WarehouseError(f"these rows may not enter the lake: {str(err)[:600]}") from err


def _pandera_check(rule: Rule) -> pa.Check:
    return pa.Check(lambda data: data.lazyframe.select(rule.ok), error=f"expected {rule.expected}")


def _as_text(raw: pl.DataFrame, name: str) -> pl.Expr:
    """The column as text, null where it holds nothing."""
    dtype = raw.schema[name]
    column = pl.col(name)
    if isinstance(dtype, pl.Datetime):
        utc = column.dt.convert_time_zone("UTC") if dtype.time_zone else column
        column = utc.dt.strftime("%Y-%m-%d %H:%M:%S%.6f")
    column = column.cast(pl.String)
    return pl.when(column != "").then(column)


def _parsed(name: str) -> pl.Expr:
    """The typed value of a text column, null where the text does not say one; times come after."""
    column = pl.col(name)
    if name == "answerCode":
        number = column.str.strip_chars().cast(pl.Float64, strict=False)
        return pl.when(number.is_in([0.0, 1.0])).then(number).cast(pl.Int8)
    if name in ("variant", "hints"):
        number = column.str.strip_chars().cast(pl.Float64, strict=False)
        whole = pl.when(number == number.round()).then(number)
        return whole.cast(INTERACTION[name], strict=False)
    if name == "gave_up":
        truth = {"1": True, "true": True, "0": False, "false": False}
        lower = column.str.strip_chars().str.to_lowercase()
        return lower.replace_strict(truth, default=None, return_dtype=pl.Boolean)
    if name in ("elapsed_s", "predicted"):
        return column.str.strip_chars().cast(pl.Float32, strict=False)
    return column.fill_null("") if name in BLANK_IS_TEXT else column


def _complaint(rule: Rule) -> pl.Expr:
    """Why a value fails: `answerCode = '2', expected 0 or 1`, or `userID is empty`."""
    value = pl.col(rule.column)
    shown = (
        pl.when(value.str.len_chars() > SHOWN)
        .then(pl.format("'{}…' ({} characters)", value.str.head(SHOWN), value.str.len_chars()))
        .otherwise(pl.format("'{}'", value))
    )
    return (
        pl.when(value.is_null())
        .then(pl.lit(f"{rule.column} is empty"))
        .otherwise(pl.format(f"{rule.column} = {{}}, expected {rule.expected}", shown))
    )


def _no_bad_rows() -> pl.DataFrame:
    return pl.DataFrame(schema={"row": pl.String, "reason": pl.String, "seq": pl.Int64})
