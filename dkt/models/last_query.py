"""Last query: the item asked about is the only query of a transformer layer over the history.

Jeon 2021, "Last Query Transformer RNN for Knowledge Tracing" (arXiv:2102.05038), first place of the
Riiid challenge. One query makes attention linear in the length of the history; a recurrent net over
the same inputs keeps their order, and its last step is the item asked about. Our notation →
theirs: step and query vectors → inputs of the encoder, `layer` → transformer encoder, `gru` → LSTM,
head → DNN.

Deviations: a history is encoded once for all items, so the attended vector enters the recurrent
net at its last step alone and is not added to the steps before; a GRU instead of an LSTM, whose
state is its output, so that training can make that last step from every position in one pass;
a step knows its answer, where theirs shifts the answers by one; a linear bias for distance.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, linear

from dkt.config.model_kinds import LastQueryConfig
from dkt.models.attention import Layer
from dkt.models.base import KnowledgeTracer, state_at, with_start
from dkt.models.inputs import Inputs
from dkt.models.readout import Readout


class LastQuery(KnowledgeTracer):
    """D = 2 · `config.hidden`: the step, which is attended to, then the GRU's state after it."""

    def __init__(self, config: LastQueryConfig, sizes: dict[str, int]):
        super().__init__()
        self.inputs = Inputs(config.inputs, sizes)
        self.step = nn.Linear(self.inputs.step_width, config.hidden)
        self.gru = nn.GRU(config.hidden, config.hidden, batch_first=True)
        self.start = nn.Parameter(torch.zeros(2 * config.hidden))
        self.layer = Layer(config.hidden, config.heads, config.dropout)
        self.readout = Readout(config, self.inputs)
        self.dropout = nn.Dropout(config.dropout)

    def encode(self, category: Tensor, numeric: Tensor) -> Tensor:
        step = gelu(self.step(self.inputs.step(category, numeric)))
        start = self.start[self.gru.hidden_size :].expand(1, step.shape[0], -1).contiguous()
        states, _ = self.gru(self.dropout(step), start)
        return with_start(self.start, torch.cat([step, states], -1))

    def score(self, states: Tensor, at: Tensor, category: Tensor, numeric: Tensor) -> Tensor:
        query = self.readout.embed(self.inputs, category, numeric)
        steps, recurrent = states.chunk(2, -1)
        read = self.layer(query, [steps], at)
        state = self._one_step(self.dropout(read), state_at(recurrent, at))
        return self.readout(self.inputs, state, query, numeric)

    def _one_step(self, step: Tensor, state: Tensor) -> Tensor:
        """One step of the GRU, (B, Q, hidden) each, from a state of its own for each query."""
        weight_of_step, weight_of_state, bias_of_step, bias_of_state = self.gru.all_weights[0]
        of_step = linear(step, weight_of_step, bias_of_step)
        of_state = linear(state, weight_of_state, bias_of_state)
        reset, keep, new = of_step.chunk(3, -1)
        reset_of, keep_of, new_of = of_state.chunk(3, -1)
        kept = torch.sigmoid(keep + keep_of)
        proposed = torch.tanh(new + torch.sigmoid(reset + reset_of) * new_of)
        return (1.0 - kept) * proposed + kept * state
