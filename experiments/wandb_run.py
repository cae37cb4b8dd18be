"""A run in Weights & Biases: offline in `dkt_home/wandb`, or online.

WANDB_MODE=offline python train.py …    # later: wandb sync var/wandb/offline-run-…
"""

import os
from collections.abc import Mapping
from pathlib import Path

from dkt.config.overrides import places
from experiments.run import Run, Status
from settings import Settings

PROJECT = "dkt"


class WandbRun:
    """A run that has begun; see `experiments.run.Tracker`.

    Raises wandb.Error, as all of its methods: no key, for one, where it is to be online.
    """

    def __init__(self, settings: Settings, run: Run):
        home = settings.dkt_home.resolve()
        home.mkdir(parents=True, exist_ok=True)
        os.environ["WANDB_ERROR_REPORTING"] = "false"  # it sends nothing but the run
        for kind in ("CACHE", "CONFIG", "DATA"):  # else they are in the user's home
            os.environ.setdefault(f"WANDB_{kind}_DIR", str(home / "wandb" / kind.lower()))
        import wandb

        key = settings.wandb_api_key
        self._run = wandb.init(
            project=PROJECT,
            group=run.experiment,
            name=run.name,
            dir=home,
            mode="offline" if settings.wandb_mode == "offline" else "online",
            config=places(run.config.model_dump())
            | {"data_version": run.data, "git_revision": run.revision, **run.tags},
            settings=wandb.Settings(
                api_key=key.get_secret_value() if key else None,
                console="off",
                silent=True,
                disable_code=True,
                disable_git=True,
                x_disable_machine_info=True,
                x_disable_stats=True,
                init_timeout=30,
                finish_timeout=120,
                x_service_wait=30,
                login_timeout=30,
            ),
        )
        self._artifact, self._teardown = wandb.Artifact, wandb.teardown
        self._run.define_metric("*", step_metric="epoch")

    def log(self, figures: Mapping[str, float], step: int | None) -> None:
        if step is None:
            self._run.summary.update(dict(figures))
        else:
            self._run.log({**figures, "epoch": step})

    def tag(self, tags: Mapping[str, str], name: str | None) -> None:
        self._run.config.update(dict(tags), allow_val_change=True)
        if name:
            self._run.name = name

    def keep(self, files: list[Path]) -> None:
        artifact = self._artifact(f"card-{self._run.id}", type="card")
        for file in files:
            artifact.add_file(str(file))
        self._run.log_artifact(artifact)

    def end(self, status: Status) -> None:
        self._run.finish(exit_code=0 if status == "FINISHED" else 1)
        self._teardown()  # the file is whole when its writer has ended
