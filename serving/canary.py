"""A prediction known beforehand, which a Bento carries as `canary.json`.

The packer writes down what the model answers where it is packed. Whoever serves that Bento must
answer the same, wherever it runs: otherwise it is not that model, and it is never ready.
"""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from serving.contract import Answer, PredictRequest

if TYPE_CHECKING:  # the process that only answers HTTP does without onnxruntime
    from inference import Predictor

FILE = "canary.json"
TOLERANCE = 1e-4
"""Largest difference of a chance between two machines that run the same model."""
ANSWERS, ASKED = 12, 24


def known_prediction(predictor: "Predictor") -> dict[str, Any]:
    """`{request, model_version, score, probabilities}` of a student with a dozen answers."""
    items = [question.id for question in predictor.question_set]
    answered = items[:: max(1, len(items) // ANSWERS)][:ANSWERS]
    asked = items[1 :: max(1, len(items) // ASKED)][:ASKED] or items[:1]
    history = [
        Answer(assessmentItemID=item, answerCode=min(k % 3, 1)) for k, item in enumerate(answered)
    ]
    request = PredictRequest(history=history, candidates=asked)
    answer = predictor.predict(request)
    return {
        "request": request.model_dump(mode="json", exclude_none=True),
        "model_version": answer["model_version"],
        "score": round(answer["score"], 4),
        "probabilities": {item: round(p, 6) for item, p in answer["probabilities"].items()},
    }


def difference(canary: Mapping[str, Any], answer: Mapping[str, Any]) -> str | None:
    """How an answer to the canary's request is not the one that is known; None if it is."""
    if answer["model_version"] != canary["model_version"]:
        return f"it answers as {answer['model_version']}, expected {canary['model_version']}"
    if not abs(answer["score"] - canary["score"]) <= 100 * TOLERANCE:
        return f"its score is {answer['score']}, expected {canary['score']}"
    for item, expected in canary["probabilities"].items():
        got = answer["probabilities"].get(item, math.nan)
        if not abs(got - expected) <= TOLERANCE:
            return f"its chance for {item} is {got}, expected {expected} (within {TOLERANCE})"
    return None
