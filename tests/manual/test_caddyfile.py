"""Whom the front believes: the Caddyfile in front of a page that says what it was told."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import requests
from waiting import free_ports, wait_for

pytestmark = pytest.mark.stack
CADDYFILE = Path(__file__).resolve().parents[2] / "docker_manual" / "Caddyfile"
CADDY = Path(sys.executable).with_name("caddy")


class Say(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.headers["X-Forwarded-For"].encode())

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def front(folder: Path, trusted: str) -> Iterator[str]:
    """The page's address; Swarm's DNS is replaced by one address, the rest is as it stands."""
    page = HTTPServer(("127.0.0.1", 0), Say)
    threading.Thread(target=page.serve_forever, args=(0.01,)).start()
    port, health = free_ports(2)
    text = CADDYFILE.read_text().replace(":2020", f":{health}")
    text, replaced = re.subn(r"dynamic a \{.*?\}", f"to 127.0.0.1:{page.server_port}", text,
                             flags=re.S)  # fmt: skip
    assert replaced == 1
    (folder / "Caddyfile").write_text(text)
    caddy = subprocess.Popen(
        [CADDY, "run", "--config", folder / "Caddyfile", "--adapter", "caddyfile"],
        env={"SITE_ADDRESS": f":{port}", "TRUSTED_PROXIES": trusted, "HOME": str(folder)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}/"
    try:
        wait_for("the front", lambda: requests.get(address, timeout=5).ok)
        yield address
    finally:
        caddy.terminate()
        caddy.wait()
        page.shutdown()
        page.server_close()


@pytest.mark.parametrize(
    ("trusted", "told"),
    [
        ("", "127.0.0.1"),
        ("10.0.0.7 10.1.0.0/16", "127.0.0.1"),
        ("10.0.0.7 127.0.0.0/8", "6.6.6.6, 127.0.0.1"),
    ],
)
def test_only_a_trusted_proxys_word_is_passed_on(tmp_path: Path, trusted: str, told: str) -> None:
    with front(tmp_path, trusted) as page:
        said = requests.get(page, headers={"X-Forwarded-For": "6.6.6.6"}, timeout=5)
    assert said.content.decode() == told
