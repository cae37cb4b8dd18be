"""Trees with fewer features, and a booster a fold of students."""

import numpy as np
import pytest

from dkt.config.schema import Config, parse_config
from dkt.features.steps import NUMBERS, Steps
from dkt.training.boosting import fit_trees, onnx_of
from dkt.training.trees import fold_of_students
from tests.dkt.trained import tiny_config

NAMES = NUMBERS["all"]
TELLING = (3, 17)


def steps_of(students: int, seed: int) -> Steps:
    """Ten answers a student; two of the features tell something of them."""
    rng = np.random.default_rng(seed)
    query = rng.normal(size=(10 * students, len(NAMES))).astype(np.float32)
    chance = 1 / (1 + np.exp(-2.0 * query[:, TELLING[0]] - 1.5 * query[:, TELLING[1]]))
    correct = (rng.random(len(query)) < chance).astype(np.float32)
    user = np.repeat(np.arange(students), 10)
    return Steps(user, np.zeros((len(query), 6), np.int64), query, query[:, :5], correct)


def config_with(**model: int) -> Config:
    raw = tiny_config("lgbm", max_epochs=30, patience=5, lr=0.2).model_dump()
    raw["model"] |= model
    return parse_config(raw, "test")


@pytest.fixture(scope="module", name="parts")
def parts_once() -> tuple[Steps, Steps]:
    return steps_of(120, seed=0), steps_of(60, seed=1)


def batch_of(steps: Steps) -> dict[str, np.ndarray]:
    return {"query_numeric": steps.query[None]}


def test_weak_features_are_dropped_and_strong_ones_stay(parts, tmp_path):
    fitted = fit_trees(*parts, config_with(keep_features=2))
    sizes = [len(one["features"]) for one in fitted.rounds]
    assert sizes == [len(NAMES), *range(len(NAMES) - 3, 2, -3), 2]
    assert set(fitted.rounds[-1]["features"]) == {NAMES[k] for k in TELLING}
    best = max(fitted.rounds, key=lambda one: one["valid_auc"])
    assert fitted.features == best["features"]
    assert best["valid_auc"] > fitted.rounds[0]["valid_auc"]  # the others are noise
    used = fitted.boosters[0].feature_importance("split") > 0
    assert {name for name, one in zip(NAMES, used, strict=True) if one} <= set(fitted.features)
    fitted.save(tmp_path, batch_of(parts[1]))  # it takes all, and checks parity


def test_a_booster_a_fold_votes_and_the_graph_says_their_mean(parts, tmp_path):
    train, valid = parts
    fitted = fit_trees(train, valid, config_with(folds=3))
    assert len(fitted.boosters) == len(fitted.curve) == 3
    assert len({one.model_to_string() for one in fitted.boosters}) == 3
    assert fitted.features == list(NAMES) and not fitted.rounds
    fitted.save(tmp_path, batch_of(valid))  # raises where the mean isn't theirs
    leaves = sum(
        len(node.attribute[k].floats)
        for node in onnx_of(fitted.boosters).graph.node
        for k, one in enumerate(node.attribute)
        if one.name == "target_weights"
    )
    assert fitted.parameters > leaves > 0
    single = fit_trees(train, valid, config_with()).curve[-1]["valid_auc"]
    assert fitted.curve[-1]["valid_auc"] > single - 0.01


def test_folds_part_students_evenly():
    user = np.repeat(np.arange(10) * 7, 4)
    fold = fold_of_students(user, 3, seed=0)
    assert all(len(set(fold[user == one])) == 1 for one in user)
    assert sorted(np.bincount(fold[::4])) == [3, 3, 4]
    with pytest.raises(ValueError, match=r"10 training students, expected at least model.folds"):
        fold_of_students(user, 11, seed=0)
