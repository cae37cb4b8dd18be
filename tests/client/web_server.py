"""The web page as it runs: client/start.sh, with gunicorn's workers, on a free port."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import requests
from postgres_server import free_port

START = Path(__file__).resolve().parents[2] / "client" / "start.sh"


class WebServer:
    """The page in processes of its own; its output is in `log`."""

    def __init__(self, config: dict, log: Path, port: int | None = None) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        settings = {name: str(value) for name, value in config.items() if name != "TESTING"}
        settings |= {"CLIENT_BIND": f"127.0.0.1:{self.port}"}
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [START], env={**os.environ, **settings, "PATH": path}, stdout=out, stderr=out
            )

    def wait(self, seconds: float = 30) -> "WebServer":
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up and self.process.poll() is None:
            try:
                if requests.get(f"{self.url}/up", timeout=5).ok:
                    return self
            except (requests.ConnectionError, requests.Timeout):
                time.sleep(0.1)  # it listens before its workers are up
        raise AssertionError(f"the page did not come up:\n{self.log.read_text()[-3000:]}")

    def terminate(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    def stop(self) -> None:
        self.process.kill() if self.process.poll() is None else None
        self.process.wait(30)


class Student:
    """A browser at a real server: keeps cookies, sends a form back as the page gave it."""

    def __init__(self, url: str, nickname: str) -> None:
        self.url, self.nickname = url, nickname
        self.http = requests.Session()
        self.statuses: list[int] = []

    def get(self, path: str) -> str:
        return self._seen(self.http.get(self.url + path, timeout=60))

    def post(self, path: str, **fields: str) -> str:
        return self._seen(self.http.post(self.url + path, data=fields, timeout=60))

    def sign_in(self) -> str:
        form = hidden(self.get("/sign-in"))
        page = self.post("/sign-in", **form, nickname=self.nickname, pin="2580")
        form = hidden(page)
        return self.post("/sign-in", **form, pin="2580") if "new" in form else page

    def answer(self) -> str:
        """Answer the question of the practice page; returns its event_id."""
        page = self.get("/practice")
        form = hidden(page)
        choices = re.findall(r'name="response" value="([^"]*)" required', page)
        self.post("/answer", **form, response=choices[0] if choices else "1")
        return form["event_id"]

    def _seen(self, response: requests.Response) -> str:
        self.statuses += [one.status_code for one in (*response.history, response)]
        return response.text


def hidden(page: str) -> dict[str, str]:
    main = page.split("<main", 1)[1]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', main))
