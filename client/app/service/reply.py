"""What of the inference service's reply the page believes."""

import json
from typing import Any

MAX_BYTES = 4 * 1024 * 1024
"""Of a reply: a bank of 10,000 questions takes about 1 MB."""
MAX_ENTRIES = 20_000
MAX_NEXT = 100
MAX_TEXT = 1024
MAX_VERSION = 128
MAX_COUNT = 10**9
GRADES = (-20, 40)
"""Where a level may lie; far below the first grade, far above the last."""
STATES = ("untried", "learning", "secure")


def read_reply(text: bytes) -> dict[str, Any]:
    """The fields that the page uses, and nothing else.

    Raises:
        ValueError: it names the field that is not as agreed.
    """
    if len(text) > MAX_BYTES:
        raise ValueError(f"more than {MAX_BYTES} bytes")
    try:
        return _checked(json.loads(text.decode()))
    except json.JSONDecodeError as err:
        raise ValueError(f"no JSON: {err}") from err
    except RecursionError as err:
        raise ValueError("nested too deeply") from err


def _checked(reply: Any) -> dict[str, Any]:
    if not isinstance(reply, dict):
        raise ValueError(f"got {type(reply).__name__}, expected an object")
    probabilities = _typed(reply, "probabilities", dict)
    if len(probabilities) > MAX_ENTRIES:
        raise ValueError(f"probabilities has {len(probabilities)} entries, at most {MAX_ENTRIES}")
    mastery = [
        {
            "tag": _text(str(_typed(row, "tag", (str, int))), "tag"),
            "name": _text(str(row.get("name") or row["tag"]), "name"),
            "p": _number(row, "p", 0, 1),
            "answered": int(_number(row, "answered", 0, MAX_COUNT)),
            "interval": _interval(row, "interval", 0, 1),
            "state": row["state"] if row.get("state") in STATES else None,
        }
        for row in _rows(reply, "mastery", MAX_ENTRIES)
    ]
    following = [
        {
            "id": _text(_typed(row, "id", str), "id"),
            "p": _number(row, "p", 0, 1),
            "why": _text(str(row.get("why") or ""), "why"),
            "because": _because(row),
        }
        for row in _rows(reply, "next", MAX_NEXT)
    ]
    data_version = reply.get("data_version")
    return {
        "score": _number(reply, "score", 0, 100),
        "score_interval": _interval(reply, "score_interval", 0, 100),
        "level": _level(reply),
        "phase": _phase(reply),
        "probabilities": {
            _text(item, "an item"): _number(probabilities, item, 0, 1) for item in probabilities
        },
        "mastery": mastery,
        "next": following,
        "model_version": _text(_typed(reply, "model_version", str), "model_version", MAX_VERSION),
        "data_version": None
        if data_version is None
        else int(_number(reply, "data_version", 0, MAX_COUNT)),
    }


def _interval(row: dict, name: str, low: float, high: float) -> list[float] | None:
    """Both ends, None where the service gives none."""
    if row.get(name) is None:
        return None
    ends = _typed(row, name, list)
    if len(ends) != 2:
        raise ValueError(f"{name} = {ends!r:.80}, expected two numbers")
    first, last = (_number({name: end}, name, low, high) for end in ends)
    if first > last:
        raise ValueError(f"{name} = {ends!r:.80}, expected the lower end first")
    return [first, last]


def _level(reply: dict) -> dict[str, Any] | None:
    if reply.get("level") is None:
        return None
    level = _typed(reply, "level", dict)
    grade = _number(level, "grade", *GRADES)
    return {"grade": grade, "interval": _interval(level, "interval", *GRADES) or [grade, grade]}


def _phase(reply: dict) -> dict[str, Any] | None:
    if reply.get("phase") is None:
        return None
    phase = _typed(reply, "phase", dict)
    return {
        "name": _text(_typed(phase, "name", str), "phase"),
        "asked": int(_number(phase, "asked", 0, MAX_COUNT)),
        "most": int(_number(phase, "most", 0, MAX_COUNT)),
    }


def _because(row: dict) -> dict[str, Any]:
    """What the sentence of `why` names."""
    if row.get("because") is None:
        return {}
    because = _typed(row, "because", dict)
    named: dict[str, Any] = {
        name: _text(str(because[name]), name) for name in ("tag", "item") if because.get(name)
    }
    if because.get("grade") is not None:
        named["grade"] = _number(because, "grade", *GRADES)
    return named


def _typed(row: dict, name: str, kind: Any) -> Any:
    value = row.get(name)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ValueError(f"{name} = {value!r:.80}, expected {kind}")
    return value


def _text(text: str, name: str, most: int = MAX_TEXT) -> str:
    """A text that a database takes and a page can show."""
    if len(text) > most:
        raise ValueError(f"{name} has {len(text)} characters, at most {most}")
    if any(ord(letter) < 32 or 0xD800 <= ord(letter) < 0xE000 for letter in text):
        raise ValueError(f"{name} = {text!r:.80}, expected text without control characters")
    return text


def _rows(row: dict, name: str, most: int) -> list[dict]:
    values = _typed(row, name, list)
    if len(values) > most:
        raise ValueError(f"{name} has {len(values)} entries, at most {most}")
    if not all(isinstance(value, dict) for value in values):
        raise ValueError(f"{name} has entries that are not objects")
    return values


def _number(row: dict, name: str, low: float, high: float) -> float:
    value = row.get(name)
    # NaN is between no two numbers, and no bound is infinite
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError(f"{name} = {value!r:.80}, expected a number from {low} to {high}")
    return float(value)
