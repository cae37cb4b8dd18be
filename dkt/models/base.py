"""What every model shares: the interface, the embedding of an item, the scaling of numbers."""

from abc import ABC, abstractmethod
from typing import ClassVar

import torch
from torch import Tensor, nn

from dkt.encoding import CATEGORIES, UNKNOWN
from dkt.features import ANSWER_FEATURES, QUERY_FEATURES

QUERY_WIDTH = len(QUERY_FEATURES)
HISTORY_WIDTH = QUERY_WIDTH + len(ANSWER_FEATURES)


class KnowledgeTracer(nn.Module, ABC):
    """Encode a history once, score any number of items against it.

    Training scores every step of a window in one pass through the same two functions: the query at
    step t looks at the state after t steps (`at = t`), serving asks with `at = T` for all items.

    Attributes:
        engineered: it reads the 33 engineered features (F = 33) instead of six counts (F = 6).
    """

    engineered: ClassVar[bool] = False

    @abstractmethod
    def encode(self, category: Tensor, numeric: Tensor) -> Tensor:
        """States after 0..T answers.

        Args:
            category: (B, T, C) int64. numeric: (B, T, F + 5) float32.

        Returns:
            (B, T + 1, D); state t depends on steps before t alone.
        """

    @abstractmethod
    def score(self, state: Tensor, category: Tensor, numeric: Tensor) -> Tensor:
        """Logits (B, Q) of a right answer.

        Args:
            state: (B, Q, D). category: (B, Q, C) int64. numeric: (B, Q, F) float32.
        """

    def forward(
        self, history_category: Tensor, history_numeric: Tensor,
        query_category: Tensor, query_numeric: Tensor, at: Tensor,
    ) -> Tensor:  # fmt: skip
        """Logits (B, Q); the inputs are described in `dkt.sequence.INPUTS`."""
        states = self.encode(history_category, history_numeric)
        picked = torch.gather(states, 1, at.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        return self.score(picked, query_category, query_numeric)

    @torch.no_grad()
    def fit_scaling(self, history: Tensor) -> None:
        """Set the means and deviations of the numbers from training rows, history (N, F + 5)."""
        for module in self.modules():
            if isinstance(module, Standardize):
                module.fit(history[:, : module.mean.shape[0]])


class Standardize(nn.Module):
    """(x − mean) / std with both fixed before training, so that padding can't move them."""

    mean: Tensor
    std: Tensor

    def __init__(self, width: int):
        super().__init__()
        self.register_buffer("mean", torch.zeros(width))
        self.register_buffer("std", torch.ones(width))

    def fit(self, values: Tensor) -> None:
        self.mean.copy_(values.mean(0))
        std = values.std(0, unbiased=False)
        self.std.copy_(torch.where(std > 1e-6, std, torch.ones_like(std)))

    def forward(self, values: Tensor) -> Tensor:
        return (values - self.mean) / self.std


class ItemEmbedding(nn.Module):
    """An item as one vector: its id, head, mid, tail, test and tags, concatenated, layer-normed.

    While training, a class is taken for unknown with probability `unknown_rate`, so that the
    unknown classes are trained and a new item is read from what is known of it.
    """

    def __init__(self, sizes: dict[str, int], tag_width: int, width: int, unknown_rate: float):
        super().__init__()
        self.tables = nn.ModuleList(nn.Embedding(sizes[name], width) for name in CATEGORIES)
        self.tags = nn.Embedding(sizes["tag"], width)
        self.norm = nn.LayerNorm(width * (len(CATEGORIES) + 1))
        self.tag_width = tag_width
        self.unknown_rate = unknown_rate
        self.width = width * (len(CATEGORIES) + 1)
        for table in (*self.tables, self.tags):
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, category: Tensor) -> Tensor:
        """(..., C) int64 → (..., width)."""
        if self.training and self.unknown_rate:
            kept = torch.rand(category.shape, device=category.device) >= self.unknown_rate
            category = torch.where(kept, category, UNKNOWN)
        singles = len(CATEGORIES)
        parts = [table(category[..., k]) for k, table in enumerate(self.tables)]
        tags = category[..., singles:]
        present = (tags != UNKNOWN).unsqueeze(-1)  # (..., K, 1)
        mean = (self.tags(tags) * present).sum(-2) / present.sum(-2).clamp(min=1)
        none = (~present).all(-2)  # (..., 1): only then the unknown tag speaks
        parts.append(torch.where(none, self.tags.weight[UNKNOWN], mean))
        return self.norm(torch.cat(parts, -1))
