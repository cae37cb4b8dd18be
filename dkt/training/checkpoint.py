"""Checkpoint of a fit after every epoch, from which a killed fit resumes.

One file, replaced whole: weights, optimizer, schedule, early stopping, learning curve, and the
weights of the best epoch. The random state is not saved: each epoch is reseeded
(`dkt.training.loop`).
"""

from pathlib import Path
from typing import Any

import lightning
import torch
from lightning.pytorch.callbacks import Checkpoint
from torch import Tensor

from dkt.training.distributed import Rank

FILE = "epoch.ckpt"


class Keeper(Checkpoint):
    """Writes the checkpoint, with the weights of the epoch of the best validation AUC."""

    def __init__(self, folder: Path, model: torch.nn.Module):
        """`model`: the fitted one, whose weights are saved."""
        self.file = folder / FILE
        self.model = model
        self.best: dict[str, Tensor] = {}
        self.best_auc = float("-inf")
        self.finished = False

    def on_train_epoch_end(
        self, trainer: lightning.Trainer, pl_module: lightning.LightningModule
    ) -> None:
        auc = float(trainer.callback_metrics["valid_auc"])
        if auc > self.best_auc:
            weights = self.model.state_dict()
            self.best = {name: one.detach().cpu().clone() for name, one in weights.items()}
            self.best_auc = auc
        assert trainer.max_epochs is not None
        self.finished = trainer.should_stop or trainer.current_epoch + 1 >= trainer.max_epochs
        aside = self.file.with_suffix(".new")
        trainer.save_checkpoint(aside)  # in every process; the first one writes
        if trainer.is_global_zero:
            aside.replace(self.file)

    def state_dict(self) -> dict[str, Any]:
        return {"best": self.best, "best_auc": self.best_auc, "finished": self.finished}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        self.best, self.best_auc = state_dict["best"], state_dict["best_auc"]
        self.finished = state_dict["finished"]


def kept(folder: Path, callback: str) -> dict[str, Any] | None:
    """The saved state of a callback, by its class name; None before the first epoch."""
    try:
        state = torch.load(folder / FILE, weights_only=True, map_location="cpu")
    except FileNotFoundError:
        return None
    return state["callbacks"][callback]


def broadcast(folder: Path, rank: Rank) -> None:
    """Copy the first node's checkpoint to every node; none if it has none."""
    file = folder / FILE
    first = rank.number == 0
    content = rank.share(file.read_bytes() if first and file.exists() else None)
    if rank.cluster.node and rank.local == 0:
        file.unlink(missing_ok=True)
        if content is not None:
            file.write_bytes(content)
    rank.gather(None)  # nobody reads before all is written
