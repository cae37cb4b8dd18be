"""Plots of a sweep for a person: how it went, what mattered, which values did well."""

import logging
from pathlib import Path
from typing import Any

import numpy as np
import optuna
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, MaxNLocator, NullFormatter, StrMethodFormatter
from optuna.distributions import CategoricalDistribution
from optuna.trial import FrozenTrial, TrialState

log = logging.getLogger(__name__)
INK, BLUE, GREY, PALE = "#1f2937", "#2563eb", "#9ca3af", "#bfdbfe"
COLUMNS = 3
FEWEST = 4
"""Complete trials before anything can be said of what mattered."""


def write_plots(study: optuna.Study, folder: Path) -> list[Path]:
    """Write `history.png`, `slices.png` and, of enough trials, `importances.png`."""
    figures = {"history": history(study), "slices": slices(study)}
    complete = study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))
    if len(complete) >= FEWEST and len({trial.value for trial in complete}) > 1:
        figures["importances"] = importances(study)
    else:
        log.info("no plot of importances: it takes %d different complete trials", FEWEST)
    paths = []
    for name, figure in figures.items():
        paths.append(folder / f"{name}.png")
        figure.savefig(paths[-1], dpi=120)
    return paths


def history(study: optuna.Study) -> Figure:
    """Validation AUC by trial, the best so far, and those given up where they were."""
    figure = Figure(figsize=(7, 4), layout="constrained")
    axes = figure.subplots()
    complete = study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))
    pruned = study.get_trials(deepcopy=False, states=(TrialState.PRUNED,))
    at, auc = [trial.number for trial in complete], _values(complete)
    axes.plot(at, np.maximum.accumulate(auc), color=BLUE, drawstyle="steps-post", label="best")
    axes.plot(at, auc, "o", color=BLUE, markersize=5, alpha=0.7, label="complete")
    reached = [(trial.number, trial.value) for trial in pruned if trial.value is not None]
    if reached:
        axes.plot(*zip(*reached, strict=True), "x", color=GREY, markersize=5, label="given up")
    axes.set(title=study.study_name, xlabel="trial", ylabel="AUC of validation students")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(frameon=False)
    _plain(axes)
    return figure


def importances(study: optuna.Study) -> Figure:
    """How much of the differences between complete trials each value explains."""
    told = optuna.importance.get_param_importances(study)
    names = list(told)[::-1]
    figure = Figure(figsize=(7, 1 + 0.45 * len(names)), layout="constrained")
    axes = figure.subplots()
    bars = axes.barh(names, [told[name] for name in names], color=BLUE)
    axes.bar_label(bars, fmt="{:.2f}", padding=4, color=INK)
    axes.set(title="What mattered", xlabel="share of the differences explained", xlim=(0, 1.08))
    _plain(axes)
    return figure


def slices(study: optuna.Study) -> Figure:
    """Validation AUC by each value that was searched; later trials are darker, the best ringed."""
    complete = study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))
    names = sorted({name for trial in complete for name in trial.params})
    rows = -(-len(names) // COLUMNS)
    columns = min(len(names), COLUMNS)
    figure = Figure(figsize=(3.2 * columns, 2.9 * rows), layout="constrained")
    panels = np.atleast_1d(figure.subplots(rows, columns, sharey=True)).ravel()
    auc, order = _values(complete), [trial.number for trial in complete]
    best = int(np.argmax(auc))
    for axes, name in zip(panels, names, strict=False):
        spread: Any = complete[0].distributions[name]
        given: list[Any] = [trial.params[name] for trial in complete]
        if isinstance(spread, CategoricalDistribution):  # in their order, as far apart
            given = [spread.choices.index(value) for value in given]
            axes.set_xticks(range(len(spread.choices)), [str(one) for one in spread.choices])
        elif spread.log:
            axes.set_xscale("log")
            axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
            axes.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
            axes.xaxis.set_minor_formatter(NullFormatter())
        axes.scatter(given, auc, c=order, cmap="Blues", vmin=-max(order), s=28, edgecolor=GREY,
                     linewidth=0.5)  # fmt: skip
        axes.scatter([given[best]], [auc[best]], s=110, facecolor="none", edgecolor=INK)
        axes.set_xlabel(name)
        _plain(axes)
    for axes in panels[len(names) :]:
        axes.set_visible(False)
    for axes in panels[::columns]:
        axes.set_ylabel("AUC of validation students")
    return figure


def _values(trials: list[FrozenTrial]) -> np.ndarray:
    return np.array([trial.value for trial in trials], np.float64)


def _plain(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=INK)
