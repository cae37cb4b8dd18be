"""A whole site to try the pages of docker_manual on: a settings file, and a stack of its own."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from waiting import free_ports

PAGES = Path(__file__).resolve().parents[2] / "docker_manual"
STACK = "dkt-test"


class Site:
    """Runs pages with the settings of its file."""

    def __init__(self, home: Path, settings: dict[str, str]):
        self.home, self.settings = home, settings
        self.page = f"http://127.0.0.1:{settings['CLIENT_PORT']}/sign-in"
        self.change()

    @property
    def file(self) -> Path:
        return self.home / "settings.env"

    def change(self, **values: str) -> None:
        """Write the settings file: those of the start, with others in their place."""
        lines = (self.settings | values).items()
        self.file.write_text("".join(f"{name}={value}\n" for name, value in lines))

    def __call__(
        self, page: str, *arguments: str, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        known = {name: value for name, value in os.environ.items() if name not in self.settings}
        return subprocess.run(
            [PAGES / page, *arguments],
            env=known | {"SETTINGS_FILE": str(self.file)} | environment,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=400, check=False,
        )  # fmt: skip


@pytest.fixture(scope="module")
def site(images: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that is gone after the tests of a file with all it stored."""
    home = tmp_path_factory.mktemp("site")
    page_port, registry_port = free_ports(2)
    settings = images | {
        "DKT_HOME": str(home), "STACK_NAME": STACK, "CLIENT_PORT": str(page_port),
        "REGISTRY": f"127.0.0.1:{registry_port}", "ENDPOINT_MODE": "dnsrr",
        "POSTGRES_PASSWORD": "p$a ss/\"w'd", "CLIENT_SECRET_KEY": "0123456789abcdef-secret",
        "CLIENT_UPDATE_MONITOR": "5s", "DEPLOY_TIMEOUT": "150",
    }  # fmt: skip
    site = Site(home, settings)
    yield site
    done = site("teardown.sh", "--all", "--yes")
    _remove_images(f"127.0.0.1:{registry_port}/", "dkt-client:dkt-test-")
    assert done.returncode == 0, done.stderr


def _remove_images(*prefixes: str) -> None:
    """Remove the names that start so; an image that has others as well stays."""
    form = "{{.Repository}}:{{.Tag}} {{.Repository}}@{{.Digest}}"
    listed = subprocess.run(
        ["docker", "image", "ls", "--digests", "--format", form],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    names = [name for name in listed if name.startswith(prefixes) and "<none>" not in name]
    if names:
        subprocess.run(["docker", "rmi", *names], capture_output=True, check=False)
