"""A challenger's metrics on held-out students, beside those of the models it may replace."""

import logging
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dkt.config.schema import Config
from dkt.evaluation.bootstrap import auc_interval
from dkt.evaluation.comparison import Shared, compare, split_of
from dkt.evaluation.scoring import Scored, evaluate
from dkt.evaluation.slices import Held, slices_of
from dkt.features.bundle import Bundle
from dkt.features.steps import Steps

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rivals:
    """What a challenger is compared with: the champion, and the best model there has been."""

    champion: Bundle | None = None
    best: Bundle | None = None

    def roles(self) -> list[tuple[Bundle, list[str]]]:
        """Each bundle once, the champion first, with its roles."""
        if self.champion and self.best and self.champion.version == self.best.version:
            return [(self.champion, ["champion", "best"])]
        both = ((self.champion, "champion"), (self.best, "best"))
        return [(bundle, [role]) for bundle, role in both if bundle]

    def check(self) -> None:
        """Raises BundleError if this code can't measure one of them, or can't tell its split."""
        for bundle, _ in self.roles():
            bundle.statistics()
            split_of(bundle)


def shared_with(rivals: Rivals, config: Config, parts: dict[str, pl.DataFrame]) -> list[Shared]:
    """For each rival's role, the answers to compare on.

    Raises:
        ComparisonError: there are none.
    """
    users = parts["test"]["userID"].cast(pl.String).to_numpy()
    everybody = np.concatenate(
        [frame["userID"].unique().cast(pl.String).to_numpy() for frame in parts.values()]
    )
    return [Shared.between(users, everybody, config.split, bundle) for bundle, _ in rivals.roles()]


def metrics_of(
    scored: Scored, rivals: Rivals, shared: list[Shared], frame: pl.DataFrame, steps: Steps,
    confidence: float,
) -> dict[str, Any]:  # fmt: skip
    """Metrics of the model, overall and by slice, and the comparison with each rival.

    `champion`: the champion's metrics on students that trained neither model.
    """
    held, comparisons, beside = Held.read(frame, steps), [], None
    for (bundle, roles), fair in zip(rivals.roles(), shared, strict=True):
        log.info("measuring %s (%s) on the same students", bundle.version, " and ".join(roles))
        theirs = evaluate(bundle, frame)
        trained_on = sum(part["answers"] for part in bundle.manifest["split"].values())
        compared = compare(scored, theirs, held, fair, confidence)
        comparisons.append(
            {"version": bundle.version, "roles": roles, "data_answers": trained_on, **compared}
        )
        if "champion" in roles and fair.rows.all():
            beside = theirs
    ours = auc_interval(scored)
    champion = next((one for one in comparisons if "champion" in one["roles"]), None)
    return {
        "model": scored.metrics(),
        "champion": champion and {"version": champion["version"], **champion["theirs"]},
        "comparisons": comparisons,
        "intervals": {
            "auc": _ends(ours.rounded() if ours else None),
            "auc_difference": _ends(champion["differences"]["auc"]) if champion else None,
        },
        "slices": slices_of(held, scored, beside),
    }


def _ends(interval: dict[str, float] | None) -> list[float] | None:
    return [interval["low"], interval["high"]] if interval else None
