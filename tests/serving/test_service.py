"""`/predict` in process: the contract, and nothing but 4xx for whatever else comes."""

import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.bundles import ITEMS


@pytest.fixture(scope="module")
def client(bundle: Path) -> Iterator[TestClient]:
    """The service as BentoML would serve it, with the bundle and no question bank."""
    patch = pytest.MonkeyPatch()
    patch.setenv("BUNDLE", str(bundle))
    patch.setenv("BENTOML_DO_NOT_TRACK", "True")
    sys.modules.pop("service", None)
    import service

    patch.setattr(service, "HERE", bundle)  # a folder without questions.csv
    served: Any = service.Prediction  # BentoML's decorator made it a Service
    with TestClient(served.to_asgi(), raise_server_exceptions=False) as opened:
        yield opened
    patch.undo()


def answers(count: int) -> list[dict[str, object]]:
    return [
        {"assessmentItemID": ITEMS[k % len(ITEMS)], "answerCode": k % 2,
         "Timestamp": f"2026-03-02T09:{k % 60:02d}:00Z", "elapsed_s": 4.5}
        for k in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("count", [0, 1, 7, 450])
def test_a_prediction_has_exactly_the_contracts_fields(client, bundle, count):
    answer = client.post("/predict", json={"history": answers(count)})
    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == {
        "score", "score_interval", "level", "probabilities", "mastery", "phase", "next",
        "model_version", "data_version",
    }  # fmt: skip
    assert set(body["probabilities"]) == set(ITEMS)
    assert all(0 < p < 1 for p in body["probabilities"].values())
    mean = sum(body["probabilities"].values()) / len(ITEMS)
    assert math.isclose(body["score"], 100 * mean, rel_tol=1e-12)
    assert (body["model_version"], body["data_version"]) == (bundle.name, 0)
    for tag in body["mastery"]:
        assert set(tag) == {"tag", "name", "p", "interval", "answered", "state"}
        assert 0 < tag["interval"][0] <= tag["p"] <= tag["interval"][1] < 1
    assert sum(tag["answered"] for tag in body["mastery"]) >= count  # an item may have two tags
    for suggestion in body["next"]:
        assert set(suggestion) == {"id", "p", "why", "because"}
        assert suggestion["p"] == body["probabilities"][suggestion["id"]]
    offered = [suggestion["id"] for suggestion in body["next"]]
    assert offered and len(set(offered)) == len(offered) <= 5


def test_candidates_choose_the_probabilities_and_leave_the_score(client):
    history = answers(9)
    whole = client.post("/predict", json={"history": history}).json()
    wanted = [ITEMS[3], "never-seen", ITEMS[0], ITEMS[3]]
    some = client.post("/predict", json={"history": history, "candidates": wanted}).json()
    assert list(some["probabilities"]) == [ITEMS[3], "never-seen", ITEMS[0]]
    assert math.isclose(
        some["probabilities"][ITEMS[3]], whole["probabilities"][ITEMS[3]], abs_tol=1e-6
    )
    assert math.isclose(some["score"], whole["score"], abs_tol=1e-4)
    none = client.post("/predict", json={"history": history, "candidates": []}).json()
    assert none["probabilities"] == {}


def test_what_is_not_known_is_legal(client):
    history = [
        {"assessmentItemID": "zzz", "answerCode": 1, "KnowledgeTag": "a;b;c;d;e;f", "testId": "t"},
        {"assessmentItemID": "学校-π", "answerCode": 0, "KnowledgeTag": "", "elapsed_s": 1e300},
        {"assessmentItemID": "x" * 64, "answerCode": 1, "Timestamp": "0001-01-01T00:00:00+14:00"},
        {"assessmentItemID": "\x00", "answerCode": 0, "Timestamp": "9999-12-31T23:59:59-14:00"},
        {"assessmentItemID": ITEMS[0], "answerCode": 1, "event_id": 1, "userID": "u", "source": []},
    ]
    assert client.post("/predict", json={"history": history}).status_code == 200


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({}, "history is missing, expected a list of at most 10000 answers"),
        ({"history": {}}, "history = {}, expected a list"),
        ({"history": [1]}, "history[0] = 1, expected an object such as {assessmentItemID"),
        ({"history": [{"answerCode": 1}]}, "history[0].assessmentItemID is missing, expected a"),
        ({"history": [{"assessmentItemID": "a", "answerCode": 2}]},
         "history[0].answerCode = 2, expected 0 or 1"),
        ({"history": [{"assessmentItemID": "a", "answerCode": True}]},
         "history[0].answerCode = True, expected 0 or 1"),
        ({"history": [{"assessmentItemID": "a", "answerCode": "1"}]},
         "history[0].answerCode = '1', expected 0 or 1"),
        ({"history": [{"assessmentItemID": "a" * 65, "answerCode": 1}]},
         "expected a string of 1 to 64 characters"),
        ({"history": [{"assessmentItemID": "", "answerCode": 1}]},
         "history[0].assessmentItemID = '', expected a string of 1 to 64 characters"),
        ({"history": [{"assessmentItemID": "a", "answerCode": 1, "Timestamp": "soon"}]},
         "history[0].Timestamp = 'soon', expected an ISO 8601 time"),
        ({"history": [{"assessmentItemID": "a", "answerCode": 1, "elapsed_s": -1}]},
         "history[0].elapsed_s = -1, expected a number of seconds, 0 or more"),
        ({"history": [{"assessmentItemID": "a", "answercode": 1, "answerCode": 1}]},
         "history[0].answercode is not a known field"),
        ({"history": [], "candidates": ["a", ""]},
         "candidates[1] = '', expected an item id of 1 to 64 characters"),
        ({"history": [], "asked_at": 1772443800},
         "asked_at = 1772443800, expected an ISO 8601 time"),
        ({"history": [], "candidate": ["a"]}, "candidate is not a known field"),
        ([], "the body is no JSON object; expected {history"),
    ],
)  # fmt: skip
def test_bad_input_is_a_400_that_names_field_value_and_expectation(client, body, problem):
    answer = client.post("/predict", json=body)
    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}
    assert any(problem in told for told in answer.json()["error"])


def test_all_problems_are_told_at_once_and_shortly(client):
    history = [{"assessmentItemID": "a" * 7_000, "answerCode": 7, "x" * 9_000: 0}] * 50
    answer = client.post("/predict", json={"history": history})
    assert answer.status_code == 400
    assert len(answer.json()["error"]) == 20
    assert len(answer.content) < 10_000


ONE = '{"assessmentItemID": "a", "answerCode": %s}'
HOSTILE = {
    "nothing": b"",
    "a space": b" ",
    "null": b"null",
    "a number": b"1",
    "a string": b'"history"',
    "true": b"true",
    "a list of lists": b"[[]]",
    "bytes": bytes(range(256)),
    "zeros": b"\x00" * 100,
    "latin-1": '{"history": [{"assessmentItemID": "é", "answerCode": 1}]}'.encode("latin-1"),
    "utf-16": '{"history": []}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"history": [}',
    "cut off": b'{"history": [{"assessmentItemID": "a"',
    "a trailing comma": b'{"history": [],}',
    "single quotes": b"{'history': []}",
    "two objects": b'{"history": []}{"history": []}',
    "a form": b"history=1&candidates=2",
    "html": b"<html><script>alert(1)</script>",
    "nested lists": b"[" * 100_000,
    "nested objects": b'{"history":' * 50_000,
    "a nested history": b'{"history": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    "null history": b'{"history": null}',
    "null answer": b'{"history": [null]}',
    "null code": b'{"history": [' + (ONE % "null").encode() + b"]}",
    "NaN code": b'{"history": [' + (ONE % "NaN").encode() + b"]}",
    "infinite code": b'{"history": [' + (ONE % "Infinity").encode() + b"]}",
    "huge code": b'{"history": [' + (ONE % ("9" * 5_000)).encode() + b"]}",
    "huge exponent": b'{"history": [' + (ONE % "1e999999").encode() + b"]}",
    "fraction": b'{"history": [' + (ONE % "0.5").encode() + b"]}",
    "negative": b'{"history": [' + (ONE % "-1").encode() + b"]}",
    "lone surrogate": b'{"history": [{"assessmentItemID": "\\ud800", "answerCode": 1}]}',
    "surrogates turned round": b'{"history": [], "candidates": ["\\udc00\\ud800"]}',
    "a code twice": b'{"history": [{"assessmentItemID": "a", "answerCode": 1, "answerCode": 7}]}',
    "a history twice": b'{"history": [], "history": 3}',
    "NaN seconds": b'{"history": [{"assessmentItemID": "a", "answerCode": 1, "elapsed_s": NaN}]}',
    "time out of range": b'{"history": [{"assessmentItemID": "a", "answerCode": 1, '
    b'"Timestamp": 1e300}]}',
    "candidates as text": b'{"history": [], "candidates": "abc"}',
    "candidates as numbers": b'{"history": [], "candidates": [1, 2.5, null, {}]}',
    "too many candidates": json.dumps({"history": [], "candidates": ["a"] * 10_001}).encode(),
    "too many answers": json.dumps({"history": [0] * 10_001}).encode(),
    "a long unknown field": b'{"history": [], "' + b"k" * 100_000 + b'": 1}',
    "a pickle": b"\x80\x04\x95\x0f\x00\x00\x00\x00\x00\x00\x00\x8c\x02os\x94",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_body_is_a_short_400(client, body):
    answer = client.post("/predict", content=body)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert len(answer.content) < 10_000


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", ""])
def test_the_content_type_does_not_matter(client, kind):
    answer = client.post("/predict", content=b'{"history": []}', headers={"Content-Type": kind})
    assert answer.status_code == 200


def test_a_body_that_is_too_large_is_refused(client):
    answer = client.post("/predict", content=(b" " * 2**20 for _ in range(16)))
    assert answer.status_code == 413
    assert "more than 4194304 bytes" in answer.json()["error"][0]


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/predict"), ("PUT", "/predict"), ("POST", "/version"), ("GET", "/nothing")],
)
def test_other_methods_and_paths_are_4xx(client, method, path):
    assert client.request(method, path).status_code in (404, 405)


def test_version_says_which_model_answers_and_how_good_it_was(client, bundle):
    body = client.get("/version").json()
    assert body["model_version"] == bundle.name
    assert body["data_version"] == 0
    assert body["metrics"]["auc"] == 0.7
    assert body["config"] == "lstm"


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_it_is_alive_and_ready(client, path):
    assert client.get(path).status_code == 200
