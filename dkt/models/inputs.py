"""Inputs of a deep model: an item, the features before its answer, and the answer itself."""

import math

import torch
from torch import Tensor, nn

from dkt.config.model_kinds import InputsConfig
from dkt.features.counts import ANSWER_FEATURES, ELAPSED_CAP_S
from dkt.features.steps import NUMBERS
from dkt.features.vocabulary import CATEGORIES, UNKNOWN

CLIP = 5.0
"""A standardised value is clipped to so many deviations."""
PAIRS = (("head", "mid"), ("mid", "tail"), ("head", "tail"))
PAIR_CLASSES = 16381
"""Rows of a table of pairs at most (a prime): beyond it pairs share rows."""
LAG_BINS = 64
REPEATS = 16
"""Cap of the counts of an item or a test."""


class Standardize(nn.Module):
    """(x − mean) / std, both fixed before training, so that padding has no effect on them."""

    mean: Tensor
    std: Tensor

    def __init__(self, width: int):
        super().__init__()
        self.register_buffer("mean", torch.zeros(width))
        self.register_buffer("std", torch.ones(width))

    def fit(self, values: Tensor) -> None:
        """values: (N, width); a column at a time is summed in double precision."""
        columns = [torch.std_mean(column.double(), correction=0) for column in values.T]
        std, mean = (torch.stack(values) for values in zip(*columns, strict=True))
        self.mean.copy_(mean)
        self.std.copy_(torch.where(std > 1e-6, std, torch.ones_like(std)))

    def forward(self, values: Tensor) -> Tensor:
        return ((values - self.mean) / self.std).clamp(-CLIP, CLIP)


def scaling(how: str, width: int) -> nn.Module:
    """Scaling of numbers by the name that `InputsConfig.scaling` gives it."""
    if how == "none":
        return nn.Identity()
    if how == "standard":
        return Standardize(width)
    return nn.Sequential(Standardize(width), nn.LayerNorm(width))


def mean_of_tags(table: nn.Embedding, tags: Tensor) -> Tensor:
    """(..., K) classes → (..., width): mean over the tags there are, 0 where there is none."""
    present = (tags != UNKNOWN).unsqueeze(-1)
    return (table(tags) * present).sum(-2) / present.sum(-2).clamp(min=1)


class CategoricalItem(nn.Module):
    """(..., C) classes → (..., width): id, head, mid, tail, test and tags, concatenated, normed.

    In training, a class is replaced by unknown with probability `unknown_rate`, so that the unknown
    classes are trained.
    """

    def __init__(self, config: InputsConfig, sizes: dict[str, int]):
        super().__init__()
        width = config.embedding
        self.sizes = [sizes[name] for name in CATEGORIES]
        self.tables = nn.ModuleList(nn.Embedding(size, width) for size in self.sizes)
        self.tags = nn.Embedding(sizes["tag"], width)
        self.places = [(CATEGORIES.index(a), CATEGORIES.index(b)) for a, b in PAIRS if config.pairs]
        self.pairs = nn.ModuleList(
            nn.Embedding(min(self.sizes[a] * self.sizes[b], PAIR_CLASSES), width)
            for a, b in self.places
        )
        self.unknown_rate = config.unknown_rate
        self.width = width * (len(CATEGORIES) + 1 + len(self.places))
        self.norm = nn.LayerNorm(self.width)
        for table in (*self.tables, *self.pairs, self.tags):
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, category: Tensor) -> Tensor:
        if self.training and self.unknown_rate:
            kept = torch.rand(category.shape, device=category.device) >= self.unknown_rate
            category = torch.where(kept, category, UNKNOWN)
        parts = [table(category[..., k]) for k, table in enumerate(self.tables)]
        for (a, b), table in zip(self.places, self.pairs, strict=True):
            pair = category[..., a] * self.sizes[b] + category[..., b]
            parts.append(table(pair % PAIR_CLASSES))
        tags = category[..., len(CATEGORIES) :]
        none = (tags == UNKNOWN).all(-1, keepdim=True)  # only then the unknown tag speaks
        parts.append(torch.where(none, self.tags.weight[UNKNOWN], mean_of_tags(self.tags, tags)))
        return self.norm(torch.cat(parts, -1))


class RaschItem(nn.Module):
    """(..., C) classes → (..., width): x = c + μ·d of the tags, and a small embedding of the item.

    The Rasch form of AKT (Ghosh, Heffernan, Lan 2020, arXiv:2007.12324). Our notation → theirs: tag
    embedding → c, tag variation → d, item scalar → μ. While training, an item is taken for unknown
    with probability `unknown_rate`.
    """

    def __init__(self, config: InputsConfig, sizes: dict[str, int]):
        super().__init__()
        self.tag = nn.Embedding(sizes["tag"], config.embedding)
        self.variation = nn.Embedding(sizes["tag"], config.embedding)
        self.scalar = nn.Embedding(sizes["item"], 1)
        self.item = nn.Embedding(sizes["item"], config.item_embedding)
        self.unknown_rate = config.unknown_rate
        self.width = config.embedding + config.item_embedding
        nn.init.normal_(self.tag.weight, std=0.3)
        nn.init.normal_(self.variation.weight, std=0.3)
        nn.init.zeros_(self.scalar.weight)
        nn.init.normal_(self.item.weight, std=0.05)

    def forward(self, category: Tensor) -> Tensor:
        item = category[..., 0]
        if self.training and self.unknown_rate:
            kept = torch.rand(item.shape, device=item.device) >= self.unknown_rate
            item = torch.where(kept, item, UNKNOWN)
        tags = category[..., len(CATEGORIES) :]
        tag, variation = mean_of_tags(self.tag, tags), mean_of_tags(self.variation, tags)
        return torch.cat([tag + self.scalar(item) * variation, self.item(item)], -1)


class Inputs(nn.Module):
    """An item asked about, and an answered step, as vectors.

    Attributes:
        numbers: F, how many numbers are known before an answer.
        query_width, step_width: width of what `query` and `step` return.
    """

    def __init__(self, config: InputsConfig, sizes: dict[str, int]):
        super().__init__()
        names = NUMBERS[config.numbers]
        self.numbers = len(names)
        form = RaschItem if config.item == "rasch" else CategoricalItem
        self.item = form(config, sizes)
        self.query_scale = scaling(config.scaling, self.numbers)
        self.step_scale = scaling(config.scaling, self.numbers + len(ANSWER_FEATURES))
        width = config.embedding
        self.met = [names.index(f"{what}_attempts") for what in ("item", "test") if config.repeats]
        self.repeats = nn.ModuleList(nn.Embedding(REPEATS + 1, width) for _ in self.met)
        self.elapsed = nn.Embedding(int(ELAPSED_CAP_S) + 2, width) if config.elapsed_bins else None
        self.lag = nn.Embedding(LAG_BINS + 2, width) if config.lag_bins else None
        repeats = width * len(self.met)
        self.query_width = self.item.width + self.numbers + repeats
        bins = width * (config.elapsed_bins + config.lag_bins)
        self.step_width = 2 * self.item.width + self.numbers + len(ANSWER_FEATURES) + repeats + bins

    def query(self, category: Tensor, numeric: Tensor) -> Tensor:
        """category (..., C) int64, numeric (..., F) float32 → (..., query_width)."""
        parts = [self.item(category), self.query_scale(numeric), *self._repeats(numeric)]
        return torch.cat(parts, -1)

    def step(self, category: Tensor, numeric: Tensor) -> Tensor:
        """category (..., C) int64, numeric (..., F + 5) float32 → (..., step_width)."""
        item = self.item(category)
        answer = numeric[..., self.numbers :]  # ±1, then elapsed and lag, each with its flag
        parts = [item, item * answer[..., :1], self.step_scale(numeric), *self._repeats(numeric)]
        if self.elapsed is not None:
            seconds = torch.exp(answer[..., 1] * math.log1p(ELAPSED_CAP_S)) - 1.0
            parts.append(self.elapsed(_bins(seconds, answer[..., 2])))
        if self.lag is not None:
            parts.append(self.lag(_bins(answer[..., 3] * LAG_BINS, answer[..., 4])))
        return torch.cat(parts, -1)

    def _repeats(self, numeric: Tensor) -> list[Tensor]:
        counts = (torch.exp(numeric[..., at]) - 1.0 for at in self.met)
        return [
            table(count.round().clamp(0, REPEATS).long())
            for table, count in zip(self.repeats, counts, strict=True)
        ]


def _bins(values: Tensor, known: Tensor) -> Tensor:
    """Class of each value ≥ 0: 1 + the nearest whole number, 0 where it is not known."""
    return torch.where(known > 0.5, values.round() + 1.0, torch.zeros_like(values)).long()
