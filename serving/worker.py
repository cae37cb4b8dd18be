"""What runs in a prediction process: one model, one request at a time.

`serving.processes` starts these processes and calls the functions below in them. Whatever a request
holds is parsed here, so that the process that answers `/livez` is never busy with it. That one
imports this module, too, to name its functions; what needs memory is imported in them.
"""

import json
import signal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from serving import canary
from serving.contract import PredictRequest, RequestError, parse_request
from serving.memory import give_back, set_aside_what_is_loaded

if TYPE_CHECKING:
    from inference import Predictor


class Place(NamedTuple):
    """Where a model lies: its bundle, the question bank and the canary; None: there is none."""

    bundle: Path
    questions: Path | None
    canary: Path | None


Answer = tuple[int, bytes]
"""An HTTP status and a JSON body."""


@lru_cache(maxsize=1)
def _predictor(place: Place) -> "Predictor":
    from inference import Predictor

    # who stops the service tells its first process, which lets this one finish
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    predictor = Predictor.load(place.bundle, place.questions)
    set_aside_what_is_loaded()
    return predictor


@lru_cache(maxsize=1)
def _known(place: Place) -> dict[str, Any]:
    if place.canary is None:
        return canary.known_prediction(_predictor(place))
    return json.loads(place.canary.read_text())


def version(place: Place) -> dict[str, Any]:
    """Load the model; lineage of what it is and runs on."""
    import onnxruntime

    return _predictor(place).version | {"onnxruntime": onnxruntime.__version__}


def answer(place: Place, body: bytes) -> Answer:
    """What `/predict` answers to a body."""
    try:
        return 200, to_json(_predictor(place).predict(parse_request(body)))
    except RequestError as err:
        return 400, to_json({"error": err.problems})
    finally:
        give_back(len(body))


def difference(place: Place) -> str | None:
    """How the model's answer is not the known one; None if it is."""
    known = _known(place)
    request = PredictRequest.model_validate(known["request"])
    return canary.difference(known, _predictor(place).predict(request))


def to_json(content: dict[str, Any]) -> bytes:
    """Compact JSON text; raises ValueError for a number that JSON has not."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()
