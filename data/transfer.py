"""Raw rows to the lake, exactly once: what is no answer to the quarantine, then the answers.

Two tables cannot be written in one commit, so the order and the marks matter:

1. Bad rows go to the quarantine first, under (app id, last `seq`).
2. Good rows go to `interactions`, under (app id, last `seq`). This commit finishes the batch.
3. A batch without a good row has no second commit, for it would make a data version that holds
   nothing new. Its quarantine commit carries the mark `<app id>:finished` as well.

A source is therefore finished up to the larger of its watermark in `interactions` and that mark,
never up to its watermark in the quarantine. After a crash between 1 and 2 the batch is judged
again; what the quarantine already holds is left out.
"""

import logging

import polars as pl

from data.lake import Lake
from data.schema import validate

log = logging.getLogger(__name__)


def finished(lake: Lake, app_id: str) -> int:
    """Every row of this source with a `seq` up to this one is in the lake or in the quarantine."""
    return max(lake.watermark(app_id), lake.quarantine.watermark(f"{app_id}:finished"))


def transfer(
    lake: Lake,
    good: pl.DataFrame,
    bad: pl.DataFrame,
    app_id: str,
    last: int,
    turn: tuple[str, int] | None = None,
) -> None:
    """Write one judged batch of a source; a repeat, whole or in part, adds nothing.

    Args:
        good: (G, columns of INTERACTION but `ingested_at`), as `validate` returns it.
        bad: (B, 3) row, reason, seq, as `validate` returns it.
        last: the highest `seq` of the batch, which holds every row from some earlier
            `finished(lake, app_id)` up to it.
        turn: refuse by TurnError if it has moved on, see `ExactlyOnceTable.append`.
    """
    done = finished(lake, app_id)
    if done >= last:
        return
    # A racing run may have finished a part of the batch since it was read.
    good = good.filter(pl.col("seq") > done)
    bad = bad.filter(pl.col("seq") > done).select(pl.lit(app_id).alias("source_ref"), pl.all())
    judged = lake.quarantine.watermark(app_id)
    if judged > done:
        # An earlier run got as far as the quarantine. Its verdict on a row stands, even where the
        # rules (or the clock: "before tomorrow") have changed since.
        held = _held(lake, app_id, done)
        good = good.filter(~pl.col("seq").is_in(held))
        late = bad.filter((pl.col("seq") <= judged) & ~pl.col("seq").is_in(held))
        if late.height:
            lake.quarantine.append(late, f"{app_id}:late", last)
    if good.is_empty():
        lake.quarantine.append(bad, app_id, last, marks={f"{app_id}:finished": last})
        return
    if bad.height:
        lake.quarantine.append(bad, app_id, last)
    lake.append(good, app_id, last, turn)


def judge(raw: pl.DataFrame, source_ref: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`validate`, with a line in the log for what it turned away."""
    good, bad = validate(raw)
    if bad.height:
        first = bad.row(0, named=True)
        log.warning(
            "%s: %d of %d rows are no answers and go to the quarantine; the first, row %d: %s",
            source_ref, bad.height, raw.height, first["seq"], first["reason"],
        )  # fmt: skip
    return good, bad


def _held(lake: Lake, app_id: str, above: int) -> list[int]:
    """The `seq` of this source's rows that the quarantine holds above a watermark."""
    quoted = app_id.replace("'", "''")
    where = f"source_ref = '{quoted}' AND seq > {above}"
    return lake.quarantine.read(columns=["seq"], where=where).get_column("seq").to_list()
