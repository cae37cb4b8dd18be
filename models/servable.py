"""The servable check: a bundle must answer a new student and a known history as serving would."""

import math
from pathlib import Path

from dkt.features.bundle import Bundle
from dkt.features.vocabulary import UNKNOWN, Encoders
from inference import Predictor
from models.errors import StoreError
from serving.contract import Answer, PredictRequest


class UnservableError(StoreError):
    """A bundle is whole, and yet can't be served."""


def check_servable(folder: Path) -> None:
    """Load a bundle as the service does and predict twice.

    Raises:
        BundleError: the folder is incomplete or altered.
        UnservableError: its encoders or its graph don't answer, or not with chances.
    """
    bundle = Bundle.load(folder)
    try:
        _check_answers(Predictor(bundle))
    except Exception as err:  # onnxruntime's errors have no class in common
        raise UnservableError(f"{bundle.version} is not servable: {err}") from err


def _check_answers(predictor: Predictor) -> None:
    encoders = predictor.encoders
    for name, vocabulary in encoders.vocabularies.items():
        if (vocabulary.classes[1:] <= vocabulary.classes[:-1]).any():
            raise ValueError(f"{name}_classes.npy is not sorted: not as it was trained")
    for name, values in (("tag", encoders.item_tags), ("test", encoders.item_test)):
        if (encoders.vocabularies[name].encode(values[values != ""]) == UNKNOWN).any():
            raise ValueError(f"item_{name} holds what {name}_classes.npy does not")
    if not predictor.question_set:
        raise ValueError("it knows no item")
    for history in ([], _last_classes(encoders)):
        answer = predictor.predict(PredictRequest(history=history))
        for asked, chance in answer["probabilities"].items():
            if not math.isfinite(chance):
                raise ValueError(f"the chance of {asked} is {chance}")


def _last_classes(encoders: Encoders) -> list[Answer]:
    """Two answers that use the highest class of each vocabulary, which the graph must know."""
    last = {
        name: str(vocabulary.classes[-1]) if len(vocabulary.classes) else ""
        for name, vocabulary in encoders.vocabularies.items()
    }
    formed = f"A{last['head']}{last['mid']}{last['tail']}"
    about = {"testId": last["test"], "KnowledgeTag": last["tag"]}
    return [
        Answer(assessmentItemID=last["item"], answerCode=1),
        Answer(assessmentItemID=formed, answerCode=0, **about),
    ]
