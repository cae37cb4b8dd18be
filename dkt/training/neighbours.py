"""Fill a model's bank of training steps, and fit the weight of their vote.

The steps are a random sample from training students. There a step may be its own neighbour, so the
weight is fitted on validation students, who have no step in the bank.
"""

import logging

import numpy as np
import torch
from torch import Tensor

from dkt.config.schema import Config
from dkt.features.steps import INPUTS, Steps
from dkt.features.windows import batches, collate, served_windows
from dkt.models import KnowledgeTracer
from dkt.models.voting import Neighbours, head_of, scored
from dkt.training.blend_weights import fit_blend_weights

log = logging.getLogger(__name__)
BATCH = 32
ROWS = 4096
"""Steps whose neighbours are searched at a time."""


def fit_neighbours(model: KnowledgeTracer, train: Steps, valid: Steps, config: Config) -> None:
    """Fill the bank of a trained model and set the weight of its vote, if it has one.

    If the bank is larger than the log, some steps are drawn several times.
    """
    neighbours = getattr(model.voting, "neighbours", None)
    if not isinstance(neighbours, Neighbours):
        return
    rng = np.random.default_rng((config.training.seed, len(train)))
    many = len(neighbours.right)
    drawn = rng.choice(len(train), many, replace=many > len(train))
    rows, place = np.unique(drawn, return_inverse=True)
    _, vectors = embedded(model, train, config.training.window, rows)
    neighbours.fill(vectors[place], torch.from_numpy(train.correct[rows][place]))

    logits, vectors = embedded(model, valid, config.training.window, np.arange(len(valid)))
    with torch.no_grad():
        votes = torch.cat([neighbours(part) for part in vectors.split(ROWS)]).double().numpy()
    own = torch.sigmoid(logits.double()).numpy()
    weight = fit_blend_weights(np.array([own, votes]), valid.correct)[1]
    neighbours.weight.fill_(weight)
    log.info("the vote of %d neighbours has the weight %.3f", neighbours.k, weight)


@torch.no_grad()
def embedded(
    model: KnowledgeTracer, steps: Steps, window: int, rows: np.ndarray
) -> tuple[Tensor, Tensor]:
    """Logits (R,) and embeddings (R, D) of some steps, as in serving.

    Args:
        rows: (R,) int64, rows of `steps`, rising, at least one.
    """
    model = model.cpu().eval()
    logits = torch.empty(len(rows))
    vectors = torch.empty(len(rows), head_of(model).last.in_features)
    for group in batches(served_windows(steps.user, window), BATCH):
        batch = collate(steps, group)
        place = np.searchsorted(rows, batch["rows"]).clip(max=len(rows) - 1)
        hit = batch["scored"] & (rows[place] == batch["rows"])
        if not hit.any():
            continue
        category, numeric, query, numbers, at = (torch.from_numpy(batch[name]) for name in INPUTS)
        scores, found = scored(model, model.encode(category, numeric), at, query, numbers)
        into = torch.from_numpy(place[hit])
        logits[into], vectors[into] = scores[hit], found[hit]
    return logits, vectors
