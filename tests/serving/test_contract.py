"""What a request may be, and the exact words for what it may not."""

import json
import math
from datetime import UTC, datetime

import pytest

from data.schema import rules
from serving.contract import MAX_ITEM, MAX_TAGS, MAX_TEST, RequestError, parse_request

ID = "assessmentItemID"
ISO = "an ISO 8601 time such as 2026-03-02T09:30:00Z"
SECONDS = "a number of seconds, 0 or more"
NO_OBJECT = "the body is no JSON object; expected {history: […], candidates?: […], asked_at?: …}"
HISTORY = "a list of at most 10000 answers (empty for a new student)"


def body_of(**changes: object) -> bytes:
    """A request of one answer, changed."""
    answer = {ID: "A010001001", "answerCode": 1} | changes
    return json.dumps({"history": [answer]}).encode()


@pytest.mark.parametrize("code", [2, -1, 1.5, 1.0, True, False, "1", None, [], math.nan])
def test_an_answer_code_is_0_or_1_and_nothing_like_it(code):
    with pytest.raises(RequestError) as told:
        parse_request(body_of(answerCode=code))
    assert told.value.problems == [f"history[0].answerCode = {code!r}, expected 0 or 1"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({ID: ""}, f"{ID} = '', expected a string of 1 to 64 characters"),
        ({ID: 7}, f"{ID} = 7, expected a string of 1 to 64 characters"),
        ({ID: "x" * 65}, f"{ID} = '{'x' * 65}', expected a string of 1 to 64 characters"),
        ({ID: "x" * 999}, f"{ID} = '{'x' * 76}… (1001 characters), "
                          "expected a string of 1 to 64 characters"),
        ({"testId": "x" * 129}, f"testId = '{'x' * 76}… (131 characters), "
                                "expected a string of at most 128 characters"),
        ({"KnowledgeTag": "x" * 1025}, f"KnowledgeTag = '{'x' * 76}… (1027 characters), "
                                       "expected a string of at most 1024 characters"),
        ({"KnowledgeTag": 5}, "KnowledgeTag = 5, expected a string of at most 1024 characters"),
        ({"Timestamp": "yesterday"}, f"Timestamp = 'yesterday', expected {ISO}"),
        ({"Timestamp": "2026-13-02T09:30"}, f"Timestamp = '2026-13-02T09:30', expected {ISO}"),
        ({"Timestamp": "2026-03-02"}, f"Timestamp = '2026-03-02', expected {ISO}"),
        ({"Timestamp": 1772443800}, f"Timestamp = 1772443800, expected {ISO}"),
        ({"Timestamp": "1772443800"}, f"Timestamp = '1772443800', expected {ISO}"),
        ({"elapsed_s": -1}, f"elapsed_s = -1, expected {SECONDS}"),
        ({"elapsed_s": math.nan}, f"elapsed_s = nan, expected {SECONDS}"),
        ({"elapsed_s": math.inf}, f"elapsed_s = inf, expected {SECONDS}"),
        ({"elapsed_s": "12"}, f"elapsed_s = '12', expected {SECONDS}"),
        ({"elapsed_s": True}, f"elapsed_s = True, expected {SECONDS}"),
        ({"answercode": 1}, "answercode is not a known field; check its spelling"),
    ],
)  # fmt: skip
def test_a_wrong_field_of_an_answer_is_told_with_its_value(changes, problem):
    with pytest.raises(RequestError) as told:
        parse_request(body_of(**changes))
    assert told.value.problems == [f"history[0].{problem}"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("{}", f"history is missing, expected {HISTORY}"),
        ('{"history": null}', f"history = None, expected {HISTORY}"),
        ('{"history": {}}', f"history = {{}}, expected {HISTORY}"),
        ('{"history": [5]}', "history[0] = 5, expected an object such as "
                             "{assessmentItemID: …, answerCode: 0 or 1}"),
        ('{"history": [{"assessmentItemID": "a"}]}',
         "history[0].answerCode is missing, expected 0 or 1"),
        ('{"history": [], "student": 1}', "student is not a known field; check its spelling"),
        ('{"history": [], "candidates": "a"}', "candidates = 'a', expected a list of at most 10000 "
                                               "item ids of 1 to 64 characters"),
        ('{"history": [], "candidates": ["a", ""]}',
         "candidates[1] = '', expected an item id of 1 to 64 characters"),
        ("[]", NO_OBJECT),
        ("null", NO_OBJECT),
        ('"history"', NO_OBJECT),
        ("", "the body is not JSON: EOF while parsing a value at line 1 column 0"),
        ('{"history": [}', "the body is not JSON: expected value at line 1 column 14"),
        ("[" * 100_000, "the body is not JSON: recursion limit exceeded at line 1 column 202"),
    ],
)  # fmt: skip
def test_a_body_that_is_no_request_is_told(body, problem):
    with pytest.raises(RequestError) as told:
        parse_request(body.encode())
    assert told.value.problems == [problem]


@pytest.mark.parametrize(
    "body",
    [b"\xff\xfe", b'{"history": [{"assessmentItemID": "\xff"}]}',
     b'{"history": [{"assessmentItemID": "\\ud800", "answerCode": 1}]}',
     body_of(answerCode=0).replace(b"0}", b"1" * 5000 + b"}")],
)  # fmt: skip
def test_bytes_that_json_cannot_hold_are_told(body):
    with pytest.raises(RequestError, match="^the body is not JSON: "):
        parse_request(body)


def test_every_problem_is_told():
    answers = [{ID: "a", "answerCode": 1}, {ID: "", "answerCode": 2}, {}]
    with pytest.raises(RequestError) as told:
        parse_request(json.dumps({"history": answers, "candidates": [1]}).encode())
    places = [problem.split(" ")[0] for problem in told.value.problems]
    assert places == [
        f"history[1].{ID}", "history[1].answerCode", f"history[2].{ID}", "history[2].answerCode",
        "candidates[0]",
    ]  # fmt: skip


def test_a_history_has_at_most_ten_thousand_answers():
    answer = {ID: "a", "answerCode": 1}
    assert len(parse_request(json.dumps({"history": [answer] * 10_000}).encode()).history) == 10_000
    with pytest.raises(RequestError) as told:
        parse_request(json.dumps({"history": [answer] * 10_001}).encode())
    assert told.value.problems == [f"history has 10001 entries, expected {HISTORY}"]


def objects(count: int, mark: str = "k") -> str:
    return ", ".join(f'"{mark}{k}": 0' for k in range(count))


def problems_of(body: str) -> list[str]:
    with pytest.raises(RequestError) as told:
        parse_request(body.encode())
    return told.value.problems


def test_many_unknown_fields_are_counted():
    checked = "is not a known field; check its spelling"
    assert problems_of('{"history": [], ' + objects(5000) + "}") == [
        f"k0 {checked}", f"k1 {checked}", f"k2 {checked}", "the body has 4997 more unknown fields",
    ]  # fmt: skip
    answer = '{"assessmentItemID": "a", "answerCode": 3, ' + objects(5000) + "}"
    assert problems_of('{"history": [' + answer + "]}") == [
        *(f"history[0].k{n} {checked}" for n in range(3)),
        "history[0] has 4997 more unknown fields",
        "history[0].answerCode = 3, expected 0 or 1",
    ]


@pytest.mark.parametrize("value", ["0", "[]", "{}", '"a"', '{"a": 1}', "1e9", "null"])
def test_a_body_of_more_values_than_a_request_has_is_not_parsed(value):
    assert problems_of('{"history": [' + ", ".join([value] * 200_001) + "]}") == [
        "the body has more than 200000 values"
    ]


def test_commas_within_texts_are_no_values():
    commas = '"KnowledgeTag": "' + "[,{" * 341 + '", "testId": "\\"' + "," * 100 + '"'
    answer = '{"assessmentItemID": "a", "answerCode": 1, ' + commas + "}"
    assert len(parse_request(f'{{"history": [{", ".join([answer] * 1000)}]}}'.encode()).history)


@pytest.mark.parametrize("value", ["x" * 4_000_000, ["y"] * 150_000, {"z": "w" * 4_000_000}])
def test_a_huge_value_is_told_shortly(value):
    for name in ("assessmentItemID", "Timestamp", "elapsed_s", "KnowledgeTag"):
        (problem,) = problems_of(body_of(**{name: value}).decode())
        assert problem.startswith(f"history[0].{name} = ") and len(problem) < 250


def test_of_a_field_given_twice_the_last_counts():
    answer = '{"assessmentItemID": "a", "answerCode": 1, "answerCode": 0}'
    assert parse_request(f'{{"history": [{answer}]}}'.encode()).history[0].answerCode == 0


def test_what_the_lake_takes_a_request_may_say():
    expected = {rule.column: rule.expected for rule in rules(datetime.now(UTC))}
    assert expected[ID] == f"1 to {MAX_ITEM} characters"
    assert expected["KnowledgeTag"] == f"0 to {MAX_TAGS} characters"
    assert expected["testId"] == f"0 to {MAX_TEST} characters"
    parse_request(body_of(**{ID: "x" * 64, "KnowledgeTag": "x" * 1024, "testId": "x" * 128}))


def test_the_first_twenty_problems_are_told():
    with pytest.raises(RequestError) as told:
        parse_request(json.dumps({"history": [{ID: "", "answerCode": 1}] * 30}).encode())
    assert len(told.value.problems) == 20
    assert told.value.problems[-1].startswith("history[19].")


def test_no_history_and_no_candidates_are_requests():
    assert parse_request(b'{"history": []}').candidates is None
    assert parse_request(b'{"history": [], "candidates": []}').candidates == []


def test_other_fields_of_an_interaction_may_come_along():
    answer = {ID: "a", "answerCode": 0, "event_id": "e", "userID": "u", "source": "web",
              "predicted": 0.5, "model_version": "m", "testId": None, "elapsed_s": 3}  # fmt: skip
    (parsed,) = parse_request(json.dumps({"history": [answer]}).encode()).history
    assert (parsed.testId, parsed.elapsed_s) == (None, 3.0)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1970-01-01T00:01:40Z", 100.0),
        ("1970-01-01T00:01:40", 100.0),  # a time without zone is UTC
        ("1970-01-01 00:01:40.5", 100.5),
        ("1970-01-01T09:01:40+09:00", 100.0),
        ("1969-12-31T23:01:40-01:00", 100.0),
        ("1970-01-01T00:01", 60.0),
        ("0001-01-01T00:00:00+14:00", -62135647200.0),
    ],
)
def test_a_time_is_read_with_and_without_a_zone(text, seconds):
    (answer,) = parse_request(body_of(Timestamp=text)).history
    assert answer.time_s == seconds


def test_an_absent_time_is_nan():
    for body in (body_of(), body_of(Timestamp=None)):
        assert math.isnan(parse_request(body).history[0].time_s)
