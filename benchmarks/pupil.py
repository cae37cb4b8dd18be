"""One pupil of `benchmarks.classroom`: a browser over HTTP that joins, signs in and practises.

Plain `http.client` on one kept connection, as a browser has: a hundred pupils must not need more of
the machine than what they measure.
"""

import http.client
import random
import re
import sys
import threading
import time
from collections import defaultdict
from html import unescape
from http.cookies import SimpleCookie
from urllib.parse import urlencode

PIN = "2580"
CLASS = 100
"""So many pupils share an address: a school has several, and joining is limited at each."""
TIMEOUT_S = 60
STATIC = re.compile(r'(?:href|src)="(/static/[^"]*)"')
HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')
CHOICE = re.compile(r'name="response" value="([^"]*)"\s+required')


class Figures:
    """What all pupils together waited for, in seconds, and what went wrong."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self._lock = threading.Lock()

    def waited(self, what: str, since: float) -> None:
        with self._lock:
            self.seconds[what].append(time.monotonic() - since)

    def failed(self, error: str) -> None:
        with self._lock:
            self.errors.append(error)


class FailedError(Exception):
    """A page was not what the pupil asked for."""


class Pupil:
    """A browser with a pupil before it; `sign_in` once more is a new browser."""

    def __init__(self, number: int, port: int, figures: Figures) -> None:
        self.nickname = f"Pupil {number}"
        self._port, self.figures = port, figures
        self._random = random.Random(number)
        self._question = ""
        address = f"127.0.0.{1 + number // CLASS}" if sys.platform == "linux" else "127.0.0.1"
        self._from = (address, 0)
        self._open_browser()

    def sign_in(self, what: str) -> None:
        """Look at the sign-in page, then sign in or join; `what` is counted from the button to the
        first question, without the time to type."""
        self._open_browser()
        page = self._get("/sign-in")
        for path in dict.fromkeys(STATIC.findall(page)):
            self._get(path)
        since = time.monotonic()
        page = self._post("/sign-in", page, nickname=self.nickname, pin=PIN)
        if 'name="new"' in page:  # asked whether one is new here
            page = self._post("/sign-in", page, pin=PIN)
        if 'name="event_id"' not in page:
            raise FailedError("no question after signing in")
        self.figures.waited(what, since)
        self._question = page

    def sign_out(self) -> None:
        self._post("/sign-out", self._question)
        self._connection.close()

    def practise(self, until: float, pause_s: float) -> int:
        """Answer a question about every `pause_s`; returns how many answers the page confirmed."""
        answers = 0
        self._think(until, pause_s)
        while time.monotonic() < until:
            choices = [unescape(choice) for choice in CHOICE.findall(self._question)]
            response = self._random.choice(choices or ["1", "12", "0.75"])
            since = time.monotonic()
            page = self._post("/answer", self._question, response=response)
            if 'id="verdict"' not in page:
                raise FailedError("no feedback after an answer")
            self.figures.waited("answer", since)
            answers += 1
            self._think(until, pause_s / 2)
            since = time.monotonic()
            self._question = self._get("/practice")
            self.figures.waited("question", since)
            self._think(until, pause_s / 2)
        return answers

    def _think(self, until: float, mean_s: float) -> None:
        pause = self._random.uniform(0.5, 1.5) * mean_s
        time.sleep(max(0.0, min(pause, until - time.monotonic())))

    def _open_browser(self) -> None:
        self._connection = http.client.HTTPConnection(
            "127.0.0.1", self._port, timeout=TIMEOUT_S, source_address=self._from
        )
        self._cookies: SimpleCookie = SimpleCookie()

    def _get(self, path: str) -> str:
        since = time.monotonic()
        text = self._ask("GET", path)
        self.figures.waited("static" if path.startswith("/static/") else "page", since)
        return text

    def _post(self, path: str, page: str, **fields: str) -> str:
        """Send the form that a page has, with what was typed."""
        end = page.index("</form", page.index(f'action="{path}"'))
        form = page[page.rindex("<form", 0, end) : end]
        hidden = {name: unescape(value) for name, value in HIDDEN.findall(form)}
        return self._ask("POST", path, urlencode({**hidden, **fields}))

    def _ask(self, method: str, path: str, body: str | None = None) -> str:
        headers = {"Cookie": "; ".join(f"{k}={v.coded_value}" for k, v in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        text = response.read().decode()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            self._cookies.load(cookie)
        if response.status in (302, 303):
            return self._get(response.headers["Location"])
        if response.status != 200:
            raise FailedError(f"{self.nickname}: {method} {path}: HTTP {response.status}")
        return text
