"""A poke either names its run or is skipped with 99: correctness never depends on it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from stack import airflow_rest
from stack.__main__ import poke

TOKEN = b'{"access_token": "secret"}'


@contextmanager
def answering(
    *answers: tuple[int, bytes], whose: str = "PEER_AIRFLOW_URL"
) -> Iterator[list[tuple[str, dict]]]:
    """A server that gives these answers in turn; yields what it was asked."""
    left, asked = list(answers), []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.path, json.loads(body)))
            code, text = left.pop(0)
            self.send_response(code)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(whose, f"http://127.0.0.1:{server.server_port}")
        environment.setenv("NO_PROXY", "127.0.0.1")
        try:
            yield asked
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


@pytest.mark.parametrize("code", [200, 409])
def test_a_poke_names_its_run_whether_or_not_it_is_the_first_of_its_key(code, capsys):
    with answering((201, TOKEN), (code, b"{}")) as asked:
        poke("some_dag", "data-7")
    assert capsys.readouterr().out == "poke__data-7\n"
    path, body = asked[-1]
    assert (path, body["dag_run_id"]) == ("/api/v2/dags/some_dag/dagRuns", "poke__data-7")


@pytest.mark.parametrize(
    "answer",
    [(200, b"<html>a proxy's page"), (200, b"{}"), (200, b"[]"), (200, b""), (503, b"{}")],
)
def test_what_answers_as_no_airflow_does_skips_the_poke(answer, capsys):
    with answering(answer), pytest.raises(SystemExit) as stopped:
        poke("some_dag", "data-7")
    assert stopped.value.code == 99
    told = capsys.readouterr()
    assert told.out == ""
    assert "did not take the poke" in told.err
    assert "some_dag will run on its schedule" in told.err


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "127.0.0.1", "http://127.0.0.1:x"])
def test_an_airflow_that_is_away_skips_the_poke(url, monkeypatch):
    monkeypatch.setenv("PEER_AIRFLOW_URL", url)
    with pytest.raises(SystemExit) as stopped:
        poke("some_dag", "data-7")
    assert stopped.value.code == 99


def test_without_a_peer_nobody_is_poked(monkeypatch, capsys):
    monkeypatch.setenv("PEER_AIRFLOW_URL", "")
    with pytest.raises(SystemExit) as stopped:
        poke("some_dag", "data-7")
    assert stopped.value.code == 99
    assert "PEER_AIRFLOW_URL is not set; some_dag runs on its schedule" in capsys.readouterr().err


def test_it_is_the_peer_that_is_asked_with_the_peers_password(monkeypatch):
    monkeypatch.setenv("AIRFLOW_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AIRFLOW_PASSWORD", "our-own")
    monkeypatch.setenv("PEER_AIRFLOW_USER", "there")
    monkeypatch.setenv("PEER_AIRFLOW_PASSWORD", "their-own")
    with answering((201, TOKEN), (200, b"{}")) as asked:
        poke("some_dag", "data-7")
    assert asked[0] == ("/auth/token", {"username": "there", "password": "their-own"})


def test_here_it_is_this_machine_that_is_asked_with_its_own_password(monkeypatch, capsys):
    monkeypatch.setenv("PEER_AIRFLOW_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AIRFLOW_USER", "me")
    monkeypatch.setenv("AIRFLOW_PASSWORD", "our-own")
    with answering((201, TOKEN), (200, b"{}"), whose="AIRFLOW_URL") as asked:
        poke("some_dag", "by-hand", here=True)
    assert asked[0] == ("/auth/token", {"username": "me", "password": "our-own"})
    assert capsys.readouterr().out == "poke__by-hand\n"


def test_here_needs_no_peer_and_tells_of_an_airflow_that_is_away(monkeypatch, capsys):
    monkeypatch.setenv("PEER_AIRFLOW_URL", "")
    monkeypatch.setenv("AIRFLOW_URL", "http://127.0.0.1:9")
    with pytest.raises(SystemExit) as stopped:
        poke("some_dag", "by-hand", here=True)
    assert stopped.value.code == 99
    assert "http://127.0.0.1:9 did not take the poke" in capsys.readouterr().err


def test_a_busy_server_is_asked_again_for_the_same_run(monkeypatch, capsys):
    monkeypatch.setattr(airflow_rest, "RETRY_AFTER_S", (0, 0, 0))
    with answering((201, TOKEN), (500, b"{}"), (500, b"{}"), (200, b"{}")) as asked:
        poke("some_dag", "data-7")
    assert capsys.readouterr().out == "poke__data-7\n"
    assert [body["dag_run_id"] for _, body in asked[1:]] == ["poke__data-7"] * 3
