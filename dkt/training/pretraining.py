"""Masked-response pretraining of the BERT encoder: predict the hidden answers of a sequence.

The masked-token task of Devlin et al. 2019 (arXiv:1810.04805) on responses. 15 % of a window's
answers are hidden, with everything that depends on them alone (seconds, lag); every step attends to
every other; the hidden responses are predicted. Running statistics are replaced by their means,
because they count answers: the step after a hidden one would reveal it. Only training students are
read. `pretrain_epochs` in the config's `model` switches it on. The fit starts from the resulting
item embeddings, step layer and encoder. The prediction head is dropped: it is no part of the model.
"""

import logging

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.nn.utils import clip_grad_norm_

from dkt.config.schema import TrainingConfig
from dkt.features.steps import Steps
from dkt.features.windows import batches, collate, cut_windows
from dkt.models.bert import Bert

log = logging.getLogger(__name__)
HIDDEN_SHARE = 0.15


class MaskedResponses(nn.Module):
    """Logits (B, T) of the responses, read from a window in which some of them are hidden."""

    def __init__(self, model: Bert, means: Tensor):
        super().__init__()
        self.model, self.means = model, means
        self.head = nn.Linear(model.start.shape[0], 1)

    def forward(self, category: Tensor, numeric: Tensor, real: Tensor, hidden: Tensor) -> Tensor:
        """category (B, T, C), numeric (B, T, F + 5) of `dkt.features.steps.INPUTS`; real, hidden
        (B, T).

        Reads nothing of a hidden step's answer, and no running statistic.
        """
        answer = numeric[..., len(self.means) :].masked_fill(hidden.unsqueeze(-1), 0.0)
        numbers = self.means.expand(*numeric.shape[:2], -1)
        states = self.model.contextual(category, torch.cat([numbers, answer], -1), real)
        return self.head(states[:, 1:]).squeeze(-1)


def means_of(train: Steps) -> Tensor:
    """(F,) means of the running statistics over a sample of steps, summed in float64."""
    return torch.from_numpy(train.sample().query.mean(0, dtype=np.float64).astype(np.float32))


def pretrain(model: Bert, train: Steps, settings: TrainingConfig, epochs: int) -> list[float]:
    """Train the encoder of `model` in place; returns the mean loss of each epoch.

    Args:
        train: steps of training students. settings: window, batch size, rate and seed of the fit.
    """
    if not epochs:
        return []
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(settings.seed)
    model.fit_scaling(torch.from_numpy(train.sample().history))
    task = MaskedResponses(model, means_of(train).to(device)).to(device).train()
    optimizer = torch.optim.AdamW(
        task.parameters(), lr=settings.lr, weight_decay=settings.weight_decay
    )
    windows = cut_windows(train.user, settings.window)
    many = epochs * -(-len(windows) // settings.batch_size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, settings.lr, max(many, 6))
    losses = []
    for epoch in range(1, epochs + 1):
        rng = np.random.default_rng((settings.seed, epoch))
        batch_losses = []
        for group in batches(windows, settings.batch_size, rng):
            batch = collate(train, group)
            hidden = batch["mask"] & (rng.random(batch["mask"].shape) < HIDDEN_SHARE)
            if not hidden.any():
                hidden[0, 0] = True  # a loss over nothing is no number; every window has a step
            put = {
                name: torch.from_numpy(batch[name]).to(device)
                for name in ("history_category", "history_numeric", "mask", "correct")
            }
            chosen = torch.from_numpy(hidden).to(device)
            logits = task(put["history_category"], put["history_numeric"], put["mask"], chosen)
            loss = binary_cross_entropy_with_logits(logits[chosen], put["correct"][chosen])
            optimizer.zero_grad()
            loss.backward()
            clip_grad_norm_(task.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            batch_losses.append(float(loss.detach()))
        losses.append(float(np.mean(batch_losses)))
        log.info("pretraining %d of %d: loss of hidden responses %.4f", epoch, epochs, losses[-1])
    model.cpu()
    return losses
