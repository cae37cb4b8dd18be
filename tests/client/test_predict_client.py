"""The page's view of the inference service: a prediction, or None and a line in the log."""

import math
import socket
import time

import pytest
import requests
from conftest import prediction

from client.app.predict import Predictor

ANSWER = {"assessmentItemID": "A030001001", "answerCode": 1, "KnowledgeTag": "301"}


def test_a_prediction_comes_back_whole(service):
    reply = Predictor(service.url, 2).ask([ANSWER])
    assert reply == prediction([ANSWER])
    assert service.histories == [[ANSWER]]


def test_a_connection_that_breaks_is_tried_once_more(service):
    service.hang_up = 1
    assert Predictor(service.url, 2).ask([]) is not None
    service.hang_up = 2
    assert Predictor(service.url, 2).ask([]) is None
    assert len(service.histories) == 4


@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_an_error_is_not_tried_again_and_is_logged(service, caplog, status):
    service.status = status
    predictor = Predictor(service.url, 2)
    assert predictor.ask([]) is None and predictor.resting
    assert len(service.histories) == 1 and f"HTTP {status}" in caplog.text


def without(name: str) -> dict:
    return {key: value for key, value in prediction([]).items() if key != name}


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (b"no json", "JSON"),
        (b"[1]", "expected an object"),
        (without("score"), "score = None"),
        (without("probabilities"), "probabilities = None"),
        (without("mastery"), "mastery = None"),
        (without("next"), "next = None"),
        (without("model_version"), "model_version = None"),
        ({**prediction([]), "score": 101}, "score = 101"),
        ({**prediction([]), "score": math.nan}, "score = nan"),
        ({**prediction([]), "score": True}, "score = True"),
        ({**prediction([]), "probabilities": {"A": "0.5"}}, "A = '0.5'"),
        ({**prediction([]), "next": [{"p": 0.5}]}, "id = None"),
        ({**prediction([]), "mastery": ["301"]}, "mastery has entries"),
        ({**prediction([]), "mastery": [{"tag": "301", "p": 2, "answered": 0}]}, "p = 2"),
    ],
)
def test_a_malformed_prediction_counts_as_none(service, caplog, reply, said):
    service.reply = lambda _history: reply
    assert Predictor(service.url, 2).ask([]) is None
    assert said in caplog.text


def test_a_service_that_hangs_costs_one_timeout(service):
    service.before = lambda _history: time.sleep(1)
    started = time.monotonic()
    assert Predictor(service.url, 0.2).ask([]) is None
    assert time.monotonic() - started < 0.9
    assert len(service.histories) == 1


def test_a_connection_that_nobody_takes_in_time_is_not_tried_again(monkeypatch):
    predictor, tries = Predictor("http://127.0.0.1:9", 2), []

    def time_out(*_arguments, **_options):
        tries.append(1)
        raise requests.ConnectTimeout("no answer")

    monkeypatch.setattr(predictor.session, "post", time_out)
    assert predictor.ask([]) is None
    assert len(tries) == 1


def test_nobody_listening_is_none(caplog):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    assert Predictor(url, 2).ask([]) is None
    assert url in caplog.text
