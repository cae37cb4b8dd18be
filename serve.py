"""Serve the Bento that this file lies in: one process, which ends when the service does, and under
it those that predict.

    PORT=3000 python serve.py

`bentoml serve` puts an arbiter beside each worker, which neither replaces a dead one inside a
container nor lets the container end: this is BentoML's own application under uvicorn, so that
Docker Swarm (or a process runner) sees what happens and replaces it.
"""

import os
import signal
import sys
import tempfile
from typing import Any

from serving import memory

HOST, PORT = os.environ.get("HOST", "0.0.0.0"), int(os.environ.get("PORT", "3000"))
GRACE_S = 15
"""A stopped process finishes its requests for so long: above the service's timeout of 10 s."""
IDLE_S = 5
PREDICTING = {
    "OMP_NUM_THREADS": "1",  # a process for each core: threads would contend
    # glibc keeps what a large request took, unless told to give it back
    "MALLOC_ARENA_MAX": str(memory.ARENAS),
    "MALLOC_MMAP_THRESHOLD_": str(memory.MMAP_BYTES),
    "MALLOC_TRIM_THRESHOLD_": str(memory.TRIM_BYTES),
}
"""Environment of the prediction processes."""
NO_TRACES = {"OTEL_SDK_DISABLED": "true"}
"""Nobody collects them, yet BentoML keeps those of the last ten seconds."""


def main() -> None:
    memory.keep_little()
    # uvicorn raises the signal once more when it has stopped; by default that would end us here
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory(prefix="dkt-metrics-") as metrics:
        # read when prometheus_client is imported, which BentoML does
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = metrics
        os.environ.update(PREDICTING | NO_TRACES | os.environ)
        import uvicorn
        from bentoml._internal.log import configure_server_logging

        import service
        from serving.connection import Connection
        from serving.door import Door

        configure_server_logging()
        bento: Any = service.Prediction  # BentoML's decorator made it a Service
        uvicorn.run(
            Door(bento.to_asgi()),
            http=Connection,
            ws="none",
            host=HOST,
            port=PORT,
            log_config=None,
            server_header=False,
            timeout_keep_alive=IDLE_S,
            timeout_graceful_shutdown=GRACE_S,
        )


if __name__ == "__main__":
    main()
