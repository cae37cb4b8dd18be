"""The flagship: an LSTM with all features in its input and in its head.

State: Piech et al. 2015 (arXiv:1506.05908). Item: the Rasch form of AKT (`RaschItem`) with a small
embedding of the item beside it. The numbers of `dkt.features.pace`, `dkt.features.latent_factors`
and `dkt.features.spacing` go into each step and, with the state, into the head. A linear
term from the features to the logit makes it start as a logistic regression.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu

from dkt.config.model_kinds import FlagshipConfig
from dkt.models.base import Head, KnowledgeTracer, state_at, with_start
from dkt.models.inputs import Inputs


class Flagship(KnowledgeTracer):
    """D = `config.hidden`."""

    def __init__(self, config: FlagshipConfig, sizes: dict[str, int]):
        super().__init__()
        self.inputs = Inputs(config.inputs, sizes)
        self.step = nn.Linear(self.inputs.step_width, config.hidden)
        self.lstm = nn.LSTM(config.hidden, config.hidden, batch_first=True)
        self.start = nn.Parameter(torch.zeros(config.hidden))
        self.query = nn.Linear(self.inputs.query_width, config.hidden)
        self.head = Head(config.hidden, config.dropout)
        self.straight = nn.Linear(self.inputs.numbers, 1)
        self.dropout = nn.Dropout(config.dropout)

    def encode(self, category: Tensor, numeric: Tensor) -> Tensor:
        step = gelu(self.step(self.inputs.step(category, numeric)))
        states, _ = self.lstm(self.dropout(step))
        return with_start(self.start, states)

    def score(self, states: Tensor, at: Tensor, category: Tensor, numeric: Tensor) -> Tensor:
        query = gelu(self.query(self.inputs.query(category, numeric)))
        logits = self.head(self.dropout(state_at(states, at)), query)
        return logits + self.straight(self.inputs.query_scale(numeric)).squeeze(-1)
