"""Serve the Bento that this file lies in: one process, which ends when the service does.

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

HOST, PORT = os.environ.get("HOST", "0.0.0.0"), int(os.environ.get("PORT", "3000"))
GRACE_S = 15
"""A stopped process finishes its requests for so long: above the service's timeout of 10 s."""
IDLE_S = 5


def main() -> None:
    # uvicorn raises the signal once more when it has stopped; by default that would end us here
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory(prefix="dkt-metrics-") as metrics:
        # read when prometheus_client is imported, which BentoML does
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = metrics
        import uvicorn
        from bentoml._internal.log import configure_server_logging

        import service

        configure_server_logging()
        bento: Any = service.Prediction  # BentoML's decorator made it a Service
        uvicorn.run(
            bento.to_asgi(),
            host=HOST,
            port=PORT,
            log_config=None,
            server_header=False,
            timeout_keep_alive=IDLE_S,
            timeout_graceful_shutdown=GRACE_S,
        )


if __name__ == "__main__":
    main()
