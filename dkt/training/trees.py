"""Grow LightGBM's trees: one booster, or one per fold of students, or with fewer features.

A feature that is left out is 0 in every training row, so no tree splits on it, and the input keeps
its shape.
"""

import logging
import time
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from sklearn.metrics import roc_auc_score

from dkt.config.model_kinds import LgbmConfig
from dkt.config.schema import Config
from dkt.features.steps import NUMBERS, Steps
from dkt.training.distributed import OnPoint

log = logging.getLogger(__name__)
REPORT_EVERY = 50
DROPPED = 3
"""Features dropped in a round of elimination."""
HASTE = 3.0
"""Factor of the learning rate while eliminating, which needs a third of the trees."""


@dataclass(frozen=True)
class Grown:
    """A booster cut at its best tree, its learning curve (an `epoch` is a tree), and its AUC."""

    booster: lightgbm.Booster
    curve: list[dict[str, float]]
    auc: float


@dataclass(frozen=True)
class Elimination:
    """Result of recursive feature elimination.

    Attributes:
        kept: (F,) bool.
        rounds: of each set that was tried, the largest first: features (names), valid_auc.
    """

    kept: np.ndarray
    rounds: list[dict[str, Any]]


def grow(
    train: Steps, valid: Steps, config: Config, kept: np.ndarray | None = None,
    on_point: OnPoint | None = None,
) -> Grown:  # fmt: skip
    """Grow trees until the validation AUC stops rising; keep those up to the best.

    The same rows, config and seed give the same trees.

    Args:
        kept: (F,) bool, features that may be used; None: all.
    """
    settings = config.training
    started = time.monotonic()
    curve: list[dict[str, float]] = []

    def report(env: Any) -> None:
        tree = env.iteration + 1
        if tree % REPORT_EVERY and tree != 1:
            return
        measured = {(part, name): value for part, name, value, _ in env.evaluation_result_list}
        point = {
            "epoch": tree,
            "train_loss": float(measured["train", "binary_logloss"]),
            "valid_auc": float(measured["valid", "auc"]),
            "seconds": round(time.monotonic() - started, 1),
        }
        curve.append(point)
        log.info("tree %(epoch)d: loss %(train_loss).4f, validation AUC %(valid_auc).4f, "
                 "%(seconds).0f s", point)  # fmt: skip
        if on_point:
            on_point(point)

    query = train.query
    if kept is not None and not kept.all():
        query = np.where(kept, query, np.float32(0.0))
    data = lightgbm.Dataset(query, train.correct, feature_name=list(names_in(config)))
    held = lightgbm.Dataset(valid.query, valid.correct, reference=data)
    booster = lightgbm.train(
        _parameters(config),
        data,
        settings.max_epochs,
        valid_sets=[data, held],
        valid_names=["train", "valid"],
        callbacks=[_stop_early(settings.patience), report],
    )
    best = lightgbm.Booster(model_str=booster.model_to_string(num_iteration=booster.best_iteration))
    auc = float(roc_auc_score(valid.correct, best.predict(valid.query)))
    log.info("%d trees, validation AUC %.4f", best.num_trees(), auc)
    return Grown(best, curve, auc)


def grow_folds(
    train: Steps, valid: Steps, config: Config, folds: int, kept: np.ndarray | None,
    on_point: OnPoint | None = None,
) -> tuple[list[lightgbm.Booster], list[dict[str, float]]]:  # fmt: skip
    """One booster per fold of training students, grown on the other folds and stopped on this.

    Validation students decide nothing here. The target encoding has folds of its own
    (`dkt.features.target_encoding`), so a fold's encoding may include students that stop it.

    Returns:
        The boosters, and a curve on validation students: an `epoch` is one more booster in the
        mean.
    """
    started = time.monotonic()
    fold = fold_of_students(train.user, folds, config.training.seed)
    boosters: list[lightgbm.Booster] = []
    curve: list[dict[str, float]] = []
    raw = np.zeros(len(valid))
    for k in range(folds):
        grown = grow(_rows(train, fold != k), _rows(train, fold == k), config, kept)
        boosters.append(grown.booster)
        raw += np.asarray(grown.booster.predict(valid.query, raw_score=True))
        curve.append({
            "epoch": k + 1,
            "train_loss": grown.curve[-1]["train_loss"],
            "valid_auc": float(roc_auc_score(valid.correct, raw)),
            "seconds": round(time.monotonic() - started, 1),
        })  # fmt: skip
        log.info("%d of %d boosters: validation AUC %.4f", k + 1, folds, curve[-1]["valid_auc"])
        if on_point:
            on_point(curve[-1])
    return boosters, curve


def eliminate(train: Steps, valid: Steps, config: Config, least: int) -> Elimination:
    """Drop the features of least gain, some a round, down to `least`; keep the best set.

    Guyon et al. 2002, "Gene Selection for Cancer Classification using Support Vector Machines":
    recursive feature elimination, here by gain. Best is the highest validation AUC.
    """
    faster = config.training.model_copy(update={"lr": HASTE * config.training.lr})
    config = config.model_copy(update={"training": faster})
    names = names_in(config)
    kept = np.ones(len(names), bool)
    tried: list[tuple[np.ndarray, Grown]] = []
    while True:
        grown = grow(train, valid, config, kept)
        tried.append((kept, grown))
        log.info("%d features: validation AUC %.4f", kept.sum(), grown.auc)
        many = min(DROPPED, int(kept.sum()) - least)
        if many <= 0:
            break
        gain = np.where(kept, grown.booster.feature_importance("gain"), np.inf)
        kept = kept.copy()
        kept[np.argsort(gain, kind="stable")[:many]] = False
    rounds = [{"features": names_of(one, names), "valid_auc": grown.auc} for one, grown in tried]
    kept, _ = max(tried, key=lambda one: one[1].auc)
    log.info("kept %d features: %s", kept.sum(), ", ".join(names_of(kept, names)))
    return Elimination(kept, rounds)


def names_in(config: Config) -> tuple[str, ...]:
    """Names of the F features that trees read."""
    assert isinstance(config.model, LgbmConfig)
    return NUMBERS[config.model.numbers]


def names_of(kept: np.ndarray, names: tuple[str, ...]) -> list[str]:
    """Those of the names that are marked in `kept`, (F,) bool."""
    return [name for name, one in zip(names, kept.tolist(), strict=True) if one]


def fold_of_students(user: np.ndarray, folds: int, seed: int) -> np.ndarray:
    """(N,) int in 0..folds − 1, the same for all rows of a student; folds of equal size.

    Raises:
        ValueError: there are fewer students than folds.
    """
    students, number = np.unique(user, return_inverse=True)
    if len(students) < folds:
        raise ValueError(
            f"{len(students)} training students, expected at least model.folds = {folds}"
        )
    return (np.random.default_rng(seed).permutation(len(students)) % folds)[number]


def _rows(steps: Steps, mask: np.ndarray) -> Steps:
    return Steps(*(getattr(steps, name)[mask] for name in steps.__dataclass_fields__))


def _stop_early(patience: int) -> Any:
    return lightgbm.early_stopping(patience, first_metric_only=True, verbose=False)


def _parameters(config: Config) -> dict[str, Any]:
    model = config.model
    assert isinstance(model, LgbmConfig)
    return {
        "objective": "binary",
        "metric": ["auc", "binary_logloss"],
        "first_metric_only": True,
        "learning_rate": config.training.lr,
        "num_leaves": model.leaves,
        "min_data_in_leaf": model.leaf_answers,
        "feature_fraction": model.feature_share,
        "lambda_l2": model.l2,
        "max_bin": model.bins,
        "seed": config.training.seed,
        "deterministic": True,
        "force_row_wise": True,
        "use_missing": False,  # no feature is ever missing; a graph needs no way for it then
        "verbose": -1,
    }
