"""BERT over the answered steps: Hugging Face's `BertModel` on `inputs_embeds`.

Devlin et al. 2019, "BERT" (arXiv:1810.04805), as `transformers.BertModel`. Our notation → theirs:
answered step → token, start → [CLS], `dkt/training/pretraining.py`'s hidden responses → masked
tokens.

Deviations: the mask is causal, so that one pass gives the state before every step and training and
serving see the same (`dkt/training/pretraining.py` alone lets the steps see each other, as in the
paper); a token is the embedding of all that is known of an answered step; no segments, no
next-sentence task, no dropout of attention weights; the item asked about meets the state in the
head, and is no token.
"""

import torch
import transformers
from torch import Tensor, nn

from dkt.config.model_kinds import BertConfig
from dkt.models.attention import HIDDEN
from dkt.models.base import KnowledgeTracer, state_at, with_start
from dkt.models.inputs import Inputs
from dkt.models.readout import Readout


class Bert(KnowledgeTracer):
    """D = `config.hidden`; a window has at most `config.positions` steps."""

    def __init__(self, config: BertConfig, sizes: dict[str, int]):
        super().__init__()
        self.inputs = Inputs(config.inputs, sizes)
        self.step = nn.Linear(self.inputs.step_width, config.hidden)
        self.start = nn.Parameter(torch.zeros(config.hidden))
        shape = transformers.BertConfig(
            vocab_size=1,
            hidden_size=config.hidden,
            num_hidden_layers=config.layers,
            num_attention_heads=config.heads,
            intermediate_size=config.feed_forward,
            hidden_dropout_prob=config.bert_dropout,
            attention_probs_dropout_prob=0.0,  # it would cost the fused kernel
            max_position_embeddings=config.positions + 1,  # and the start
            type_vocab_size=1,
            initializer_range=config.initializer_range,
        )
        self.bert = transformers.BertModel(shape, add_pooling_layer=False)
        self.bert.set_input_embeddings(None)  # steps come as vectors: it would never be trained
        self.readout = Readout(config, self.inputs)

    def encode(self, category: Tensor, numeric: Tensor) -> Tensor:
        return self.contextual(category, numeric)

    def contextual(self, category: Tensor, numeric: Tensor, real: Tensor | None = None) -> Tensor:
        """States (B, T + 1, D), each of the steps up to its own.

        Args:
            real: (B, T) bool; with it, each is of all real steps of the window instead.
        """
        steps = with_start(self.start, self.step(self.inputs.step(category, numeric)))
        if real is None:
            place = torch.arange(steps.shape[1], device=steps.device)
            unseen = (place > place.unsqueeze(-1))[None, None]
        else:
            unseen = torch.cat([torch.zeros_like(real[:, :1]), ~real], 1)[:, None, None]
        mask = unseen.to(steps.dtype) * HIDDEN  # (1, 1, T + 1, T + 1) or (B, 1, 1, T + 1)
        return self.bert(inputs_embeds=steps, attention_mask=mask).last_hidden_state

    def score(self, states: Tensor, at: Tensor, category: Tensor, numeric: Tensor) -> Tensor:
        query = self.readout.embed(self.inputs, category, numeric)
        return self.readout(self.inputs, state_at(states, at), query, numeric)
