"""Train one model on one data version and write its bundle.

    python train.py --config lstm --data latest
    python train.py --config lgbm --data latest --set lr=0.03 --set model.leaves=31
    python train.py --config lstm --data 12 --champion var/champion --out var/bundles
    python train.py --config lstm --devices 2

The last line on stdout is the folder of the bundle; the story goes to the log, the run to MLflow
(`make experiments`). A training that was killed goes on after its last whole epoch when the same
command is given again. Several devices, several nodes, SageMaker: docs/training.md.
"""

import dataclasses
import hashlib
import logging
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version as library_version
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import torch
import typer

from data.errors import WarehouseError
from data.lake import open_lake
from dkt.bundle import Bundle, BundleError, file_hashes, version_of, write_manifest
from dkt.card import write_card
from dkt.config import Config, ConfigError, load_config
from dkt.embeddings import EmbeddingError, item_vectors
from dkt.evaluate import Scored, evaluate, score_steps
from dkt.export import ExportError
from dkt.fitting import Calibrated, Prepared, fit_model, take_part
from dkt.fleet import THREADS, Fleet, OnPoint, Place
from dkt.frame import COLUMNS, of_users
from dkt.intervals import intervals_of
from dkt.overrides import override
from dkt.relations import relations_of
from dkt.sequence import Steps, collate, cut_windows
from dkt.slices import Held, slices_of
from dkt.split import split_users
from dkt.workfolder import work_folder
from experiments.recording import TRAIN, Run, recorded
from inference import read_tag_names
from sagemaker_job import SageMaker
from settings import ROOT, Settings, load_settings

log = logging.getLogger("train")
SIMILAR_ITEMS = ROOT / "bank" / "similar_items.csv"
LIBRARIES = ("torch", "lightning", "lightgbm", "numpy", "polars", "onnxruntime", "deltalake")


@dataclasses.dataclass(frozen=True)
class Source:
    """The rows to train on and where they come from."""

    frame: pl.DataFrame  # dkt.frame.COLUMNS, students' answers in order
    data_version: int
    tag_names: dict[str, str] = dataclasses.field(default_factory=dict)
    """What a person calls a tag, for the card."""

    def decides(self, config: Config) -> list[Any]:
        """What the weights depend on, as plain data."""
        codes = self.frame["answerCode"].cast(pl.Int8).to_numpy()
        rows = hashlib.sha256(codes.tobytes()).hexdigest()
        return [self.data_version, rows, config.model_dump()]


@dataclasses.dataclass(frozen=True)
class Machine:
    """What a training has here.

    Attributes:
        memory_rows: answers above which features are kept in files instead of memory.
        fitting_dir: where what a killed training needs to go on is kept; None: beside the bundle.
    """

    fleet: Fleet = dataclasses.field(default_factory=Fleet)
    memory_rows: int = 2_000_000
    fitting_dir: Path | None = None


MACHINE = Machine()


def train(
    source: Source, config: Config, champion: Bundle | None, out: Path,
    machine: Machine = MACHINE, on_point: OnPoint | None = None,
) -> Path:  # fmt: skip
    """Fit, export, measure and write a bundle.

    Args:
        champion: measured on the same held-out students; None while there is none.
        out: parent folder; the bundle is written aside and moved into place whole.
        machine: the first node of its fleet.
        on_point: told each point of the learning curve as it is reached.

    Returns:
        `out/<version>`.

    Raises:
        ValueError: too few students to hold any out, or answers that are all of one code.
        ExportError: the ONNX graph differs from the torch model.
    """
    started = time.monotonic()
    with _at_work(source, config, out, machine) as (ready, place):
        steps = ready.steps
        place = dataclasses.replace(place, on_point=on_point)
        fitted = fit_model(config, ready.prepared, steps["train"], steps["valid"], place)
        return _write(source, config, champion, out, ready, fitted, started)


@dataclasses.dataclass(frozen=True)
class Ready:
    """What a fit needs; `parts` and `steps` by the names of the parts."""

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
    """What a fit needs, and its place, while it lasts."""
    fleet = machine.fleet
    decides = [*source.decides(config), fleet.node, fleet.processes, THREADS]
    with work_folder(machine.fitting_dir or out, *decides) as work:
        ready = _prepare(source, config, work, machine.memory_rows)
        yield ready, Place(machine.fleet, work / "fit")


def join(source: Source, config: Config, out: Path, machine: Machine) -> None:
    """Take part in the training of the first node, which writes the bundle."""
    with _at_work(source, config, out, machine) as (ready, place):
        take_part(config, ready.prepared, ready.steps["train"], ready.steps["valid"], place)


def _write(
    source: Source, config: Config, champion: Bundle | None, out: Path, ready: Ready,
    fitted: Calibrated, started: float,
) -> Path:  # fmt: skip
    prepared, parts, steps = ready.prepared, ready.parts, ready.steps
    train_seconds = round(time.monotonic() - started, 1)

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".writing-", dir=out) as aside:
        folder = Path(aside) / "bundle"
        prepared.save(folder / "encoders")
        log.info("exporting to ONNX")
        windows = cut_windows(steps["test"].user, config.training.window)
        fitted.save(folder, collate(steps["test"], windows[:8]))

        scored = _score(folder, steps["test"], config.training.window)
        facts = _facts(source, config, fitted, parts)
        facts["train_seconds"] = train_seconds
        facts["metrics"] = _metrics(scored, champion, parts["test"], steps["test"])
        facts["metrics"] |= _item_pairs(folder, config)
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


def _facts(
    source: Source, config: Config, fitted: Calibrated, parts: dict[str, pl.DataFrame]
) -> dict[str, Any]:
    """What the manifest says beside version and figures."""
    return {
        "data_version": source.data_version,
        "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "config": config.model_dump(),
        "git_revision": git_revision(),
        "libraries": {name: library_version(name) for name in LIBRARIES},
        "device": "GPU" if torch.cuda.is_available() else f"CPU ({platform.machine()})",
        "parameters": fitted.parameters,
        "split": {
            name: {"students": frame["userID"].n_unique(), "answers": frame.height}
            for name, frame in parts.items()
        },
        "curve": fitted.curve,
        **fitted.facts,
    }


def _score(folder: Path, steps: Any, window: int) -> Scored:
    import onnxruntime

    return score_steps(onnxruntime.InferenceSession(folder / "model.onnx"), steps, window)


def _metrics(
    scored: Scored, champion: Bundle | None, frame: pl.DataFrame, steps: Steps
) -> dict[str, Any]:
    """Figures of the model and of the champion on the same held-out students, whole and sliced."""
    theirs = None
    if champion:
        log.info("measuring the champion %s on the same students", champion.version)
        theirs = evaluate(champion, frame)
    return {
        "model": scored.metrics(),
        "champion": champion and theirs and {"version": champion.version, **theirs.metrics()},
        "intervals": intervals_of(scored, theirs),
        "slices": slices_of(Held.read(frame, steps), scored, theirs),
    }


def _item_pairs(folder: Path, config: Config) -> dict[str, Any]:
    """`item_pairs`: how well the model's embeddings part similar items of the question bank.

    Nothing where it has none, or knows too few of the bank's items.
    """
    try:
        told = item_vectors(folder, config).pair_auc(SIMILAR_ITEMS)
    except EmbeddingError as err:
        log.info("item pairs are not scored: %s", err)
        return {}
    return {"item_pairs": told} if told else {}


def git_revision() -> str:
    """The commit, with `-dirty` if tracked files differ from it; `unknown` outside a checkout."""
    describe = ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        asked = subprocess.run(describe, cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:  # no git here
        return "unknown"
    return asked.stdout.strip() if asked.returncode == 0 else "unknown"


def _show_encoders(bundle: Path, asset: Path) -> None:
    """Keep the encoders of the bundle being worked on in `asset/`, for people to look at."""
    new = {file.name: file for file in (bundle / "encoders").glob("*.npy")}
    try:
        asset.mkdir(parents=True, exist_ok=True)
        for name, file in new.items():
            shutil.copyfile(file, asset / name)
        for file in asset.glob("*.npy"):
            if file.name not in new:
                file.unlink()
    except OSError as err:
        log.warning("%s does not show the encoders of %s: %s", asset, bundle.name, err)


def _fleet(settings: Settings, devices: int | None) -> Fleet:
    """This node and the others that the settings tell of."""
    if settings.num_nodes == 1:
        return Fleet(devices or 1)
    return Fleet(
        devices or 1,
        settings.num_nodes,
        settings.node_rank,
        settings.master_addr,
        settings.master_port + 1,  # at the port itself torchrun listens
    )


def main(
    config: Annotated[str, typer.Option(help="Name in config/, or a JSON file.")] = "lstm",
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Change the config; repeatable."),
    ] = None,
    data: Annotated[str, typer.Option(help="Data version, or 'latest'.")] = "latest",
    champion: Annotated[str, typer.Option(help="Champion's bundle, or 'none'.")] = "none",
    out: Annotated[Path | None, typer.Option(help="Parent folder of the bundle.")] = None,
    devices: Annotated[int | None, typer.Option(help="GPUs, or processes, of a node.")] = None,
) -> None:
    """Train one model on one data version and write its bundle."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    try:
        settings = load_settings()
        chosen = override(load_config(config), changes or [])
        if data != "latest" and not data.isdecimal():
            raise ConfigError(f"--data {data}: expected a data version number, or 'latest'")
        job = SageMaker.told(os.environ)
        if job:
            source = Source(*job.answers(COLUMNS))
        else:
            lake = open_lake(settings)
            data_version = lake.require_version() if data == "latest" else int(data)
            log.info("reading data version %d", data_version)
            rows = lake.snapshot(data_version, COLUMNS, compact=True)
            source = Source(rows, data_version, read_tag_names(settings.questions))
        machine = Machine(
            job.fleet(devices) if job else _fleet(settings, devices),
            settings.memory_rows,
            settings.fitting_dir,
        )
        out = out or (job.model_dir if job else settings.dkt_home / "bundles")
        if machine.fleet.node:
            join(source, chosen, out, machine)
            return
        measured = None if champion == "none" else Bundle.load(Path(champion))
        run = Run(TRAIN, chosen.name, chosen, str(source.data_version), git_revision())
        with recorded(settings, run) as recorder:
            bundle = train(source, chosen, measured, out, machine, recorder.point)
            recorder.bundle(Bundle.load(bundle))
        if job:
            job.hand_over(bundle)
    except (ConfigError, WarehouseError, BundleError, ExportError, ValueError) as err:
        sys.stderr.write(f"train.py: {err}\n")
        raise SystemExit(1) from err
    _show_encoders(bundle, settings.asset_dir)
    typer.echo(bundle)


if __name__ == "__main__":
    typer.run(main)
