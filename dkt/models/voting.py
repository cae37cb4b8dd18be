"""Prediction of a trained model: last-K average, and a vote of similar training steps.

Last-K average: the mean chance over the states without the last 0..K−1 answers; the numbers of the
query stay those of all answers. Neighbour vote: the model's own embedding of a step (`Head.last`)
is compared with those of M training steps, and those nearest vote with whether they were right. The
vote gets the share that it earned on validation students (`dkt.training.neighbours`).

A vote of equals would jump where two neighbours swap places, and so would differ between machines.
Here each of the k nearest weighs as much as it is nearer than the next one, which makes the vote
continuous: Dudani 1976, "The distance-weighted k-nearest-neighbor rule". Deviation: measured from
the (k + 1)-th neighbour, and by the cosine of standardised embeddings in place of a distance.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import normalize, softplus

from dkt.config.model_kinds import DeepConfig, NeighboursConfig
from dkt.models.base import Head, KnowledgeTracer

PRIOR = 1e-4
"""Weight of the bank's share of right answers in each vote: it decides where all are as near."""


class Neighbours(nn.Module):
    """M training steps; all of it is fixed after training, and without weight until then."""

    vectors: Tensor
    right: Tensor
    mean: Tensor
    std: Tensor
    weight: Tensor

    def __init__(self, config: NeighboursConfig, width: int):
        super().__init__()
        self.k = config.k
        self.register_buffer("vectors", torch.zeros(config.bank, width))  # of length 1
        self.register_buffer("right", torch.zeros(config.bank))
        self.register_buffer("mean", torch.zeros(width))
        self.register_buffer("std", torch.ones(width))
        self.register_buffer("weight", torch.zeros(()))  # of the vote, in 0..1

    @torch.no_grad()
    def fill(self, vectors: Tensor, right: Tensor) -> None:
        """Keep M steps: vectors (M, D) as `Head.last` is given them, right (M,) 0/1."""
        self.mean.copy_(vectors.mean(0))
        std = vectors.std(0, unbiased=False)
        self.std.copy_(torch.where(std > 1e-6, std, torch.ones_like(std)))
        self.vectors.copy_(self._placed(vectors))
        self.right.copy_(right)

    def _placed(self, vectors: Tensor) -> Tensor:
        return normalize((vectors - self.mean) / self.std, dim=-1)

    def forward(self, vectors: Tensor) -> Tensor:
        """(..., D) → (...): the chance that the k nearest vote for, between 0 and 1."""
        nearness = self._placed(vectors) @ self.vectors.T
        near, at = torch.topk(nearness, self.k + 1, sorted=False)  # sorting costs as much again
        weight = near - near.amin(-1, keepdim=True)  # 0 of the last of them
        right = (weight * self.right[at]).sum(-1) + PRIOR * self.right.mean()
        return right / (weight.sum(-1) + PRIOR)


class Voting(nn.Module):
    """Predicts as the config says; `average_last` = K, `neighbours` or None."""

    def __init__(self, config: DeepConfig, neighbours: Neighbours | None):
        super().__init__()
        self.times, self.neighbours = config.average_last, neighbours

    def forward(
        self, model: KnowledgeTracer, states: Tensor, at: Tensor, category: Tensor, numeric: Tensor
    ) -> Tensor:
        """Logits (B, Q); the arguments are those of `KnowledgeTracer.score`."""
        sides = []
        for k in range(self.times):
            asked = (at - k).clamp(min=0)
            if self.neighbours is None or float(self.neighbours.weight) == 0.0:
                sides.append(chances(model.score(states, asked, category, numeric)))
                continue
            logits, vectors = scored(model, states, asked, category, numeric)
            share, vote = self.neighbours.weight, self.neighbours(vectors)
            vote = torch.stack([vote, 1.0 - vote])
            sides.append((1.0 - share) * chances(logits) + share * vote)
        right, wrong = torch.stack(sides).mean(0)
        return torch.log(right) - torch.log(wrong)


def chances(logits: Tensor) -> Tensor:
    """(B, Q) → (2, B, Q): the chance of a right and of a wrong answer, each exact near 0."""
    return torch.exp(-softplus(torch.stack([-logits, logits])))


def scored(
    model: KnowledgeTracer, states: Tensor, at: Tensor, category: Tensor, numeric: Tensor
) -> tuple[Tensor, Tensor]:
    """Logits (B, Q) and the embedding of each step (B, Q, D)."""
    seen: list[Tensor] = []
    hook = head_of(model).last.register_forward_pre_hook(lambda _, given: seen.append(given[0]))
    try:
        return model.score(states, at, category, numeric), seen[0]
    finally:
        hook.remove()


def head_of(model: KnowledgeTracer) -> Head:
    """The head of a model; raises ValueError where it has none, and so no embedding of a step."""
    head = getattr(model, "head", None)
    if not isinstance(head, Head):
        raise ValueError(f"model.neighbours: {type(model).__name__} has no `head` that is a Head")
    return head


def with_voting(model: KnowledgeTracer, config: object) -> KnowledgeTracer:
    """The model with its config's voting; raises ValueError where that is impossible."""
    if isinstance(config, DeepConfig) and (config.average_last > 1 or config.neighbours):
        neighbours = None
        if config.neighbours:
            neighbours = Neighbours(config.neighbours, head_of(model).last.in_features)
        model.voting = Voting(config, neighbours)
    return model
