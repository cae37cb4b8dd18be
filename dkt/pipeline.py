"""One training, from answers to a bundle; or one node's part of it.

    bundle = train(Source(frame, data_version), load_config("lstm"), None, Path("var/bundles"))

`frame` has the columns `dkt.dataset.frame.COLUMNS`. `train.py` reads answers and machine settings.
"""

import dataclasses
import hashlib
import logging
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import onnxruntime
import polars as pl

from dkt.config.schema import Config
from dkt.dataset.frame import of_users
from dkt.dataset.split import split_users
from dkt.evaluation.comparison import Shared
from dkt.evaluation.prerequisites import relations_of
from dkt.evaluation.rivals import Rivals, metrics_of, shared_with
from dkt.evaluation.scoring import score_steps
from dkt.features.bundle import Bundle, file_hashes, version_of, write_manifest
from dkt.features.steps import Steps
from dkt.features.windows import some_windows
from dkt.manifest import item_pairs, manifest_of
from dkt.report import write_card
from dkt.training.distributed import THREADS, Cluster, OnPoint, Place
from dkt.training.fitting import Calibrated, Prepared, fit_model, take_part
from dkt.training.resume import work_folder

log = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True)
class Source:
    """The rows to train on and where they come from."""

    frame: pl.DataFrame  # dkt.dataset.frame.COLUMNS, students' answers in order
    data_version: int
    tag_names: dict[str, str] = dataclasses.field(default_factory=dict)
    """Readable names of tags, for the card."""
    similar_items: Path | None = None
    """Pairs of similar items to score item embeddings on (`dkt.evaluation.item_similarity`)."""
    live: list[dict[str, Any]] = dataclasses.field(default_factory=list)
    """How good models were in service, for the card: figures by `python -m data quality`."""

    def decides(self, config: Config) -> list[Any]:
        """Everything the weights depend on, as plain data."""
        codes = self.frame["answerCode"].cast(pl.Int8).to_numpy()
        rows = hashlib.sha256(codes.tobytes()).hexdigest()
        return [self.data_version, rows, config.model_dump()]


@dataclasses.dataclass(frozen=True)
class Machine:
    """Resources of this machine.

    Attributes:
        memory_rows: with more answers, features are memory-mapped files.
        fitting_dir: for checkpoints; None: beside the bundle.
    """

    cluster: Cluster = dataclasses.field(default_factory=Cluster)
    memory_rows: int = 2_000_000
    fitting_dir: Path | None = None


MACHINE = Machine()


def train(
    source: Source, config: Config, champion: Bundle | None, out: Path,
    machine: Machine = MACHINE, on_point: OnPoint | None = None, best: Bundle | None = None,
) -> Path:  # fmt: skip
    """Fit, export, measure and write a bundle.

    Args:
        champion: measured on the same held-out students; None while there is none.
        out: parent folder; the bundle is written aside and moved into place whole.
        machine: the first node of its cluster.
        on_point: receives each point of the learning curve.
        best: the best of all former champions; compared like the champion.

    Returns:
        `out/<version>`.

    Raises:
        ValueError: too few students to hold any out, or answers that are all of one code.
        ExportError: the ONNX graph differs from the torch model.
        BundleError: this code can't measure the champion or the best. Raised before anything is
            fitted, as is the next.
        ComparisonError: no student is held out of both.
    """
    started = time.monotonic()
    rivals = Rivals(champion, best)
    rivals.check()
    with _at_work(source, config, out, machine) as (ready, place):
        steps, shared = ready.steps, shared_with(rivals, config, ready.parts)
        place = dataclasses.replace(place, on_point=on_point)
        fitted = fit_model(config, ready.prepared, steps["train"], steps["valid"], place)
        return _write(source, config, (rivals, shared), out, ready, fitted, started)


def join(source: Source, config: Config, out: Path, machine: Machine) -> None:
    """Take part in the training of the first node, which writes the bundle."""
    with _at_work(source, config, out, machine) as (ready, place):
        take_part(config, ready.prepared, ready.steps["train"], ready.steps["valid"], place)


@dataclasses.dataclass(frozen=True)
class Ready:
    """Inputs of a fit; `parts` and `steps` by the name of the part."""

    prepared: Prepared
    parts: dict[str, pl.DataFrame]
    steps: dict[str, Steps]


def _prepare(source: Source, config: Config, work: Path, memory_rows: int) -> Ready:
    users = source.frame["userID"].unique().cast(pl.String).to_numpy()
    parts = {
        name: of_users(source.frame, ids) for name, ids in split_users(users, config.split).items()
    }
    prepared = Prepared.fit(parts["train"], config)
    in_files = source.frame.height > memory_rows
    if in_files:
        log.info("%d answers: features are kept in files", source.frame.height)
    steps = {}
    for name, frame in parts.items():
        folder = work / "steps" / name if in_files else None
        part = steps[name] = prepared.steps(frame, name == "train", folder)
        log.info("%s: %d students, %d answers", name, frame["userID"].n_unique(), len(part))
        if len(part) and part.correct.min() == part.correct.max():
            raise ValueError(f"all {len(part)} answers of the {name} students have the same code")
    return Ready(prepared, parts, steps)


@contextmanager
def _at_work(
    source: Source, config: Config, out: Path, machine: Machine
) -> Iterator[tuple[Ready, Place]]:
    """Inputs of a fit, and its place; the work folder is held meanwhile."""
    cluster = machine.cluster
    decides = [*source.decides(config), cluster.node, cluster.processes, THREADS]
    with work_folder(machine.fitting_dir or out, *decides) as work:
        ready = _prepare(source, config, work, machine.memory_rows)
        yield ready, Place(machine.cluster, work / "fit")


def _write(
    source: Source, config: Config, rivals: tuple[Rivals, list[Shared]], out: Path, ready: Ready,
    fitted: Calibrated, started: float,
) -> Path:  # fmt: skip
    prepared, parts, steps = ready.prepared, ready.parts, ready.steps
    train_seconds = round(time.monotonic() - started, 1)

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".writing-", dir=out) as aside:
        folder = Path(aside) / "bundle"
        prepared.save(folder / "encoders")
        log.info("exporting to ONNX")
        fitted.save(folder, some_windows(steps["test"], config.training.window))

        session = onnxruntime.InferenceSession(folder / "model.onnx")
        scored = score_steps(session, steps["test"], config.training.window)
        facts = manifest_of(source.data_version, config, fitted, parts)
        facts["train_seconds"] = train_seconds
        confidence = config.gate.confidence
        facts["metrics"] = metrics_of(scored, *rivals, parts["test"], steps["test"], confidence)
        facts["live"] = source.live
        facts["metrics"] |= item_pairs(folder, config, source.similar_items)
        facts["version"] = version_of(facts, file_hashes(folder))
        relations = relations_of(parts["train"])
        write_card(folder / "card.html", facts, scored, relations, source.tag_names)
        write_manifest(folder, facts)
        Bundle.load(folder)
        final = out / facts["version"]
        if not final.exists():  # the same content has the same name: nothing to replace
            folder.rename(final)
    log.info(
        "held-out students: AUC %(auc).4f, within a student %(auc_within_user).4f, "
        "accuracy %(acc).4f, calibration error %(ece).4f",
        facts["metrics"]["model"],
    )
    return final
