"""Two supervised processes, blue and green, that take turns behind the front.

A Bento is started as the color that is not live, waited for, asked for canary predictions, switched
to, and only then the other one is drained and stopped. Whatever fails, the old one keeps serving.
"""

import json
import logging
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xmlrpc.client import Fault, ServerProxy

import httpx
from supervisor.xmlrpc import SupervisorTransport

from deploy.bento import bento_folder, tidy_bentos
from deploy.errors import RolloutError, TagError
from deploy.front import Front, replace_file
from deploy.live import Live, alone
from dkt.features.bundle import Bundle
from models.rollouts import ROLLOUT
from serving import canary
from settings import Settings

READY_S = 60.0
SETTLE_S = 1.0  # a request that was on its way to the old Bento when the front switched has arrived
POLL_S = 0.05
ENDED = ("STOPPED", "EXITED", "FATAL")
log = logging.getLogger("rollout")


class BlueGreen:
    """Blue/green rollouts of one machine's settings."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.front = Front(settings)
        self.folder = self.front.folder
        self.ports = self.front.ports

    def live(self) -> Live | None:
        """What the front sends requests to."""
        color = self.front.live()
        if color is None:
            return None
        file = self._facts(color)
        try:
            return Live.parse(file.read_text())
        except (OSError, ValueError) as err:
            raise RolloutError(
                f"{file} does not say what {color} serves ({err}): empty {self.folder / 'live'}, "
                "then bring a model live again (python -m deploy rollout …)"
            ) from err

    def forget(self) -> None:
        """Let nothing be live, where what was cannot be read: the next rollout starts afresh."""
        self.front.switch(None)

    def deploy(self, target: str, action: str = ROLLOUT) -> Live:
        """Bring a Bento live; a Bento that is live already and ready is left alone.

        Raises:
            BundleError: the bundle in the Bento is corrupt; nothing was started.
            RolloutError: not packed, never ready, or a canary prediction was wrong; whatever was
                live before still is.
        """
        try:
            bento = bento_folder(self.settings, target)
        except TagError as err:
            raise RolloutError(str(err)) from err
        if not (bento / "bento.yaml").exists():
            raise RolloutError(
                f"no Bento {target} at {bento}: pack it first (python packer.py bento …)"
            )
        version = Bundle.load(bento / "src" / "bundle").version
        old = self.live()
        color = "green" if old and old.where == "blue" else "blue"
        if old and old.bento == target and self._is_ready(self.ports[old.where]):
            log.info("%s is live already", target)
            self._stop(color)  # what a rollout that was killed after the switch left running
            return old
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        live = Live(color, target, version, now, action)
        try:
            self._start(color, bento)
            self._canary(color, bento)
            replace_file(self._facts(color), json.dumps(asdict(live), indent=2) + "\n")
            log.info("switching to %s on %s", version, color)
            self.front.switch(color)
            self._verify(version)
        except (RolloutError, OSError, LookupError, ValueError, httpx.HTTPError) as err:
            self.front.switch(old.where if old else None)
            self._drain(color)
            serving = f"{old.model_version} still serves" if old else "nothing serves"
            raise RolloutError(f"{target} did not come live, {serving}: {err}") from err
        if old:
            self._drain(old.where)
        return live

    def stop_leftovers(self) -> None:
        """Stop what is not live, which a rollout that was killed left running."""
        live = self.front.live()
        for color in self.ports:
            if color != live and self._state(color) not in ENDED:
                log.info("a rollout that was broken off left %s running", color)
                self._drain(color)

    def tidy(self, keep: set[str]) -> int:
        """Remove old Bentos; returns how many."""
        return tidy_bentos(self.settings, keep)

    def resume(self) -> Live | None:
        """After a restart of the machine: start what was live."""
        self.front.write()
        live = self.live()
        if live:
            with alone(self.folder):
                self._start(live.where, bento_folder(self.settings, live.bento))
        return live

    def _start(self, color: str, bento: Path) -> None:
        """Run a Bento as `color` and wait until it is ready."""
        self._stop(color)
        if self._is_ready(self.ports[color]):
            raise RolloutError(
                f"port {self.ports[color]} of {color} is answered by a process that the runner "
                "does not know: end it"
            )
        link, aside = self.folder / color, self.folder / f".{color}.new"
        self.folder.mkdir(parents=True, exist_ok=True)
        aside.unlink(missing_ok=True)
        aside.symlink_to(bento)
        aside.replace(link)
        log.info("starting %s as %s on port %d", bento.name, color, self.ports[color])
        self._run("startProcess", f"inference-{color}", False)

        def ready() -> bool:
            if self._state(color) in ("EXITED", "FATAL", "BACKOFF"):
                raise RolloutError(f"{color} ended while starting: see {self._log_of(color)}")
            return self._is_ready(self.ports[color])

        _await(ready, READY_S, f"{color} was not ready, see {self._log_of(color)}")

    def _canary(self, color: str, bento: Path) -> None:
        """The new process gives the prediction that is known of its Bento."""
        known = json.loads((bento / "src" / canary.FILE).read_text())
        answer = _ask(f"http://127.0.0.1:{self.ports[color]}", known["request"])
        if wrong := canary.difference(known, answer):
            raise RolloutError(f"the canary is wrong: {wrong}")

    def _verify(self, version: str) -> None:
        """What the stable address answers is what was asked for."""
        answer = _ask(self.settings.inference_url, {"history": []})
        if answer["model_version"] != version:
            raise RolloutError(
                f"{self.settings.inference_url} answers as {answer['model_version']}, not {version}"
            )

    def _drain(self, color: str) -> None:
        """Stop a Bento that the front left; it finishes the requests that it has."""
        time.sleep(SETTLE_S)
        self._stop(color)
        log.info("%s is drained and stopped", color)

    def _stop(self, color: str) -> None:
        self._run("stopProcess", f"inference-{color}", unless="NOT_RUNNING")

    def _state(self, color: str) -> str:
        return self._run("getProcessInfo", f"inference-{color}")["statename"]

    def _run(self, call: str, *arguments: Any, unless: str = "") -> Any:
        """Ask the process runner; raises RolloutError, but for the fault `unless`."""
        try:
            return getattr(supervisor_of(self.settings), call)(*arguments)
        except Fault as err:
            if unless and unless in err.faultString:
                return None
            raise RolloutError(f"{call} {arguments[0]}: {err.faultString}") from err
        except OSError as err:
            home = self.settings.dkt_home
            raise RolloutError(f"no processes run in {home}: start them (make run)") from err

    def _facts(self, color: str) -> Path:
        return self.folder / f"{color}.json"

    def _is_ready(self, port: int) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=2).status_code == 200
        except httpx.TransportError:
            return False

    def _log_of(self, color: str) -> Path:
        return self.settings.dkt_home / "log" / f"inference-{color}.log"


def supervisor_of(settings: Settings) -> Any:
    """The process runner's interface; raises OSError when it is not running."""
    socket = settings.run_dir / "supervisor.sock"
    proxy = ServerProxy("http://runner", SupervisorTransport(None, None, f"unix://{socket}"))
    return proxy.supervisor


def _ask(base: str, request: dict[str, Any]) -> dict[str, Any]:
    answer = httpx.post(f"{base}/predict", json=request, timeout=10)
    return answer.raise_for_status().json()


def _await(condition: Callable[[], bool], limit_s: float, complaint: str) -> None:
    deadline = time.monotonic() + limit_s
    while not condition():
        if time.monotonic() > deadline:
            raise RolloutError(f"{complaint} within {limit_s:.0f} s")
        time.sleep(POLL_S)
