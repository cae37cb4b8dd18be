"""Simulated students step back as real ones come.

A new site has nobody to learn from, so its first model learns from simulated students. Real answers
soon say better what its questions and its students are like. How soon is measured by
`benchmarks.step_back` (a figure of each moment is in benchmarks/README.md); nobody has to remember
a switch.
"""

import hashlib
import logging
from collections.abc import Sequence

import numpy as np
import polars as pl

from data.lake import Lake

log = logging.getLogger(__name__)

SIMULATED = "simulated"
REAL = (0.0, 300.0, 3_000.0)
"""Real answers beside which all simulated ones are kept, FEW of them and none; straight lines
between these."""
FEW = 6_000.0
"""Simulated answers that are kept beside 300 real ones."""
EACH = 100
"""Answers of a student that count: many answers of a few say little of the others, and a
tenth of the students is held out to measure on."""


def kept_answers(real: int, students: int, simulated: int) -> float:
    """How many of the simulated answers to train on, beside real ones of so many students."""
    kept = (simulated, min(simulated, FEW), 0.0)
    return float(np.interp(min(real, EACH * students), REAL, kept))


def step_back(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows (N, with `userID` and `source`) without the simulated students who stepped back."""
    simulated = frame["source"] == SIMULATED
    count = int(simulated.sum())
    if not count:
        return frame
    real = frame.height - count
    students = frame.filter(~simulated)["userID"].n_unique()
    frame = with_share(frame, kept_answers(real, students, count) / count)
    log.info(
        "beside %d real answers of %d students %d of the %d simulated ones are left",
        real, students, frame.height - real, count,
    )  # fmt: skip
    return frame


def with_share(frame: pl.DataFrame, share: float) -> pl.DataFrame:
    """The rows without a part of the simulated students, so that a `share` of these is left.

    Whole students go, and who is gone stays away while the share falls: the place of each in the
    queue is a hash of the id.
    """
    if share >= 1:
        return frame
    simulated = frame["source"] == SIMULATED
    ids = frame.filter(simulated)["userID"].unique().cast(pl.String)
    stay = [user for user in ids if _place(user) < share]
    return frame.filter(~simulated | frame["userID"].cast(pl.String).is_in(stay))


def answers_to_learn_from(
    lake: Lake,
    version: int | None = None,
    columns: Sequence[str] | None = None,
    compact: bool = False,
) -> pl.DataFrame:
    """As `Lake.snapshot`, without the simulated students who stepped back."""
    if columns is None:
        return step_back(lake.snapshot(version, compact=compact))
    frame = lake.snapshot(version, [*columns, *({"source"} - set(columns))], compact)
    return step_back(frame).select(columns)


def _place(user: str) -> float:
    """Where a simulated student stands in the queue, from 0 to 1."""
    digest = hashlib.blake2b(user.encode(), digest_size=8, person=b"step-back").digest()
    return int.from_bytes(digest) / 2**64
