"""A trained model is asked over its last states, and with the vote of the nearest steps."""

import numpy as np
import pytest
import torch

from dkt.config.model_kinds import NeighboursConfig
from dkt.config.schema import Config, ConfigError, parse_config
from dkt.dataset.frame import of_users
from dkt.features.steps import INPUTS, Steps
from dkt.features.windows import collate, cut_windows, served_windows
from dkt.models import KnowledgeTracer, build_model
from dkt.models.voting import PRIOR, Neighbours, head_of
from dkt.training.fitting import Prepared
from dkt.training.neighbours import embedded, fit_neighbours
from tests.dkt.trained import WINDOW, Trained, tiny_config


def asking(**ways: object) -> Config:
    raw = tiny_config().model_dump()
    raw["model"] |= ways
    return parse_config(raw, "asking")


def model_of(trained: Trained, config: Config) -> KnowledgeTracer:
    """The trained weights, asked as a config says."""
    model = build_model(config, trained.bundle.encoders().sizes)
    model.load_state_dict(trained.model.state_dict(), strict=config.model.neighbours is None)
    return model.eval()


def of_students(trained: Trained, first: int, many: int) -> Steps:
    users = trained.frame["userID"].unique().sort()[first : first + many].to_numpy()
    return Prepared(trained.bundle.encoders(), None).steps(of_users(trained.frame, users))


def logits(model: KnowledgeTracer, batch: dict[str, np.ndarray]) -> torch.Tensor:
    with torch.no_grad():
        return model(*(torch.from_numpy(batch[name]) for name in INPUTS))


def test_the_chance_is_the_mean_over_the_last_states(trained):
    steps = of_students(trained, 0, 3)
    batch = collate(steps, cut_windows(steps.user, WINDOW))
    chances = [
        torch.sigmoid(logits(trained.model, batch | {"at": (batch["at"] - k).clip(0)}))
        for k in range(3)
    ]
    model = model_of(trained, asking(average_last=3))
    told = torch.sigmoid(logits(model, batch))
    torch.testing.assert_close(told, torch.stack(chances).mean(0), atol=1e-6, rtol=0)
    assert (told - chances[0])[:, 1:].abs().max() > 1e-3
    model.train()  # while it learns, it is asked once
    for part in model.modules():
        if isinstance(part, torch.nn.Dropout):
            part.p = 0.0
    model.inputs.item.unknown_rate = 0.0
    torch.testing.assert_close(logits(model, batch), logits(trained.model, batch))


def test_the_nearest_weigh_by_how_much_nearer_they_are_than_the_next():
    rng = np.random.default_rng(0)
    bank, asked = rng.normal(3.0, 2.0, (40, 5)), rng.normal(3.0, 2.0, (6, 5))
    right = (rng.random(40) < 0.6).astype(float)
    neighbours = Neighbours(NeighboursConfig(bank=40, k=4), 5)
    neighbours.fill(torch.tensor(bank), torch.tensor(right))
    mean, std = bank.mean(0), bank.std(0)

    def placed(vectors: np.ndarray) -> np.ndarray:
        far = (vectors - mean) / std
        return far / np.linalg.norm(far, axis=1, keepdims=True)

    near = placed(asked) @ placed(bank).T
    for row, told in zip(near, neighbours(torch.tensor(asked).float()), strict=True):
        order = np.argsort(-row)[:5]
        weight = row[order[:4]] - row[order[4]]
        vote = (weight @ right[order[:4]] + PRIOR * right.mean()) / (weight.sum() + PRIOR)
        assert float(told) == pytest.approx(vote, abs=1e-5)


def test_steps_like_those_that_were_right_vote_for_right():
    bank = torch.cat([torch.eye(2)[[0]].repeat(20, 1), torch.eye(2)[[1]].repeat(20, 1)])
    bank = bank + 0.05 * torch.randn(bank.shape, generator=torch.Generator().manual_seed(0))
    neighbours = Neighbours(NeighboursConfig(bank=40, k=10), 2)
    neighbours.fill(bank, torch.tensor([1.0] * 20 + [0.0] * 20))
    right, wrong = neighbours(torch.eye(2)).tolist()
    assert right > 0.95 and wrong < 0.05


def test_the_bank_holds_training_steps_and_votes_with_its_weight(trained):
    train, valid = of_students(trained, 0, 20), of_students(trained, 20, 10)
    config = asking(neighbours={"bank": 100, "k": 10})
    model = model_of(trained, config)
    batch = collate(valid, served_windows(valid.user, WINDOW))
    before = logits(model, batch)
    torch.testing.assert_close(before, logits(trained.model, batch))  # empty, and so not asked

    fit_neighbours(model, train, valid, config)
    bank = model.voting.neighbours
    own, vectors = embedded(trained.model, train, WINDOW, np.arange(len(train)))
    nearness = bank.vectors @ bank._placed(vectors).T
    found = nearness.argmax(1)  # each of the bank is a training step, with its own answer
    torch.testing.assert_close(nearness.max(1).values, torch.ones(100), atol=1e-5, rtol=0)
    assert (torch.from_numpy(train.correct)[found] == bank.right).float().mean() > 0.98
    assert len(own) == len(train)

    bank.weight.fill_(1.0)
    real = torch.from_numpy(batch["scored"])
    _, seen = embedded(model, valid, WINDOW, np.arange(len(valid)))
    votes = bank(seen)[torch.from_numpy(batch["rows"])[real]]
    told = torch.sigmoid(logits(model, batch))[real]
    torch.testing.assert_close(told, votes, atol=1e-5, rtol=0)
    bank.weight.fill_(0.0)
    torch.testing.assert_close(logits(model, batch), before)


def test_a_log_smaller_than_the_bank_is_drawn_from_more_than_once(trained):
    train = of_students(trained, 0, 1)
    config = asking(neighbours={"bank": len(train) + 50, "k": 5})
    model = model_of(trained, config)
    fit_neighbours(model, train, of_students(trained, 1, 3), config)
    assert torch.isfinite(model.voting.neighbours.vectors).all()
    assert 0 <= float(model.voting.neighbours.weight) <= 1


def test_a_bank_must_be_larger_than_k_and_a_model_have_a_head():
    with pytest.raises(ConfigError, match="k = 5 neighbours need a larger bank than 5"):
        asking(neighbours={"bank": 5, "k": 5})
    headless = build_model(tiny_config("logreg"), dict.fromkeys(
        ("item", "head", "mid", "tail", "test", "tag"), 2))  # fmt: skip
    with pytest.raises(ValueError, match="model.neighbours: Logreg has no `head` that is a Head"):
        head_of(headless)
