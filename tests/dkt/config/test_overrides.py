"""`--set` changes what it names and nothing else, and tells every problem."""

import pytest

from dkt.config.overrides import find_place, override, places
from dkt.config.schema import ConfigError, load_config


def test_a_bare_key_and_a_dotted_one_name_the_same_place():
    base = load_config("lstm")
    changed = override(base, ["lr=3e-4", "model.hidden=128", "name=mine"])
    assert (changed.training.lr, changed.model.hidden, changed.name) == (3e-4, 128, "mine")
    assert override(base, ["training.lr=3e-4"]).training.lr == 3e-4
    before, after = (places(one.model_dump()) for one in (base, changed))
    assert {place for place in before if before[place] != after[place]} == {
        "training.lr", "model.hidden", "name",
    }  # fmt: skip
    assert override(base, []) is base
    assert override(base, ["lr=1", "lr=2"]).training.lr == 2


def test_a_member_of_an_ensemble_is_named_by_its_number():
    changed = override(load_config("ensemble"), ["model.members.1.training.lr=0.5", "name=x"])
    assert [one.training.lr for one in changed.model.members] == [0.05, 0.5, 0.006, 0.006]
    assert (changed.training.lr, changed.name) == (0.006, "x")


def test_keys_that_name_no_place_or_several_are_told_together_with_what_they_may_mean():
    with pytest.raises(ConfigError) as told:
        override(load_config("ensemble"), ["lr=1", "members.0.lr=1", "valid_percnt=3", "hidden"])
    first, *lines = str(told.value).split("\n  ")
    assert first == "--set: 4 problem(s)"
    assert lines[0] == (
        "lr: it names 5 places: model.members.0.training.lr, model.members.1.training.lr, "
        "model.members.2.training.lr, model.members.3.training.lr, training.lr; name one"
    )
    assert lines[1].startswith("members.0.lr: no such place; there are: model.members.")
    assert "valid_percnt: no such place; there are: split.valid_percent" in lines[2]
    assert lines[3] == "hidden: expected KEY=VALUE, such as lr=3e-4"
    with pytest.raises(ConfigError, match="zzz: no such place; there are: name, model.inputs"):
        find_place(load_config("lstm").model_dump(), "zzz")


def test_values_go_through_the_config_which_tells_all_that_are_wrong():
    with pytest.raises(ConfigError) as told:
        override(load_config("lstm"), ["lr=-1", "hidden=wide", "window=30.5"])
    first, *lines = str(told.value).split("\n  ")
    assert first == "lstm with --set lr=-1 hidden=wide window=30.5: 3 problem(s)"
    assert "model.hidden = 'wide': Input should be a valid integer" in lines


def test_a_model_of_another_kind_is_refused_key_by_key():
    with pytest.raises(ConfigError, match=r"model.leaves: missing(.|\n)*model.hidden: unknown key"):
        override(load_config("lstm"), ["kind=lgbm"])
