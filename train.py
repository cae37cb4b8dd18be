"""Train one model on one data version and write its bundle.

    python train.py --config lstm --data latest
    python train.py --config lgbm --data latest --set lr=0.03 --set model.leaves=31
    python train.py --config lstm --data 12 --champion var/champion --out var/bundles

The last line on stdout is the folder of the bundle; the story goes to the log, the run to MLflow
(`make experiments`).
"""

import dataclasses
import logging
import platform
import shutil
import subprocess
import sys
import tempfile
import time
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
from dkt.evaluate import Scored, evaluate, score_steps
from dkt.export import ExportError
from dkt.fitting import FittedModel, OnPoint, Prepared, fit_model
from dkt.frame import COLUMNS, of_users
from dkt.overrides import override
from dkt.sequence import collate, cut_windows
from dkt.split import split_users
from experiments.recording import TRAIN, Run, recorded
from settings import ROOT, load_settings

log = logging.getLogger("train")
LIBRARIES = ("torch", "lightning", "lightgbm", "numpy", "polars", "onnxruntime", "deltalake")


@dataclasses.dataclass(frozen=True)
class Source:
    """The rows to train on and where they come from."""

    frame: pl.DataFrame  # dkt.frame.COLUMNS, students' answers in order
    data_version: int


def train(
    source: Source,
    config: Config,
    champion: Bundle | None,
    out: Path,
    on_point: OnPoint | None = None,
) -> Path:
    """Fit, export, measure and write a bundle.

    Args:
        champion: measured on the same held-out students; None while there is none.
        out: parent folder; the bundle is written aside and moved into place whole.
        on_point: told each point of the learning curve as it is reached.

    Returns:
        `out/<version>`.

    Raises:
        ValueError: too few students to hold any out, or answers that are all of one code.
        ExportError: the ONNX graph differs from the torch model.
    """
    started = time.monotonic()
    parts = {
        name: of_users(source.frame, users)
        for name, users in split_users(source.frame["userID"].to_numpy(), config.split).items()
    }
    prepared = Prepared.fit(parts["train"], config)
    steps = {name: prepared.steps(frame, name == "train") for name, frame in parts.items()}
    for name, part in steps.items():
        log.info("%s: %d students, %d answers", name, parts[name]["userID"].n_unique(), len(part))

        if len(part) and part.correct.min() == part.correct.max():
            raise ValueError(f"all {len(part)} answers of the {name} students have the same code")

    fitted = fit_model(config, prepared, steps["train"], steps["valid"], on_point)
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
        facts["metrics"] = {
            "model": scored.metrics(),
            "champion": _champion_metrics(champion, parts["test"]),
        }
        facts["version"] = version_of(facts, file_hashes(folder))
        write_card(folder / "card.html", facts, scored)
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
    source: Source, config: Config, fitted: FittedModel, parts: dict[str, pl.DataFrame]
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
    }


def _score(folder: Path, steps: Any, window: int) -> Scored:
    import onnxruntime

    return score_steps(onnxruntime.InferenceSession(folder / "model.onnx"), steps, window)


def _champion_metrics(champion: Bundle | None, frame: pl.DataFrame) -> dict[str, Any] | None:
    if champion is None:
        return None
    log.info("measuring the champion %s on the same students", champion.version)
    return {"version": champion.version, **evaluate(champion, frame).metrics()}


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


def main(
    config: Annotated[str, typer.Option(help="Name in config/, or a JSON file.")] = "lstm",
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Change the config; repeatable."),
    ] = None,
    data: Annotated[str, typer.Option(help="Data version, or 'latest'.")] = "latest",
    champion: Annotated[str, typer.Option(help="Champion's bundle, or 'none'.")] = "none",
    out: Annotated[Path | None, typer.Option(help="Parent folder of the bundle.")] = None,
) -> None:
    """Train one model on one data version and write its bundle."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    try:
        settings = load_settings()
        chosen = override(load_config(config), changes or [])
        if data != "latest" and not data.isdecimal():
            raise ConfigError(f"--data {data}: expected a data version number, or 'latest'")
        lake = open_lake(settings)
        data_version = lake.require_version() if data == "latest" else int(data)
        log.info("reading data version %d", data_version)
        source = Source(lake.snapshot(data_version, columns=COLUMNS), data_version)
        rival = None if champion == "none" else Bundle.load(Path(champion))
        parent = out or settings.dkt_home / "bundles"
        run = Run(TRAIN, chosen.name, chosen, str(data_version), git_revision())
        with recorded(settings, run) as recorder:
            bundle = train(source, chosen, rival, parent, recorder.point)
            recorder.bundle(Bundle.load(bundle))
    except (ConfigError, WarehouseError, BundleError, ExportError, ValueError) as err:
        sys.stderr.write(f"train.py: {err}\n")
        raise SystemExit(1) from err
    _show_encoders(bundle, settings.asset_dir)
    typer.echo(bundle)


if __name__ == "__main__":
    typer.run(main)
