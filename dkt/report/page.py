"""Write the model card from a bundle's manifest and held-out predictions."""

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from dkt.evaluation.metrics import calibration_error
from dkt.evaluation.prerequisites import SUPPORT, Relations
from dkt.evaluation.scoring import Scored
from dkt.report import plots
from dkt.report.heatmap import heatmap
from dkt.training.calibration import Scaling

HERE = Path(__file__).parent
METRICS = {
    "auc": ("AUC, all answers pooled", 1),
    "auc_within_user": ("AUC within a student (mean)", 1),
    "log_loss": ("Log loss", -1),
    "acc": ("Accuracy", 1),
    "ece": ("Calibration error", -1),
    "answers": ("Held-out answers", 0),
    "students": ("Held-out students", 0),
}
"""Name, and whether more is better (1) or worse (-1)."""
ROLES = {"champion": "the champion then", "best": "the best model there had been"}
KINDS = {
    "history": ("By what it knows of the student", "Answers that the student had given before"),
    "grade": ("By grade", "Grade of the question (head of the item id)"),
    "tag": ("By tag", "Tags with the most answers"),
    "item": ("Known and unknown items", "Whether training students had answered the item"),
}
SHOWN, EXTREMES, PAIRS, MAPPED = 12, 5, 12, 20
"""Slices shown of a kind; best and worst tags; strongest pairs of tags; tags of the heatmap."""


def write_card(
    path: Path,
    facts: dict[str, Any],
    scored: Scored,
    relations: Relations,
    tag_names: dict[str, str],
) -> None:
    """Write the card of a bundle; deterministic.

    Args:
        facts: see `dkt.manifest`. scored: held-out predictions of the model.
        relations: of training students. tag_names: readable names of tags, where known.
    """
    model, champion = facts["metrics"]["model"], facts["metrics"]["champion"]
    scaling = Scaling(**facts["calibration"])

    def named(tag: str) -> str:
        return tag_names.get(tag, tag)

    page = Environment(autoescape=True, loader=FileSystemLoader(HERE)).get_template("page.html")
    path.write_text(
        page.render(
            css=(HERE / "page.css").read_text(),
            facts=facts,
            model=model,
            champion=champion,
            tiles=_tiles(model),
            compared=_compared(facts["metrics"]),
            comparisons=[_against(one) for one in facts["metrics"].get("comparisons", [])],
            scaling_says=_scaling_says(scaling, scored, model["ece"]),
            reliability=plots.reliability_plot(scored, scaling),
            distribution=plots.distribution_plot(scored),
            sliced=list(_sliced(facts["metrics"]["slices"], model["auc"], named)),
            relations=relations.table().head(PAIRS).to_dicts(),
            typical=relations.typical(),
            support=SUPPORT,
            heatmap=heatmap(relations, tag_names, MAPPED),
            curve=plots.learning_curve(facts["curve"], facts["config"]["model"]["kind"]),
            importance=plots.importance_plot(facts["importance"]) if "importance" in facts else "",
            lineage=_lineage(facts),
            config=json.dumps(facts["config"], indent=2),
            named=named,
            percent=lambda share: f"{100 * share:.1f} %",
            digits=lambda value, many: "—" if value is None else f"{value:.{many}f}",
        ),
        encoding="utf-8",
    )


def _tiles(model: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"name": "AUC", "figure": f"{model['auc']:.3f}", "says":
         f"Of a right and a wrong answer, it gives the right one the higher chance "
         f"{100 * model['auc']:.0f} times in 100."},
        {"name": "AUC within a student", "figure": f"{model['auc_within_user']:.3f}", "says":
         "The same among one student’s own answers: harder, and what practice needs."},
        {"name": "Accuracy", "figure": f"{100 * model['acc']:.1f} %", "says":
         "How often “more likely right than not” came true."},
        {"name": "Calibration error", "figure": f"{100 * model['ece']:.1f} points", "says":
         "How far its chances are from what happened, on average."},
    ]  # fmt: skip


def _compared(metrics: dict[str, Any]) -> list[dict[str, str]]:
    """Rows of the table of this model's figures, values as text."""
    rows = []
    for key, (name, _) in METRICS.items():
        if key in metrics["model"]:
            ours = _value(metrics["model"][key])
            if key == "auc":
                ours += _interval(metrics["intervals"]["auc"], "{:.3f}")
            rows.append({"name": name, "ours": ours})
    return rows


def _against(comparison: dict[str, Any]) -> dict[str, Any]:
    """Both models' metrics on students that trained neither of them."""
    rows = []
    for key, (name, better) in METRICS.items():
        ours, theirs = comparison["ours"][key], comparison["theirs"][key]
        row = {"name": name, "ours": _value(ours), "theirs": _value(theirs), "verdict": ""}
        gap = ours - theirs
        row["difference"] = "" if not better else "±0" if abs(gap) < 5e-5 else _signed(gap, 4)
        if sure := comparison["differences"].get(key):
            ends = sorted(better * sure[end] for end in ("low", "high"))
            row["difference"] += _interval(ends, "{:+.4f}")
            row["verdict"] = "good" if sure["low"] > 0 else "bad" if sure["high"] < 0 else ""
        rows.append(row)
    worse = [one for one in comparison["slices"] if one["high"] < 0]
    return {
        "version": comparison["version"],
        "who": " and ".join(ROLES[role] for role in comparison["roles"]),
        "students": comparison["students"],
        "slices": comparison["slices_compared"],
        "worse": [f"{one['kind']} {one['name']}" for one in worse],
        "rows": rows,
    }


def _value(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:.4f}"


def _interval(ends: list[float] | None, form: str) -> str:
    if ends is None:
        return ""
    low, high = (form.format(end).replace("-", "−") for end in ends)
    return f" [{low}, {high}]"


def _scaling_says(scaling: Scaling, scored: Scored, ece: float) -> str:
    if scaling == Scaling():
        return "On validation students this was so as training left it: nothing was scaled."
    moved = f" and a bias of {_signed(scaling.bias, 3)}" if scaling.bias else ""
    before = calibration_error(scored.correct, plots.unscaled(scored, scaling))
    return (
        f"Validation students called for a temperature of {scaling.temperature:.3f}{moved}; on the "
        f"held-out students that took the calibration error from {before:.4f} to {ece:.4f}."
    )


def _signed(value: float, digits: int) -> str:
    return f"{value:+.{digits}f}".replace("-", "−")


def _sliced(slices: dict[str, Any], auc: float, named: Any) -> Any:
    """What the page shows of each kind of slice."""
    for kind, (title, caption) in KINDS.items():
        rows = [row | {"name": named(row["name"])} for row in slices[kind]]
        part: dict[str, Any] = {"title": title, "caption": caption, "more": []}
        if kind == "tag":
            ranked = sorted(
                (row for row in rows if row["auc"] is not None), key=lambda row: -row["auc"]
            )
            if len(ranked) >= 2 * EXTREMES:
                part["more"] = [*ranked[:EXTREMES], *ranked[-EXTREMES:]]
                part["more_says"] = (
                    f"The {EXTREMES} best and {EXTREMES} worst of the {len(rows)} largest, by AUC"
                )
            rows = sorted(rows, key=lambda row: (-row["answers"], row["name"]))
        rows = rows[:SHOWN]
        if rows:
            plot = plots.slice_plot(rows, kind, auc) if len(rows) > 1 else ""
            yield part | {"rows": rows, "plot": plot}


def _lineage(facts: dict[str, Any]) -> list[tuple[str, Any]]:
    champion, scaling = facts["metrics"]["champion"], Scaling(**facts["calibration"])
    return [
        ("Data version", facts["data_version"]),
        ("Code revision", facts["git_revision"]),
        ("Config", f"{facts['config']['name']}, seed {facts['config']['training']['seed']}"),
        ("Champion then", champion["version"] if champion else "none"),
        ("Calibration", f"logits / {scaling.temperature} + {scaling.bias}"),
        ("Made", f"{facts['created_at']}, {facts['device']}"),
        *facts["libraries"].items(),
    ]
