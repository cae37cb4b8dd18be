"""One trial of a sweep: fit on training students, score validation students, record it."""

from typing import Any

import optuna
import polars as pl

from dkt.config.schema import Config
from dkt.dataset.frame import of_users
from dkt.dataset.split import split_users
from dkt.training.distributed import OnPoint, Place
from dkt.training.fitting import Prepared, fit_model, score_fitted
from experiments.recording import Recorder, recorded
from experiments.run import Run
from experiments.space import Space, with_values
from settings import Settings


class Objective:
    """What Optuna calls with a trial; test students' rows are dropped at once."""

    def __init__(
        self, settings: Settings, space: Space, frame: pl.DataFrame, data: str, revision: str
    ):
        self.settings, self.space, self.data, self.revision = settings, space, data, revision
        self.base = space.base_config()
        users = split_users(frame["userID"].to_numpy(), self.base.split)
        self.train, self.valid = (of_users(frame, users[part]) for part in ("train", "valid"))

    def __call__(self, trial: optuna.Trial) -> float:
        """AUC of validation students.

        Raises:
            optuna.TrialPruned: the trial is not worth finishing.
        """
        values = {key: one.suggest(trial, key) for key, one in self.space.space.items()}
        config = with_values(self.base, values, self.space.name)
        run = Run(
            trial.study.study_name, f"{self.space.name}-{trial.number}", config, self.data,
            self.revision, {"trial": str(trial.number)},
        )  # fmt: skip
        with recorded(self.settings, run) as recorder:
            try:
                figures = validate(config, self.train, self.valid, _watch(trial, recorder))
            except optuna.TrialPruned as pruned:
                recorder.tag({"trial_state": "pruned"})
                given_up = pruned
            else:
                recorder.tag({"trial_state": "complete"})
                recorder.figures("valid", figures)
                return figures["auc"]
        raise given_up


def validate(
    config: Config, train: pl.DataFrame, valid: pl.DataFrame, on_point: OnPoint | None = None
) -> dict[str, float]:
    """Figures of validation students by the exported graph of a model fitted on the others."""
    prepared = Prepared.fit(train, config)
    steps = prepared.steps(valid)
    place = Place(on_point=on_point)
    fitted = fit_model(config, prepared, prepared.steps(train, trained_on=True), steps, place)
    return score_fitted(fitted, steps, config.training.window).metrics()


def _watch(trial: optuna.Trial, recorder: Recorder) -> OnPoint:
    def tell(point: dict[str, Any]) -> None:
        recorder.point(point)
        if "member" in point:  # members of an ensemble are no measure of the whole
            return
        trial.report(point["valid_auc"], int(point["epoch"]))
        if trial.should_prune():
            raise optuna.TrialPruned

    return tell
