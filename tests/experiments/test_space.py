"""Search spaces: strict, every problem at once; those that ship fit their base."""

import json

import pytest

from dkt.config.schema import CONFIG_FOLDER, load_config
from experiments.errors import SpaceError
from experiments.space import Space, load_space, with_values

SHIPPED = sorted((CONFIG_FOLDER / "sweeps").glob("*.json"))
LR = {"type": "float", "low": 0.01, "high": 0.1, "log": True}


def space(**given: object) -> Space:
    raw = {"name": "mine", "base": "lgbm", "metric": "valid_auc", "trials": 3, "seed": 1,
           "pruning": None, "space": {"training.lr": LR}}  # fmt: skip
    return Space.model_validate(raw | given)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_space_fits_its_base(path):
    shipped = load_space(path)
    assert shipped.name == path.stem
    assert shipped.values_of(shipped.base_config()) is not None  # it can begin with the base


def test_two_spaces_ship():
    assert {"lgbm", "flagship"} <= {path.stem for path in SHIPPED}


def test_all_problems_of_a_file_are_told_together(tmp_path):
    wrong = json.loads(SHIPPED[0].read_text()) | {"metric": "test_auc", "trails": 3}
    wrong["space"] = {"training.lr": LR | {"low": 1.0}, "x": {"type": "int", "low": 0.5, "high": 2}}
    (tmp_path / "wrong.json").write_text(json.dumps(wrong))
    with pytest.raises(SpaceError) as told:
        load_space(tmp_path / "wrong.json")
    text = str(told.value)
    for part in (
        "4 problem(s)",
        "metric: ",
        "trails: ",
        "expected low < high",
        "space.x.int.low: ",
    ):
        assert part in text
    with pytest.raises(SpaceError, match=r"nothing\.json: No such file"):
        load_space(tmp_path / "nothing.json")


def test_places_and_ends_that_the_base_does_not_take_are_told_together():
    wide = space(
        space={
            "training.lr": {"type": "float", "low": -1.0, "high": 1.0},
            "model.hidden": {"type": "int", "low": 8, "high": 64},
            "split.test_percent": {"type": "int", "low": 5, "high": 10},
            "model.bins": {"type": "categorical", "choices": [63, "many"]},
        }
    )
    with pytest.raises(SpaceError) as told:
        wide.base_config()
    first, *lines = str(told.value).split("\n  ")
    assert first == "space mine: 4 problem(s)"
    assert lines[0].startswith("space.training.lr: training.lr = -1.0: Input should be greater")
    assert lines[1].startswith("space.model.hidden: no such place; lgbm has: name, model.kind")
    assert lines[2] == "space.split.test_percent: expected a place in model or training"
    assert lines[3].startswith("space.model.bins: model.bins = 'many': ")


def test_values_are_put_into_their_places():
    base = load_config("lgbm")
    found = with_values(base, {"training.lr": 0.02, "model.leaves": 9}, "found")
    assert (found.name, found.training.lr, found.model.leaves) == ("found", 0.02, 9)
    assert found.split == base.split
    assert space().values_of(base) == {"training.lr": base.training.lr}
    assert space(space={"training.lr": LR | {"high": 0.02}}).values_of(base) is None
