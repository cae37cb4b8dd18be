"""`--set KEY=VALUE`: a config with some of its values changed, and validated anew.

    override(load_config("lgbm"), ["lr=3e-4", "model.leaves=31"])

A key is a place such as `training.lr` or `model.members.0.training.lr`, or the last word of exactly
one place. A value is JSON, else text.
"""

import difflib
import json
from collections.abc import Iterable
from typing import Any

from dkt.config.schema import Config, ConfigError, parse_config


def override(config: Config, assignments: Iterable[str]) -> Config:
    """The config with each `KEY=VALUE` applied in turn.

    Raises:
        ConfigError: keys that name no place, or several, with the places that they may mean; or
            values that the config does not accept. One message lists them all.
    """
    raw = config.model_dump()
    given = list(assignments)
    problems = []
    for text in given:
        key, equals, value = text.partition("=")
        try:
            if not equals:
                raise ConfigError(f"{text}: expected KEY=VALUE, such as lr=3e-4")
            assign(raw, find_place(raw, key.strip()), parsed(value))
        except ConfigError as err:
            problems.append(str(err))
    if problems:
        raise ConfigError(f"--set: {len(problems)} problem(s)\n  " + "\n  ".join(problems))
    return parse_config(raw, f"{config.name} with --set {' '.join(given)}") if given else config


def places(raw: Any, at: str = "") -> dict[str, Any]:
    """Values of a config by their places: `{"training.lr": 0.05, "model.members.0.…": …}`."""
    if isinstance(raw, dict):
        inner = raw.items()
    elif isinstance(raw, list) and any(isinstance(one, dict) for one in raw):
        inner = {str(k): one for k, one in enumerate(raw)}.items()
    else:
        return {at: raw}
    found: dict[str, Any] = {}
    for key, value in inner:
        found |= places(value, f"{at}.{key}" if at else key)
    return found


def find_place(raw: dict[str, Any], key: str) -> str:
    """The place that a key means; raises ConfigError with those that it may mean."""
    there = places(raw)
    if key in there:
        return key
    named = [place for place in there if place.rpartition(".")[2] == key]
    if len(named) == 1:
        return named[0]
    if named:
        raise ConfigError(f"{key}: it names {len(named)} places: {', '.join(named)}; name one")
    words = {word: place for place in there for word in (place.rpartition(".")[2], place)}
    near = [words[word] for word in difflib.get_close_matches(key, words, n=3)]
    raise ConfigError(f"{key}: no such place; there are: {', '.join(dict.fromkeys(near) or there)}")


def assign(raw: dict[str, Any], place: str, value: Any) -> None:
    """Put a value into its place, which is there."""
    *path, last = place.split(".")
    node: Any = raw
    for key in path:
        node = node[int(key)] if isinstance(node, list) else node[key]
    node[last] = value


def parsed(text: str) -> Any:
    """JSON, else the text itself."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
