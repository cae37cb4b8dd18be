"""Fit a model on training students and stop early on validation students (Lightning)."""

import logging
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightning
import numpy as np
import torch
from lightning.pytorch.callbacks import (
    Callback,
    EarlyStopping,
    ModelCheckpoint,
    RichProgressBar,
)
from sklearn.metrics import roc_auc_score
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.utils.data import DataLoader, IterableDataset

from dkt.config import Config, TrainingConfig
from dkt.export import export_onnx
from dkt.models import KnowledgeTracer
from dkt.sequence import INPUTS, Steps, batches, collate, cut_windows

log = logging.getLogger(__name__)


THREADS = torch.get_num_threads()
"""What a process starts with: LightGBM leaves another number behind, and sums depend on it."""


@dataclass(frozen=True)
class Fitted:
    """A trained model with its learning curve: epoch, train_loss, valid_auc, seconds."""

    model: KnowledgeTracer
    curve: list[dict[str, float]]

    @property
    def parameters(self) -> int:
        return sum(weights.numel() for weights in self.model.parameters())

    def save(self, folder: Path, batch: dict[str, np.ndarray]) -> None:
        """Write `model.pt` and `model.onnx`; raises ExportError when they differ on `batch`."""
        torch.save(self.model.state_dict(), folder / "model.pt")
        export_onnx(self.model, batch, folder / "model.onnx")


class Windows(IterableDataset):
    """Collated batches of windows; each pass shuffles anew from the seed."""

    def __init__(self, steps: Steps, config: TrainingConfig, shuffle: bool):
        self.steps, self.config, self.shuffle = steps, config, shuffle
        self.windows = cut_windows(steps.user, config.window)
        self.passes = 0

    def __len__(self) -> int:
        return -(-len(self.windows) // self.config.batch_size)

    def __iter__(self) -> Any:
        rng = np.random.default_rng((self.config.seed, self.passes)) if self.shuffle else None
        self.passes += 1
        for group in batches(self.windows, self.config.batch_size, rng):
            batch = collate(self.steps, group)
            yield {name: torch.from_numpy(values) for name, values in batch.items()}


class Task(lightning.LightningModule):
    """Binary cross-entropy over all real steps of a batch; AdamW with one learning-rate cycle."""

    def __init__(self, model: KnowledgeTracer, config: TrainingConfig, steps_in_all: int):
        super().__init__()
        self.model, self.config, self.steps_in_all = model, config, steps_in_all
        self.scored: list[tuple[np.ndarray, np.ndarray]] = []

    def _logits(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        return self.model(*(batch[name] for name in INPUTS))[batch["mask"]]

    def training_step(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        correct = batch["correct"][batch["mask"]]
        loss = binary_cross_entropy_with_logits(self._logits(batch).float(), correct)
        self.log("train_loss", loss, prog_bar=True, on_step=False, on_epoch=True,
                 batch_size=len(correct))  # fmt: skip
        return loss

    def validation_step(self, batch: dict[str, torch.Tensor]) -> None:
        logits = self._logits(batch).float().cpu().numpy()
        self.scored.append((batch["correct"][batch["mask"]].cpu().numpy(), logits))

    def on_validation_epoch_end(self) -> None:
        correct, logits = (np.concatenate(parts) for parts in zip(*self.scored, strict=True))
        self.scored.clear()
        self.log("valid_auc", float(roc_auc_score(correct, logits)), prog_bar=True)

    def configure_optimizers(self) -> Any:
        optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=self.config.lr, weight_decay=self.config.weight_decay
        )
        schedule = torch.optim.lr_scheduler.OneCycleLR(  # it divides by zero at 5 steps in all
            optimizer, self.config.lr, total_steps=max(self.steps_in_all, 6), pct_start=0.2
        )
        return [optimizer], [{"scheduler": schedule, "interval": "step"}]


class Curve(Callback):
    """Collects the learning curve, logs one line an epoch and tells `on_point`."""

    def __init__(self, on_point: Callable[[dict[str, float]], None] | None = None) -> None:
        self.points: list[dict[str, float]] = []
        self.on_point = on_point
        self.started = time.monotonic()

    def on_train_epoch_end(
        self, trainer: lightning.Trainer, pl_module: lightning.LightningModule
    ) -> None:
        point = {
            "epoch": trainer.current_epoch + 1,
            "train_loss": float(trainer.callback_metrics["train_loss"]),
            "valid_auc": float(trainer.callback_metrics["valid_auc"]),
            "seconds": round(time.monotonic() - self.started, 1),
        }
        self.points.append(point)
        log.info("epoch %(epoch)d: loss %(train_loss).4f, validation AUC %(valid_auc).4f, "
                 "%(seconds).0f s", point)  # fmt: skip
        if self.on_point:
            self.on_point(point)


def fit(
    model: KnowledgeTracer,
    train: Steps,
    valid: Steps,
    config: Config,
    on_point: Callable[[dict[str, float]], None] | None = None,
) -> Fitted:
    """Train until validation AUC stops rising; the weights of the best epoch are kept.

    The device is found by itself; on a GPU that has bfloat16, mixed precision is used. The bar is
    drawn only where somebody can see it. `on_point` is told each point of the curve.
    """
    settings = config.training
    torch.set_num_threads(THREADS)
    lightning.seed_everything(settings.seed, verbose=False)
    model.fit_scaling(torch.from_numpy(train.history))
    loader = DataLoader(Windows(train, settings, shuffle=True), batch_size=None)
    valid_loader = DataLoader(Windows(valid, settings, shuffle=False), batch_size=None)
    curve = Curve(on_point)
    with tempfile.TemporaryDirectory(prefix="dkt-fit-") as folder, _quiet_lightning():
        best = ModelCheckpoint(folder, monitor="valid_auc", mode="max", save_weights_only=True)
        seen = sys.stderr.isatty()  # standard output is for the result alone
        callbacks: list[Callback] = [
            EarlyStopping("valid_auc", mode="max", patience=settings.patience), best, curve
        ]  # fmt: skip
        if seen:
            callbacks.append(RichProgressBar(refresh_rate=5, console_kwargs={"stderr": True}))
        trainer = lightning.Trainer(
            accelerator="auto",
            devices=1,
            precision=_precision(),
            max_epochs=settings.max_epochs,
            gradient_clip_val=1.0,
            callbacks=callbacks,
            enable_progress_bar=seen,
            enable_model_summary=False,
            num_sanity_val_steps=0,
            logger=False,
        )
        task = Task(model, settings, len(loader) * settings.max_epochs)
        trainer.fit(task, loader, valid_loader)
        weights = torch.load(best.best_model_path, weights_only=True, map_location="cpu")
        task.load_state_dict(weights["state_dict"])
    return Fitted(model.cpu().eval(), curve.points)


def _precision() -> Any:
    has_bfloat16 = torch.cuda.is_available() and torch.cuda.is_bf16_supported()
    return "bf16-mixed" if has_bfloat16 else "32-true"


class _quiet_lightning(warnings.catch_warnings):  # noqa: N801 - used like a function
    """Leave out Lightning's hints on loader workers and the like; errors still show."""

    def __enter__(self) -> Any:
        logging.getLogger("lightning.pytorch").setLevel(logging.WARNING)
        entered = super().__enter__()
        warnings.filterwarnings("ignore", module="lightning")
        warnings.filterwarnings("ignore", message=".*IterableDataset.*")
        return entered
