"""The servable check: a bundle must answer a new student and a known history as serving would."""

import math
from pathlib import Path

from contract import Answer, PredictRequest
from inference import Predictor
from models.errors import StoreError


def check_servable(folder: Path) -> None:
    """Load a bundle as the service does and predict twice; raises StoreError or BundleError."""
    predictor = Predictor.load(folder)
    item = predictor.question_set[0].id
    histories = ([], [Answer(assessmentItemID=item, answerCode=1)])
    for history in histories:
        answer = predictor.predict(PredictRequest(history=history))
        chances = answer["probabilities"].values()
        if not all(math.isfinite(p) and 0.0 <= p <= 1.0 for p in chances):
            raise StoreError(f"{folder.name} is not servable: a chance outside 0..1")
