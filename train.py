"""Train one model on one data version and write its bundle.

    python train.py --config lstm --data latest
    python train.py --config lgbm --data latest --set lr=0.03 --set model.leaves=31
    python train.py --config lstm --data 12 --champion var/pulled/lstm-d11-0123456789
    python train.py --config lstm --devices 2

The last line on stdout is the folder of the bundle; the story goes to the log, the run to MLflow
(`make experiments`). A training that was killed goes on after its last whole epoch when the same
command is given again. Several devices, several nodes, SageMaker: docs/training.md.
"""

import json
import logging
import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from data.errors import WarehouseError
from data.lake import open_lake
from data.sagemaker import SageMaker
from data.step_back import answers_to_learn_from
from dkt.config.overrides import override
from dkt.config.schema import ConfigError, load_config
from dkt.dataset.frame import COLUMNS
from dkt.features.bundle import Bundle
from dkt.features.question_bank import read_tag_names
from dkt.manifest import git_revision
from dkt.pipeline import Machine, Source, join, train
from dkt.training.distributed import Cluster
from dkt.training.export import ExportError
from experiments.recording import recorded
from experiments.run import TRAIN, Run
from settings import ROOT, Settings, load_settings, reason

log = logging.getLogger("train")
SIMILAR_ITEMS = ROOT / "bank" / "similar_items.csv"
SAGEMAKER_PORT = 29500
"""Nodes meet at the first host's port 29501; an ensemble's members at those after it."""


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


def _cluster(settings: Settings, devices: int | None) -> Cluster:
    """This node and the others that the settings tell of."""
    if settings.num_nodes == 1:
        return Cluster(devices or 1)
    return Cluster(
        devices or 1,
        settings.num_nodes,
        settings.node_rank,
        settings.master_addr,
        settings.master_port + 1,  # at the port itself torchrun listens
    )


def _sagemaker_cluster(job: SageMaker, devices: int | None) -> Cluster:
    """All hosts of a SageMaker job, each with its GPUs or with so many devices."""
    devices = devices or max(job.gpus, 1)
    if len(job.hosts) == 1:
        return Cluster(devices)
    return Cluster(
        devices, len(job.hosts), job.hosts.index(job.host), job.hosts[0], SAGEMAKER_PORT + 1
    )


def main(
    config: Annotated[str, typer.Option(help="Name in config/, or a JSON file.")] = "lgbm",
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Change the config; repeatable."),
    ] = None,
    data: Annotated[str, typer.Option(help="Data version, or 'latest'.")] = "latest",
    champion: Annotated[str, typer.Option(help="Champion's bundle, or 'none'.")] = "none",
    best: Annotated[
        str, typer.Option(help="Bundle of the best model there has been, or 'none'.")
    ] = "none",
    live: Annotated[
        Path | None, typer.Option(help="Figures of models in service, for the card (JSON).")
    ] = None,
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
        job = SageMaker.from_environment(os.environ)
        if job:
            source = Source(*job.answers(COLUMNS), similar_items=SIMILAR_ITEMS)
        else:
            lake = open_lake(settings)
            data_version = lake.require_version() if data == "latest" else int(data)
            log.info("reading data version %d", data_version)
            rows = answers_to_learn_from(lake, data_version, COLUMNS, compact=True)
            names = read_tag_names(settings.questions)
            served = json.loads(live.read_text()) if live else []
            source = Source(rows, data_version, names, SIMILAR_ITEMS, served)
        machine = Machine(
            _sagemaker_cluster(job, devices) if job else _cluster(settings, devices),
            settings.memory_rows,
            settings.fitting_dir,
        )
        out = out or (job.model_dir if job else settings.dkt_home / "bundles")
        if machine.cluster.node:
            join(source, chosen, out, machine)
            return
        measured, reference = (
            None if folder == "none" else Bundle.load(Path(folder)) for folder in (champion, best)
        )
        run = Run(TRAIN, chosen.name, chosen, str(source.data_version), git_revision())
        with recorded(settings, run) as recorder:
            bundle = train(source, chosen, measured, out, machine, recorder.point, reference)
            recorder.bundle(Bundle.load(bundle))
        if job:
            job.hand_over(bundle)
    except (WarehouseError, ExportError, OSError, ValueError) as err:
        sys.stderr.write(f"train.py: {reason(err)}\n")
        raise SystemExit(1) from err
    _show_encoders(bundle, settings.asset_dir)
    typer.echo(bundle)


if __name__ == "__main__":
    typer.run(main)
