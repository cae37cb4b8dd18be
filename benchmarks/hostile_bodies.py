"""Bodies that nobody honest sends to `/predict`, the same for the same seed."""

import json
import random
from collections.abc import Callable, Iterator

MEGABYTE = 2**20
ANSWER_FIELDS = (
    "assessmentItemID", "answerCode", "KnowledgeTag", "testId", "Timestamp", "elapsed_s",
    "event_id", "userID", "source", "predicted", "model_version",
)  # fmt: skip
FIELDS = ("history", "candidates", "asked_at")
LITERALS = (
    "null", "true", "false", "0", "1", "-1", "2", "0.5", "1.0", "1e308", "1e999", "-1e999", "NaN",
    "Infinity", "-Infinity", "9" * 300, "9" * 5000, "1" + "0" * 400 + ".5", '""', '" "', '"0"',
    '"\\u0000"', '"\\ud800"', '"\\udc00\\ud800"', '"\u200b\u202e"', '"𝟙"', '"学校"', "[]", "{}",
    "[[]]", '{"a": {"b": [1]}}', '"2026-13-01T00:00:00Z"', '"9999-12-31T23:59:59-14:00"',
    '"0001-01-01T00:00:00+14:00"', '"2026-03-02T09:30"', "1772443800", '"1772443800"',
)  # fmt: skip
"""JSON texts, and texts that only some parsers take for JSON."""
HEAVY_SHARE = 0.03
"""Of bodies as large as a body may be, and larger."""


def bodies(seed: int, count: int) -> Iterator[bytes]:
    """So many bodies, one after the other."""
    chance = random.Random(seed)
    for _ in range(count):
        kinds = HEAVY if chance.random() < HEAVY_SHARE else LIGHT
        yield chance.choice(kinds)(chance)


def _answer(chance: random.Random, **fields: str) -> str:
    told = {"assessmentItemID": f'"i{chance.randrange(500)}"', "answerCode": "1", **fields}
    return "{" + ", ".join(f'"{name}": {value}' for name, value in told.items()) + "}"


def _request(history: str, *more: str) -> bytes:
    members = ", ".join([f'"history": {history}', *more])
    return ("{" + members + "}").encode("utf-8", "surrogatepass")


def _any(chance: random.Random, depth: int = 0) -> str:
    """The text of any value."""
    if depth > 4 or chance.random() < 0.7:
        return chance.choice(LITERALS)
    inner = [_any(chance, depth + 1) for _ in range(chance.randrange(5))]
    if chance.random() < 0.5:
        return f"[{', '.join(inner)}]"
    return "{" + ", ".join(f'"{chance.choice(FIELDS)}": {one}' for one in inner) + "}"


def _wrong_field(chance: random.Random) -> bytes:
    wrong = {name: _any(chance) for name in chance.sample(ANSWER_FIELDS, chance.randint(1, 4))}
    answers = [_answer(chance) for _ in range(chance.randrange(40))]
    answers.insert(chance.randint(0, len(answers)), _answer(chance, **wrong))
    return _request(f"[{', '.join(answers)}]")


def _wrong_top(chance: random.Random) -> bytes:
    members = [f'"{chance.choice(FIELDS)}": {_any(chance)}' for _ in range(chance.randint(1, 5))]
    return ("{" + ", ".join(members) + "}").encode("utf-8", "surrogatepass")


def _no_object(chance: random.Random) -> bytes:
    return _any(chance).encode("utf-8", "surrogatepass")


def _noise(chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(4000))


def _cut_off(chance: random.Random) -> bytes:
    whole = _wrong_field(chance)
    return whole[: chance.randrange(len(whole))]


def _altered(chance: random.Random) -> bytes:
    whole = bytearray(_wrong_field(chance))
    for _ in range(chance.randint(1, 20)):
        whole[chance.randrange(len(whole))] = chance.randrange(256)
    return bytes(whole)


def _twice(chance: random.Random) -> bytes:
    name = chance.choice(ANSWER_FIELDS)
    again = ", ".join(f'"{name}": {_any(chance)}' for _ in range(chance.randint(2, 50)))
    return _request('[{"assessmentItemID": "a", "answerCode": 1, ' + again + "}]")


def _nested(chance: random.Random, depth: int | None = None) -> bytes:
    depth = depth or chance.randint(10, 5000)
    opened, closed = chance.choice((("[", "]"), ('{"a": ', "}"), ('{"history": [', "]}")))
    value = opened * depth + "1" + closed * (depth if chance.random() < 0.5 else 0)
    place = chance.choice(("history", "candidates", "asked_at"))
    return f'{{"{place}": {value}}}'.encode()


def _unknown(chance: random.Random, count: int | None = None) -> bytes:
    count = count or chance.randint(1, 400)
    mark = chance.choice(("k", "é", "学", "a\\u0000"))
    fields = ", ".join(f'"{mark}{k}": 0' for k in range(count))
    if chance.random() < 0.5:
        return _request("[]", fields)
    return _request('[{"assessmentItemID": "a", "answerCode": 1, ' + fields + "}]")


def _long_text(chance: random.Random, size: int | None = None) -> bytes:
    size = size or chance.randint(10, 5000)
    letter = chance.choice(("a", "é", "\U0001f468", "\\u0000", "\\\\", ";", "a;", ","))
    text = json.dumps("x")[:-1] + letter * (size // len(letter.encode())) + '"'
    name = chance.choice((*ANSWER_FIELDS, "unknown"))
    return _request(f"[{_answer(chance, **{name: text})}]")


def _many_answers(chance: random.Random) -> bytes:
    """A request that is valid, or nearly so, and as long as one may be."""
    count = chance.choice((9_999, 10_000, 10_001, 60_000))
    answer = _answer(chance, **{chance.choice(ANSWER_FIELDS): _any(chance)})
    if chance.random() < 0.3:
        answer = _answer(chance, Timestamp='"2026-03-02T09:30:00Z"', elapsed_s="1e300")
    return _request(f"[{', '.join([answer] * min(count, 4 * MEGABYTE // len(answer)))}]")


def _many_candidates(chance: random.Random) -> bytes:
    count = chance.choice((10_000, 10_001, 300_000))
    entries = ", ".join(f'"c{k}"' for k in range(count))
    return _request(f"[{_answer(chance)}]", f'"candidates": [{entries}]')


def _many_tags(chance: random.Random) -> bytes:
    start = chance.randrange(1000, 50_000)
    answers = [
        _answer(chance, KnowledgeTag=json.dumps(
            ";".join(chr(start + (k * 341 + n) % 4000) for n in range(500)), ensure_ascii=False
        ))
        for k in range(chance.choice((10, 500, 1900)))
    ]  # fmt: skip
    return _request(f"[{', '.join(answers)}]")


def _many_values(chance: random.Random) -> bytes:
    one = chance.choice(("0", "[]", "{}", "1e9", '"a"', "null"))
    return _request(f"[{','.join([one] * (4 * MEGABYTE // (len(one) + 1) - 50))}]")


def _padding(chance: random.Random) -> bytes:
    return _request("[]") + b" " * (chance.randint(3, 6) * MEGABYTE)


Kind = Callable[[random.Random], bytes]
LIGHT: tuple[Kind, ...] = (
    _wrong_field, _wrong_field, _wrong_top, _no_object, _noise, _cut_off, _altered, _twice,
    _nested, _unknown, _long_text,
)  # fmt: skip
HEAVY: tuple[Kind, ...] = (
    _many_answers, _many_candidates, _many_tags, _many_values, _padding,
    lambda chance: _nested(chance, 400_000),
    lambda chance: _unknown(chance, 190_000),
    lambda chance: _unknown(chance, 400_000),
    lambda chance: _long_text(chance, 4 * MEGABYTE - 200),
    lambda chance: _twice(chance) + _unknown(chance, 100_000),
)  # fmt: skip
