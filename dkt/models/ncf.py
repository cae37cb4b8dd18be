"""Neural collaborative filtering, student × item: the baseline for cold starts and for choosing.

He et al. 2017, "Neural Collaborative Filtering" (arXiv:1708.05031). Our notation → theirs: student
→ p_u, item → q_i (each once for either half); `product` → GMF; `layers` → MLP; `out` → NeuMF's h.

Deviations: students at serving time are new, so no student has a vector of their own. It is made of
what they answered and how, as in item-based forms and SVD++ (Koren 2008): the mean of vectors of
(item, answer), with a learned start that counts as `START` answers. Items and steps are those of
the other models (`Inputs`), so a new item is read from its tags and its numbers; both halves are
trained together from the start. The order of the answers is not read, but by those numbers.
"""

import torch
from torch import Tensor, nn

from dkt.config.model_kinds import NcfConfig
from dkt.models.base import KnowledgeTracer, state_at
from dkt.models.inputs import Inputs

START = 4.0
"""Answers that the vector of a student without any counts for."""


class Ncf(KnowledgeTracer):
    """D = 2 · `config.hidden`: the student for the product, and for the layers."""

    def __init__(self, config: NcfConfig, sizes: dict[str, int]):
        super().__init__()
        width = 2 * config.hidden
        self.inputs = Inputs(config.inputs, sizes)
        self.step = nn.Linear(self.inputs.step_width, width)
        self.start = nn.Parameter(torch.zeros(width))
        self.item = nn.Linear(self.inputs.query_width, width)
        self.layers = nn.Sequential(
            nn.Linear(width, config.hidden), nn.ReLU(), nn.Dropout(config.dropout),
            nn.Linear(config.hidden, config.hidden // 2), nn.ReLU(),
        )  # fmt: skip
        self.out = nn.Linear(config.hidden + config.hidden // 2, 1)
        self.easiness = nn.Linear(width, 1)
        self.dropout = nn.Dropout(config.dropout)

    def encode(self, category: Tensor, numeric: Tensor) -> Tensor:
        steps = self.step(self.dropout(self.inputs.step(category, numeric)))
        start = self.start.expand(steps.shape[0], 1, -1)
        answered = torch.cat([START * start, steps], 1)  # (B, T + 1, D)
        count = torch.cumsum(torch.ones_like(answered[..., :1]), 1) - 1.0 + START
        return torch.cumsum(answered, 1) / count

    def score(self, states: Tensor, at: Tensor, category: Tensor, numeric: Tensor) -> Tensor:
        item = self.item(self.dropout(self.inputs.query(category, numeric)))
        of_product, of_layers = state_at(states, at).chunk(2, -1)
        item_product, item_layers = item.chunk(2, -1)
        deep = self.layers(torch.cat([of_layers, item_layers], -1))
        both = self.out(torch.cat([of_product * item_product, deep], -1))
        return (both + self.easiness(item)).squeeze(-1)
