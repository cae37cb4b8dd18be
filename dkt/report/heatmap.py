"""Heatmap of the relations between tags, for the card and for `experiments/relations.py`."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, TwoSlopeNorm
from matplotlib.figure import Figure

from dkt.evaluation.prerequisites import SUPPORT, Relations
from dkt.report.figures import INK, MUTED, drawn, styled, svg
from dkt.report.plots import shortened

COLOURS = LinearSegmentedColormap.from_list(
    "relations", ["#b4441a", "#e9a27c", "#efece6", "#8fb3f0", "#1d4fc4"]
)
LEAST_SCALE = 0.05


def heatmap_figure(
    relations: Relations, names: dict[str, str], size: int, support: int = SUPPORT
) -> Figure | None:
    """Phi of the `size` most answered tags, A by row and B by column; None without a pair.

    Draw and save it within `styled()`.
    """
    tags, phi = relations.matrix(size, support)
    if len(tags) < 2:
        return None
    many = len(tags)
    labels = [shortened(names.get(tag, tag)) for tag in tags]
    side = max(0.17 * many, 1.6)
    room = 0.2 + 0.055 * max(map(len, labels))
    figure, axes = drawn((side + room + 0.8, side + room + 0.1), (room, 0.1, 0.8, room))
    scale = max(float(np.nanmax(np.abs(phi))), LEAST_SCALE)
    drawing = axes.pcolormesh(
        phi, cmap=COLOURS, norm=TwoSlopeNorm(0.0, -scale, scale), edgecolors="none"
    )
    at = np.arange(many) + 0.5
    axes.set(xticks=at, yticks=at, ylim=(many, 0), aspect="equal")
    axes.set_yticklabels(labels, color=INK, size=7)
    axes.set_xticklabels(labels, color=INK, size=7, rotation=90)
    axes.xaxis.tick_top()
    axes.spines[:].set_visible(False)
    axes.patch.set_alpha(0)
    bar = figure.colorbar(drawing, cax=axes.inset_axes((1.06, 0.0, 0.035, 1.0)))
    bar.outline.set_visible(False)
    bar.ax.tick_params(labelsize=7, labelcolor=MUTED)
    bar.ax.set_title("phi", size=8, loc="left")
    return figure


def heatmap(relations: Relations, names: dict[str, str], size: int) -> str:
    """The heatmap as an `<svg>` element, '' without a pair."""
    with styled():
        figure = heatmap_figure(relations, names, size)
        if figure is None:
            return ""
        pairs = relations.table()
        tops = "; ".join(
            f"{names.get(first, first)} before {names.get(then, then)}, {phi:.2f}"
            for first, then, phi in pairs.select("first", "then", "phi").head(3).iter_rows()
        )
        title = f"Heatmap of the correlation of tag A with a later tag B. Strongest: {tops}."
        return svg(figure, "relations", title)
