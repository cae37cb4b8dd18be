"""Science settings: strict, frozen, every problem at once."""

import json

import pytest
from pydantic import ValidationError

from dkt.config.schema import CONFIG_FOLDER, ConfigError, load_config
from dkt.models import MODELS, build_model

SHIPPED = sorted(path.stem for path in CONFIG_FOLDER.glob("*.json"))
SIZES = dict.fromkeys(("item", "head", "mid", "tail", "test", "tag"), 3)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_config_loads_and_builds_its_model(name):
    config = load_config(name)
    assert config.name == name
    if config.model.kind in MODELS:
        assert isinstance(build_model(config, SIZES), MODELS[config.model.kind])
    else:
        assert config.model.kind in ("lgbm", "ensemble")


def written(tmp_path, text: str) -> str:
    path = tmp_path / "mine.json"
    path.write_text(text)
    return str(path)


def test_all_problems_are_told_together(tmp_path):
    raw = json.loads((CONFIG_FOLDER / "lstm.json").read_text())
    raw["trainign"] = {}
    raw["model"]["hidden"] = "96"
    raw["model"]["dropout"] = 1.5
    raw["training"]["lr"] = float("inf")
    raw["training"]["window"] = 20.5
    del raw["training"]["seed"]
    del raw["gate"]
    with pytest.raises(ConfigError) as told:
        load_config(written(tmp_path, json.dumps(raw)))
    first, *lines = str(told.value).split("\n  ")
    assert first.endswith("mine.json: 7 problem(s)")
    assert {line.split(" = ")[0] for line in lines} == {
        "model.hidden",
        "model.dropout",
        "training.lr",
        "training.window",
        "training.seed: missing",
        "gate: missing",
        "trainign: unknown key; remove it or check its spelling",
    }
    assert "model.hidden = '96': Input should be a valid integer" in lines


@pytest.mark.parametrize("name", ["", "Big", "a/b", "x" * 33, "-x", "lstm\n"])
def test_a_name_that_could_not_be_a_version_is_refused(tmp_path, name):
    raw = json.loads((CONFIG_FOLDER / "lstm.json").read_text()) | {"name": name}
    with pytest.raises(ConfigError, match="name = "):
        load_config(written(tmp_path, json.dumps(raw)))


@pytest.mark.parametrize(("numbers", "features"), [("engineered", 33), ("all", 61)])
def test_every_number_of_features_may_be_kept_and_no_more(tmp_path, numbers, features):
    raw = json.loads((CONFIG_FOLDER / "lgbm.json").read_text())
    raw["model"] |= {"numbers": numbers, "keep_features": features}
    assert load_config(written(tmp_path, json.dumps(raw)))
    raw["model"]["keep_features"] = features + 1
    told = f"keep_features = {features + 1}, expected at most the {features} that numbers = "
    with pytest.raises(ConfigError, match=told):
        load_config(written(tmp_path, json.dumps(raw)))


def test_broken_json_names_file_and_line(tmp_path):
    with pytest.raises(ConfigError, match=r"mine\.json:2: not JSON: Expecting"):
        load_config(written(tmp_path, '{"name": "x",\n oops}'))


@pytest.mark.parametrize("text", ["[]", "3", "null"])
def test_json_that_is_no_object_is_refused(tmp_path, text):
    with pytest.raises(ConfigError, match=r"mine\.json: 1 problem\(s\)\n  file = "):
        load_config(written(tmp_path, text))


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "mine.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match=r"mine\.json: not JSON"):
        load_config(str(tmp_path / "mine.json"))


def test_a_missing_config_lists_those_there_are():
    with pytest.raises(ConfigError, match="no config .*lstn.json; config/ has: .*lstm"):
        load_config("lstn")


def test_a_config_cannot_be_changed():
    config = load_config("lstm")
    with pytest.raises(ValidationError, match="frozen"):
        config.training.lr = 1.0
