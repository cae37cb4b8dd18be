"""Pretraining tells hidden responses from their neighbours, and from nothing else."""

import copy
import logging

import numpy as np
import pytest
import torch

from dkt.features.steps import Steps
from dkt.models import build_model
from dkt.models.inputs import Standardize
from dkt.training.fitting import Prepared, fit_model
from dkt.training.pretraining import MaskedResponses, means_of, pretrain
from tests.dkt.trained import parse_config, simulated, tiny_config

SIZES = dict.fromkeys(("item", "head", "mid", "tail", "test", "tag"), 9)


def bert():
    torch.manual_seed(0)
    return build_model(tiny_config("bert"), SIZES)


def test_a_hidden_answer_and_the_running_numbers_are_not_read():
    torch.manual_seed(0)
    task = MaskedResponses(bert(), torch.zeros(33)).eval()
    category, numeric = torch.randint(0, 9, (1, 5, 7)), torch.randn(1, 5, 38)
    real, hidden = torch.ones(1, 5, dtype=torch.bool), torch.arange(5)[None] == 2
    with torch.no_grad():
        before = task(category, numeric, real, hidden)
        numeric[0, 2, 33:] *= -1  # its answer, seconds and lag
        numeric[..., :33] += 1.0  # counts of answers, everywhere
        torch.testing.assert_close(task(category, numeric, real, hidden), before)
        numeric[0, 4, 33] *= -1  # a later answer that is not hidden
        assert abs(task(category, numeric, real, hidden)[0, 2] - before[0, 2]) > 1e-7


def steps_of(user: np.ndarray, query: np.ndarray) -> Steps:
    many = len(user)
    correct = (user % 2).astype(np.float32)
    answer = np.zeros((many, 5), np.float32)
    answer[:, 0] = 2 * correct - 1
    return Steps(user, np.zeros((many, 7), np.int64), query, answer, correct)


def test_means_of_a_long_log_are_exact_and_read_a_sample_of_it():
    user = np.zeros(2_000_001, np.int64)
    query = np.broadcast_to(np.array([0.1, 12.7], np.float32), (len(user), 2))
    steps = steps_of(user, query)
    assert len(steps.sample()) <= 1_000_000 and len(steps.sample(7)) <= 7
    assert len(steps.sample(2 * len(user))) == len(user)
    np.testing.assert_allclose(means_of(steps).numpy(), query[0], rtol=1e-7)
    scaling = Standardize(2)
    scaling.fit(torch.from_numpy(steps.sample().query.copy()))
    np.testing.assert_allclose(scaling.mean.numpy(), query[0], rtol=1e-7)


class Large(Steps):
    """Steps that do not fit into memory."""

    @property
    def history(self) -> np.ndarray:
        raise MemoryError(f"all numbers of {len(self)} steps at once")


def test_a_log_that_does_not_fit_into_memory_is_read_by_windows():
    rng = np.random.default_rng(0)
    few = steps_of(np.repeat(np.arange(8), 6), rng.normal(size=(48, 33)).astype(np.float32))
    steps = Large(*(getattr(few, name) for name in Steps.__dataclass_fields__))
    assert len(pretrain(bert(), steps, tiny_config("bert").training, 1)) == 1


def test_it_learns_what_neighbours_tell_and_leaves_the_rest_alone():
    rng = np.random.default_rng(0)
    user = np.repeat(np.arange(48), 12)
    correct = (user % 2).astype(np.float32)  # who answers right once always does
    answer = np.zeros((576, 5), np.float32)
    answer[:, 0] = 2 * correct - 1
    steps = Steps(
        user, rng.integers(0, 9, (576, 7)), rng.normal(size=(576, 33)).astype(np.float32),
        answer, correct,
    )  # fmt: skip
    model = bert()
    before = copy.deepcopy(model.state_dict())
    losses = pretrain(model, steps, tiny_config("bert", lr=0.03).training, 6)
    assert losses[-1] < 0.5 < losses[0]
    changed = {
        name for name, old in before.items() if not torch.equal(model.state_dict()[name], old)
    }
    assert not any(name.startswith("readout.") for name in changed)
    assert {"step.weight", "bert.encoder.layer.0.attention.self.query.weight"} <= changed
    again = bert()
    assert pretrain(again, steps, tiny_config("bert", lr=0.03).training, 6) == losses


@pytest.mark.parametrize("epochs", [0, 1])
def test_the_config_switches_it_on(epochs, caplog):
    raw = tiny_config("bert", max_epochs=1).model_dump()
    raw["model"]["pretrain_epochs"] = epochs
    config = parse_config(raw, "pretrained")
    frame = simulated(600, 12)
    prepared = Prepared.fit(frame, config)
    steps = prepared.steps(frame, trained_on=True)
    with caplog.at_level(logging.INFO, "dkt.training.pretraining"):
        fit_model(config, prepared, steps, steps)
    logged = [one.getMessage() for one in caplog.records if one.name == "dkt.training.pretraining"]
    assert len(logged) == epochs
    assert all("pretraining 1 of 1" in one for one in logged)
