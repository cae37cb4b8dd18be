"""The flagship: an LSTM that reads the 33 engineered features in its input and in its head.

State: Piech et al. 2015 (arXiv:1506.05908). Item: the Rasch form of AKT (Ghosh, Heffernan, Lan
2020, arXiv:2007.12324): x = c + μ·d. Our notation → theirs: tag embedding → c, tag variation → d,
item scalar → μ. Deviations: a small embedding of the item stands beside x; the running numbers of
`dkt.engineered` go into each step and, with the state, into the head, which also has a straight
line from the numbers to the logit, so that it starts as a logistic regression.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu

from dkt.config import FlagshipConfig
from dkt.encoding import CATEGORIES, UNKNOWN
from dkt.engineered import FEATURES
from dkt.features import ANSWER_FEATURES
from dkt.models.base import KnowledgeTracer, Standardize

QUERY_WIDTH = len(FEATURES)
HISTORY_WIDTH = QUERY_WIDTH + len(ANSWER_FEATURES)
CLIP = 5.0
"""A standardised number is cut off at so many deviations."""


class RaschItem(nn.Module):
    """(..., C) classes → (..., width): x = c + μ·d of the tags, and a small embedding of the item.

    While training, an item is taken for unknown with probability `unknown_rate`.
    """

    def __init__(self, sizes: dict[str, int], config: FlagshipConfig):
        super().__init__()
        self.tag = nn.Embedding(sizes["tag"], config.embedding)
        self.variation = nn.Embedding(sizes["tag"], config.embedding)
        self.scalar = nn.Embedding(sizes["item"], 1)
        self.item = nn.Embedding(sizes["item"], config.item_embedding)
        self.unknown_rate = config.unknown_rate
        self.width = config.embedding + config.item_embedding
        nn.init.normal_(self.tag.weight, std=0.3)
        nn.init.normal_(self.variation.weight, std=0.3)
        nn.init.zeros_(self.scalar.weight)
        nn.init.normal_(self.item.weight, std=0.05)

    def forward(self, category: Tensor) -> Tensor:
        item = category[..., 0]
        if self.training and self.unknown_rate:
            kept = torch.rand(item.shape, device=item.device) >= self.unknown_rate
            item = torch.where(kept, item, UNKNOWN)
        tags = category[..., len(CATEGORIES) :]
        present = (tags != UNKNOWN).unsqueeze(-1)  # (..., K, 1)
        many = present.sum(-2).clamp(min=1)
        tag = (self.tag(tags) * present).sum(-2) / many
        variation = (self.variation(tags) * present).sum(-2) / many
        return torch.cat([tag + self.scalar(item) * variation, self.item(item)], -1)


class Flagship(KnowledgeTracer):
    """D = `config.hidden`."""

    engineered = True

    def __init__(self, config: FlagshipConfig, sizes: dict[str, int], tag_width: int):
        super().__init__()
        self.item = RaschItem(sizes, config)
        self.history_scale = Standardize(HISTORY_WIDTH)
        self.query_scale = Standardize(QUERY_WIDTH)
        width = self.item.width
        self.input = nn.Linear(width + HISTORY_WIDTH + width, config.hidden)
        self.lstm = nn.LSTM(config.hidden, config.hidden, batch_first=True)
        self.start = nn.Parameter(torch.zeros(config.hidden))
        self.query = nn.Linear(width + QUERY_WIDTH, config.hidden)
        self.state = nn.Linear(config.hidden, config.hidden)
        self.head = nn.Sequential(
            nn.Linear(3 * config.hidden, config.hidden),
            nn.GELU(),
            nn.Dropout(config.dropout),
            nn.Linear(config.hidden, 1),
        )
        self.straight = nn.Linear(QUERY_WIDTH, 1)
        self.dropout = nn.Dropout(config.dropout)

    def encode(self, category: Tensor, numeric: Tensor) -> Tensor:
        item = self.item(category)
        signed = item * numeric[..., QUERY_WIDTH : QUERY_WIDTH + 1]  # x by the answer, ±1
        numbers = self.history_scale(numeric).clamp(-CLIP, CLIP)
        step = gelu(self.input(torch.cat([item, signed, numbers], -1)))
        states, _ = self.lstm(self.dropout(step))
        start = self.start.expand(states.shape[0], 1, -1)
        return torch.cat([start, states], 1)  # (B, T + 1, D)

    def score(self, state: Tensor, category: Tensor, numeric: Tensor) -> Tensor:
        numbers = self.query_scale(numeric).clamp(-CLIP, CLIP)
        query = gelu(self.query(torch.cat([self.item(category), numbers], -1)))
        state = self.state(self.dropout(state))
        logits = self.head(torch.cat([state, query, state * query], -1)) + self.straight(numbers)
        return logits.squeeze(-1)
