"""The inference service: `inference.py` behind HTTP, as BentoML serves it.

    POST /predict   a student's history in, predictions out (see `serving/contract.py`)
    GET  /version   which model answers, and how good it was on held-out students
    GET  /livez /readyz /metrics   BentoML's own; ready means that a known prediction came out right

`packer.py` packs this file with a bundle, the question bank and a canary beside it. In a checkout,
`BUNDLE=var/bundles/… bentoml serve service:Prediction` serves a bundle that is not packed.
"""

import logging
import os
from pathlib import Path

import bentoml
from bentoml._internal.resource import CpuResource
from prometheus_client import Gauge
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from serving import canary
from serving.body import Bodies, BodyError
from serving.memory import set_aside_what_is_loaded
from serving.processes import BusyError, Processes
from serving.worker import Place, to_json

log = logging.getLogger("bentoml.dkt")
HERE = Path(__file__).resolve().parent
MAX_PROCESSES = 4
"""Of one service, however many cores there are: more load, more replicas."""
RETRY_AFTER = {"Retry-After": "1"}
bodies = Bodies()
MODEL = Gauge(
    "dkt_model_info", "The model that answers.", labelnames=["model_version", "data_version"],
    multiprocess_mode="livemax",
)  # fmt: skip


def _processes() -> Processes:
    service: Prediction = bentoml.get_current_service()
    return service.processes


def _json(content: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(content, status, headers, "application/json")


async def predict(request: Request) -> Response:
    """Answer a PredictRequest; 400 with every problem named when it is not one, 429 when busy."""
    try:
        async with bodies.of(request) as body:
            status, content = await _processes().answer(body)
    except BodyError as err:  # what is left of the body is not read
        closing = {"Connection": "close"} | (RETRY_AFTER if err.status == 429 else {})
        return _json(to_json({"error": [str(err)]}), err.status, closing)
    except BusyError as err:
        return _json(to_json({"error": [str(err)]}), err.status, RETRY_AFTER)
    return _json(content, status)


async def version(request: Request) -> Response:
    """Lineage of the model that answers."""
    return _json(to_json(_processes().version))


app = Starlette(
    routes=[
        Route("/predict", predict, methods=["POST"]),
        Route("/version", version, methods=["GET"]),
    ]
)


@bentoml.service(
    name="dkt",
    workers=1,  # a dead worker is not replaced inside a container: scale by replicas
    traffic={"timeout": 10, "max_concurrency": 256},
    logging={"access": {"enabled": False}},  # a line a request is what /metrics is for
    # "none": any image with Python; the default would install a compiler and half a system
    image=bentoml.images.Image(
        base_image=os.environ.get("BASE_IMAGE", "python:3.11-slim"),
        python_version="3.11",  # not that of whoever packs: Bentos are the same everywhere
        distro="none",
        lock_python_packages=False,  # the packer names every package with its version
    ),
)
@bentoml.asgi_app(app, path="/")
class Prediction:
    """One model and the processes that answer for it."""

    def __init__(self) -> None:
        beside = (HERE / name for name in ("questions.csv", canary.FILE))
        questions, known = (file if file.exists() else None for file in beside)
        place = Place(Path(os.environ.get("BUNDLE", HERE / "bundle")), questions, known)
        cores = int(CpuResource.from_system())  # what the container may use
        self.processes = Processes(place, min(max(cores, 1), MAX_PROCESSES))
        self.ready = False

    @bentoml.on_startup
    async def start(self) -> None:
        """Load the model in each process, before the first request comes in."""
        await self.processes.start()
        version = self.processes.version
        MODEL.labels(version["model_version"], str(version["data_version"])).set(1)
        set_aside_what_is_loaded()

    async def __is_ready__(self) -> bool:
        """Ready while the known prediction comes out as it is known; busy is as ready as before."""
        try:
            wrong = await self.processes.difference()
        except BusyError as err:
            log.warning("the known prediction was not asked for: %s", err)
            return self.ready
        if wrong:
            log.error("not ready: %s", wrong)
        self.ready = wrong is None
        return self.ready
