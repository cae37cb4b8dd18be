"""The front alone: Caddy, and the word that says which color is live."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from deploy.front import Front
from settings import Settings
from stack.home import free_ports

pytestmark = pytest.mark.stack
CADDY = Path(sys.executable).with_name("caddy")
TEAPOT = 418


class Teapot(BaseHTTPRequestHandler):
    """Answers as nothing else here does."""

    def do_GET(self) -> None:
        self.send_response(TEAPOT)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None: ...


@contextmanager
def listening(port: int) -> Iterator[None]:
    server = ThreadingHTTPServer(("127.0.0.1", port), Teapot)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def status(url: str) -> int:
    """Status code of the front once it listens."""
    deadline = time.monotonic() + 20
    while True:
        try:
            return httpx.get(url, timeout=20, trust_env=False).status_code
        except httpx.TransportError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def test_the_word_is_found_whatever_the_path_of_the_home(tmp_path):
    ports = {key.lower(): value for key, value in free_ports().items()}
    settings = Settings(dkt_home=tmp_path / 'it\'s a "home"  with spaces', **ports)
    front = Front(settings)
    front.write()
    command = [CADDY, "run", "--config", front.folder / "Caddyfile", "--adapter", "caddyfile"]
    caddy = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert status(settings.inference_url) == 503
        with listening(settings.green_port):
            front.switch("green")
            assert status(settings.inference_url) == TEAPOT
    finally:
        caddy.terminate()
        caddy.wait()
