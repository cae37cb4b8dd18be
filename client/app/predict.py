"""Asks the inference service what a student knows; never fails the page that asks.

The contract: POST {INFERENCE_URL}/predict {"history": [...], "asked_at": …} gives score,
probabilities, mastery, next, model_version and data_version. A prediction changes nothing on the
other side, so it is safe to ask twice: a replica that is away, dies meanwhile or is too busy costs
a try at another one.

Every try has a connection of its own, to an address drawn at random. A kept one would tie a process
to one replica and break when that replica goes; and the resolver, left to choose among the replicas
of a service, prefers the nearest one, which is always the same.
"""

import logging
import math
import random
import socket
import time
from datetime import UTC, datetime
from itertools import cycle
from urllib.parse import urlsplit

import requests

log = logging.getLogger(__name__)

REST_S = 5.0
TRIES = 3
CONNECT_S = 1.0
NO_REPLY = (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)
"""Refused, reset, closed, or not taken within CONNECT_S. One that was taken has all the time."""
ASK_ANOTHER = {429, 502, 503}  # too busy, or going: another replica may do


class Predictor:
    """One service; safe to share between threads."""

    def __init__(self, url: str, timeout_s: float):
        self.url = f"{url}/predict"
        self.timeout_s = timeout_s
        self._failed_at = -math.inf

    @property
    def resting(self) -> bool:
        """True shortly after a failure: a page that can do without a prediction should not wait."""
        return time.monotonic() - self._failed_at < REST_S

    def ask(self, history: list[dict]) -> dict | None:
        """The prediction for a history (oldest first) as of now; None, with a warning in the log,
        where there is none."""
        try:
            reply = self._post({"history": history, "asked_at": datetime.now(UTC).isoformat()})
            reply.raise_for_status()
            prediction = _checked(reply.json())
        except requests.HTTPError:
            self._failed(f"HTTP {reply.status_code}: {reply.text[:300]}", len(history))
        except requests.RequestException as err:
            self._failed(f"{type(err).__name__}: {err}", len(history))
        except ValueError as err:
            self._failed(f"malformed prediction: {err}", len(history))
        else:
            self._failed_at = -math.inf
            return prediction
        return None

    def _post(self, body: dict) -> requests.Response:
        """The reply to the first try that got one, within `timeout_s` for all of them."""
        give_up = time.monotonic() + self.timeout_s
        for tries_left, url in zip(reversed(range(TRIES)), cycle(self._replicas()), strict=False):
            try:
                reply = self._try(url, body, max(give_up - time.monotonic(), 0.01))
            except NO_REPLY:
                if not tries_left or time.monotonic() >= give_up:
                    raise
                continue
            if reply.status_code not in ASK_ANOTHER or time.monotonic() >= give_up:
                break
        return reply

    def _try(self, url: str, body: dict, time_left: float) -> requests.Response:
        headers = {"Host": urlsplit(self.url).netloc, "Connection": "close"}
        timeout = (min(CONNECT_S, time_left), time_left)
        with requests.Session() as session:
            session.trust_env = urlsplit(url).scheme == "https"  # no proxy on the way to a replica
            return session.post(url, json=body, headers=headers, timeout=timeout)

    def _replicas(self) -> list[str]:
        """The URL with each address of the service in it, in random order.

        Over HTTPS the name stays, since the certificate is made out to it.
        """
        parts = urlsplit(self.url)
        if parts.scheme == "https":
            return [self.url]
        try:
            found = socket.getaddrinfo(parts.hostname, parts.port or 80, type=socket.SOCK_STREAM)
        except OSError as err:
            raise requests.ConnectionError(f"no address of {parts.hostname}: {err}") from err
        hosts = {str(address[0]) for *_rest, address in found}
        bare = [f"[{host}]" if ":" in host else host for host in hosts]
        urls = [parts._replace(netloc=f"{host}:{parts.port or 80}").geturl() for host in bare]
        random.shuffle(urls)
        return urls

    def _failed(self, why: str, answers: int) -> None:
        self._failed_at = time.monotonic()
        log.warning("no prediction from %s for a history of %d answers: %s", self.url, answers, why)


def _checked(reply: object) -> dict:
    """The fields the page uses; raises ValueError that names the field that is not as agreed."""
    if not isinstance(reply, dict):
        raise ValueError(f"got {type(reply).__name__}, expected an object")
    probabilities = _typed(reply, "probabilities", dict)
    mastery = [
        {
            "tag": str(_typed(row, "tag", (str, int))),
            "name": str(row.get("name") or row["tag"]),
            "p": _number(row, "p", 0, 1),
            "answered": int(_number(row, "answered", 0, math.inf)),
        }
        for row in _rows(reply, "mastery")
    ]
    following = [
        {
            "id": _typed(row, "id", str),
            "p": _number(row, "p", 0, 1),
            "why": str(row.get("why") or ""),
        }
        for row in _rows(reply, "next")
    ]
    return {
        "score": _number(reply, "score", 0, 100),
        "probabilities": {item: _number(probabilities, item, 0, 1) for item in probabilities},
        "mastery": mastery,
        "next": following,
        "model_version": _typed(reply, "model_version", str),
        "data_version": reply.get("data_version"),
    }


def _typed(row: dict, name: str, kind):
    value = row.get(name)
    if not isinstance(value, kind):
        raise ValueError(f"{name} = {value!r:.80}, expected {kind}")
    return value


def _rows(row: dict, name: str) -> list[dict]:
    values = _typed(row, name, list)
    if not all(isinstance(value, dict) for value in values):
        raise ValueError(f"{name} has entries that are not objects")
    return values


def _number(row: dict, name: str, low: float, high: float) -> float:
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError(f"{name} = {value!r:.80}, expected a number from {low} to {high}")
    return float(value)
