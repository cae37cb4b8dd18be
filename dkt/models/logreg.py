"""Logistic regression on counts: the baseline that a deep model has to beat.

Best-LR (Gervet et al. 2020, "When is deep learning the best approach to knowledge tracing?", JEDM)
with the per-tag slopes of DAS3H (Choffin et al. 2019, arXiv:1905.06873). Our notation → theirs:
easiness of item, tag, test → −d; log(1 + right), log(1 + wrong) of the tag → φ(c), φ(f), each with
a slope of its own tag (θ); the same of the item and overall with one slope for all. Deviations: no
ability of each student, since students at serving time are new, and no windows of time. The counts
of an item with several tags are means over them, its slopes too.
"""

import torch
from torch import Tensor, nn

from dkt.config.model_kinds import LogregConfig
from dkt.features.counts import QUERY_FEATURES
from dkt.features.vocabulary import CATEGORIES, UNKNOWN
from dkt.models.base import KnowledgeTracer, state_at
from dkt.models.inputs import Standardize, mean_of_tags

COUNTS = 6  # log(1 + right) and log(1 + wrong): overall, item, tag
OF_TAG = slice(4, 6)


class Logreg(KnowledgeTracer):
    """Its state is empty: what it reads of the past are the counts in the query."""

    def __init__(self, config: LogregConfig, sizes: dict[str, int]):
        super().__init__()
        self.items = nn.ModuleList(nn.Embedding(sizes[name], 1) for name in CATEGORIES)
        self.tags = nn.Embedding(sizes["tag"], 3)  # easiness, slopes of right and wrong answers
        self.scale = Standardize(len(QUERY_FEATURES))
        self.counts = nn.Linear(COUNTS, 1)
        self.rates = nn.Linear(len(QUERY_FEATURES), 1)
        self.unknown_rate = config.unknown_rate
        for table in (*self.items, self.tags):
            nn.init.zeros_(table.weight)
        for line in (self.counts, self.rates):
            nn.init.zeros_(line.weight)
            nn.init.zeros_(line.bias)

    def encode(self, category: Tensor, numeric: Tensor) -> Tensor:
        return torch.nn.functional.pad(numeric[..., :1] * 0.0, (0, 0, 1, 0))  # (B, T + 1, 1)

    def score(self, states: Tensor, at: Tensor, category: Tensor, numeric: Tensor) -> Tensor:
        if self.training and self.unknown_rate:
            kept = torch.rand(category.shape, device=category.device) >= self.unknown_rate
            category = torch.where(kept, category, UNKNOWN)
        counts = self._counts(numeric)
        of_tags = mean_of_tags(self.tags, category[..., len(CATEGORIES) :])  # (B, Q, 3)
        logits = self.counts(counts) + self.rates(self.scale(numeric)) + state_at(states, at)
        logits = logits + of_tags[..., :1] + (of_tags[..., 1:] * counts[..., OF_TAG]).sum(-1, True)
        for k, table in enumerate(self.items):
            logits = logits + table(category[..., k])
        return logits.squeeze(-1)

    @staticmethod
    def _counts(numeric: Tensor) -> Tensor:
        """(…, 6 features) → (…, 6): log(1 + right), log(1 + wrong) from attempts and success."""
        parts = []
        for k in range(0, COUNTS, 2):
            attempts = torch.exp(numeric[..., k]) - 1.0  # expm1 has no ONNX
            right = (numeric[..., k + 1] * (attempts + 1.0) - 0.5).clamp(min=0.0)
            wrong = (attempts - right).clamp(min=0.0)
            parts += [torch.log1p(right), torch.log1p(wrong)]
        return torch.stack(parts, -1)
