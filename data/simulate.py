"""A made-up log over the question bank: something to train on before there are students.

    python -m data simulate --answers 500000 --seed 7

How the students learn is in `data.learners`. Rows are marked `simulated`; the same seed over the
same bank gives the same rows, event ids included.
"""

import hashlib
import json
import logging
from datetime import UTC, datetime

import numpy as np
import polars as pl

from data.errors import WarehouseError
from data.event_ids import event_ids
from data.learners import NEAR_THEIR_GRADE, Answers, Floats, Items, Traits, practise
from data.schema import INTERACTION, OPTIONAL, TAG_SEPARATOR

log = logging.getLogger(__name__)

START = datetime(2024, 9, 2, tzinfo=UTC)
SPAN_DAYS = 240.0
BANK_COLUMNS = ("assessmentItemID", "testId", "KnowledgeTag", "grade", "choices")
ANSWERS_PER_USER = 150
MOST_ANSWERS = 20_000  # of one student within the span


def simulate(
    bank: pl.DataFrame,
    answers: int,
    users: int | None = None,
    seed: int = 0,
    traits: Traits | None = None,
) -> pl.DataFrame:
    """Simulate `answers` answers of `users` students (default: one for every 150 answers).

    Args:
        bank: (I, at least BANK_COLUMNS), one question a row, all as text or loosely typed.
        seed: the same seed, numbers, traits and bank give the same frame.

    Returns (answers, columns of INTERACTION but `ingested_at` and OPTIONAL), in order of time,
    `seq` from 1.
    The log tells the oracle AUC: what a model that knew every true probability would reach.
    Raises WarehouseError for a bank or numbers that make no log.
    """
    traits = traits or Traits()
    users = max(1, round(answers / ANSWERS_PER_USER)) if users is None else users
    if not 1 <= users <= answers <= users * MOST_ANSWERS:
        raise WarehouseError(
            f"{answers} answers of {users} students cannot be simulated; expected 1 to "
            f"{MOST_ANSWERS} answers for each of 1 or more students"
        )
    random = np.random.default_rng(seed)
    bank = _in_order(bank)
    items, tag_grade = _items(bank, random)
    told = practise(items, tag_grade, _lengths(answers, users, random), SPAN_DAYS, random, traits)
    log.info(
        "simulated %d answers of %d students on %d items, %.1f%% right, oracle AUC %.3f",
        answers, users, bank.height, 100 * told.correct.mean(), auc(told.probability, told.correct),
    )  # fmt: skip
    return _frame(bank, told, source_name(bank, answers, users, seed, traits))


def source_name(
    bank: pl.DataFrame, answers: int, users: int | None, seed: int, traits: Traits | None = None
) -> str:
    """The app id of a simulation: the same request over the same bank is the same source.

    Of students near their grade it is as it was before there were others.
    """
    text = _in_order(bank).select(BANK_COLUMNS).write_csv()
    traits = traits or Traits()
    text += "" if traits == NEAR_THEIR_GRADE else repr(traits)
    return f"simulate:{answers}:{users}:{seed}:{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def auc(probability: Floats, correct: np.ndarray) -> float:
    """Area under the ROC curve of (N,) probabilities against (N,) answers, ties halved."""
    _, place, count = np.unique(probability, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    right = int(correct.sum())
    wrong = len(correct) - right
    if not right or not wrong:
        return float("nan")
    return float((rank[correct].sum() - right * (right + 1) / 2) / (right * wrong))


def _in_order(bank: pl.DataFrame) -> pl.DataFrame:
    missing = [name for name in BANK_COLUMNS if name not in bank.columns]
    if missing or bank.is_empty():
        raise WarehouseError(
            f"the question bank has {bank.height} rows and the columns {', '.join(bank.columns)}; "
            f"expected at least one row and {', '.join(BANK_COLUMNS)}"
        )
    return bank.with_columns(
        pl.col("testId", "KnowledgeTag", "choices").cast(pl.String).fill_null("")
    ).sort("testId", maintain_order=True)


def _items(bank: pl.DataFrame, random: np.random.Generator) -> tuple[Items, Floats]:
    """The bank as arrays, and the grade in which each tag is taught (S,)."""
    grade = bank.get_column("grade").cast(pl.Float64, strict=False).rank("dense").fill_null(1)
    grade_of = grade.to_numpy().astype(float) - 1
    _, first, chapter, size = np.unique(
        bank.get_column("testId").to_numpy(),
        return_index=True, return_inverse=True, return_counts=True,
    )  # fmt: skip
    place = (np.arange(bank.height) - first[chapter] + 0.5) / size[chapter]  # in the chapter, 0..1
    tag_lists = bank.get_column("KnowledgeTag").str.split(TAG_SEPARATOR).to_list()
    width = max(len(tags) for tags in tag_lists)
    number = {tag: at for at, tag in enumerate(sorted({t for tags in tag_lists for t in tags}))}
    tags = np.array([[number[t] for t in (ts + ts[:1] * width)[:width]] for ts in tag_lists])
    weight = np.array([[1 / len(ts)] * len(ts) + [0.0] * (width - len(ts)) for ts in tag_lists])
    taught = np.zeros(len(number))
    count = np.zeros(len(number))
    np.add.at(taught, tags, grade_of[:, None] * weight)
    np.add.at(count, tags, weight)
    choices = np.array([_choices(text) for text in bank.get_column("choices")])
    return Items(
        grade=grade_of,
        # Grades are in what students know of a tag; here: harder towards the end of a chapter.
        difficulty=0.2 + 2.0 * (place - 0.5) + random.normal(0, 1.0, bank.height),
        guess=np.where(choices > 0, 0.16, 0.03),
        luck=np.where(choices > 0, 1 / np.maximum(choices, 1), 0.0),
        tags=tags,
        weight=weight,
        chapter=chapter,
        first=first,
        size=size,
    ), taught / count


def _choices(text: str) -> int:
    """How many choices a cell of the bank names; 0 where the answer is typed."""
    if not text:
        return 0
    try:
        return len(json.loads(text))
    except (ValueError, TypeError) as err:
        raise WarehouseError(
            f"a question bank's cell `choices` is {text!r:.80}; expected a JSON list"
        ) from err


def _lengths(answers: int, users: int, random: np.random.Generator) -> np.ndarray:
    """How many answers each student gives (users,): a few give many; they add up to `answers`."""
    share = np.minimum(random.lognormal(0, 0.8, users), 8.0)
    lengths = np.ones(users, dtype=np.int64)
    lengths += np.floor(share / share.sum() * (answers - users)).astype(np.int64)
    lengths[: answers - lengths.sum()] += 1
    return lengths


def _frame(bank: pl.DataFrame, told: Answers, name: str) -> pl.DataFrame:
    count = len(told.user)
    prefix = hashlib.sha256(name.encode()).hexdigest()[:6]
    users = pl.Series([f"sim-{prefix}-{n:06d}" for n in range(int(told.user.max()) + 1)])
    asked = bank.select("assessmentItemID", "testId", "KnowledgeTag")[told.item]
    begin = int(START.timestamp() * 1_000_000)
    frame = asked.with_columns(
        event_id=event_ids(name, count),
        userID=users.gather(told.user),
        answerCode=pl.Series(told.correct),
        Timestamp=pl.Series((told.time * 1e6).astype(np.int64) + begin).cast(
            pl.Datetime("us", "UTC")
        ),
        elapsed_s=pl.Series(told.elapsed.round(1)),
        predicted=pl.lit(None),
        model_version=pl.lit(None),
        source=pl.lit("simulated"),
        seq=pl.int_range(1, count + 1),
    )
    return frame.select(
        pl.col(name).cast(dtype)
        for name, dtype in INTERACTION.items()
        if name not in ("ingested_at", *OPTIONAL)
    )
