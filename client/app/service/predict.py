"""Asks the inference service what a student knows; never fails the page that asks.

The contract: POST {INFERENCE_URL}/predict {"history": [...], "asked_at": …} gives score, level,
probabilities, mastery, next, model_version and data_version (`reply.py` checks it). A service of
before knows fewer fields and refuses the others: then it is asked without them. A prediction
changes nothing on the other side, so it is safe to ask twice: a replica that is away, dies
meanwhile or is too busy costs a try at another one.

Every try has a connection of its own, to an address drawn at random. A kept one would tie a process
to one replica and break when that replica goes; and the resolver, left to choose among the replicas
of a service, prefers the nearest one, which is always the same.
"""

import http.client
import io
import json
import logging
import math
import random
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import cycle
from urllib.parse import urlsplit

from ..measured import PREDICTIONS
from .reply import MAX_BYTES, read_reply

log = logging.getLogger(__name__)

REST_S = 5.0
TRIES = 3
CONNECT_S = 1.0
ASK_ANOTHER = {429, 502, 503}  # too busy, or going: another replica may do
REFUSED = 400
PLAIN_S = 60.0
"""After a service refused newer fields, it is asked without them for this long."""
FORMER = {"assessmentItemID", "KnowledgeTag", "testId", "answerCode", "Timestamp", "elapsed_s"}
"""Fields of an answer that every service knows."""
LOOK_UPS = 4
"""Names that are looked up at a time: a resolver that is away holds no more threads."""


class NoPredictionError(Exception):
    """The service gave none; the message says why."""


class _GoneError(NoPredictionError):
    """A replica refused, broke off or was not reached: another one may do."""


class Predictor:
    """One service; safe to share between threads."""

    def __init__(self, url: str, timeout_s: float):
        self.url = f"{url}/predict"
        self.timeout_s = timeout_s
        self._failed_at = -math.inf
        self._refused_at = -math.inf
        self._resolver = ThreadPoolExecutor(LOOK_UPS, "resolver")

    @property
    def resting(self) -> bool:
        """True shortly after a failure: a page that can do without a prediction should not wait."""
        return time.monotonic() - self._failed_at < REST_S

    def ask(
        self, history: list[dict], grade: int | None = None, assigned: list[str] | None = None
    ) -> dict | None:
        """The prediction for a history (oldest first) as of now, within `timeout_s`; None, with a
        warning in the log, where there is none.

        Args:
            grade: what the student named at sign-up.
            assigned: topics from which suggestions are to come.
        """
        plain = {"history": _plain(history), "asked_at": datetime.now(UTC).isoformat()}
        body: dict = {**plain, "history": history}
        body |= {"grade": grade} if grade is not None else {}
        body |= {"assigned": assigned} if assigned else {}
        if time.monotonic() - self._refused_at < PLAIN_S:
            body = plain
        try:
            status, reply = self._post(json.dumps(body).encode())
            if status == REFUSED and body != plain:
                status, reply = self._post(json.dumps(plain).encode())
                if status == 200:
                    log.info("%s does not know all that this page tells it", self.url)
                    self._refused_at = time.monotonic()
            if status != 200:
                text = reply[:300].decode(errors="replace")
                raise NoPredictionError(f"HTTP {status}: {text}")
            prediction = read_reply(reply)
        except NoPredictionError as err:
            self._failed(str(err), len(history))
        except ValueError as err:
            self._failed(f"malformed prediction: {err}", len(history))
        else:
            self._failed_at = -math.inf
            PREDICTIONS.labels("came").inc()
            return prediction
        PREDICTIONS.labels("failed").inc()
        return None

    def _post(self, body: bytes) -> tuple[int, bytes]:
        """Status and body of the first reply that is one, within `timeout_s` for all tries."""
        give_up = time.monotonic() + self.timeout_s
        addresses = cycle(self._addresses(give_up))
        for tries_left, address in zip(reversed(range(TRIES)), addresses, strict=False):
            try:
                status, reply = self._try(address, body, give_up)
            except _GoneError:
                if not tries_left or time.monotonic() >= give_up:
                    raise
                continue
            if status not in ASK_ANOTHER or time.monotonic() >= give_up:
                break
        return status, reply

    def _try(self, address: str, body: bytes, give_up: float) -> tuple[int, bytes]:
        """One request to one replica."""
        url = urlsplit(self.url)
        headers = {"Host": url.netloc, "Content-Type": "application/json", "Connection": "close"}
        secure = url.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(address, url.port, timeout=min(CONNECT_S, _left(give_up)))
        timed: _TimedSocket | None = None
        try:
            connection.connect()
            connection.sock = timed = _TimedSocket(connection.sock, give_up)
            connection.request("POST", url.path, body, headers)
            response = connection.getresponse()
            reply = response.read(MAX_BYTES + 1)
            if response.length and len(reply) <= MAX_BYTES:
                raise http.client.IncompleteRead(reply, response.length)
        except (OSError, http.client.HTTPException) as err:
            if time.monotonic() >= give_up:
                raise NoPredictionError(f"no whole reply within {self.timeout_s:g} s") from err
            raise _GoneError(f"{type(err).__name__}: {err}") from err
        finally:
            connection.close()
            if timed:
                timed.socket.close()
        return response.status, reply

    def _addresses(self, give_up: float) -> list[str]:
        """Each address of the service, in random order.

        Over HTTPS it is the name, since the certificate is made out to it.
        """
        url = urlsplit(self.url)
        if url.scheme == "https":
            return [url.hostname or ""]
        port = url.port or http.client.HTTP_PORT
        looking = self._resolver.submit(
            socket.getaddrinfo, url.hostname, port, type=socket.SOCK_STREAM
        )
        try:
            found = looking.result(_left(give_up))
        except OSError as err:  # TimeoutError is one
            looking.cancel()
            raise NoPredictionError(f"no address of {url.hostname}: {err or 'in time'}") from err
        addresses = list({str(address[0]) for *_rest, address in found})
        random.shuffle(addresses)
        return addresses

    def _failed(self, why: str, answers: int) -> None:
        self._failed_at = time.monotonic()
        log.warning("no prediction from %s for a history of %d answers: %s", self.url, answers, why)


def _plain(history: list[dict]) -> list[dict]:
    return [{name: row[name] for name in row if name in FORMER} for row in history]


def _left(give_up: float) -> float:
    """Seconds until then, never none: a timeout of 0 means something else."""
    return max(give_up - time.monotonic(), 0.01)


class _TimedSocket:
    """A socket all of whose reads end at one moment, as `http.client` uses one.

    A timeout of each read alone would wait for ever for one byte a second.
    """

    def __init__(self, sock: socket.socket, give_up: float):
        self.socket = sock
        self._give_up = give_up

    def sendall(self, data: bytes) -> None:
        self.socket.settimeout(_left(self._give_up))
        self.socket.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self.socket, self._give_up))

    def close(self) -> None:
        """Nothing: the response is still read when `http.client` has done with the connection."""


class _TimedReader(io.RawIOBase):
    def __init__(self, sock: socket.socket, give_up: float):
        self._socket = sock
        self._give_up = give_up

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        if time.monotonic() >= self._give_up:
            raise TimeoutError("the reply took too long")
        self._socket.settimeout(_left(self._give_up))
        return self._socket.recv_into(buffer)
