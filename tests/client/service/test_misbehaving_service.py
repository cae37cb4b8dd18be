"""A service that answers whatever it likes, as slowly as it likes: the page asks, and goes on."""

import contextlib
import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from itertools import chain, repeat

import pytest
from visitor import believed, prediction

from client.app.service.predict import Predictor

PATIENCE_S = 0.4
SLACK_S = 0.5
OK = b"HTTP/1.1 200 OK\r\n"
GOOD = json.dumps(prediction([])).encode()
Serve = Callable[..., str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a server that sends these pieces, with a pause after each, to whoever asks."""
    listeners = []

    def start(*pieces: bytes, pause_s: float = 0.0, forever: bytes = b"") -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def answer(connection: socket.socket) -> None:
            with connection, contextlib.suppress(OSError):  # who asked may have gone
                connection.recv(65536)
                for piece in chain(pieces, repeat(forever) if forever else ()):
                    connection.sendall(piece)
                    time.sleep(pause_s)

        def accept() -> None:
            with contextlib.suppress(OSError):  # closed
                while True:
                    connection, _ = listener.accept()
                    threading.Thread(target=answer, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    for listener in listeners:
        listener.close()


def whole(body: bytes, *headers: bytes) -> bytes:
    length = f"Content-Length: {len(body)}".encode()
    return OK + b"\r\n".join([*headers, length, b"", body])


def one_by_one(text: bytes) -> list[bytes]:
    return [text[k : k + 1] for k in range(len(text))]


def asked(url: str, timeout_s: float = PATIENCE_S) -> tuple[dict | None, float]:
    started = time.monotonic()
    reply = Predictor(url, timeout_s).ask([])
    return reply, time.monotonic() - started


def test_the_stand_in_can_answer_well(serve):
    assert asked(serve(whole(GOOD)))[0] == believed(prediction([]))


@pytest.mark.parametrize(
    "pieces",
    [
        one_by_one(whole(GOOD)),
        [whole(GOOD)[:-60], *one_by_one(GOOD[-60:])],
        [OK + b"Transfer-Encoding: chunked\r\n\r\n", *[b"1\r\n{\r\n"] * 100],
    ],
    ids=["head", "body", "chunks"],
)
def test_a_byte_at_a_time_costs_one_timeout(serve, caplog, pieces):
    reply, took_s = asked(serve(*pieces, pause_s=0.05))
    assert reply is None
    assert took_s == pytest.approx(PATIENCE_S, abs=SLACK_S)
    assert "no whole reply within 0.4 s" in caplog.text


@pytest.mark.parametrize(
    ("start", "forever"),
    [
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (OK, b"X-More: 1\r\n"),
        (OK + b"\r\n", b"[" * 65536),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b" " * 65536 + b"\r\n"),
    ],
    ids=["continue", "headers", "body", "chunks"],
)
def test_what_never_ends_is_left(serve, start, forever):
    reply, took_s = asked(serve(start, forever=forever))
    assert reply is None
    assert took_s < PATIENCE_S + SLACK_S


@pytest.mark.parametrize(
    "head",
    [
        b"", b"\r\n\r\n", b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 2000 OK\r\n\r\n",
        OK + b"Content-Length: -1\r\n\r\n{}", OK + b"Content-Length: 99999999999\r\n\r\n{}",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 204 No Content\r\n\r\n", b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n",
        whole(gzip.compress(GOOD), b"Content-Encoding: gzip"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_none(serve, head):
    assert asked(serve(head))[0] is None


def changed(**fields: str) -> bytes:
    """A good reply with the JSON text of some fields put in their place."""
    text = json.dumps(prediction([]) | dict.fromkeys(fields, "HERE"))
    for name, value in fields.items():
        text = text.replace(f'"{name}": "HERE"', f'"{name}": {value}')
    return text.encode("utf-8", "surrogatepass")


MASTERY = '[{"tag": "301", "name": "Times", "p": 0.5, "answered": %s}]'
NEXT = '[{"id": %s, "p": 0.5, "why": ""}]'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (changed(score="Infinity"), "score = inf, expected a number from 0 to 100"),
        (changed(score="-1e-9"), "score = -1e-09"),
        (changed(score="1" + "0" * 400), "score = 1000"),
        (changed(score="1" + "0" * 5000), "digits"),
        (changed(mastery=MASTERY % "Infinity"), "answered = inf"),
        (changed(mastery=MASTERY % "1e999"), "answered = inf"),
        (changed(mastery=MASTERY % "NaN"), "answered = nan"),
        (changed(mastery=MASTERY % "-1"), "answered = -1"),
        (changed(mastery=MASTERY % "[[]]"), "answered = [[]]"),
        (changed(probabilities='{"A": -Infinity}'), "A = -inf"),
        (changed(probabilities='{"\\ud800": 0.5}'), "without control characters"),
        (changed(next=NEXT % '"\\u0000"'), "without control characters"),
        (changed(next=NEXT % f'"{"x" * 1025}"'), "id has 1025 characters, at most 1024"),
        (changed(next=f"[{', '.join(['{}'] * 101)}]"), "next has 101 entries, at most 100"),
        (changed(mastery=f"[{', '.join(['{}'] * 20001)}]"), "mastery has 20001 entries"),
        (changed(model_version='"' + "m" * 129 + '"'), "model_version has 129 characters"),
        (changed(model_version='"a\\nb"'), "without control characters"),
        (changed(data_version='"7"'), "data_version = '7'"),
        (changed(data_version="Infinity"), "data_version = inf"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"score": ' + b"[" * 900 + b"]" * 900 + b"}", "probabilities = None"),
        (b"\xff\xfe", "can't decode"),
        (b"", "no JSON"),
        (b" " * (4 * 2**20 + 1), "more than 4194304 bytes"),
    ],
)
def test_what_cannot_be_is_not_believed(serve, caplog, body, said):
    assert asked(serve(whole(body)), 5)[0] is None
    assert said in caplog.text


def test_what_the_page_does_not_know_is_not_kept(serve):
    assert asked(serve(whole(changed(surprise='{"a": [1e999]}'))))[0] == believed(prediction([]))
