"""Two supervised processes, blue and green, that take turns behind the front.

A Bento is started as the color that is not live, waited for, asked for canary predictions, switched
to, and only then the other one is drained and stopped. Whatever fails, the old one keeps serving.
"""

import fcntl
import json
import logging
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xmlrpc.client import Fault, ServerProxy

import httpx
from supervisor.xmlrpc import SupervisorTransport

from dkt.bundle import Bundle
from front import Front, replace_file
from models.rollouts import ROLLOUT
from packer import bento_folder
from settings import Settings

READY_S = 60.0
SETTLE_S = 1.0  # a request that was on its way to the old Bento when the front switched has arrived
POLL_S = 0.05
ENDED = ("STOPPED", "EXITED", "FATAL")
log = logging.getLogger("rollout")


class RolloutError(RuntimeError):
    """The new model did not come live; the message says what serves now."""


@dataclass(frozen=True)
class Live:
    """What the front sends requests to."""

    color: str
    bento: str
    model_version: str
    since: str
    action: str = ROLLOUT
    """How the ledger calls the way it came live."""


class Rollout:
    """Blue/green rollouts of one machine's settings."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.front = Front(settings)
        self.folder = self.front.folder
        self.ports = self.front.ports

    def live(self) -> Live | None:
        """What the front sends requests to."""
        color = self.front.live()
        return Live(**json.loads(self._facts(color).read_text())) if color else None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold this home's rollouts; another one waits until this one is through."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                log.info("another rollout is under way; waiting for it")
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def deploy(self, tag: str, action: str = ROLLOUT) -> Live:
        """Bring a Bento live; a Bento that is live already and ready is left alone.

        Raises:
            BundleError: the bundle in the Bento is corrupt; nothing was started.
            RolloutError: not packed, never ready, or a canary prediction was wrong; whatever was
                live before still is.
        """
        if tag.count(":") != 1:
            raise RolloutError(f"{tag!r} is no Bento's tag, expected one such as dkt:lstm-d1-…")
        bento = bento_folder(self.settings, tag)
        if not (bento / "bento.yaml").exists():
            raise RolloutError(f"no Bento {tag} at {bento}: pack it first (python packer.py …)")
        version = Bundle.load(bento / "src" / "bundle").version
        old = self.live()
        color = "green" if old and old.color == "blue" else "blue"
        if old and old.bento == tag and self._is_ready(self.ports[old.color]):
            log.info("%s is live already", tag)
            self._stop(color)  # what a rollout that was killed after the switch left running
            return old
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        live = Live(color, tag, version, now, action)
        try:
            self._start(color, bento)
            self._canary(color, version)
            replace_file(self._facts(color), json.dumps(asdict(live), indent=2) + "\n")
            log.info("switching to %s on %s", version, color)
            self.front.switch(color)
            self._verify(version)
        except (RolloutError, OSError, LookupError, ValueError, httpx.HTTPError) as err:
            self.front.switch(old.color if old else None)
            self._drain(color)
            serving = f"{old.model_version} still serves" if old else "nothing serves"
            raise RolloutError(f"{tag} did not come live, {serving}: {err}") from err
        if old:
            self._drain(old.color)
        return live

    def stop_leftovers(self) -> None:
        """Stop what is not live, which a rollout that was killed left running."""
        live = self.front.live()
        for color in self.ports:
            if color != live and self._state(color) not in ENDED:
                log.info("a rollout that was broken off left %s running", color)
                self._drain(color)

    def resume(self) -> Live | None:
        """After a restart of the machine: start what was live."""
        self.front.write()
        live = self.live()
        if live:
            with self.alone():
                self._start(live.color, bento_folder(self.settings, live.bento))
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

    def _canary(self, color: str, version: str) -> None:
        """A new student's and a known history's prediction must be right in form and version."""
        base = f"http://127.0.0.1:{self.ports[color]}"
        empty = _ask(base, [])
        item = next(iter(empty["probabilities"]))
        for answer in (empty, _ask(base, [{"assessmentItemID": item, "answerCode": 1}])):
            if answer["model_version"] != version:
                raise RolloutError(f"canary answered as {answer['model_version']}, not {version}")
            chances = answer["probabilities"].values()
            if not all(math.isfinite(p) and 0 <= p <= 1 for p in chances):
                raise RolloutError("canary predicted a chance outside 0..1")

    def _verify(self, version: str) -> None:
        """What the stable address answers is what was asked for."""
        answer = _ask(self.settings.inference_url, [])
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


def _ask(base: str, history: list[dict[str, Any]]) -> dict[str, Any]:
    answer = httpx.post(f"{base}/predict", json={"history": history}, timeout=10)
    return answer.raise_for_status().json()


def _await(condition: Callable[[], bool], limit_s: float, complaint: str) -> None:
    deadline = time.monotonic() + limit_s
    while not condition():
        if time.monotonic() > deadline:
            raise RolloutError(f"{complaint} within {limit_s:.0f} s")
        time.sleep(POLL_S)
