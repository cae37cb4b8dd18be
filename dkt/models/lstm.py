"""Deep Knowledge Tracing with an LSTM, queried by the next item.

Piech et al. 2015, "Deep Knowledge Tracing" (arXiv:1506.05908). Our notation → theirs: history
step → x_t (item and correctness), state → h_t. Deviations: the input is an embedding of everything
known of the item plus time and numbers, instead of a one-hot pair; the output is not one unit an
item but a small network over (state, item asked), so that any item, a new one too, can be scored.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu

from dkt.config.model_kinds import LstmConfig
from dkt.models.base import Head, KnowledgeTracer, state_at, with_start
from dkt.models.inputs import Inputs


class Lstm(KnowledgeTracer):
    """D = `config.hidden`."""

    def __init__(self, config: LstmConfig, sizes: dict[str, int]):
        super().__init__()
        self.inputs = Inputs(config.inputs, sizes)
        self.step = nn.Linear(self.inputs.step_width, config.hidden)
        self.lstm = nn.LSTM(config.hidden, config.hidden, config.layers, batch_first=True)
        self.start = nn.Parameter(torch.zeros(config.hidden))
        self.query = nn.Linear(self.inputs.query_width, config.hidden)
        self.head = Head(config.hidden, config.dropout)
        self.dropout = nn.Dropout(config.dropout)
        self.easiness = nn.Embedding(sizes["item"], 1)
        nn.init.zeros_(self.easiness.weight)

    def encode(self, category: Tensor, numeric: Tensor) -> Tensor:
        step = gelu(self.step(self.inputs.step(category, numeric)))
        states, _ = self.lstm(self.dropout(step))
        return with_start(self.start, states)

    def score(self, states: Tensor, at: Tensor, category: Tensor, numeric: Tensor) -> Tensor:
        query = self.query(self.inputs.query(category, numeric))
        logits = self.head(self.dropout(state_at(states, at)), query)
        return logits + self.easiness(category[..., 0]).squeeze(-1)
