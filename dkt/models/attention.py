"""Attention of queries over earlier positions, shared by all models that attend.

Vaswani et al. 2017, "Attention Is All You Need" (arXiv:1706.03762), with the linear bias of Press
et al. 2022 (ALiBi, arXiv:2108.12409) in place of position embeddings, so that any length fits: of
head h, a position d steps back loses slope_h · d from its score before the softmax.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention

HIDDEN = -1e9
"""Score of a position that a query must not read: its weight is exactly 0 in single precision."""


class Attention(nn.Module):
    """Queries (B, Q, D) read a memory (B, K, D) at the positions 0..at alone → (B, Q, D).

    The slopes are fixed: 1/2, 1/8, … down to 1/128, from a few steps back to nearly the whole
    window.
    No dropout of attention weights: it would prevent the fused kernel, at half the speed.
    """

    slopes: Tensor

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.memory = nn.Linear(width, 2 * width)  # keys, then values
        self.out = nn.Linear(width, width)
        powers = torch.linspace(1.0, 7.0, heads)
        self.register_buffer("slopes", 2.0 ** -powers.view(1, heads, 1, 1), persistent=False)

    def forward(self, query: Tensor, memory: Tensor, at: Tensor) -> Tensor:
        """at: (B, Q) int64 in 0..K − 1, the last position that each query may read."""
        key, value = self.memory(memory).chunk(2, -1)
        read = scaled_dot_product_attention(
            self._split(self.query(query)), self._split(key), self._split(value),
            attn_mask=self._bias(at, key),
        )  # fmt: skip
        return self.out(read.transpose(1, 2).flatten(2))

    def _bias(self, at: Tensor, key: Tensor) -> Tensor:
        """(B, H, Q, K): what is added to each score, or (1, H, Q, K) where `at` has one row."""
        back = at.unsqueeze(-1) - torch.arange(key.shape[1], device=at.device)
        bias = -self.slopes * back.unsqueeze(1)
        return bias.masked_fill(back.unsqueeze(1) < 0, HIDDEN).to(key.dtype)

    def _split(self, values: Tensor) -> Tensor:
        """(B, N, D) → (B, H, N, D / H)."""
        return values.unflatten(-1, (self.heads, -1)).transpose(1, 2)


class FeedForward(nn.Sequential):
    """The two-layer network of a transformer layer, (..., D) → (..., D)."""

    def __init__(self, width: int, dropout: float):
        super().__init__(
            nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width), nn.Dropout(dropout)
        )


class Layer(nn.Module):
    """A transformer layer: queries read each of some memories in turn, then a small network.

    Norms stand before attention and network (Xiong et al. 2020, arXiv:2002.04745).
    """

    def __init__(self, width: int, heads: int, dropout: float, memories: int = 1):
        super().__init__()
        self.attentions = nn.ModuleList(Attention(width, heads) for _ in range(memories))
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(memories))
        self.network = nn.Sequential(nn.LayerNorm(width), FeedForward(width, dropout))
        self.dropout = nn.Dropout(dropout)

    def forward(self, query: Tensor, memories: list[Tensor], at: Tensor) -> Tensor:
        """query (B, Q, D), memories (B, K, D) each, at (B, Q) or (1, Q) → (B, Q, D)."""
        for attention, norm, memory in zip(self.attentions, self.norms, memories, strict=True):
            query = query + self.dropout(attention(norm(query), memory, at))
        return query + self.network(query)


def own_positions(values: Tensor) -> Tensor:
    """(B, N, D) → (1, N): each position reads up to itself, as a history reads its past."""
    return torch.arange(values.shape[1], device=values.device).unsqueeze(0)
