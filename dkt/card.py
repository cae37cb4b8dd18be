"""The model card: one HTML page, no outside file, that tells a person what a bundle is."""

import io
from pathlib import Path
from typing import Any

from jinja2 import Environment
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from dkt.evaluate import Scored
from dkt.metrics import reliability

METRICS = {
    "auc": "AUC, all answers pooled",
    "auc_within_user": "AUC within a student (mean)",
    "acc": "Accuracy",
    "ece": "Calibration error",
    "answers": "Held-out answers",
    "students": "Held-out students",
}
INK, BLUE, GREY = "#1f2937", "#2563eb", "#9ca3af"

PAGE = Environment(autoescape=True).from_string("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ facts.version }}</title>
<style>
 body { font: 16px/1.5 system-ui, sans-serif; color: #1f2937; max-width: 60rem; margin: 2rem auto;
        padding: 0 1rem }
 h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2rem }
 table { border-collapse: collapse } td, th { padding: .3rem 1rem .3rem 0; text-align: left;
        border-bottom: 1px solid #e5e7eb; vertical-align: top } td.n { text-align: right;
        font-variant-numeric: tabular-nums }
 .plots { display: flex; flex-wrap: wrap; gap: 1rem } code { font-size: .9em }
</style></head><body>
<h1>Model {{ facts.version }}</h1>
<p>Trained {{ facts.created_at }} on data version {{ facts.data_version }} with config
<b>{{ facts.config.name }}</b>, seed {{ facts.config.training.seed }}, on {{ facts.device }},
in {{ facts.train_seconds }} s. {{ "{:,}".format(facts.parameters) }} parameters.</p>
<h2>On held-out students</h2>
<table><tr><th></th><th>this model</th>
{% if champion %}<th>champion {{ champion.version }}</th>{% endif %}</tr>
{% for key, name in names.items() %}<tr><td>{{ name }}</td>
<td class="n">{{ show(model[key]) }}</td>
{% if champion %}<td class="n">{{ show(champion[key]) }}</td>{% endif %}</tr>{% endfor %}</table>
<div class="plots">{{ curve | safe }}{{ calibration | safe }}</div>
<h2>Data</h2>
<table>{% for part, size in facts.split.items() %}<tr><td>{{ part }}</td>
<td class="n">{{ "{:,}".format(size.students) }} students</td>
<td class="n">{{ "{:,}".format(size.answers) }} answers</td></tr>{% endfor %}</table>
<h2>Lineage</h2>
<table><tr><td>Code revision</td><td><code>{{ facts.git_revision }}</code></td></tr>
{% for name, version in facts.libraries.items() %}<tr><td>{{ name }}</td>
<td>{{ version }}</td></tr>{% endfor %}</table>
</body></html>
""")


def write_card(path: Path, facts: dict[str, Any], scored: Scored) -> None:
    """Write the card of a bundle from its facts (see `train.py`) and its held-out predictions."""
    path.write_text(
        PAGE.render(
            facts=facts,
            model=facts["metrics"]["model"],
            champion=facts["metrics"]["champion"],
            names=METRICS,
            show=lambda value: f"{value:,}" if isinstance(value, int) else f"{value:.4f}",
            curve=_learning_curve(facts["curve"]),
            calibration=_reliability_plot(scored),
        )
    )


def _learning_curve(points: list[dict[str, float]]) -> str:
    figure = Figure(figsize=(4.6, 3.4), layout="constrained")
    axes = figure.subplots()
    axes.plot([p["epoch"] for p in points], [p["valid_auc"] for p in points], "o-", color=BLUE)
    axes.set(title="Learning curve", xlabel="epoch", ylabel="AUC of validation students")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    return _svg(figure)


def _reliability_plot(scored: Scored) -> str:
    figure = Figure(figsize=(4.6, 3.4), layout="constrained")
    axes = figure.subplots()
    bins = reliability(scored.correct, scored.prob)
    largest = max(count for _, _, count in bins)
    axes.plot([0, 1], [0, 1], color=GREY, linewidth=1, linestyle="--")
    axes.scatter(
        [mean for mean, _, _ in bins], [share for _, share, _ in bins],
        s=[15 + 120 * count / largest for _, _, count in bins], color=BLUE,
    )  # fmt: skip
    axes.set(title="Reliability", xlabel="predicted", ylabel="share of right answers",
             xlim=(0, 1), ylim=(0, 1))  # fmt: skip
    return _svg(figure)


def _svg(figure: Figure) -> str:
    for axes in figure.axes:
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(colors=INK)
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()[text.getvalue().index("<svg") :]
