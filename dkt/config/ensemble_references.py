"""References to other configs as members of an ensemble.

    "members": [
      {"config": "lgbm"},
      {"config": "flagship", "seed": 2, "set": {"model.hidden": 96, "training.lr": 0.004}}
    ]

References are resolved when the file is read, so a config, and the bundle that carries it, is
complete.
"""

from collections.abc import Callable
from typing import Any

from pydantic import Field, ValidationError

from dkt.config.model_kinds import Strict


class MemberError(ValueError):
    """A reference can't be resolved; the message says which and why."""


class Reference(Strict):
    """A reference to a config."""

    config: str
    """Name in `config/`, or the path of a JSON file, of a single model."""
    seed: int | None = Field(default=None, ge=0)
    """In place of the config's own."""
    set: dict[str, Any] = Field(default={})
    """Further changes, by dotted names such as `model.inputs.embedding`."""


def written_out(raw: Any, read: Callable[[str], Any]) -> Any:
    """The config `raw` with all references of its ensemble resolved; other configs unchanged.

    Args:
        read: plain data of a config by its name.

    Raises:
        MemberError: a reference has unknown keys, names no single model, or changes what is not
            there.
    """
    model = raw.get("model") if isinstance(raw, dict) else None
    members = model.get("members") if isinstance(model, dict) else None
    if not isinstance(model, dict) or not isinstance(members, list):
        return raw
    known: dict[str, Any] = {}

    def read_once(name: str) -> Any:
        if name not in known:
            known[name] = read(name)
        return known[name]

    resolved = [
        _written_out(one, f"model.members[{k}]", read_once)
        if isinstance(one, dict) and "config" in one else one
        for k, one in enumerate(members)
    ]  # fmt: skip
    return raw | {"model": model | {"members": resolved}}


def _written_out(member: dict[str, Any], where: str, read: Callable[[str], Any]) -> dict[str, Any]:
    try:
        reference = Reference.model_validate(member)
    except ValidationError as err:
        problems = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in err.errors())
        raise MemberError(
            f"{where}: {problems}; expected config, and perhaps seed and set"
        ) from err
    raw = read(reference.config)
    raw = raw if isinstance(raw, dict) else {}
    parts: dict[str, Any] = {part: raw.get(part) for part in ("model", "training")}
    if not all(isinstance(part, dict) for part in parts.values()):
        raise MemberError(f"{where}: the config {reference.config} has no model and training block")
    if "members" in parts["model"]:
        raise MemberError(f"{where}: {reference.config} is an ensemble, expected a single model")
    changes = dict(reference.set)
    if reference.seed is not None:
        changes["training.seed"] = reference.seed
    for name, value in changes.items():
        parts = changed(parts, name, value, where)
    return parts


def changed(raw: dict[str, Any], name: str, value: Any, where: str) -> dict[str, Any]:
    """A copy of plain data with one value set by its dotted name.

    The last key is checked when the config is parsed.

    Raises:
        MemberError: there is no block of that name on the way.
    """
    key, _, rest = name.partition(".")
    if not rest:
        return raw | {key: value}
    block = raw.get(key)
    if not isinstance(block, dict):
        there = ", ".join(k for k, v in raw.items() if isinstance(v, dict)) or "none"
        raise MemberError(f"{where}: no block {key!r} to set {name!r} in; there is {there}")
    return raw | {key: changed(block, rest, value, where)}
