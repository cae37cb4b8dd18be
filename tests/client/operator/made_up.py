"""Answers of made-up pupils, whose true chances are known, as the page stores them."""

import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from client.app.database import db

Predict = Callable[[int, int, float], tuple[float | None, str | None]]
"""Of a pupil, an item and the true chance: what is predicted, and by which model."""
START = datetime(2026, 9, 1, 20, tzinfo=UTC)
ITEMS = [f"A0{1 + k % 9}0001{k:03d}" for k in range(90)]
GRADES = {item: 1 + k % 9 for k, item in enumerate(ITEMS)}


def chances(pupils: int, rng: np.random.Generator) -> np.ndarray:
    """(pupils, items) true chances, most between .3 and .95: items differ more than pupils, who
    practise near their level."""
    ability = rng.normal(0.9, 0.5, (pupils, 1))
    return 1 / (1 + np.exp(-(ability - rng.normal(0, 1.2, len(ITEMS)))))


def answers(
    n: int,
    pupils: int,
    predict: Predict,
    seed: int = 0,
    minutes: float = 1.0,
    start: datetime = START,
) -> list[dict[str, Any]]:
    """`n` rows of `interactions`, one each `minutes`, of pupils in turns."""
    rng = np.random.default_rng(seed)
    chance = chances(pupils, rng)
    rows = []
    for k in range(n):
        pupil, item = int(rng.integers(pupils)), int(rng.integers(len(ITEMS)))
        true = float(chance[pupil, item])
        predicted, version = predict(pupil, item, true)
        rows.append({
            "event_id": str(uuid.UUID(int=(seed << 64) + k + 1, version=4)),
            "userID": f"pupil-{pupil}", "assessmentItemID": ITEMS[item], "testId": "",
            "KnowledgeTag": "", "answerCode": int(rng.random() < true), "source": "web",
            "Timestamp": start + timedelta(minutes=minutes * k),
            "predicted": predicted, "model_version": version,
        })  # fmt: skip
    return rows


def store(engine, rows: Sequence[dict[str, Any]]) -> None:
    with db.writing(engine) as connection:
        connection.execute(db.interactions.insert(), list(rows))
