"""What `/predict` takes and gives, and the messages for what it does not take.

Used by `service.py` and by the command line of `inference.py`.
"""

import re
import reprlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import from_json

MAX_HISTORY = 10_000
MAX_CANDIDATES = 10_000
MAX_ITEM, MAX_TAGS, MAX_TEST = 64, 1024, 128
"""Characters of an item id, of joined tags and of a test id: as many as the lake takes."""
MAX_AVOID, MAX_ASSIGNED = 1_000, 200
MAX_PROBLEMS = 20
MAX_UNKNOWN = 3
"""Unknown fields of one object that are named; more are counted."""
MAX_VALUES = 200_000
"""JSON values in a body: the largest request has 160,000 in its history, 10,000 candidates."""

STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
ISO_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d")
ItemId = Annotated[str, Field(min_length=1, max_length=MAX_ITEM)]
TagName = Annotated[str, Field(min_length=1, max_length=MAX_TAGS)]


class RequestError(ValueError):
    """A request that breaks the contract; `problems` holds a sentence for each fault."""

    def __init__(self, problems: list[str]):
        super().__init__("; ".join(problems))
        self.problems = problems


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _no_number(value: Any) -> Any:
    """Refuse 1772443800 or "1772443800": whether that counts seconds would be a guess."""
    if isinstance(value, datetime) or (isinstance(value, str) and ISO_TIME.match(value)):
        return value
    raise ValueError("no ISO 8601 time")


Moment = Annotated[datetime, BeforeValidator(_no_number)]


class Answer(_Strict):
    """One answered item of the history."""

    assessmentItemID: ItemId
    answerCode: Annotated[int, Field(strict=True, ge=0, le=1)]
    KnowledgeTag: Annotated[str, Field(max_length=MAX_TAGS)] | None = None
    testId: Annotated[str, Field(max_length=MAX_TEST)] | None = None
    Timestamp: Moment | None = None
    elapsed_s: Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)] | None = None
    hints: Annotated[int, Field(strict=True, ge=0, le=2)] = 0
    """0: none, 1: the hint, 2: the worked steps, seen before the answer."""

    # the other fields of an interaction may come along; a prediction does not read them
    event_id: Any = None
    userID: Any = None
    source: Any = None
    predicted: Any = None
    model_version: Any = None
    variant: Any = None
    language: Any = None
    gave_up: Any = None

    @property
    def time_s(self) -> float:
        return _seconds(self.Timestamp)


class PredictRequest(_Strict):
    """A student's answers, oldest first, and the items asked about (default: the question set)."""

    history: Annotated[list[Answer], Field(max_length=MAX_HISTORY)]
    candidates: Annotated[list[ItemId], Field(max_length=MAX_CANDIDATES)] | None = None
    asked_at: Moment | None = None
    """When the student is asked: a pause since the newest answer counts. None: right after it."""
    grade: Annotated[float, Field(strict=True, ge=0, le=13)] | None = None
    """The grade that the student named; what is believed before there are answers."""
    avoid: Annotated[list[ItemId], Field(max_length=MAX_AVOID)] = []
    """Items that are not to be suggested now."""
    assigned: Annotated[list[TagName], Field(max_length=MAX_ASSIGNED)] = []
    """Single tags; suggestions are of these only, where the question set has any."""

    @property
    def asked_s(self) -> float:
        return _seconds(self.asked_at)


def _seconds(moment: datetime | None) -> float:
    """Seconds since 1970 UTC (a time without zone is UTC); NaN where unknown."""
    if moment is None:
        return float("nan")
    return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()


EXPECTED = {
    "answerCode": "0 or 1",
    "assessmentItemID": f"a string of 1 to {MAX_ITEM} characters",
    "KnowledgeTag": f"a string of at most {MAX_TAGS} characters",
    "testId": f"a string of at most {MAX_TEST} characters",
    "Timestamp": "an ISO 8601 time such as 2026-03-02T09:30:00Z",
    "elapsed_s": "a number of seconds, 0 or more",
    "history": f"a list of at most {MAX_HISTORY} answers (empty for a new student)",
    "asked_at": "an ISO 8601 time such as 2026-03-02T09:30:00Z",
    "hints": "0, 1 or 2",
    "grade": "a grade, 0 to 13",
    "avoid": f"a list of at most {MAX_AVOID} item ids of 1 to {MAX_ITEM} characters",
    "assigned": f"a list of at most {MAX_ASSIGNED} tags of 1 to {MAX_TAGS} characters",
    "candidates": f"a list of at most {MAX_CANDIDATES} item ids of 1 to {MAX_ITEM} characters",
}


NO_OBJECT = "the body is no JSON object; expected {history: […], candidates?: […], asked_at?: …}"
ANSWER, ITEM_ID = TypeAdapter(Answer), TypeAdapter(ItemId)
Loc = tuple[str | int, ...]


def parse_request(body: bytes) -> PredictRequest:
    """A request from its JSON text. Of a name that stands twice in an object, the last counts.

    Work and memory are bounded: a body of too many values is not parsed, and after the first
    MAX_PROBLEMS problems nothing more is looked at.

    Raises:
        RequestError: it names field, value and expectation of each problem.
    """
    if _values(body) > MAX_VALUES:
        raise RequestError([f"the body has more than {MAX_VALUES} values"])
    try:
        told = from_json(body, cache_strings="none")
    except ValueError as err:
        raise RequestError([f"the body is not JSON: {err}"]) from err
    if not isinstance(told, dict):
        raise RequestError([NO_OBJECT])
    problems: list[str] = []
    fields = _known(told, PredictRequest, (), problems)
    for name, kind, most in (
        ("history", ANSWER, MAX_HISTORY), ("candidates", ITEM_ID, MAX_CANDIDATES),
    ):  # fmt: skip
        if isinstance(entries := fields.get(name), list):
            fields[name] = _checked(entries, kind, name, most, problems)
    try:
        request = PredictRequest.model_validate(fields)
    except ValidationError as err:
        problems += _sentences(err, ())
    if problems:
        raise RequestError(problems[:MAX_PROBLEMS])
    return request


def _values(body: bytes) -> int:
    """How many values a JSON text has at most; strings are only left out if it seems too many."""
    marks = (b",", b"[", b"{")
    seeming = sum(map(body.count, marks))
    return seeming if seeming <= MAX_VALUES else sum(map(STRING.sub(b"", body).count, marks))


def _checked(
    entries: list[Any], kind: TypeAdapter[Any], name: str, most: int, problems: list[str]
) -> list[Any]:
    """The valid entries of a list; says what is wrong with the first others."""
    if len(entries) > most:
        problems.append(f"{name} has {len(entries)} entries, expected {EXPECTED[name]}")
        return []
    valid = []
    for k, entry in enumerate(entries):
        if len(problems) >= MAX_PROBLEMS:
            break
        if kind is ANSWER and isinstance(entry, dict):
            entry = _known(entry, Answer, (name, k), problems)
        try:
            valid.append(kind.validate_python(entry))
        except ValidationError as err:
            problems += _sentences(err, (name, k))
    return valid


def _known(
    told: dict[str, Any], model: type[BaseModel], loc: Loc, problems: list[str]
) -> dict[str, Any]:
    """The fields that a model has; says which others there are, and counts them if many."""
    names = model.model_fields.keys()
    if told.keys() <= names:
        return told
    unknown = [name for name in told if name not in names]
    problems += (
        f"{_place((*loc, name))} is not a known field; check its spelling"
        for name in unknown[:MAX_UNKNOWN]
    )
    if (more := len(unknown) - MAX_UNKNOWN) > 0:
        problems.append(f"{_place(loc) or 'the body'} has {more} more unknown fields")
    return {name: value for name, value in told.items() if name in names}


def _sentences(error: ValidationError, loc: Loc) -> Iterable[str]:
    """What is wrong with the object or value at `loc`."""
    for one in error.errors(include_url=False, include_context=False):
        place = _place((*loc, *one["loc"]))
        if one["type"] == "missing":
            yield f"{place} is missing, expected {_expected(place)}"
        else:
            yield f"{place} = {_short(one['input'])}, expected {_expected(place)}"


def _place(loc: Loc) -> str:
    """`('history', 17, 'answerCode')` → `history[17].answerCode`."""
    text = ""
    for part in loc:
        name = part if isinstance(part, int) or len(part) <= 80 else f"{part[:77]}…"
        text += f"[{name}]" if isinstance(name, int) else f".{name}" if text else name
    return text


def _expected(place: str) -> str:
    if place.startswith(("candidates[", "avoid[")):
        return f"an item id of 1 to {MAX_ITEM} characters"
    if place.startswith("assigned["):
        return f"a tag of 1 to {MAX_TAGS} characters"
    if place.startswith("history[") and place.endswith("]"):
        return "an object such as {assessmentItemID: …, answerCode: 0 or 1}"
    return EXPECTED.get(place.rsplit(".", 1)[-1], "another value")


BRIEF = reprlib.Repr()
BRIEF.maxlevel, BRIEF.maxlist, BRIEF.maxdict = 2, 2, 3
BRIEF.maxstring = BRIEF.maxlong = BRIEF.maxother = 60


def _short(value: Any) -> str:
    """A value in at most 100 characters, at a cost that does not grow with it."""
    if isinstance(value, str):
        text, many = repr(value[:80]), len(value) + 2  # both quotes count
    else:
        text = BRIEF.repr(value)
        many = len(text)
    return text if max(many, len(text)) <= 80 else f"{text[:77]}… ({many} characters)"
