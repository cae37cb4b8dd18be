"""The inference service of the Swarm stack: rolled over replica by replica, watched, verified.

How many at a time, what counts as ready, how long each is watched and that a bad one is rolled back
stands in `docker-compose.yml`. Here is what Swarm does not say: that the update which completed is
the one asked for, that every replica answers as the new model does, and why it did not.
"""

import json
import logging
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docker.errors import APIError, ContainerError, DockerException, NotFound
from docker.models.services import Service

from deploy.bento import tidy_bentos
from deploy.errors import ImageError, RolloutError
from deploy.image import BENTO, DIGEST, MODEL, Images, canary_of, last_words
from deploy.live import Live
from models.rollouts import ROLLOUT
from serving import canary
from settings import Settings

SINCE, ACTION = "dkt.since", "dkt.action"
ASK = Path(__file__).with_name("ask_replicas.py")
PORT = 3000
UPDATE_S = 900.0
FIRST_S = 120.0
POLL_S = 0.25
ENDED = ("complete", "failed", "rejected", "shutdown")
GOOD, BAD = ("completed",), ("rollback_completed", "rollback_paused", "paused")
log = logging.getLogger("rollout")


def running(settings: Settings, service: str) -> tuple[int, int]:
    """How many replicas of one of the stack's services run, and how many should.

    Raises RolloutError: there is no such service, or no Swarm.
    """
    name = f"{settings.stack_name}_{service}"
    try:
        found = Images(settings).docker.services.get(name)
        tasks = found.tasks({"desired-state": "running"})
    except (APIError, NotFound) as err:
        raise RolloutError(f"no service {name}: {err.explanation}") from err
    there = sum(task["Status"]["State"] == "running" for task in tasks)
    return there, found.attrs["Spec"]["Mode"]["Replicated"]["Replicas"]


class Swarm:
    """Rolling updates of one stack's inference service."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.images = Images(settings)
        self.docker = self.images.docker
        self.name = f"{settings.stack_name}_inference"

    def live(self) -> Live | None:
        """What the service's replicas are asked to run; None before the first rollout."""
        try:
            spec = self._service().attrs["Spec"]
        except NotFound:
            return None
        except APIError as err:
            raise RolloutError(f"this machine is no Swarm manager: {err.explanation}") from err
        labels = spec["Labels"]
        if not spec["Mode"]["Replicated"]["Replicas"] or BENTO not in labels:
            return None
        image = spec["TaskTemplate"]["ContainerSpec"]["Image"]
        return Live(self.name, labels[BENTO], labels[MODEL], labels[SINCE], labels[ACTION], image)

    def deploy(self, target: str, action: str = ROLLOUT) -> Live:
        """Bring an image (`repository@sha256:…`) live; one whose Bento is live already is not.

        Raises:
            RolloutError: no such image or service, or Swarm rolled it back, or a replica answers
                otherwise than the model does; whatever was live before still is.
        """
        repository, _, digest = target.partition("@")
        if repository != self.images.repository or not DIGEST.fullmatch(digest):
            raise RolloutError(
                f"{target!r}, expected {self.images.repository}@sha256:…: push it first "
                "(python packer.py push …)"
            )
        try:
            bento, version = self.images.label(target, BENTO), self.images.label(target, MODEL)
            known = canary_of(self.settings, bento)
            before = self._service().attrs
        except ImageError as err:
            raise RolloutError(str(err)) from err
        except NotFound as err:
            raise RolloutError(
                f"no service {self.name}: start the stack first (docker_manual/start.sh)"
            ) from err
        old = self.live()
        if old and old.bento == bento and not self._wrong(old.image or target, known):
            log.info("%s is live already", bento)
            return old
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        live = Live(self.name, bento, version, now, action, target)
        try:
            self._update(live, before)
            self._watch(target, before)
            wrong = self._wrong(target, known)
        except (RolloutError, DockerException, OSError) as err:
            raise self._failed(live, old, before, str(err)) from err
        if wrong:
            raise self._failed(live, old, before, wrong)
        return live

    def stop_leftovers(self) -> None:
        """Nothing: Swarm goes on with an update by itself."""

    def tidy(self, keep: set[str]) -> int:
        """Remove old Bentos, and images here and in the registry; returns how many."""
        return tidy_bentos(self.settings, keep) + self.images.tidy(keep)

    def replicas(self) -> Counter[str]:
        """How many running replicas there are of each image."""
        tasks = self._service().tasks({"desired-state": "running"})
        running = [task for task in tasks if task["Status"]["State"] == "running"]
        return Counter(task["Spec"]["ContainerSpec"]["Image"] for task in running)

    def is_updating(self) -> bool:
        """Whether Swarm is replacing replicas now, for better or back."""
        state = (self._service().attrs.get("UpdateStatus") or {}).get("State", "")
        return state in ("updating", "rollback_started")

    def _service(self) -> Service:
        return self.docker.services.get(self.name)

    def _update(self, live: Live, before: dict[str, Any]) -> None:
        """Ask Swarm for the new image; it goes on from here by itself."""
        spec = before["Spec"]
        template = spec["TaskTemplate"]
        wanted = spec["Mode"]["Replicated"]["Replicas"] or self.settings.inference_replicas
        log.info("updating %s to %s (%s), %d replicas", self.name, live.bento, live.image, wanted)
        self.docker.api.update_service(
            before["ID"],
            before["Version"]["Index"],
            name=self.name,
            labels={
                **spec["Labels"], BENTO: live.bento, MODEL: live.model_version,
                SINCE: live.since, ACTION: live.action,
            },
            task_template={
                **template,
                "ContainerSpec": {**template["ContainerSpec"], "Image": live.image},
            },
            mode={"Replicated": {"Replicas": wanted}},
            fetch_current_spec=True,
        )  # fmt: skip

    def _watch(self, image: str, before: dict[str, Any]) -> None:
        """Wait until Swarm has updated every replica; raises RolloutError if it rolled back.

        The first rollout, from no replica, is none to Swarm: there the replicas are counted.
        """
        first = not before["Spec"]["Mode"]["Replicated"]["Replicas"]
        stale = before.get("UpdateStatus", {}).get("StartedAt")
        deadline = time.monotonic() + (FIRST_S if first else UPDATE_S)
        said = None
        while time.monotonic() < deadline:
            attrs = self._service().attrs
            status = attrs.get("UpdateStatus", {})
            state = status.get("State", "") if status.get("StartedAt") != stale else ""
            wanted = attrs["Spec"]["Mode"]["Replicated"]["Replicas"]
            ready = self.replicas()[image]
            if (state, ready) != said:
                log.info("%s: %d of %d replicas run it", state or "starting", ready, wanted)
                said = (state, ready)
            if state in BAD:
                raise RolloutError(f"Swarm: {status.get('Message', state)}; {self._why(image)}")
            if ready >= wanted and (state in GOOD or first):
                return
            time.sleep(POLL_S)
        raise RolloutError(f"not done in time ({said}); {self._why(image)}")

    def _wrong(self, image: str, known: dict[str, Any]) -> str | None:
        """What a replica answers that it should not, or None; each one is asked itself."""
        wanted = self._service().attrs["Spec"]["Mode"]["Replicated"]["Replicas"]
        try:
            said = self.docker.containers.run(
                image, entrypoint=["python", "-c", ASK.read_text()], remove=True,
                command=[f"tasks.inference:{PORT}", json.dumps(known["request"])],
                network=f"{self.settings.stack_name}_platform", labels={"dkt.ask": self.name},
            )  # fmt: skip
        except ContainerError as err:
            words = (err.stderr or b"").decode(errors="replace").strip().splitlines()
            return f"no replica answers: {words[-1] if words else err}"
        answers = json.loads(said)
        for address, answer in answers.items():
            problem = answer.get("error") or canary.difference(known, answer)
            if problem:
                return f"the replica at {address} is wrong: {problem}"
        if len(answers) < wanted:
            return f"{len(answers)} of {wanted} replicas answer"
        log.info("all %d replicas answer as %s", len(answers), known["model_version"])
        return None

    def _why(self, image: str) -> str:
        """What became of the newest replica of an image that did not stay up."""
        tasks = [
            task for task in self._service().tasks()
            if task["Spec"]["ContainerSpec"]["Image"] == image and task["Status"]["State"] in ENDED
        ]  # fmt: skip
        if not tasks:
            return f"see docker service ps {self.name}"
        newest = max(tasks, key=lambda task: task["Status"]["Timestamp"])
        # one that was unhealthy is stopped, and ends as it should
        why = newest["Status"].get("Err") or "unhealthy: it was not ready in time, or no longer"
        label = f"com.docker.swarm.task.id={newest['ID']}"
        here = self.docker.containers.list(all=True, ignore_removed=True, filters={"label": label})
        words = f"; it said: {last_words(here[0])}" if here else ""
        return f"a replica of it ended, {why}{words}"

    def _failed(
        self, live: Live, old: Live | None, before: dict[str, Any], why: str
    ) -> RolloutError:
        """Go back, if Swarm did not by itself, and say what serves now."""
        now = self._service().attrs
        if now["Spec"]["TaskTemplate"]["ContainerSpec"]["Image"] == live.image:
            log.info("going back to %s", old.bento if old else "no replica")
            spec = before["Spec"]
            self.docker.api.update_service(
                now["ID"], now["Version"]["Index"], name=self.name, labels=spec["Labels"],
                task_template=spec["TaskTemplate"], mode=spec["Mode"], fetch_current_spec=True,
            )  # fmt: skip
            if old and old.image:
                self._watch(old.image, now)
        serving = f"{old.model_version} still serves" if old else "nothing serves"
        return RolloutError(f"{live.bento} did not come live, {serving}: {why}")
