"""Fit a model on training students and stop early on validation students (Lightning).

On several devices (`dkt.training.distributed`) each batch is split, and a step means the same as on
one device: an epoch reads every window once, the loss is the mean over all real steps of the whole
batch, and validation AUC is pooled over all students. Differences: each process draws its own
dropout, and floating-point sums are rounded in another order. Batch norms see a process's part of a
batch on CPUs, and the whole batch on GPUs.

A killed fit resumes after its last whole epoch and ends with the weights of an uninterrupted one.
"""

import copy
import dataclasses
import logging
import sys
import tempfile
import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightning
import numpy as np
import torch
from lightning.pytorch.callbacks import Callback, EarlyStopping, RichProgressBar
from lightning.pytorch.plugins.environments import LightningEnvironment
from lightning.pytorch.strategies import DDPStrategy
from sklearn.metrics import roc_auc_score
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.utils.data import DataLoader

from dkt.config.schema import Config, TrainingConfig
from dkt.features.steps import INPUTS, Steps
from dkt.models import KnowledgeTracer
from dkt.training.batches import Windows
from dkt.training.checkpoint import FILE, Keeper, broadcast, kept
from dkt.training.distributed import OnPoint, Place, Rank, start
from dkt.training.export import export_onnx

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fitted:
    """A trained model with its learning curve: epoch, train_loss, valid_auc, seconds."""

    model: KnowledgeTracer
    curve: list[dict[str, float]]

    @property
    def parameters(self) -> int:
        return sum(weights.numel() for weights in self.model.parameters())

    @property
    def facts(self) -> dict[str, Any]:
        return {}

    def save(self, folder: Path, batch: dict[str, np.ndarray]) -> None:
        """Write `model.pt` and `model.onnx`; raises ExportError when they differ on `batch`."""
        torch.save(self.model.state_dict(), folder / "model.pt")
        export_onnx(self.model, batch, folder / "model.onnx")


class Task(lightning.LightningModule):
    """Binary cross-entropy over all real steps of a batch; AdamW with one learning-rate cycle."""

    def __init__(
        self, model: KnowledgeTracer, config: TrainingConfig, optimizer_steps: int, rank: Rank
    ):
        super().__init__()
        self.model, self.config, self.optimizer_steps = model, config, optimizer_steps
        self.rank = rank
        self.scored: list[tuple[np.ndarray, np.ndarray]] = []

    def _logits(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """(B, T), padding included."""
        return self.model(*(batch[name] for name in INPUTS))

    def on_train_batch_start(self, batch: Any, batch_idx: int) -> None:
        """Reseed each epoch, so that a resumed fit draws the same numbers.

        Not at the start of an epoch: the loader draws a number there, except in a resumed fit.
        """
        if batch_idx:
            return
        drawn = np.random.SeedSequence((self.config.seed, self.current_epoch, self.rank.number))
        torch.manual_seed(int(drawn.generate_state(1)[0]))

    def training_step(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        correct = batch["correct"][batch["mask"]]
        logits = self._logits(batch)[batch["mask"]].float()
        summed = binary_cross_entropy_with_logits(logits, correct, reduction="sum")
        # what is averaged over processes, gradients and this loss, is of each one's share alone
        loss = summed * self.rank.cluster.processes / batch["steps_in_all"]
        self.log("train_loss", loss, prog_bar=True, on_step=False, on_epoch=True,
                 batch_size=int(batch["steps_in_all"]), sync_dist=True)  # fmt: skip
        return loss

    def validation_step(self, batch: dict[str, torch.Tensor]) -> None:
        logits = self._logits(batch)[batch["scored"]].float().cpu().numpy()
        self.scored.append((batch["correct"][batch["scored"]].cpu().numpy(), logits))

    def on_validation_epoch_end(self) -> None:
        scored = [part for own in self.rank.gather(self.scored) for part in own]
        correct, logits = (np.concatenate(parts) for parts in zip(*scored, strict=True))
        self.scored.clear()
        auc = float(roc_auc_score(correct, logits))
        self.log("valid_auc", auc, prog_bar=True, sync_dist=False)  # the same in every process

    def configure_optimizers(self) -> Any:
        optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=self.config.lr, weight_decay=self.config.weight_decay
        )
        schedule = torch.optim.lr_scheduler.OneCycleLR(  # it divides by zero at 5 steps in all
            optimizer, self.config.lr, total_steps=max(self.optimizer_steps, 6), pct_start=0.2
        )
        return [optimizer], [{"scheduler": schedule, "interval": "step"}]


class Curve(Callback):
    """Collects the learning curve, logs one line an epoch and calls `on_point`."""

    def __init__(self, on_point: OnPoint | None) -> None:
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
        if trainer.is_global_zero:
            log.info("epoch %(epoch)d: loss %(train_loss).4f, validation AUC %(valid_auc).4f, "
                     "%(seconds).0f s", point)  # fmt: skip
        if self.on_point:
            self.on_point(point)

    def state_dict(self) -> dict[str, Any]:
        return {"points": self.points}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        self.points = state_dict["points"]
        if self.on_point:
            for point in self.points:
                self.on_point(point)
        self.started = time.monotonic() - self.points[-1]["seconds"]
        log.info("going on after epoch %d", self.points[-1]["epoch"])


@dataclass(frozen=True)
class Job:
    """Arguments of every process of a fit."""

    model: KnowledgeTracer
    train: Steps
    valid: Steps
    training: TrainingConfig
    folder: Path
    on_point: OnPoint | None


def fit(model: KnowledgeTracer, train: Steps, valid: Steps, config: Config, place: Place) -> Fitted:
    """Train until validation AUC stops rising; the weights of the best epoch are kept.

    On a GPU that has bfloat16, mixed precision is used. The progress bar is drawn only on a
    terminal. For the first node; other nodes call `take_part`.
    """
    with tempfile.TemporaryDirectory(prefix="dkt-fit-") as temporary:
        folder = place.folder or Path(temporary)
        take_part(model, train, valid, config, dataclasses.replace(place, folder=folder))
        best, curve = kept(folder, Keeper.__name__), kept(folder, Curve.__name__)
        assert best is not None and curve is not None
        model.load_state_dict(best["best"])
    if place.on_point and place.cluster.processes > 1:
        for point in curve["points"]:
            place.on_point(point)
    return Fitted(model.cpu().eval(), curve["points"])


def take_part(
    model: KnowledgeTracer, train: Steps, valid: Steps, config: Config, place: Place
) -> None:
    """This node's part of a fit; its result is in `place.folder` of the first node."""
    with tempfile.TemporaryDirectory(prefix="dkt-fit-") as temporary:
        folder = place.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        model.fit_scaling(torch.from_numpy(train.sample().history))
        live = (
            place.on_point if place.cluster.processes == 1 else None
        )  # it can't be sent to others
        start(place.cluster, _run, Job(model, train, valid, config.training, folder, live))


def _run(rank: Rank, job: Job) -> None:
    """One process's fit."""
    model = copy.deepcopy(job.model)  # what comes from another process lies in memory they share
    broadcast(job.folder, rank)
    before = kept(job.folder, Keeper.__name__)
    if before and before["finished"]:
        return
    settings, cluster = job.training, rank.cluster
    lightning.seed_everything(settings.seed, verbose=False)
    seen = sys.stderr.isatty()  # standard output is for the result alone
    callbacks: list[Callback] = [
        EarlyStopping("valid_auc", mode="max", patience=settings.patience),
        Curve(job.on_point),
        Keeper(job.folder, model),
    ]
    if seen:
        callbacks.append(RichProgressBar(refresh_rate=5, console_kwargs={"stderr": True}))
    several: dict[str, Any] = {"devices": 1}
    if cluster.processes > 1:
        several = {
            "devices": cluster.devices,
            "num_nodes": cluster.nodes,
            "strategy": DDPStrategy(find_unused_parameters=True),
            "plugins": [LightningEnvironment()],
            "sync_batchnorm": torch.cuda.is_available(),
        }
    with _quiet_lightning():
        trainer = lightning.Trainer(
            accelerator="auto",
            precision=_precision(),
            max_epochs=settings.max_epochs,
            gradient_clip_val=1.0,
            callbacks=callbacks,
            enable_progress_bar=seen,
            enable_model_summary=False,
            num_sanity_val_steps=0,
            reload_dataloaders_every_n_epochs=1,  # drawn windows may be more in one than in another
            use_distributed_sampler=False,
            default_root_dir=job.folder,
            logger=False,
            **several,
        )
        windows = Windows(job.train, settings, rank, lambda: trainer.current_epoch)
        held = Windows(job.valid, settings, rank, None)
        trainer.fit(
            Task(model, settings, windows.batches_in(settings.max_epochs), rank),
            DataLoader(windows, batch_size=None),
            DataLoader(held, batch_size=None),
            ckpt_path=job.folder / FILE if before else None,
        )


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
        warnings.filterwarnings("ignore", message=".*find_unused_parameters.*")
        return entered
