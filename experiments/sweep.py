"""Search for a better config: Optuna over a study that is kept, by one process or several.

    python -m experiments sweep config/sweeps/lgbm.json --jobs 2

Everything is in `dkt_home/sweeps/NAME`: study.db, best.json, plots. The same command again goes on
where it stopped: finished trials are kept.
"""

import json
import logging
import multiprocessing
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import optuna
from optuna.trial import TrialState

from data.errors import WarehouseError
from experiments.errors import SweepError
from experiments.objective import Objective
from experiments.plots import write_plots
from experiments.source import Source
from experiments.space import Space, with_values
from settings import Settings

log = logging.getLogger(__name__)
FINISHED = (TrialState.COMPLETE, TrialState.PRUNED)
FAILURES = (ValueError, RuntimeError, ArithmeticError)
"""What a trial may fail of, such as a full GPU, without ending the sweep."""
HEARTBEAT_S = 30
BUSY_S = 60


def run_sweep(settings: Settings, space: Space, source: Source, trials: int | None, jobs: int,
              revision: str) -> Path:  # fmt: skip
    """Try until so many trials are finished, then write plots and the best config.

    Args:
        trials: finished trials in all, with those of earlier runs; None: as the space says.

    Returns:
        `best.json`, a config.

    Raises:
        SweepError: the study is of another base, space or data; a process ended; no trial was
            finished. SpaceError, ConfigError: the space is wrong.
    """
    base = space.base_config()
    folder = settings.dkt_home / "sweeps" / space.name
    folder.mkdir(parents=True, exist_ok=True)
    data = source.name()
    study = open_study(folder, space)
    about = {"base": base.model_dump(), "data": data, "space": _searched(space)}
    _check_same(study, about, folder)
    if not study.trials and (own := space.values_of(base)):
        study.enqueue_trial(own)  # what is found is never worse than what there was

    done = len(study.get_trials(deepcopy=False, states=FINISHED))
    todo = max((trials or space.trials) - done, 0)
    log.info("%s: %d trials finished, %d to do; data %s", study.study_name, done, todo, data)
    if todo:
        _work_all(_Work(settings, space, source, data, revision, folder, len(study.trials)), todo,
                  min(jobs, todo))  # fmt: skip
    return _conclude(study, space, folder)


def open_study(folder: Path, space: Space) -> optuna.Study:
    """The study in a folder, made where there is none."""
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    with warnings.catch_warnings():  # the heartbeat is "experimental"
        warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
        storage = optuna.storages.RDBStorage(
            f"sqlite:///{(folder / 'study.db').resolve()}",
            engine_kwargs={"connect_args": {"timeout": BUSY_S}},
            heartbeat_interval=HEARTBEAT_S,  # a killed process's trial counts as failed, later
        )
    pruner = optuna.pruners.NopPruner() if space.pruning is None else optuna.pruners.MedianPruner(
        space.pruning.after_trials, space.pruning.after_step
    )  # fmt: skip
    return optuna.create_study(
        storage=storage, study_name=f"sweep-{space.name}", direction="maximize", pruner=pruner,
        load_if_exists=True,
    )  # fmt: skip


@dataclass(frozen=True)
class _Work:
    """What a process needs to try."""

    settings: Settings
    space: Space
    source: Source
    data: str
    revision: str
    folder: Path
    tried: int
    """Trials that the study had before: with the seed, what is drawn follows from it."""


def _work_all(work: _Work, todo: int, jobs: int) -> None:
    spawn = multiprocessing.get_context("spawn")
    tickets = spawn.Value("i", todo)
    if jobs == 1:
        _try(work, tickets, 0)
        return
    os.environ.setdefault("OMP_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // jobs)))
    processes = [
        spawn.Process(target=_work, args=(work, tickets, k), daemon=True) for k in range(jobs)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if ended := sum(process.exitcode != 0 for process in processes):
        raise SweepError(
            f"{ended} of {jobs} processes broke off, above is why; what is finished is kept: the "
            "same command goes on"
        )


def _work(work: _Work, tickets: Any, number: int) -> None:
    """A process of its own."""
    logging.basicConfig(
        level=logging.INFO, stream=sys.stderr, datefmt="%H:%M:%S",
        format=f"%(asctime)s job {number + 1}: %(message)s",
    )  # fmt: skip
    try:
        _try(work, tickets, number)
    except (WarehouseError, ValueError, OSError) as err:
        log.error("%s", err)
        raise SystemExit(1) from err
    except KeyboardInterrupt:  # the command's own process tells it
        raise SystemExit(130) from None


def _try(work: _Work, tickets: Any, number: int) -> None:
    """Try until nobody has a trial left to give."""
    study = open_study(work.folder, work.space)
    seed = np.random.SeedSequence([work.space.seed, work.tried, number]).generate_state(1)[0]
    study.sampler = optuna.samplers.TPESampler(seed=int(seed))
    objective = Objective(
        work.settings, work.space, work.source.frame(), work.data, work.revision
    )  # fmt: skip
    with _without_epochs():
        while _take(tickets):
            study.optimize(objective, n_trials=1, catch=FAILURES, callbacks=[_tell])


@contextmanager
def _without_epochs() -> Iterator[None]:
    """Each epoch of each trial is in MLflow: the terminal need not tell them too."""
    trainer = logging.getLogger("dkt")
    before = trainer.level
    trainer.setLevel(logging.WARNING)
    try:
        yield
    finally:
        trainer.setLevel(before)


def _take(tickets: Any) -> bool:
    with tickets.get_lock():
        tickets.value -= 1
        return tickets.value >= 0


def _tell(study: optuna.Study, trial: optuna.trial.FrozenTrial) -> None:
    values = ", ".join(f"{key} {_short(value)}" for key, value in trial.params.items())
    told = "failed" if trial.value is None else f"validation AUC {trial.value:.4f}"
    given_up = " (given up)" if trial.state == TrialState.PRUNED else ""
    log.info("trial %d: %s%s with %s", trial.number, told, given_up, values)


def _short(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _searched(space: Space) -> dict[str, Any]:
    """What must stay as it is while a study goes on; how many trials need not."""
    return space.model_dump(exclude={"trials", "seed", "pruning"})


def _check_same(study: optuna.Study, about: dict[str, Any], folder: Path) -> None:
    """Trials on other data, or from another base, are not to be compared with these."""
    if not study.trials:
        study.set_user_attr("about", about)
    differ = [name for name, value in about.items() if study.user_attrs["about"][name] != value]
    if differ:
        raise SweepError(
            f"{folder} holds trials of another {' and '.join(differ)} (data "
            f"{study.user_attrs['about']['data']}): give the sweep another name, ask for that data "
            "by --data, or remove the folder"
        )


def _conclude(study: optuna.Study, space: Space, folder: Path) -> Path:
    """Plots, and the config of the best trial."""
    complete = study.get_trials(states=(TrialState.COMPLETE,))
    if not complete:
        raise SweepError(f"no trial was finished; see the log, and the runs of {study.study_name}")
    best = study.best_trial
    config = with_values(space.base_config(), best.params, space.name)
    path = folder / "best.json"
    aside = path.with_suffix(".writing")
    aside.write_text(json.dumps(config.model_dump(), indent=2) + "\n")
    aside.replace(path)
    write_plots(study, folder)
    failed = len(study.get_trials(deepcopy=False, states=(TrialState.FAIL,)))
    pruned = len(study.get_trials(deepcopy=False, states=(TrialState.PRUNED,)))
    log.info("%d trials complete, %d given up, %d failed; best is trial %d: validation AUC %.4f",
             len(complete), pruned, failed, best.number, best.value)  # fmt: skip
    return path
