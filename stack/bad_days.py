"""What goes wrong one day, done to a real stack: what it costs, and who says what happened.

Each takes a Day and returns its figures. The old model must serve on, and pages must not fail.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docker
from docker.models.containers import Container

from deploy.image import Images
from stack.dagrun import DagRunner, say, wait_for
from stack.home import HomeError
from stack.outside import load_from_outside
from stack.students import Tally
from stack.two_servers import Server

UPDATE, COLLECT = "update_inference_server_dag", "update_data_dag"
S3_GONE_S = 60.0
ENOUGH = 10
"""Answers of students that show that practice goes on."""


@dataclass
class Day:
    """The stack on which it happens."""

    engine: docker.DockerClient
    inference: Server
    dags: DagRunner
    tally: Tally

    @property
    def stack(self) -> str:
        return self.inference.settings.stack_name

    @contextmanager
    def unchanged(self) -> Iterator[dict[str, Any]]:
        """See that the same digest serves before and after the block, whatever happens in it.

        Afterwards the figures hold what it cost a client outside and the students.

        Raises:
            HomeError: something else serves.
        """
        before = self.inference.live()
        failed = len(self.tally.failures)
        figures: dict[str, Any] = {}
        started = time.monotonic()
        with load_from_outside(self.engine, self.inference.settings, 1) as outside:
            yield figures
            figures["seconds"] = round(time.monotonic() - started, 1)
        if self.inference.live() != before:
            raise HomeError(f"{self.inference.live()} serves now, before it was {before}")
        figures |= {
            "requests": outside["requests"],
            "failed_requests": outside["failed"],
            "failed_pages": len(self.tally.failures) - failed,
        }

    @contextmanager
    def edited(self, file: str, old: str, new: str) -> Iterator[None]:
        """Other code in the inference server's checkout while the block runs."""
        path = self.inference.checkout / file
        text = path.read_text()
        if old not in text:
            raise HomeError(f"{file} has no {old!r} to replace")
        path.write_text(text.replace(old, new))
        try:
            yield
        finally:
            path.write_text(text)

    def update(self, name: str, expect: str, says: str) -> str:
        """Have the DAG roll the live model out again, with the code as it is now."""
        version = (self.inference.live() or {})["model_version"]
        run = self.dags.run(UPDATE, name, expect=expect, params={"model_version": version})
        return found(says, run.said)

    def answers_go_on(self) -> None:
        """Wait for more answers of students."""
        wanted = len(self.tally.answers) + ENOUGH
        wait_for(lambda: len(self.tally.answers) >= wanted, 90, f"{ENOUGH} more answers")


def found(pattern: str, text: str) -> str:
    """The line of a log that says what happened; raises HomeError if none does."""
    lines = [line for line in text.splitlines() if re.search(pattern, line)]
    if not lines:
        raise HomeError(f"nobody says {pattern!r}, but:\n{text}")
    return lines[-1][:300]


def never_ready(day: Day) -> dict[str, Any]:
    """An image that never gets ready does not pass the check before it is pushed."""
    with (
        day.unchanged() as figures,
        day.edited("service.py", "self.ready = wrong is None", "self.ready = False"),
    ):
        figures["said"] = day.update("never-ready", "failed", "was not ready within")
    return figures


def wrong_predictions(day: Day) -> dict[str, Any]:
    """An image that predicts wrong, brought live past all checks, is rolled back by Swarm."""
    settings = day.inference.settings
    live = (day.inference.live() or {})["image"]
    folder = day.inference.checkout / "var" / "altered"
    folder.mkdir(exist_ok=True)
    (folder / "Dockerfile").write_text(
        f"FROM {live}\nUSER root\n"
        "RUN sed -i 's/1.0 + np.exp(-logits/1.0 + np.exp(logits/' inference.py\nUSER bento\n"
        "LABEL dkt.bento=dkt:altered\n"
    )
    name = f"{settings.registry}/{settings.stack_name}-inference:altered"
    day.engine.images.build(path=str(folder), tag=name, rm=True)
    _copy_bento(day, live)
    bad = Images(settings).push(name)
    with day.unchanged() as figures:
        done = day.inference.python("-m", "deploy", "rollout", bad, check=False)
        figures["said"] = found("Swarm: rollback completed", done.stderr)
    return figures


def _copy_bento(day: Day, live: str) -> None:
    """A Bento for the altered image, so that its known prediction is known."""
    home = day.inference.settings.dkt_home
    bentos = home / "bentoml" / "bentos" / "dkt"
    original = day.engine.images.get(live).labels["dkt.bento"].partition(":")[2]
    (bentos / "altered" / "src").mkdir(parents=True)
    canary = Path("src") / "canary.json"
    (bentos / "altered" / canary).write_text((bentos / original / canary).read_text())


def crashes_after_20_s(day: Day) -> dict[str, Any]:
    """An image that passes the check and crashes later is rolled back by Swarm."""
    timer = "import threading\n    threading.Timer(20, os._exit, [3]).start()\n    with tempfile"
    with day.unchanged() as figures, day.edited("serve.py", "with tempfile", timer):
        figures["said"] = day.update("crashes", "failed", "Swarm: rollback completed")
    return figures


def replica_killed(day: Day) -> dict[str, Any]:
    """A replica that dies by SIGKILL during an update is replaced, and the update goes on."""
    service = f"{day.stack}_inference"
    before = day.inference.live() or {}
    failed = len(day.tally.failures)
    killed: list[str] = []

    def kill_one() -> bool:
        attrs = day.engine.services.get(service).attrs
        if attrs.get("UpdateStatus", {}).get("State") != "updating":
            return False
        for container in _containers(day, service):
            if container.attrs["Config"]["Image"] == before["image"]:
                container.kill("SIGKILL")
                killed.append(container.name)
                return True
        return False

    with load_from_outside(day.engine, day.inference.settings, 1) as outside:
        started = time.monotonic()
        rollback = day.inference.start("-m", "deploy", "rollback")
        wait_for(kill_one, 60, "a replica of the old model to kill")
        _, story = rollback.communicate()
        seconds = time.monotonic() - started
    if rollback.returncode:
        raise HomeError(f"the rollback failed:\n{story}")
    after = day.inference.live() or {}
    if after["image"] == before["image"]:
        raise HomeError("the rollback went nowhere")
    return {
        "seconds": round(seconds, 1),
        "requests": outside["requests"],
        "failed_requests": outside["failed"],
        "failed_pages": len(day.tally.failures) - failed,
        "said": found(r"all \d replicas answer", story),
    }


def _containers(day: Day, service: str) -> list[Container]:
    """The running containers of a service, on this node."""
    label = f"com.docker.swarm.service.name={service}"
    return day.engine.containers.list(ignore_removed=True, filters={"label": label})


def registry_gone(day: Day) -> dict[str, Any]:
    """Nothing can be pushed: the run says so, and the old model serves on."""
    registry = day.engine.containers.get(f"{day.stack}-registry")
    other = ('"""Serve the Bento', '"""Serve  the Bento')  # other code, an image of its own
    with day.unchanged() as figures, day.edited("serve.py", *other):
        registry.stop()
        try:
            figures["said"] = day.update("no-registry", "failed", "was not pushed")
        finally:
            registry.start()
    return figures


def s3_gone(day: Day) -> dict[str, Any]:
    """For a minute there is no store: practice goes on, and no answer is lost."""
    objects = day.engine.services.get(f"{day.stack}_objects")
    with day.unchanged() as figures:
        objects.scale(0)
        gone = time.monotonic()
        try:
            run = day.dags.run(COLLECT, "no-store", expect="failed")
            figures["said"] = found("no object store answers", run.said)
            wait_for(lambda: time.monotonic() - gone > S3_GONE_S, S3_GONE_S + 1, "a minute")
        finally:
            objects.reload()
            objects.scale(1)
        wait_for(lambda: not day.inference.python("-m", "models", "check", check=False).returncode,
                 90, "the store")  # fmt: skip
        day.dags.run(COLLECT, "store-is-back")
        day.answers_go_on()
    return figures


def postgres_restarted(day: Day) -> dict[str, Any]:
    """The page's database restarts: students wait some seconds, and see no error."""
    database = f"{day.stack}_postgres"
    with day.unchanged() as figures:
        day.answers_go_on()
        before = _containers(day, database)[0]
        before.stop()
        say("PostgreSQL is stopped; Swarm starts another")
        wait_for(lambda: [one for one in _containers(day, database) if one.id != before.id],
                 60, "PostgreSQL")  # fmt: skip
        day.answers_go_on()
        figures["said"] = "students went on"
    return figures


BAD_DAYS: dict[str, Callable[[Day], dict[str, Any]]] = {
    day.__name__: day
    for day in (
        never_ready, wrong_predictions, crashes_after_20_s, replica_killed, registry_gone, s3_gone,
        postgres_restarted,
    )
}  # fmt: skip
