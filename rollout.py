"""Bring a packed Bento live without a failed request, or leave the old one serving.

    python rollout.py dkt:lstm-d3-…   start, wait until ready, canary, switch, drain the old
    python rollout.py --pending       the champion's version if it is not live yet; else exit 99
    python rollout.py --rollback      back to the model that was live before
    python rollout.py --status        what is live now

Two supervised processes, blue and green, take turns behind the front (`front.py`). The last line
on stdout is the model version that is live.
"""

import json
import logging
import math
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from xmlrpc.client import Fault, ServerProxy

import httpx
import typer
from supervisor.xmlrpc import SupervisorTransport

from front import Front
from models.errors import StoreError
from models.store import ModelStore, open_store
from packer import bento_folder
from settings import Settings, load_settings

NOTHING_TO_DO = 99
READY_S = 60.0
DRAIN_S = 30.0
POLL_S = 0.05
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


class Rollout:
    """Blue/green rollouts of one machine's settings."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.front = Front(settings)
        self.folder = settings.dkt_home / "inference"
        self.ports = {"blue": settings.blue_port, "green": settings.green_port}

    def live(self) -> Live | None:
        """What is live, as the last rollout left it."""
        try:
            return Live(**json.loads((self.folder / "live.json").read_text()))
        except FileNotFoundError:
            return None

    def deploy(self, tag: str) -> Live:
        """Bring a Bento live; a Bento that is live already and ready is left alone.

        Raises:
            RolloutError: not packed, never ready, or a canary prediction was wrong; whatever was
                live before still is.
        """
        bento = bento_folder(self.settings, tag)
        version = tag.split(":")[1]
        if not (bento / "bento.yaml").exists():
            raise RolloutError(f"no Bento {tag} at {bento}: pack it first (python packer.py …)")
        old = self.live()
        if old and old.bento == tag and self._is_ready(self.ports[old.color]):
            log.info("%s is live already", tag)
            return old
        color = "green" if old and old.color == "blue" else "blue"
        serving = old.model_version if old else "nothing"
        try:
            self._start(color, bento)
            self._canary(color, version)
        except (RolloutError, httpx.HTTPError) as err:
            self._stop(color)
            raise RolloutError(f"{tag} did not come live, {serving} still serves: {err}") from err
        log.info("switching to %s on %s", version, color)
        self.front.switch(self.ports[color])
        live = Live(color, tag, version, datetime.now(UTC).isoformat(timespec="milliseconds"))
        self._remember(live)
        self._verify(version)
        if old:
            self._drain(old.color)
        return live

    def resume(self) -> Live | None:
        """After a restart of the machine: start what was live."""
        live = self.live()
        self.front.write(self.ports[live.color] if live else None)
        if live:
            self._start(live.color, bento_folder(self.settings, live.bento))
        return live

    def _start(self, color: str, bento: Path) -> None:
        """Run a Bento as `color` and wait until it is ready."""
        self._stop(color)
        link, aside = self.folder / color, self.folder / f".{color}.new"
        self.folder.mkdir(parents=True, exist_ok=True)
        aside.unlink(missing_ok=True)
        aside.symlink_to(bento)
        os.replace(aside, link)
        log.info("starting %s as %s on port %d", bento.name, color, self.ports[color])
        supervisor = self._supervisor()
        supervisor.startProcess(f"inference-{color}", False)

        def ready() -> bool:
            state = supervisor.getProcessInfo(f"inference-{color}")["statename"]
            if state in ("EXITED", "FATAL", "BACKOFF"):
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
        """Let requests under way finish, then stop the old Bento."""
        port = self.ports[color]
        _await(lambda: not self.front.requests_at(port), DRAIN_S, f"{color} still answers requests")
        self._stop(color)
        log.info("%s is drained and stopped", color)

    def _stop(self, color: str) -> None:
        try:
            self._supervisor().stopProcess(f"inference-{color}")
        except Fault as err:
            if "NOT_RUNNING" not in err.faultString:
                raise RolloutError(f"can't stop {color}: {err.faultString}") from err

    def _remember(self, live: Live) -> None:
        aside = self.folder / ".live.new"
        aside.write_text(json.dumps(asdict(live), indent=2) + "\n")
        os.replace(aside, self.folder / "live.json")

    def _is_ready(self, port: int) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=2).status_code == 200
        except httpx.TransportError:
            return False

    def _supervisor(self) -> Any:
        return supervisor_of(self.settings)

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


def pending(live: Live | None, store: ModelStore) -> str | None:
    """The champion's version if it is not live and was not rolled back from; else None."""
    champion = store.champion()
    if champion is None or (live and live.model_version == champion.version):
        return None
    moves = [e for e in store.ledger() if e["action"] in ("rollout", "rollout-back", "promote")]
    if moves and moves[-1]["action"] == "rollout-back" and moves[-1]["previous"] == champion.version:
        log.info("%s was rolled back from: promote another model, or name it", champion.version)
        return None
    return champion.version


def previous_bento(store: ModelStore, live: Live) -> str:
    """The Bento that was live before; raises RolloutError if the ledger knows none."""
    into = [e for e in store.ledger() if e["action"] == "rollout" and e["bento"] == live.bento]
    if not into or not into[-1]["previous_bento"]:
        raise RolloutError(f"the ledger knows nothing that was live before {live.bento}")
    return into[-1]["previous_bento"]


def _record(store: ModelStore, live: Live, action: str) -> None:
    """Tell the ledger what is live, unless its last word on this machine says so already."""
    rollouts = [e for e in store.ledger() if e["action"] in ("rollout", "rollout-back")]
    before = rollouts[-1] if rollouts else None
    if before and before["bento"] == live.bento:
        return
    store.record(
        {
            "action": action,
            "version": live.model_version,
            "previous": before["version"] if before else None,
            "bento": live.bento,
            "previous_bento": before["bento"] if before else None,
            "color": live.color,
        }
    )


def main(
    tag: Annotated[str | None, typer.Argument(help="Bento to bring live.")] = None,
    pending_: Annotated[bool, typer.Option("--pending", help="What should go live?")] = False,
    rollback: Annotated[bool, typer.Option("--rollback", help="Back to the one before.")] = False,
    status: Annotated[bool, typer.Option("--status", help="What is live?")] = False,
) -> None:
    """Bring a packed Bento live, go back, or say what is live or due."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    if sum((tag is not None, pending_, rollback, status)) != 1:
        raise typer.BadParameter("give a Bento's tag, or one of --pending, --rollback, --status")
    settings = load_settings()
    rollout, store = Rollout(settings), open_store(settings)
    before = rollout.live()
    try:
        if status:
            typer.echo(json.dumps(asdict(before) if before else None))
            return
        if pending_:
            version = pending(before, store)
            if version is None:
                log.info("nothing new: live is %s", before.model_version if before else "nothing")
                raise typer.Exit(NOTHING_TO_DO)
            typer.echo(version)
            return
        if rollback and before is None:
            raise RolloutError("nothing is live, so there is nothing to go back from")
        wanted = previous_bento(store, before) if rollback and before else str(tag)
        live = rollout.deploy(wanted)
        _record(store, live, "rollout-back" if rollback else "rollout")
        typer.echo(live.model_version)
    except (RolloutError, StoreError, OSError, httpx.HTTPError) as err:
        sys.stderr.write(f"rollout.py: {err}\n")
        raise SystemExit(1) from err


if __name__ == "__main__":
    typer.run(main)
