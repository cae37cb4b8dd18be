"""SAINT: a transformer encoder on exercises, a decoder on responses.

Choi et al. 2020, "Towards an Appropriate Query, Key, and Value Computation for Knowledge Tracing"
(arXiv:2002.07033). Our notation → theirs: exercise of a step → E_i, answered step → R_i, memory →
encoder output O_i, decoder state → output of the decoder's layers, item asked about → E_k.

Deviations: the item asked about does not run through the encoder with the history (it would have
to be encoded anew for each of them) but reads the memory of the exercises before it, then the
decoder's states, in one layer of its own; the decoder reads the whole answered step (item, answer,
elapsed time and lag as in SAINT+, arXiv:2010.12042), not the response alone; norms before the
attention; a linear bias for distance instead of position embeddings; running numbers in the inputs
and in the head.
"""

import torch
from torch import Tensor, nn

from dkt.config.model_kinds import SaintConfig
from dkt.models.attention import Layer, own_positions
from dkt.models.base import KnowledgeTracer, with_start
from dkt.models.inputs import Inputs
from dkt.models.readout import Readout


class Saint(KnowledgeTracer):
    """D = 2 · `config.hidden`: the encoder's memory, then the decoder's state."""

    def __init__(self, config: SaintConfig, sizes: dict[str, int]):
        super().__init__()
        width, heads, dropout = config.hidden, config.heads, config.dropout
        self.inputs = Inputs(config.inputs, sizes)
        self.exercise = nn.Linear(self.inputs.query_width, width)
        self.step = nn.Linear(self.inputs.step_width, width)
        self.start = nn.Parameter(torch.zeros(2, width))
        self.encoder = nn.ModuleList(Layer(width, heads, dropout) for _ in range(config.layers))
        self.decoder = nn.ModuleList(Layer(width, heads, dropout, 2) for _ in range(config.layers))
        self.asked = Layer(width, heads, dropout, 2)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(3))
        self.readout = Readout(config, self.inputs)
        self.dropout = nn.Dropout(dropout)

    def encode(self, category: Tensor, numeric: Tensor) -> Tensor:
        known = numeric[..., : self.inputs.numbers]
        exercises = self.exercise(self.inputs.query(category, known))
        memory = with_start(self.start[0], self.dropout(exercises))
        at = own_positions(memory)
        for layer in self.encoder:
            memory = layer(memory, [memory], at)
        memory = self.norms[0](memory)
        steps = self.step(self.inputs.step(category, numeric))
        states = with_start(self.start[1], self.dropout(steps))
        for layer in self.decoder:
            states = layer(states, [states, memory], at)
        return torch.cat([memory, self.norms[1](states)], -1)

    def score(self, states: Tensor, at: Tensor, category: Tensor, numeric: Tensor) -> Tensor:
        query = self.readout.embed(self.inputs, category, numeric)
        memory, decoded = states.chunk(2, -1)
        state = self.norms[2](self.asked(query, [memory, decoded], at))
        return self.readout(self.inputs, state, query, numeric)
