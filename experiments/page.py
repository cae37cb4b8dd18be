"""The page of all experiments: MLflow's, on this machine's loopback, until Ctrl-C.

make experiments
"""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from experiments.errors import PageError
from experiments.tracking import artifact_root, environment, make_database, tracking_uri
from settings import Settings

log = logging.getLogger(__name__)
EXPERIMENTS = "/#/experiments"
READY_S = 90.0
STOP_S = 10.0
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def show(settings: Settings, say: Callable[[str], None]) -> None:
    """Serve the page until a signal to stop comes; `say` is told its URL once it answers.

    Where a tracking server records the runs, that has a page of its own: its URL is all there is.

    Raises:
        PageError: a busy port, or a server that does not start.
    """
    if settings.mlflow_tracking_uri.startswith(("http://", "https://")):
        say(settings.mlflow_tracking_uri.rstrip("/") + EXPERIMENTS)
        return
    url = f"http://127.0.0.1:{settings.mlflow_port}"
    _check_free(settings.mlflow_port)
    make_database(settings)
    with _stop_asked() as stop, _server(settings) as server:
        until = time.monotonic() + READY_S
        while not stop.is_set() and not _answers(f"{url}/health"):
            if server.poll() is not None or time.monotonic() > until:
                raise PageError("MLflow's server did not start; above is what it said")
            stop.wait(0.2)
        if not stop.is_set():
            say(url + EXPERIMENTS)
            log.info("choose Model training at the top left; Ctrl-C ends the page")
        while not stop.wait(0.5):
            if server.poll() is not None:
                raise PageError(f"MLflow's server ended with exit code {server.returncode}")


@contextmanager
def _server(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """MLflow's server in a process group of its own, the whole of which ends with the block."""
    root = artifact_root(settings)
    server = subprocess.Popen(
        [sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1",
         "--port", str(settings.mlflow_port), "--workers", "1",
         "--uvicorn-opts", "--log-level warning",
         *(["--default-artifact-root", root] if root else [])],
        cwd=settings.dkt_home,
        # not an option: it may hold a password, and all users see the arguments of a process
        env=os.environ | environment(settings)
        | {"MLFLOW_BACKEND_STORE_URI": tracking_uri(settings)},
        stdin=subprocess.DEVNULL, stdout=sys.stderr, start_new_session=True,
    )  # fmt: skip
    try:
        yield server
    finally:
        for sign in (signal.SIGTERM, signal.SIGKILL):  # by force what is left of the group
            with suppress(ProcessLookupError):
                os.killpg(server.pid, sign)
            with suppress(subprocess.TimeoutExpired):
                server.wait(STOP_S)


@contextmanager
def _stop_asked() -> Iterator[threading.Event]:
    """Set when Ctrl-C, SIGTERM or SIGHUP (a closed terminal) comes."""
    event = threading.Event()
    before = {sign: signal.signal(sign, lambda *_: event.set()) for sign in STOPS}
    try:
        yield event
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as err:
            raise PageError(
                f"port {port}: {err.strerror}; choose another: MLFLOW_PORT=… make experiments"
            ) from err


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False
