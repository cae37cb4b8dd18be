"""Asks the inference service what a student knows; never fails the page that asks.

The contract: POST {INFERENCE_URL}/predict {"history": [...]} gives score, probabilities, mastery,
next, model_version and data_version. A prediction changes nothing on the other side, so it is safe
to ask twice.
"""

import logging
import math
import time

import requests

log = logging.getLogger(__name__)

REST_S = 5.0


class Predictor:
    """One service, one connection pool; safe to share between threads."""

    def __init__(self, url: str, timeout_s: float):
        self.url = f"{url}/predict"
        self.timeout_s = timeout_s
        self.session = requests.Session()
        self.session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=32))
        self._failed_at = -math.inf

    @property
    def resting(self) -> bool:
        """True shortly after a failure: a page that can do without a prediction should not wait."""
        return time.monotonic() - self._failed_at < REST_S

    def ask(self, history: list[dict]) -> dict | None:
        """The prediction for a history (oldest first), or None, with a warning in the log."""
        try:
            reply = self._post({"history": history})
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
        try:
            return self.session.post(self.url, json=body, timeout=self.timeout_s)
        except requests.Timeout:
            raise
        except requests.ConnectionError:
            # A pooled connection that an exchanged replica has closed; the next one is fresh.
            return self.session.post(self.url, json=body, timeout=self.timeout_s)

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
