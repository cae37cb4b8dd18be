"""The card's plots of predictions and training, each an `<svg>` element."""

from typing import Any

import numpy as np
from scipy.special import expit

from dkt.evaluation.metrics import reliability
from dkt.evaluation.scoring import Scored
from dkt.report.figures import (
    INK,
    LINE,
    MODEL,
    MUTED,
    OTHER,
    RIGHT,
    WRONG,
    bare,
    drawn,
    styled,
    svg,
)
from dkt.training.calibration import Scaling

Rows = list[dict[str, Any]]
LABEL = 26
"""Characters of a name that fit beside a plot."""
CURVE_AXIS = {"lgbm": "trees", "ensemble": "member"}


def shortened(name: str, most: int = LABEL) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"


def learning_curve(points: Rows, kind: str) -> str:
    """Training loss and validation AUC by epoch (by trees, or by member of an ensemble)."""
    axis = CURVE_AXIS.get(kind, "epoch")
    epoch = [point["epoch"] for point in points]
    best = max(points, key=lambda point: point["valid_auc"])
    with styled():
        figure, (loss, auc) = drawn((4.6, 3.0), (0.5, 0.5, 0.15, 0.35), ncols=2, wspace=0.42)
        for axes, key, title in ((loss, "train_loss", "Training loss"),
                                 (auc, "valid_auc", "Validation AUC")):  # fmt: skip
            axes.plot(epoch, [point[key] for point in points], "o-", color=MODEL, markersize=3,
                      linewidth=1.6)  # fmt: skip
            axes.set(title=title, xlabel=axis)
            axes.locator_params(nbins=5)
            axes.xaxis.get_major_locator().set_params(integer=True, nbins=4)
            axes.margins(y=0.15)
            axes.grid(axis="y")
            bare(axes, "left")
        auc.plot(best["epoch"], best["valid_auc"], "o", color=RIGHT, markersize=7)
        late = best["epoch"] > np.mean(auc.get_xlim())
        auc.annotate(f"{best['valid_auc']:.4f}", (best["epoch"], best["valid_auc"]),
                     xytext=(4 if late else -4, 7), textcoords="offset points", color=RIGHT,
                     ha="right" if late else "left", weight="bold")  # fmt: skip
        title = (
            f"Learning curve over {len(points)} points: training loss ends at "
            f"{points[-1]['train_loss']:.4f}; the best validation AUC is {best['valid_auc']:.4f} "
            f"at {axis} {best['epoch']}."
        )
        return svg(figure, "curve", title)


def reliability_plot(scored: Scored, scaling: Scaling) -> str:
    """Share of right answers by predicted chance, before and after scaling, with counts."""
    before = reliability(scored.correct, unscaled(scored, scaling))
    after = reliability(scored.correct, scored.prob)
    with styled():
        figure, (axes, counts) = drawn(
            (4.6, 4.0), (0.5, 0.45, 0.15, 0.35), nrows=2, sharex=True, hspace=0.12,
            gridspec_kw={"height_ratios": [3.4, 1]},
        )  # fmt: skip
        axes.plot([0, 1], [0, 1], color=MUTED, linewidth=1, linestyle=(0, (4, 3)), label="perfect")
        if scaling != Scaling():
            axes.plot(*_points(before), "o-", color=OTHER, markersize=4, markerfacecolor="none",
                      linewidth=1, label="before scaling")  # fmt: skip
        mean, share = _points(after)
        many = np.array([count for _, _, count in after])
        spread = 1.96 * np.sqrt(share * (1 - share) / many)
        axes.vlines(mean, share - spread, share + spread, color=MODEL, linewidth=4, alpha=0.25)
        axes.plot(mean, share, "o-", color=MODEL, markersize=5, linewidth=1.6, label="as served")
        axes.set(title="Reliability", ylabel="share of right answers",
                 xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))  # fmt: skip
        axes.legend(loc="upper left")
        axes.grid()
        bare(axes, "left", "bottom")
        counts.bar(mean, many, width=0.045, color=MODEL, alpha=0.6)
        counts.set(xlabel="predicted chance of a right answer", ylabel="answers")
        counts.locator_params(axis="y", nbins=3)
        counts.yaxis.set_major_formatter(lambda value, _: thousands(value))
        bare(counts, "left")
        counts.grid(axis="y")
        worst = max(after, key=lambda one: abs(one[0] - one[1]) * one[2])
        title = (
            f"Reliability over {len(after)} bins of predicted chance. The bin that adds most to "
            f"the calibration error predicts {worst[0]:.2f} where {worst[1]:.2f} are right, in "
            f"{worst[2]:,} answers."
        )
        return svg(figure, "reliability", title)


def unscaled(scored: Scored, scaling: Scaling) -> np.ndarray:
    """(N,) the chances as they were before calibration."""
    logits = np.log(scored.prob) - np.log1p(-scored.prob)
    return expit(scaling.undone(logits))


def distribution_plot(scored: Scored) -> str:
    """How often each chance was predicted, for answers that were right and that were wrong."""
    edges = np.linspace(0, 1, 41)
    right = scored.correct > 0.5
    with styled():
        figure, axes = drawn((4.6, 3.0), (0.5, 0.5, 0.15, 0.35))
        for mask, colour, code in ((right, RIGHT, "right"), (~right, WRONG, "wrong")):
            share = np.histogram(scored.prob[mask], edges)[0] / max(int(mask.sum()), 1)
            axes.stairs(share, edges, fill=True, color=colour, alpha=0.28)
            axes.stairs(share, edges, color=colour, linewidth=1.6, label=f"answered {code}")
        axes.set(title="Predictions, by how the answer went", xlim=(0, 1),
                 xlabel="predicted chance of a right answer",
                 ylabel="share of these answers")  # fmt: skip
        axes.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
        axes.legend(loc="upper left")
        axes.grid(axis="y")
        bare(axes, "left")
        title = (
            "Distribution of predictions: on average answers that were right had "
            f"{scored.prob[right].mean():.2f} predicted, answers that were wrong "
            f"{scored.prob[~right].mean():.2f}."
        )
        return svg(figure, "distribution", title)


def slice_plot(rows: Rows, kind: str, auc: float) -> str:
    """Per slice: predicted and true share of right answers, and the AUC beside the overall one."""
    many = len(rows)
    at = np.arange(many)
    left = 0.25 + 0.062 * max(len(shortened(row["name"])) for row in rows)
    with styled():
        figure, (share, quality) = drawn(
            (left + 3.1, 0.75 + 0.26 * many), (left, 0.3, 0.15, 0.4), ncols=2, sharey=True,
            wspace=0.12, gridspec_kw={"width_ratios": [1.25, 1]},
        )  # fmt: skip
        right, predicted = (np.array([row[key] for row in rows]) for key in ("right", "predicted"))
        share.hlines(at, right, predicted, color=WRONG, linewidth=2)
        share.plot(right, at, "o", color=INK, markerfacecolor="none", markersize=7,
                   label="right")  # fmt: skip
        share.plot(predicted, at, "o", color=MODEL, markersize=4, label="predicted")
        share.set(yticks=at, ylim=(many - 0.5, -0.5))
        share.set_yticklabels([shortened(row["name"]) for row in rows], color=INK)
        share.xaxis.set_major_formatter(lambda value, _: f"{100 * value:g} %")
        share.legend(loc="lower left", bbox_to_anchor=(-0.03, 1.0), ncols=2, borderpad=0,
                     handletextpad=0.2, columnspacing=0.8, handlelength=1.2)  # fmt: skip
        quality.axvline(auc, color=MUTED, linewidth=1, linestyle=(0, (4, 3)))
        ends = [[row["champion_auc"], row["auc"], y] for row, y in zip(rows, at, strict=True)
                if None not in (row["champion_auc"], row["auc"])]  # fmt: skip
        if ends:
            before, now, y = np.array(ends).T
            quality.hlines(y, before, now, color=LINE, linewidth=2)
            quality.plot(before, y, "o", color=OTHER, markerfacecolor="none", markersize=7,
                         label="champion")  # fmt: skip
        known = [(row["auc"], y) for row, y in zip(rows, at, strict=True) if row["auc"] is not None]
        if known:
            quality.plot(*zip(*known, strict=True), "o", color=MODEL, markersize=5, label="AUC")
        quality.legend(loc="lower left", bbox_to_anchor=(-0.05, 1.0), ncols=2, borderpad=0,
                       handletextpad=0.2, columnspacing=0.8, handlelength=1.2)  # fmt: skip
        for axes in (share, quality):
            axes.locator_params(axis="x", nbins=4)
            axes.margins(x=0.12)
            axes.grid()
            bare(axes, "left", "bottom")
        title = (
            f"Slices by {kind}: predicted and true share of right answers, and AUC beside the "
            f"overall {auc:.3f}. The numbers are in the table after it."
        )
        return svg(figure, f"slices-{kind}", title)


def importance_plot(importance: dict[str, float], most: int = 15) -> str:
    """The features that the trees gained most by."""
    kept = list(importance.items())[:most]
    with styled():
        figure, axes = drawn((4.6, 0.7 + 0.22 * len(kept)), (1.3, 0.4, 0.45, 0.3))
        at = np.arange(len(kept))
        axes.barh(at, [share for _, share in kept], color=MODEL, height=0.62, alpha=0.8)
        for y, (_, share) in enumerate(kept):
            axes.annotate(f"{100 * share:.1f} %", (share, y), xytext=(4, 0), va="center",
                          textcoords="offset points", color=MUTED, size=8)  # fmt: skip
        axes.set(yticks=at, ylim=(len(kept) - 0.5, -0.5), title="What the trees look at")
        axes.set_yticklabels([name for name, _ in kept], color=INK)
        axes.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
        axes.set_xlabel("share of the gain of all cuts")
        axes.locator_params(axis="x", nbins=4)
        axes.grid(axis="x")
        bare(axes, "left", "bottom")
        first = ", ".join(f"{name} {100 * share:.0f} %" for name, share in kept[:3])
        return svg(figure, "importance", f"Feature importance; the first are {first}.")


def thousands(value: float) -> str:
    return f"{value / 1000:g}k" if value >= 1000 else f"{value:g}"


def _points(bins: list[tuple[float, float, int]]) -> tuple[np.ndarray, np.ndarray]:
    mean, share, _ = np.array(bins, np.float64).T
    return mean, share
