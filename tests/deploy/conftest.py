"""A Swarm stack of the inference service alone, as `docker-compose.yml` describes it."""

import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import docker
import pytest
import yaml

from deploy.bento import pack
from deploy.image import Images
from deploy.swarm import Swarm
from dkt.features.bundle import Bundle
from settings import ROOT, Settings, load_settings
from tests.bundles import ITEMS, TAGS, TESTS, make_bundle, variant
from tests.engine import need_engine

NAME, REGISTRY = "dkt-try", "127.0.0.1:5961"
AIR_GAP = "dkt-base:bookworm"


@pytest.fixture(scope="session")
def engine() -> docker.DockerClient:
    return need_engine(timeout_s=120)


@dataclass
class Site:
    """Settings, two pushed images, and the means to ask the service."""

    settings: Settings
    engine: docker.DockerClient
    rollout: Swarm
    bundle: Path
    images: list[str]
    """`repository@sha256:…` of that bundle and of a variant of it."""

    def service(self) -> dict[str, Any]:
        return self.engine.services.get(f"{NAME}_inference").attrs

    def altered(self, dockerfile: str) -> str:
        """The second image with something broken, pushed."""
        folder = self.settings.dkt_home / "altered"
        folder.mkdir(exist_ok=True)
        (folder / "Dockerfile").write_text(
            f"FROM {self.images[1]}\nUSER root\n{dockerfile}\nUSER bento\n"
        )
        name = f"{REGISTRY}/{NAME}-inference:altered"
        self.engine.images.build(path=str(folder), tag=name, rm=True)
        return Images(self.settings).push(name)


@pytest.fixture(scope="package")
def site(engine: docker.DockerClient, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Registry, network, two models' images and the service with no replica yet."""
    folder = tmp_path_factory.mktemp("swarm")
    questions = folder / "questions.csv"
    lines = [f"{i},{t},{k},Name of {k}" for i, t, k in zip(ITEMS, TESTS, TAGS, strict=True)]
    questions.write_text("\n".join(["assessmentItemID,testId,KnowledgeTag,tag", *lines]) + "\n")
    try:
        # for the set-up alone: this fixture lives as long as the session
        with patch.dict(os.environ, {
            "SETTINGS_FILE": str(folder / "settings.env"), "DKT_HOME": str(folder / "home"),
            "QUESTIONS": str(questions), "STACK_NAME": NAME, "REGISTRY": REGISTRY,
            "BASE_IMAGE": os.environ.get("BASE_IMAGE", AIR_GAP), "SERVING": "swarm",
            "REGISTRY_IMAGE": "dkt-registry:2", "ENDPOINT_MODE": "dnsrr",
        }):  # fmt: skip
            settings = load_settings()
            shell("docker_manual/air-gap.sh")
            shell("docker_manual/registry.sh")
            first = make_bundle(folder)
            images = Images(settings)
            pushed = []
            for bundle in (first, variant(first, folder, auc=0.72)):
                tag = pack(Bundle.load(bundle), questions, settings)
                pushed.append(images.push(images.check(images.build(tag))))
            if not engine.info()["Swarm"]["ControlAvailable"]:
                engine.swarm.init(advertise_addr="127.0.0.1")
            deploy(folder)
        yield Site(settings, engine, Swarm(settings), first, pushed)
    finally:
        tear_down(engine)


def shell(*command: str) -> None:
    """A page of the manual, in the checkout."""
    subprocess.run(command, cwd=ROOT, check=True)


def deploy(folder: Path) -> None:
    """The inference service of `docker-compose.yml`, alone and with no replica."""
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    service = compose["services"]["inference"]
    service["deploy"]["replicas"] = 0
    alone = {
        "version": compose["version"],
        "services": {"inference": service},
        "networks": {"platform": compose["networks"]["platform"]},
    }
    file = folder / "stack.yml"
    file.write_text(yaml.safe_dump(alone))
    shell("docker", "stack", "deploy", "--resolve-image", "never", "-c", str(file), NAME)


def tear_down(engine: docker.DockerClient) -> None:
    """Everything of this stack, by its name."""
    shell("docker", "stack", "rm", NAME)
    for container in engine.containers.list(
        all=True, ignore_removed=True, filters={"name": f"{NAME}-registry"}
    ):
        container.remove(force=True, v=True)
    for volume in engine.volumes.list(filters={"name": f"{NAME}-registry"}):
        volume.remove(force=True)
    deadline = time.monotonic() + 60
    ours = {"label": f"com.docker.swarm.service.name={NAME}_inference"}
    while engine.containers.list(all=True, ignore_removed=True, filters=ours):
        assert time.monotonic() < deadline, "the stack's containers do not end"
        time.sleep(0.2)
    images = engine.images.list(filters={"label": "dkt.bento"})
    for image in sorted(images, key=lambda one: one.attrs["Created"], reverse=True):
        names = [*image.attrs["RepoTags"], *image.attrs["RepoDigests"]]
        if any(name.startswith(f"{REGISTRY}/") for name in names):
            engine.images.remove(image.id, force=True)  # children, which are younger, first
