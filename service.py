"""The inference service: `inference.py` behind HTTP, as BentoML serves it.

    POST /predict   a student's history in, predictions out (see `contract.py`)
    GET  /version   which model answers, and how good it was on held-out students
    GET  /livez /readyz /metrics   BentoML's own; ready means that a known prediction came out right

`packer.py` packs this file with a bundle, the question bank and a canary beside it. In a checkout,
`BUNDLE=var/bundles/… bentoml serve service:Prediction` serves a bundle that is not packed.
"""

import json
import logging
import os
from pathlib import Path
from typing import Any

import bentoml
import onnxruntime
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import canary
from contract import PredictRequest, RequestError, parse_request
from inference import Predictor

log = logging.getLogger("bentoml.dkt")
HERE = Path(__file__).resolve().parent
MAX_BODY_BYTES = 4 * 1024 * 1024


def _predictor() -> Predictor:
    service: Prediction = bentoml.get_current_service()
    return service.predictor


async def predict(request: Request) -> Response:
    """Answer a PredictRequest; 400 with every problem named when it is not one."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY_BYTES:
            return JSONResponse({"error": [f"the body has more than {MAX_BODY_BYTES} bytes"]}, 413)
    try:
        wanted = parse_request(bytes(body))
    except RequestError as err:
        return JSONResponse({"error": err.problems}, 400)
    return JSONResponse(await run_in_threadpool(_predictor().predict, wanted))


async def version(request: Request) -> Response:
    """Lineage of the model that answers."""
    return JSONResponse(_predictor().version | {"onnxruntime": onnxruntime.__version__})


app = Starlette(
    routes=[
        Route("/predict", predict, methods=["POST"]),
        Route("/version", version, methods=["GET"]),
    ]
)


@bentoml.service(
    name="dkt",
    workers=1,  # a dead worker is not replaced inside a container: scale by replicas
    traffic={"timeout": 10, "max_concurrency": 128},
    logging={"access": {"enabled": False}},  # a line a request is what /metrics is for
    # "none": any image with Python; the default would install a compiler and half a system
    image=bentoml.images.Image(
        base_image=os.environ.get("BASE_IMAGE", "python:3.11-slim"),
        distro="none",
        lock_python_packages=False,  # the packer names every package with its version
    ),
)
@bentoml.asgi_app(app, path="/")
class Prediction:
    """One loaded model."""

    def __init__(self) -> None:
        questions = HERE / "questions.csv"
        self.predictor = Predictor.load(
            Path(os.environ.get("BUNDLE", HERE / "bundle")),
            questions if questions.exists() else None,
        )
        known = HERE / canary.FILE
        self.canary: dict[str, Any] = (
            json.loads(known.read_text())
            if known.exists()
            else canary.known_prediction(self.predictor)
        )
        self.canary_request = PredictRequest.model_validate(self.canary["request"])

    async def __is_ready__(self) -> bool:
        """Ready while the known prediction comes out as it is known."""
        answer = await run_in_threadpool(self.predictor.predict, self.canary_request)
        wrong = canary.difference(self.canary, answer)
        if wrong:
            log.error("not ready: %s", wrong)
        return wrong is None
