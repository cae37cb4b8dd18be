"""Optuna's plots of a sweep as files: the course of it, the values tried, and what mattered."""

import logging
import warnings
from pathlib import Path

import numpy as np
import optuna
from matplotlib import pyplot as plt
from optuna.exceptions import ExperimentalWarning
from optuna.trial import TrialState
from optuna.visualization import matplotlib as plots

log = logging.getLogger(__name__)
TARGET = "AUC of validation students"
FEWEST = 4
"""Complete trials before the importance of a value can be estimated."""


def write_plots(study: optuna.Study, folder: Path) -> list[Path]:
    """Write `history.png`, `slices.png` and, with enough trials, `importances.png`."""
    complete = study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))
    draw = {
        "history": lambda: plots.plot_optimization_history(study, target_name=TARGET),
        "slices": lambda: plots.plot_slice(study, target_name=TARGET),
    }
    if len(complete) >= FEWEST and len({trial.value for trial in complete}) > 1:
        draw["importances"] = lambda: plots.plot_param_importances(study, target_name=TARGET)
    else:
        log.info("no plot of importances: it takes %d different complete trials", FEWEST)
    paths = []
    plt.switch_backend("agg")  # files only: no window, and no display is needed
    for name, drawn in draw.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ExperimentalWarning)
            axes = drawn()
        figure = (
            np.atleast_1d(np.asarray(axes)).flat[0].get_figure(root=True)
        )  # one panel, or several
        paths.append(folder / f"{name}.png")
        figure.savefig(paths[-1], dpi=120, bbox_inches="tight")
        plt.close(figure)
    return paths
