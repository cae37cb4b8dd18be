"""Deep Knowledge Tracing with an LSTM, queried by the next item.

Piech et al. 2015, "Deep Knowledge Tracing" (arXiv:1506.05908). Our notation → theirs: history
step → x_t (item and correctness), state → h_t. Deviations: the input is an embedding of everything
known of the item plus time and counts, instead of a one-hot pair; the output is not one unit an
item but a small network over (state, item asked), so that any item, a new one too, can be scored.
"""

import torch
from torch import Tensor, nn

from dkt.config import LstmConfig
from dkt.models.base import (
    HISTORY_WIDTH,
    QUERY_WIDTH,
    ItemEmbedding,
    KnowledgeTracer,
    Standardize,
)


class Lstm(KnowledgeTracer):
    """D = `config.hidden`."""

    def __init__(self, config: LstmConfig, sizes: dict[str, int], tag_width: int):
        super().__init__()
        self.item = ItemEmbedding(sizes, tag_width, config.embedding, config.unknown_rate)
        self.history_scale = Standardize(HISTORY_WIDTH)
        self.query_scale = Standardize(QUERY_WIDTH)
        self.input = nn.Linear(self.item.width + HISTORY_WIDTH, config.hidden)
        self.lstm = nn.LSTM(config.hidden, config.hidden, config.layers, batch_first=True)
        self.start = nn.Parameter(torch.zeros(config.hidden))
        self.query = nn.Linear(self.item.width + QUERY_WIDTH, config.hidden)
        self.head = nn.Sequential(
            nn.Linear(3 * config.hidden, config.hidden),
            nn.GELU(),
            nn.Dropout(config.dropout),
            nn.Linear(config.hidden, 1),
        )
        self.dropout = nn.Dropout(config.dropout)
        self.easiness = nn.Embedding(sizes["item"], 1)
        nn.init.zeros_(self.easiness.weight)

    def encode(self, category: Tensor, numeric: Tensor) -> Tensor:
        step = torch.cat([self.item(category), self.history_scale(numeric)], -1)
        states, _ = self.lstm(self.dropout(torch.nn.functional.gelu(self.input(step))))
        start = self.start.expand(states.shape[0], 1, -1)
        return torch.cat([start, states], 1)  # (B, T + 1, D)

    def score(self, state: Tensor, category: Tensor, numeric: Tensor) -> Tensor:
        query = self.query(torch.cat([self.item(category), self.query_scale(numeric)], -1))
        state = self.dropout(state)
        logits = self.head(torch.cat([state, query, state * query], -1))  # (B, Q, 1)
        return (logits + self.easiness(category[..., 0])).squeeze(-1)
