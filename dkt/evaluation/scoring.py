"""Score held-out students with a bundle's own graph, for any kind of model."""

import logging
from dataclasses import dataclass

import numpy as np
import onnxruntime
import polars as pl
from scipy.special import expit

from dkt.dataset.frame import steps_of, unknown_items
from dkt.evaluation.metrics import metrics
from dkt.features.bundle import Bundle
from dkt.features.steps import Steps
from dkt.features.windows import batches, collate, served_windows

log = logging.getLogger(__name__)
MOST_UNKNOWN = 0.5
"""A larger share of answers to unknown items is logged: figures then mean little."""


@dataclass(frozen=True)
class Scored:
    """Predictions before every answer: user (N,), correct (N,) 0/1, prob (N,)."""

    user: np.ndarray
    correct: np.ndarray
    prob: np.ndarray

    def metrics(self) -> dict[str, float]:
        return metrics(self.user, self.correct, self.prob)


def logits_of(session: onnxruntime.InferenceSession, steps: Steps, window: int) -> np.ndarray:
    """(N,) float64 logits of a right answer at every step, each from the steps before it that
    serving reads (`dkt.features.windows.window_start`)."""
    inputs = [one.name for one in session.get_inputs()]  # some models need not all of INPUTS
    logits = np.empty(len(steps), np.float32)
    for group in batches(served_windows(steps.user, window), size=64):
        batch = collate(steps, group)
        scored = session.run(None, {name: batch[name] for name in inputs})[0]
        logits[batch["rows"][batch["scored"]]] = scored[batch["scored"]]
    return logits.astype(np.float64)


def score_steps(session: onnxruntime.InferenceSession, steps: Steps, window: int) -> Scored:
    """Probability of a right answer at every step, see `logits_of`."""
    prob = expit(logits_of(session, steps, window))
    return Scored(steps.user, steps.correct, prob)


def evaluate(bundle: Bundle, frame: pl.DataFrame) -> Scored:
    """Predictions of a bundle for the students of a frame with `dkt.dataset.frame.COLUMNS`."""
    session = onnxruntime.InferenceSession(bundle.folder / "model.onnx")
    encoders = bundle.encoders()
    unknown = unknown_items(encoders, frame)
    if unknown > MOST_UNKNOWN:
        log.warning(
            "%s: %.0f%% of %d answers are to items that it has not seen, so its figures say "
            "little; are the items named as in its training?",
            bundle.folder, 100 * unknown, len(frame),
        )  # fmt: skip
    steps = steps_of(frame, encoders, bundle.statistics())
    return score_steps(session, steps, bundle.window)
