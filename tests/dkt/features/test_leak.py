"""The answer at t, or later, never moves the prediction at t; nor do padding and batch-mates."""

import numpy as np
import onnxruntime
import pytest
import torch

from dkt.dataset.frame import steps_of
from dkt.evaluation.scoring import evaluate
from dkt.features.steps import INPUTS
from dkt.features.windows import collate, cut_windows, served_windows
from dkt.training.calibration import Scaling
from tests.dkt.trained import WINDOW, Rows, Trained, log_of, of_each, random_rows


def by_torch(trained: Trained, rows: Rows) -> np.ndarray:
    """Probability at every row, from torch."""
    steps = steps_of(log_of(rows), trained.bundle.encoders())
    batch = collate(steps, served_windows(steps.user, WINDOW))
    with torch.no_grad():
        logits = trained.model(*(torch.from_numpy(batch[name]) for name in INPUTS))
    prob = np.empty(len(steps))
    scaling = Scaling(**trained.bundle.manifest["calibration"])
    scaled = scaling(logits.double().numpy())
    prob[batch["rows"][batch["scored"]]] = 1 / (1 + np.exp(-scaled[batch["scored"]]))
    return prob


def by_onnx(trained: Trained, rows: Rows) -> np.ndarray:
    """Probability at every row, from the graph that serves."""
    return evaluate(trained.bundle, log_of(rows)).prob


def history(trained: Trained, rng: np.random.Generator, length: int) -> Rows:
    """Random answers, some under a tag that is named twice."""
    rows = random_rows(trained, rng, length)
    for row in rows:
        if rng.random() < 0.3:
            row["KnowledgeTag"] = "twice;twice"
    return rows


def other_from(trained: Trained, rng: np.random.Generator, rows: Rows, t: int) -> Rows:
    """The same student whose answer at t, and everything later, went differently."""
    changed = {
        "answerCode": 1 - rows[t]["answerCode"],
        "elapsed_s": float(rng.integers(0, 500)),
        "Timestamp": 1.8e9,
    }
    later = history(trained, rng, int(rng.integers(0, len(rows))))
    return [*rows[:t], rows[t] | changed, *later]


@pytest.mark.parametrize("engine", [by_torch, by_onnx])
@pytest.mark.parametrize("seed", range(4))
def test_prediction_at_t_ignores_the_answer_at_t_and_all_that_follows(trained, engine, seed):
    rng = np.random.default_rng(seed)
    rows = history(trained, rng, 14 + 10 * seed)  # the last crosses the border of a window
    others = [other_from(trained, rng, rows, t) for t in range(len(rows))]
    before, *told = of_each(lambda asked: engine(trained, asked), [rows, *others])
    for t, after in enumerate(told):
        np.testing.assert_allclose(after[: t + 1], before[: t + 1], atol=1e-6, rtol=0)


@pytest.mark.parametrize("engine", [by_torch, by_onnx])
def test_prediction_at_t_moves_with_an_earlier_answer(trained, engine):
    rows = history(trained, np.random.default_rng(9), 20)
    others = [
        [*rows[: t - 1], rows[t - 1] | {"answerCode": 1 - rows[t - 1]["answerCode"]}, *rows[t:]]
        for t in range(1, len(rows))
    ]
    before, *told = of_each(lambda asked: engine(trained, asked), [rows, *others])
    for t, after in enumerate(told, start=1):
        assert np.abs(after[t:] - before[t:]).min() > 1e-6


def test_torch_and_onnx_agree_on_students_of_any_length(trained):
    for length in (1, 2, 17, 65):
        rows = history(trained, np.random.default_rng(length), length)
        np.testing.assert_allclose(by_torch(trained, rows), by_onnx(trained, rows), atol=1e-6)


def class_of_students(trained: Trained) -> list[Rows]:
    rng = np.random.default_rng(5)
    lengths = enumerate((1, 2, 7, 13, 28))
    return [random_rows(trained, rng, length, f"s{place}") for place, length in lengths]


@pytest.mark.parametrize("engine", [by_torch, by_onnx])
def test_batch_mates_do_not_change_a_student_s_predictions(trained, engine):
    students = class_of_students(trained)
    together = engine(trained, [row for rows in students for row in rows])
    alone = np.concatenate([engine(trained, rows) for rows in students])
    np.testing.assert_allclose(together, alone, atol=1e-6, rtol=0)


def test_students_may_come_in_any_order_and_interleaved(trained):
    students = class_of_students(trained)
    together = by_onnx(trained, [row for rows in students for row in rows])
    turns = [(k, s) for k in range(28) for s in range(5) if k < len(students[s])]
    interleaved = by_onnx(trained, [students[s][k] for k, s in turns])
    np.testing.assert_allclose(interleaved, together, atol=1e-6, rtol=0)


@pytest.mark.parametrize("filling", [0, 1])
def test_what_padding_holds_and_how_long_it_is_changes_nothing(trained, filling):
    rows = random_rows(trained, np.random.default_rng(6), 12)
    steps = steps_of(log_of(rows), trained.bundle.encoders())
    batch = collate(steps, cut_windows(steps.user, WINDOW))
    longer = {}
    for name in INPUTS:
        pad = [(0, 0), (0, 9)] + [(0, 0)] * (batch[name].ndim - 2)
        longer[name] = np.pad(batch[name], pad, constant_values=filling)
    session = onnxruntime.InferenceSession(trained.bundle.folder / "model.onnx")
    short_logits, long_logits = (
        session.run(None, {name: values[name] for name in INPUTS})[0] for values in (batch, longer)
    )
    np.testing.assert_allclose(long_logits[:, :12], short_logits, atol=1e-6)
