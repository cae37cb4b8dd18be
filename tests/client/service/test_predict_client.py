"""The page's view of the inference service: a prediction, or None and a line in the log."""

import math
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from visitor import FakeService, believed, prediction

from client.app.service.predict import Predictor

ANSWER = {"assessmentItemID": "A030001001", "answerCode": 1, "KnowledgeTag": "301"}


def test_a_prediction_comes_back_whole(service):
    reply = Predictor(service.url, 2).ask([ANSWER])
    assert reply == believed(prediction([ANSWER]))
    assert service.histories == [[ANSWER]]


def test_a_connection_that_breaks_is_tried_twice_more(service):
    service.hang_up = 2
    assert Predictor(service.url, 2).ask([]) is not None
    service.hang_up = 3
    assert Predictor(service.url, 2).ask([]) is None
    assert len(service.histories) == 6


@pytest.mark.parametrize("status", [400, 404, 500])
def test_an_error_is_not_tried_again_and_is_logged(service, caplog, status):
    service.status = status
    predictor = Predictor(service.url, 2)
    assert predictor.ask([]) is None and predictor.resting
    assert len(service.histories) == 1 and f"HTTP {status}" in caplog.text


@pytest.mark.parametrize("status", [429, 502, 503])
def test_a_replica_that_cannot_now_is_asked_again(service, caplog, status):
    service.status = status
    assert Predictor(service.url, 2).ask([]) is None
    assert len(service.histories) == 3 and f"HTTP {status}" in caplog.text

    def recover(_history):
        service.status = 200

    service.before = recover
    assert Predictor(service.url, 2).ask([]) is not None


ADDRESSES = ("127.0.0.1", "127.0.0.2", "127.0.0.3")


@pytest.fixture
def replicas(monkeypatch):
    """Three replicas behind one name, as a service without a virtual IP has them; in the order
    in which the resolver gives them, always the same."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = {address: FakeService(address, port) for address in ADDRESSES}
    resolve = socket.getaddrinfo

    def by_name(host, *arguments, **options):
        names = running if host == "inference" else [host]
        return [found for one in names for found in resolve(one, *arguments, **options)]

    monkeypatch.setattr(socket, "getaddrinfo", by_name)
    yield running
    for replica in running.values():
        replica.stop()


def url_of(replicas: dict[str, FakeService]) -> str:
    return f"http://inference:{replicas['127.0.0.1'].server.server_port}"


def test_replicas_are_asked_by_turns(replicas):
    predictor = Predictor(url_of(replicas), 2)
    for _ask in range(60):
        assert predictor.ask([]) is not None
    assert all(len(replica.histories) >= 5 for replica in replicas.values())


def test_replicas_that_are_gone_cost_no_prediction(replicas):
    predictor = Predictor(url_of(replicas), 2)
    replicas["127.0.0.1"].stop()
    replicas["127.0.0.3"].status = 503
    for _ask in range(30):
        assert predictor.ask([]) is not None
    assert len(replicas["127.0.0.2"].histories) == 30


def test_a_replica_that_hangs_up_costs_no_prediction(replicas):
    predictor = Predictor(url_of(replicas), 2)
    for address in ADDRESSES[:2]:
        replicas[address].hang_up = 1_000
    for _ask in range(30):
        assert predictor.ask([]) is not None
    assert len(replicas["127.0.0.3"].histories) == 30


def test_connections_are_not_kept(service):
    predictor = Predictor(service.url, 2)
    for _ask in range(3):
        predictor.ask([])
    assert len(service.connections) == 3
    assert {headers["Connection"] for headers in service.headers} == {"close"}
    assert {headers["Host"] for headers in service.headers} == {service.url.removeprefix("http://")}


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


@pytest.fixture
def full():
    """Where connections are not taken: the queue of a listener that accepts nobody is full."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = [socket.socket() for _number in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        for one in waiting:
            one.close()


@pytest.mark.stack  # too long for `make check`
def test_a_connection_that_nobody_takes_costs_a_second_and_never_more_than_the_timeout(full):
    def ask(timeout_s: float) -> float:
        started = time.monotonic()
        assert Predictor(full, timeout_s).ask([]) is None
        return time.monotonic() - started

    with ThreadPoolExecutor(3) as pool:  # at the same time: they only wait
        assert list(pool.map(ask, (0.3, 2.2, 6))) == pytest.approx([0.3, 2.2, 3], abs=0.25)


def test_nobody_listening_is_none(caplog):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    assert Predictor(url, 2).ask([]) is None
    assert url in caplog.text
