"""Bento → image → registry, through Docker Engine.

An image is named `<registry>/<stack>-inference:<Bento version>` and is brought live by its digest
alone. Labels carry what it is: Bento, model version, data version, code revision.
"""

import json
import logging
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docker
import httpx
import yaml
from docker.errors import APIError, BuildError, DockerException, ImageNotFound, NotFound
from docker.models.containers import Container
from docker.models.images import Image

from deploy.bento import bento_folder
from deploy.errors import ImageError, TagError
from serving import canary
from settings import ROOT, Settings

DOCKERFILE = ROOT / "deploy" / "inference.Dockerfile"
BENTO, MODEL = "dkt.bento", "dkt.model_version"
MANIFESTS = (
    "application/vnd.docker.distribution.manifest.v2+json, "
    "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json"
)
"""What an engine may have pushed, older or newer."""
COLLECT = (
    "for config in /etc/docker/registry/config.yml /etc/distribution/config.yml; do"
    " [ ! -e $config ] || exec registry garbage-collect --delete-untagged $config; done; exit 1"
)
IMAGE_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
READY_S = 30.0
POLL_S = 0.05
log = logging.getLogger("packer")


def engine() -> docker.DockerClient:
    """Docker Engine of this machine; raises ImageError when none answers."""
    try:
        client = docker.from_env(timeout=120)
        client.ping()
    except DockerException as err:
        raise ImageError(f"no Docker Engine answers here: start it ({err})") from err
    return client


def canary_of(settings: Settings, bento: str) -> dict[str, Any]:
    """The known prediction of a packed Bento; raises ImageError if it is not on this machine."""
    try:
        file = bento_folder(settings, bento) / "src" / canary.FILE
    except TagError as err:
        raise ImageError(str(err)) from err
    try:
        return json.loads(file.read_text())
    except OSError as err:
        raise ImageError(
            f"no Bento {bento} at {file.parent.parent}: pack it first (python packer.py bento …)"
        ) from err


class Images:
    """Inference images of this machine's settings."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.docker = engine()
        self.repository = f"{settings.registry}/{settings.stack_name}-inference"

    def build(self, tag: str) -> str:
        """Build the image of a packed Bento; returns its name. What did not change is not rebuilt.

        Raises:
            ImageError: not packed, or a step of the Dockerfile failed (its output is in the log).
        """
        canary_of(self.settings, tag)  # it is there
        folder = bento_folder(self.settings, tag)
        labels = yaml.safe_load((folder / "bento.yaml").read_text())["labels"]
        name = f"{self.repository}:{tag.split(':')[1]}"
        # the first stage keeps a name of its own, so that the next build finds it
        packages = f"{self.settings.stack_name}-inference-packages"
        self._build(folder, packages, target="packages")
        self._build(folder, name, labels={BENTO: tag} | {f"dkt.{k}": labels[k] for k in labels})
        above = self._size(name) - self._size(self.settings.base_image)
        log.info("%s is built: %.1f MB above %s", name, above / 1e6, self.settings.base_image)
        return name

    def check(self, image: str) -> str:
        """Run an image once, and see that it gets ready and gives the known prediction.

        Raises:
            ImageError: it ended, was not ready in time, or predicted something else.
        """
        known = canary_of(self.settings, self.label(image, BENTO))
        with self._running(image) as container:
            started = time.monotonic()
            address = self._address(container)
            self._await_ready(container, address)
            log.info("%s was ready %.1f s after its start", image, time.monotonic() - started)
            try:
                answer = httpx.post(f"{address}/predict", json=known["request"], timeout=10)
                wrong = canary.difference(known, answer.raise_for_status().json())
            except (httpx.HTTPError, ValueError, LookupError, TypeError) as err:
                raise ImageError(f"{image} does not predict: {err!r}") from err
        if wrong:
            raise ImageError(f"{image} must not go live: {wrong}")
        log.info("%s gives the known prediction", image)
        return image

    def push(self, image: str) -> str:
        """Push an image; returns `repository@sha256:…`, which names these bytes and no others.

        Raises:
            ImageError: the registry did not take it.
        """
        self.label(image, BENTO)
        repository, _, tag = image.rpartition(":")
        digest = ""
        try:
            for line in self.docker.api.push(repository, tag, stream=True, decode=True):
                if "error" in line:
                    raise ImageError(self._not_pushed(image, line["error"]))
                digest = line.get("aux", {}).get("Digest", digest)
        except (DockerException, OSError) as err:
            raise ImageError(self._not_pushed(image, str(err))) from err
        if not DIGEST.fullmatch(digest):
            raise ImageError(self._not_pushed(image, f"it named no digest, but {digest!r}"))
        log.info("%s is in the registry as %s", image, digest)
        return f"{repository}@{digest}"

    def tidy(self, keep: set[str]) -> int:
        """Remove the images of all Bentos but these, here and in the registry; returns how many."""
        removed = 0
        for image in self.docker.images.list(filters={"label": BENTO}):
            ours = any(tag.startswith(f"{self.repository}:") for tag in image.tags)
            if ours and image.labels[BENTO] not in keep:
                removed += self._remove(image)
        for label in (BENTO, "dkt.stage=packages"):  # what a newer build took the name from
            self.docker.images.prune({"dangling": True, "label": label})
        return removed + self._tidy_registry({tag.partition(":")[2] for tag in keep})

    def label(self, image: str, name: str) -> str:
        """A label of an image, which is fetched if it is not here; raises ImageError."""
        try:
            try:
                found = self.docker.images.get(image)
            except ImageNotFound:
                log.info("fetching %s", image)
                found = self.docker.images.pull(image)
        except DockerException as err:
            raise ImageError(f"{image} is not here and can't be fetched: {err}") from err
        if name not in found.labels:
            raise ImageError(f"{image} has no label {name}: it was not built by packer.py image")
        return found.labels[name]

    def _remove(self, image: Image) -> int:
        try:
            self.docker.images.remove(image.id, force=True)
        except APIError as err:
            log.info("%s stays, a container runs it: %s", image.tags, err.explanation)
            return 0
        log.info("removed image %s", ", ".join(image.tags))
        return 1

    def _tidy_registry(self, keep: set[str]) -> int:
        """Delete the manifests of other tags, and the layers that nothing names any more."""
        host, _, name = self.repository.partition("/")
        api, accept = f"http://{host}/v2/{name}", {"Accept": MANIFESTS}
        removed = 0
        try:
            tags = httpx.get(f"{api}/tags/list").json().get("tags") or []
            for tag in sorted(set(filter(IMAGE_TAG.fullmatch, tags)) - keep):
                found = httpx.head(f"{api}/manifests/{tag}", headers=accept)
                digest = found.raise_for_status().headers["Docker-Content-Digest"]
                if not DIGEST.fullmatch(digest):
                    raise ValueError(f"{tag} has the digest {digest!r}")
                httpx.delete(f"{api}/manifests/{digest}").raise_for_status()
                log.info("removed %s:%s from the registry", name, tag)
                removed += 1
            if removed:
                self._free_layers()
        except (httpx.HTTPError, ValueError, LookupError) as err:
            log.warning("the registry %s keeps its old images: %r", host, err)
        return removed

    def _free_layers(self) -> None:
        """Have the stack's own registry collect its garbage; one elsewhere does so by itself."""
        try:
            registry = self.docker.containers.get(f"{self.settings.stack_name}-registry")
        except NotFound:
            return
        code, said = registry.exec_run(["sh", "-c", COLLECT])
        if code:
            log.warning("the registry keeps old layers: %s", said.decode(errors="replace")[-500:])
        registry.restart()  # it remembers layers that are gone, and would not take them again

    def _build(self, folder: Path, name: str, **options: Any) -> None:
        try:
            _, lines = self.docker.images.build(
                path=str(folder), dockerfile=str(DOCKERFILE), tag=name, rm=True, forcerm=True,
                buildargs={"BASE_IMAGE": self.settings.base_image}, **options,
            )  # fmt: skip
        except BuildError as err:
            said = "".join(line.get("stream", "") for line in err.build_log)
            raise ImageError(f"{name} could not be built: {err.msg}\n{said[-2000:]}") from err
        except APIError as err:
            raise ImageError(f"{name} could not be built: {err.explanation}") from err
        for line in lines:
            if (step := line.get("stream", "")).startswith("Step "):
                log.info("%s", step.split("  ")[0].strip())

    def _size(self, image: str) -> int:
        return self.docker.images.get(image).attrs["Size"]

    @contextmanager
    def _running(self, image: str) -> Iterator[Container]:
        """A container of the image as the stack would run it, gone after the block."""
        try:
            container = self.docker.containers.run(
                image, detach=True, read_only=True, tmpfs={"/tmp": ""}, mem_limit="512m",
                ports={"3000/tcp": ("127.0.0.1", None)}, labels={"dkt.check": image},
            )  # fmt: skip
        except DockerException as err:
            raise ImageError(f"{image} can't be started: {err}") from err
        try:
            yield container
        finally:
            container.remove(force=True, v=True)

    def _address(self, container: Container) -> str:
        container.reload()
        bound = container.ports.get("3000/tcp")
        if not bound:
            raise ImageError(f"the container ended at once: {last_words(container)}")
        return f"http://127.0.0.1:{bound[0]['HostPort']}"

    def _await_ready(self, container: Container, address: str) -> None:
        deadline = time.monotonic() + READY_S
        while not _ready(address):
            container.reload()
            if container.status != "running":
                raise ImageError(f"the container ended: {last_words(container)}")
            if time.monotonic() > deadline:
                raise ImageError(
                    f"it was not ready within {READY_S:.0f} s: {last_words(container)}"
                )
            time.sleep(POLL_S)

    def _not_pushed(self, image: str, why: str) -> str:
        return (
            f"{image} was not pushed to {self.settings.registry}: {why.strip()}; is the registry "
            "running (docker_manual/registry.sh)?"
        )


def _ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", timeout=2).status_code == 200
    except httpx.TransportError:
        return False


def last_words(container: Container) -> str:
    """The end of what a container printed, as one line."""
    lines = container.logs(tail=5).decode(errors="replace").split("\n")
    return " | ".join(line.strip() for line in lines if line.strip()) or "it printed nothing"
