"""A config names the members of its ensemble, and is written out when it is read."""

import json

import pytest

from dkt.config.schema import CONFIG_FOLDER, ConfigError, load_config, parse_config


def ensemble(tmp_path, *members: object) -> str:
    raw = json.loads((CONFIG_FOLDER / "ensemble.json").read_text())
    raw["model"]["members"] = list(members)
    (tmp_path / "mine.json").write_text(json.dumps(raw))
    return str(tmp_path / "mine.json")


def test_a_member_is_the_config_that_it_names(tmp_path):
    twin = {"config": "flagship", "seed": 7, "set": {"model.inputs.embedding": 3, "training.lr": 1}}
    config = load_config(ensemble(tmp_path, {"config": "flagship"}, twin))
    named, changed = config.model.members
    flagship = load_config("flagship")
    assert (named.model, named.training) == (flagship.model, flagship.training)
    assert changed.training == flagship.training.model_copy(update={"seed": 7, "lr": 1.0})
    inputs = flagship.model.inputs.model_copy(update={"embedding": 3})
    assert changed.model == flagship.model.model_copy(update={"inputs": inputs})


def test_a_config_that_was_written_out_is_read_again_as_it_is(tmp_path):
    config = load_config("ensemble")
    told = json.loads(json.dumps(config.model_dump()))
    assert "config" not in told["model"]["members"][0]
    assert parse_config(told, "a bundle") == config
    (tmp_path / "told.json").write_text(json.dumps(told))
    assert load_config(str(tmp_path / "told.json")) == config
    both = ensemble(tmp_path, {"config": "lgbm"}, told["model"]["members"][1])
    assert load_config(both).model.members == config.model.members[:2]


@pytest.mark.parametrize(
    ("member", "problem"),
    [
        ({"config": "flagshp"}, r"no config .*flagshp.json; config/ has: .*flagship"),
        ({"config": "lgbm", "sed": 2}, r"members\[1\]: sed: Extra inputs are not permitted; expec"),
        ({"config": "lgbm", "seed": "2"}, r"members\[1\]: seed: Input should be a valid integer"),
        ({"config": "ensemble"}, r"members\[1\]: ensemble is an ensemble, expected a single model"),
        ({"config": "lgbm", "set": {"modl.l2": 1}}, "no block 'modl' to set 'modl.l2' in; there is "
         "model, training"),
        ({"config": "lgbm", "set": {"model.l3": 1}}, r"members\.1\..*l3: unknown key"),
        ({"config": "lgbm", "set": {"training.window": 9}}, r"window = 9, expected 200 as in"),
    ],
)  # fmt: skip
def test_what_names_no_member_is_told(tmp_path, member, problem):
    with pytest.raises(ConfigError, match=problem):
        load_config(ensemble(tmp_path, {"config": "lgbm"}, member))
