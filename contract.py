"""What `/predict` takes and gives, and the messages for what it does not take.

Used by `service.py` and by the command line of `inference.py`.
"""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

MAX_HISTORY = 10_000
MAX_CANDIDATES = 10_000
MAX_ITEM, MAX_TAGS, MAX_TEST = 64, 1024, 128
"""Characters of an item id, of joined tags and of a test id: as many as the lake takes."""
MAX_PROBLEMS = 20

ISO_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d")
ItemId = Annotated[str, Field(min_length=1, max_length=MAX_ITEM)]


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

    # the other fields of an interaction may come along; a prediction does not read them
    event_id: Any = None
    userID: Any = None
    source: Any = None
    predicted: Any = None
    model_version: Any = None

    @property
    def time_s(self) -> float:
        return _seconds(self.Timestamp)


class PredictRequest(_Strict):
    """A student's answers, oldest first, and the items asked about (default: the question set)."""

    history: Annotated[list[Answer], Field(max_length=MAX_HISTORY)]
    candidates: Annotated[list[ItemId], Field(max_length=MAX_CANDIDATES)] | None = None
    asked_at: Moment | None = None
    """When the student is asked: a pause since the newest answer counts. None: right after it."""

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
    "candidates": f"a list of at most {MAX_CANDIDATES} item ids of 1 to {MAX_ITEM} characters",
}


def parse_request(body: bytes) -> PredictRequest:
    """A request from its JSON text; raises RequestError that names field, value and expectation
    of each fault, of the first MAX_PROBLEMS at most."""
    try:
        return PredictRequest.model_validate_json(body)
    except ValidationError as err:
        raise RequestError([_problem(error) for error in err.errors()[:MAX_PROBLEMS]]) from err


def _problem(error: Any) -> str:
    place = _place(error["loc"])
    if error["type"] == "json_invalid":
        return f"the body is not JSON: {error['ctx']['error']}"
    if not error["loc"]:
        return "the body is no JSON object; expected {history: […], candidates?: […], asked_at?: …}"
    if error["type"] == "missing":
        return f"{place} is missing, expected {_expected(place)}"
    if error["type"] == "extra_forbidden":
        return f"{place} is not a known field; check its spelling"
    return f"{place} = {_short(error['input'])}, expected {_expected(place)}"


def _place(loc: tuple[Any, ...]) -> str:
    """`('history', 17, 'answerCode')` → `history[17].answerCode`."""
    text = ""
    for part in loc:
        name = part if isinstance(part, int) or len(part) <= 80 else f"{part[:77]}…"
        text += f"[{name}]" if isinstance(name, int) else f".{name}" if text else name
    return text


def _expected(place: str) -> str:
    if place.startswith("candidates["):
        return f"an item id of 1 to {MAX_ITEM} characters"
    if place.startswith("history[") and place.endswith("]"):
        return "an object such as {assessmentItemID: …, answerCode: 0 or 1}"
    return EXPECTED.get(place.rsplit(".", 1)[-1], "another value")


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}… ({len(text)} characters)"
