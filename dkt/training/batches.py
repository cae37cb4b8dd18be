"""Batches of windows for torch: shuffled each epoch, split over processes."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch.utils.data import IterableDataset

from dkt.config.schema import TrainingConfig
from dkt.dataset.training_windows import training_windows
from dkt.features.steps import Steps
from dkt.features.vocabulary import CATEGORIES
from dkt.features.windows import batches, collate, served_windows
from dkt.training.distributed import Rank


class Windows(IterableDataset):
    """Collated batches of windows; each process gets its part of every batch.

    Each epoch is shuffled from the seed and its number. A part without windows becomes padding, so
    all processes see the same number of batches. `steps_in_all` counts the real steps
    of the whole batch.
    """

    def __init__(
        self, steps: Steps, config: TrainingConfig, rank: Rank, epoch: Callable[[], int] | None
    ):
        """`epoch` returns the epoch, from 0; None: no shuffling."""
        self.steps, self.config, self.rank, self.epoch = steps, config, rank, epoch

    def windows(self, rng: np.random.Generator | None) -> np.ndarray:
        """Windows of an epoch: drawn by `rng` (W, 2), or as serving reads them (W, 3)."""
        steps, length = self.steps, self.config.window
        if rng is None:
            return served_windows(steps.user, length)
        test = steps.category[:, CATEGORIES.index("test")]
        return training_windows(steps.user, test, length, self.config.windows, rng)

    def __len__(self) -> int:
        """Batches of this epoch. Lightning must know it: where it does not, it takes an epoch that
        was saved at its end for one in the middle, and a fit that goes on is not the same."""
        rng = self._rng(self.epoch()) if self.epoch else None
        return -(-len(self.windows(rng)) // self.config.batch_size)

    def batches_in(self, epochs: int) -> int:
        """Batches of so many epochs; drawn windows differ in number between epochs."""
        differ = self.config.windows != "fixed"
        drawn = (self.windows(self._rng(k)) for k in range(epochs if differ else 1))
        many = sum(-(-len(windows) // self.config.batch_size) for windows in drawn)
        return many if differ else epochs * many

    def _rng(self, epoch: int) -> np.random.Generator:
        return np.random.default_rng((self.config.seed, epoch))

    def __iter__(self) -> Any:
        rng = self._rng(self.epoch()) if self.epoch else None
        for group in batches(self.windows(rng), self.config.batch_size, rng):
            share = group[self.rank.number :: self.rank.cluster.processes]
            batch = collate(self.steps, share if len(share) else group[:1])
            if not len(share):
                batch["mask"][:] = batch["scored"][:] = False
            batch["steps_in_all"] = group[:, 1].sum()
            yield {name: torch.as_tensor(values) for name, values in batch.items()}
