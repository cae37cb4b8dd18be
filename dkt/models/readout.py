"""From a state and a query to a logit, as in the flagship."""

from torch import Tensor, nn
from torch.nn.functional import gelu

from dkt.config.model_kinds import DeepConfig
from dkt.models.base import Head
from dkt.models.inputs import Inputs


class Readout(nn.Module):
    """The query as a vector; then a head over (state, query), plus a linear term of the features.

    The linear term makes the model start as a logistic regression on the features.
    """

    def __init__(self, config: DeepConfig, inputs: Inputs):
        super().__init__()
        self.query = nn.Linear(inputs.query_width, config.hidden)
        self.head = Head(config.hidden, config.dropout)
        self.straight = nn.Linear(inputs.numbers, 1)
        self.dropout = nn.Dropout(config.dropout)

    def embed(self, inputs: Inputs, category: Tensor, numeric: Tensor) -> Tensor:
        """category (B, Q, C), numeric (B, Q, F) → the query as (B, Q, hidden)."""
        return gelu(self.query(inputs.query(category, numeric)))

    def forward(self, inputs: Inputs, state: Tensor, query: Tensor, numeric: Tensor) -> Tensor:
        """state and query (B, Q, hidden), numeric (B, Q, F) → logits (B, Q)."""
        straight = self.straight(inputs.query_scale(numeric)).squeeze(-1)
        return self.head(self.dropout(state), query) + straight
