"""Context-aware attentive knowledge tracing: monotonic attention over Rasch embeddings.

Ghosh, Heffernan, Lan 2020, "Context-Aware Attentive Knowledge Tracing" (arXiv:2007.12324). Our
notation → theirs: item asked → x_t (c + μ·d, `RaschItem`); answered step → y_t; `questions` →
question encoder (x̂); `answers` → knowledge encoder (ŷ); `retriever` → knowledge retriever (h);
`rate` → θ; item scalar → μ_q. One block each and shared keys and queries, as in their published
settings.

Deviations: items and steps hold running numbers too, and the logit has a straight line from them;
f_(c,r) is a linear map of d and of d times the answer, no table of its own; μ is held small by
AdamW's weight decay instead of an L2 term; before the first answer the retriever reads a learned
start instead of zeros; no dropout of attention weights, and no least factor of the distance; the
head is the other models' (`Head`).
"""

import math

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, pad, softplus

from dkt.config.model_kinds import AktConfig
from dkt.models.base import Head, KnowledgeTracer, with_start
from dkt.models.inputs import Inputs

NEVER = -1e30
"""Added to the score of what may not be read: its weight is 0 exactly."""


class Akt(KnowledgeTracer):
    """D = 3 · `config.hidden`: x, x̂ and ŷ of each step, so that items can be asked about later."""

    def __init__(self, config: AktConfig, sizes: dict[str, int]):
        super().__init__()
        self.inputs = Inputs(config.inputs, sizes)
        self.item = nn.Linear(self.inputs.query_width, config.hidden)
        self.step = nn.Linear(self.inputs.step_width, config.hidden)
        self.questions = MonotonicAttention(config)
        self.answers = MonotonicAttention(config)
        self.answers_forward = Feedforward(config)
        self.retriever = MonotonicAttention(config)
        self.retriever_forward = Feedforward(config)
        self.start = nn.Parameter(torch.zeros(2 * config.hidden))  # x̂ and ŷ; nobody reads its x
        self.head = Head(config.hidden, config.dropout)
        self.straight = nn.Linear(self.inputs.numbers, 1)

    def encode(self, category: Tensor, numeric: Tensor) -> Tensor:
        place = torch.cumsum(torch.ones_like(category[:, :, 0]), 1)  # (B, T): 1..T
        x = self.item(self.inputs.query(category, numeric[..., : self.inputs.numbers]))
        y = self.step(self.inputs.step(category, numeric))
        x_hat = self.questions(x, x, x, place, place)
        y_hat = self.answers_forward(self.answers(y, y, y, place, place))
        start = pad(self.start, (self.start.shape[0] // 2, 0))
        return with_start(start, torch.cat([x, x_hat, y_hat], -1))

    def score(self, states: Tensor, at: Tensor, category: Tensor, numeric: Tensor) -> Tensor:
        x, x_hat, y_hat = states.chunk(3, -1)  # each (B, T + 1, hidden)
        asked = self.item(self.inputs.query(category, numeric))
        place = torch.cumsum(torch.ones_like(states[:, :, 0]).long(), 1) - 1  # (B, T + 1): 0..T
        query = self.questions(asked, x[:, 1:], x[:, 1:], at, place[:, 1:], itself=True)
        known = self.retriever_forward(self.retriever(query, x_hat, y_hat, at, place))
        logits = self.head(known, gelu(asked))
        return logits + self.straight(self.inputs.query_scale(numeric)).squeeze(-1)


class MonotonicAttention(nn.Module):
    """Attention whose scores shrink with the distance to what is read, and its residual norm.

    The distance counts the steps between, by how much they have to do with the query:
    d(t, τ)² = |t − τ| · Σ softmax(scores of τ < τ' ≤ t), and a score is multiplied by exp(−θ·d).
    """

    def __init__(self, config: AktConfig):
        super().__init__()
        self.heads = config.heads
        self.keys = nn.Linear(config.hidden, config.hidden)
        self.values = nn.Linear(config.hidden, config.hidden)
        self.out = nn.Linear(config.hidden, config.hidden)
        self.rate = nn.Parameter(torch.zeros(config.heads, 1, 1))
        self.norm = nn.LayerNorm(config.hidden)
        self.dropout = nn.Dropout(config.dropout)

    def forward(
        self, query: Tensor, key: Tensor, value: Tensor, at: Tensor, place: Tensor,
        itself: bool = False,
    ) -> Tensor:  # fmt: skip
        """(B, Q, D) from places up to `at`.

        Args:
            query: (B, Q, D). key, value: (B, K, D). at: (B, Q) int64. place: (B, K) int64, rising.
            itself: a query reads itself, too, as the newest of all: its place is at + 1.
        """
        key, value, place = key.flip(1), value.flip(1), place.flip(1)  # the newest first
        q, k, v = (
            one.unflatten(-1, (self.heads, -1)).transpose(1, 2)  # (B, H, N, D / H)
            for one in (self.keys(query), self.keys(key), self.values(value))
        )
        q = q / math.sqrt(q.shape[-1])
        scores = q @ k.transpose(-2, -1)  # (B, H, Q, K)
        far = (at.unsqueeze(-1) - place.unsqueeze(1)).unsqueeze(1).float()  # (B, 1, Q, K)
        unread = NEVER * (far < 0).float()
        if itself:
            own = (q * q).sum(-1, keepdim=True) * math.sqrt(q.shape[-1])
            scores = torch.cat([own, scores], -1)
            far, unread = pad(far + 1.0, (1, 0)), pad(unread, (1, 0))
        factor = torch.exp(-softplus(self.rate) * self._distance(scores, far, unread))
        weights = torch.softmax(scores * factor + unread, -1)
        if itself:
            own = self.values(query).unflatten(-1, (self.heads, -1)).transpose(1, 2)
            read = weights[..., 1:] @ v + weights[..., :1] * own
        else:
            read = weights @ v
        return self.norm(query + self.dropout(self.out(read.transpose(1, 2).flatten(2))))

    @staticmethod
    @torch.no_grad()
    def _distance(scores: Tensor, far: Tensor, unread: Tensor) -> Tensor:
        """d; scores: (B, H, Q, K) with the newest first. far, unread: (B, 1, Q, K)."""
        share = torch.softmax(scores + unread, -1)
        later = torch.cumsum(pad(share[..., :-1], (1, 0)), -1)
        return torch.sqrt(far.clamp(min=0.0) * later)


class Feedforward(nn.Module):
    """Two layers of width `config.feed_forward` between, and their residual norm."""

    def __init__(self, config: AktConfig):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(config.hidden, config.feed_forward), nn.GELU(), nn.Dropout(config.dropout),
            nn.Linear(config.feed_forward, config.hidden), nn.Dropout(config.dropout),
        )  # fmt: skip
        self.norm = nn.LayerNorm(config.hidden)

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(x + self.layers(x))
