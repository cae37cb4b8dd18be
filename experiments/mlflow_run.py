"""A run in MLflow: parameters, the learning curve as it grows, final figures, files."""

import logging
import os
import time
from collections.abc import Mapping
from pathlib import Path

from dkt.config.overrides import places
from experiments.run import Run, Status
from experiments.tracking import artifact_root, environment, make_database, tracking_uri
from settings import Settings

LONGEST = 5000
"""Characters of a tag or parameter that MLflow surely takes."""
AT_ONCE = 100
"""Parameters that it takes in one call."""


class MlflowRun:
    """A run that has begun; see `experiments.run.Tracker`.

    Raises MlflowException, OSError or what the store's driver raises, as all of its methods.
    """

    def __init__(self, settings: Settings, run: Run):
        os.environ.update(environment(settings))
        for noisy in ("mlflow", "alembic"):
            logging.getLogger(noisy).setLevel(logging.WARNING)
        from mlflow.entities import Metric, Param
        from mlflow.tracking import MlflowClient

        self._metric = Metric
        tags = {
            "git_revision": run.revision,
            "mlflow.source.git.commit": run.revision,
            "mlflow.source.name": "train.py" if run.experiment == "train" else "sweep",
            **run.tags,
        }
        make_database(settings)
        self._client = MlflowClient(tracking_uri(settings))
        experiment = self._experiment(run.experiment, artifact_root(settings))
        begun = self._client.create_run(experiment, run_name=run.name, tags=tags)
        self.id: str = begun.info.run_id
        values = places(run.config.model_dump()) | {"data_version": run.data}
        parameters = [Param(key, str(value)[:LONGEST]) for key, value in values.items()]
        for first in range(0, len(parameters), AT_ONCE):
            self._client.log_batch(self.id, params=parameters[first : first + AT_ONCE])

    def _experiment(self, name: str, root: str | None) -> str:
        """Id of the experiment, made where it is not there."""
        from mlflow.exceptions import MlflowException

        if found := self._client.get_experiment_by_name(name):
            return found.experiment_id
        try:
            return self._client.create_experiment(name, root and f"{root}/{name}")
        except MlflowException:
            if found := self._client.get_experiment_by_name(name):
                return found.experiment_id  # another run made it just now
            raise

    def log(self, figures: Mapping[str, float], step: int | None) -> None:
        now = int(time.time() * 1000)
        metrics = [self._metric(key, float(one), now, step or 0) for key, one in figures.items()]
        self._client.log_batch(self.id, metrics=metrics)

    def tag(self, tags: Mapping[str, str], name: str | None) -> None:
        for key, value in tags.items():
            self._client.set_tag(self.id, key, value[:LONGEST])
        if name:
            self._client.update_run(self.id, name=name)

    def keep(self, files: list[Path]) -> None:
        for file in files:
            self._client.log_artifact(self.id, str(file))

    def end(self, status: Status) -> None:
        self._client.set_terminated(self.id, status)
