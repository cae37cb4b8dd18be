"""The interface that every model in torch has."""

from abc import ABC, abstractmethod
from typing import Any

import torch
from torch import Tensor, nn

from dkt.models.inputs import Inputs, Standardize


class KnowledgeTracer(nn.Module, ABC):
    """Encode a history once, score any number of items against it.

    Training scores every step of a window in one pass through the same two functions: the query at
    step t may look back on t steps (`at = t`), serving asks with `at = T` for all items.

    Attributes:
        voting: how a trained model predicts (`dkt.models.voting`); None: by `score` only.
    """

    def __init__(self, *_: Any) -> None:  # each model is given its config and the sizes
        super().__init__()
        self.voting: nn.Module | None = None

    @abstractmethod
    def encode(self, category: Tensor, numeric: Tensor) -> Tensor:
        """The state that a history leaves.

        Args:
            category: (B, T, C) int64. numeric: (B, T, F + 5) float32, see
            `dkt.features.steps.INPUTS`.

        Returns:
            (B, T + 1, D) states after 0..T answers; state t depends on steps before t alone.
        """

    @abstractmethod
    def score(self, states: Tensor, at: Tensor, category: Tensor, numeric: Tensor) -> Tensor:
        """Logits (B, Q) of a right answer.

        Args:
            states: (B, T + 1, D) from `encode`; a query reads those up to its own `at` alone.
            at: (B, Q) int64 in 0..T. category: (B, Q, C) int64. numeric: (B, Q, F) float32.
        """

    def forward(
        self, history_category: Tensor, history_numeric: Tensor,
        query_category: Tensor, query_numeric: Tensor, at: Tensor,
    ) -> Tensor:  # fmt: skip
        """Logits (B, Q); the inputs are described in `dkt.features.steps.INPUTS`."""
        states = self.encode(history_category, history_numeric)
        if self.training or self.voting is None:
            return self.score(states, at, query_category, query_numeric)
        return self.voting(self, states, at, query_category, query_numeric)

    @torch.no_grad()
    def item_vectors(self, category: Tensor) -> Tensor | None:
        """(M, C) int64 classes → (M, W): an embedding of each item.

        None where a model embeds no items; one that does so without `Inputs` overrides this.
        """
        inputs = getattr(self, "inputs", None)
        return inputs.item(category) if isinstance(inputs, Inputs) else None

    @torch.no_grad()
    def fit_scaling(self, history: Tensor) -> None:
        """Set the means and deviations of the numbers from training rows, history (N, F + 5)."""
        for module in self.modules():
            if isinstance(module, Standardize):
                module.fit(history[:, : module.mean.shape[0]])


def state_at(states: Tensor, at: Tensor) -> Tensor:
    """(B, T + 1, D), (B, Q) → (B, Q, D): the state that each query looks at."""
    return torch.gather(states, 1, at.unsqueeze(-1).expand(-1, -1, states.shape[-1]))


def with_start(start: Tensor, states: Tensor) -> Tensor:
    """(D), (B, T, D) → (B, T + 1, D): the state of a student without answers before all others."""
    return torch.cat([start.expand(states.shape[0], 1, -1), states], 1)


class Head(nn.Module):
    """State and query, each (B, Q, D), to logits (B, Q).

    What `last` is given, (B, Q, D), is the model's embedding of a step.
    """

    def __init__(self, width: int, dropout: float):
        super().__init__()
        self.state = nn.Linear(width, width)
        self.layers = nn.Sequential(
            nn.Linear(3 * width, width), nn.GELU(), nn.Dropout(dropout), nn.Linear(width, 1)
        )

    @property
    def last(self) -> nn.Linear:
        """The layer before the logit."""
        return self.layers[-1]  # type: ignore[return-value]

    def forward(self, state: Tensor, query: Tensor) -> Tensor:
        state = self.state(state)
        return self.layers(torch.cat([state, query, state * query], -1)).squeeze(-1)
