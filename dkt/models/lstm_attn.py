"""An LSTM, and attention of the item asked about over all of its states so far.

The recurrent model with attention of the Riiid and i-Scream competitions: Piech et al. 2015 (DKT,
arXiv:1506.05908) with the attention of Vaswani et al. 2017 (arXiv:1706.03762); attention over a
recurrent history by the exercise asked about is that of EKT (Liu et al. 2019, arXiv:1906.05658).
Our notation → EKT's: state → h_t, query → x_{T+1}, attention weights → α_j. Deviations: learned
projections and several heads with a linear bias for distance instead of the cosine of exercises;
the last state is kept beside the attended one; running numbers in input and head.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu

from dkt.config.model_kinds import LstmAttnConfig
from dkt.models.attention import Attention
from dkt.models.base import KnowledgeTracer, state_at, with_start
from dkt.models.inputs import Inputs
from dkt.models.readout import Readout


class LstmAttn(KnowledgeTracer):
    """D = `config.hidden`."""

    def __init__(self, config: LstmAttnConfig, sizes: dict[str, int]):
        super().__init__()
        self.inputs = Inputs(config.inputs, sizes)
        self.step = nn.Linear(self.inputs.step_width, config.hidden)
        self.lstm = nn.LSTM(config.hidden, config.hidden, batch_first=True)
        self.start = nn.Parameter(torch.zeros(config.hidden))
        self.attention = Attention(config.hidden, config.heads)
        self.norm = nn.LayerNorm(config.hidden)
        self.readout = Readout(config, self.inputs)
        self.dropout = nn.Dropout(config.dropout)

    def encode(self, category: Tensor, numeric: Tensor) -> Tensor:
        step = gelu(self.step(self.inputs.step(category, numeric)))
        states, _ = self.lstm(self.dropout(step))
        return with_start(self.start, states)

    def score(self, states: Tensor, at: Tensor, category: Tensor, numeric: Tensor) -> Tensor:
        query = self.readout.embed(self.inputs, category, numeric)
        attended = self.attention(query, states, at)
        state = self.norm(state_at(states, at) + attended)
        return self.readout(self.inputs, state, query, numeric)
