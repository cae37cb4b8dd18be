"""Polars frames of interactions to encoded steps: the training side of `dkt.sequence`."""

import numpy as np
import polars as pl

from dkt.encoding import Encoders
from dkt.sequence import Catalog, Steps, encode_steps

COLUMNS = (
    "userID", "assessmentItemID", "testId", "KnowledgeTag", "answerCode", "Timestamp", "elapsed_s",
)  # fmt: skip
ITEM = ["assessmentItemID", "testId", "KnowledgeTag"]


def fit_encoders(frame: pl.DataFrame, max_tags: int) -> Encoders:
    """Encoders of the rows of training students."""
    in_time = frame.select(*ITEM, "Timestamp").sort("Timestamp", maintain_order=True)
    distinct = in_time.unique(ITEM, maintain_order=True, keep="last")
    items, tests, tags = (distinct[name].to_numpy().astype(str) for name in ITEM)
    return Encoders.fit(items, tests, tags, max_tags)


def steps_of(frame: pl.DataFrame, encoders: Encoders) -> Steps:
    """Steps of a frame with `COLUMNS`, students one after the other in the order of the rows."""
    distinct = frame.select(ITEM).unique(maintain_order=True).with_row_index("row")
    frame = (
        frame.join(distinct, on=ITEM, how="left", maintain_order="left")
        .with_columns(user=pl.col("userID").rank("dense"))
        .sort("user", maintain_order=True)
    )
    items, tests, tags = (distinct[name].to_numpy().astype(str) for name in ITEM)
    time_s = frame["Timestamp"].dt.epoch("us").cast(pl.Float64) / 1e6
    return encode_steps(
        Catalog.build(encoders, items, tests, tags),
        frame["user"].to_numpy().astype(np.int64),
        frame["row"].to_numpy().astype(np.int64),
        frame["answerCode"].to_numpy().astype(np.float64),
        time_s.to_numpy().astype(np.float64),
        frame["elapsed_s"].cast(pl.Float64).to_numpy().astype(np.float64),
    )


def of_users(frame: pl.DataFrame, users: np.ndarray) -> pl.DataFrame:
    """The rows of these students."""
    return frame.filter(pl.col("userID").is_in(users.tolist()))
