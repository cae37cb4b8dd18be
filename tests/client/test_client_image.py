"""The web page's image, as Docker Swarm runs it: small, not root, read-only, secrets from files.

BASE_IMAGE names the image to build on; without it, the one of docker_manual/base-image.sh where
this machine has it, else python:3.11-slim.
"""

import json
import os
import subprocess
import time
import uuid
from pathlib import Path

import pytest
import requests
from web_server import Student

from tests.engine import need_engine

pytestmark = pytest.mark.stack

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 60_000_000  # above the base
OWN_BASE = "dkt-base:bookworm"


def docker(*arguments: str, timeout: float = 60) -> str:
    """What the command printed; fails with what it complained of."""
    done = subprocess.run(
        ["docker", *arguments],
        env={**os.environ, "DOCKER_BUILDKIT": "0"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    assert done.returncode == 0, f"docker {' '.join(arguments)}\n{done.stdout[-3000:]}{done.stderr}"
    return done.stdout.strip()


@pytest.fixture(scope="module")
def base() -> str:
    need_engine()
    own = docker("images", "-q", OWN_BASE)
    return os.environ.get("BASE_IMAGE") or (OWN_BASE if own else "python:3.11-slim")


@pytest.fixture(scope="module")
def image(base):
    name = f"dkt-client:test-{uuid.uuid4().hex[:8]}"
    arguments = ("--build-arg", f"BASE_IMAGE={base}", "--build-arg", "REVISION=abc")
    docker("build", "-q", "-f", "client/Dockerfile", *arguments, "-t", name, ".", timeout=600)
    yield name
    docker("rmi", name)


@pytest.fixture
def container(image, tmp_path):
    """The page on a read-only root, its secrets in files, its database in memory; not root."""
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    (secrets / "key").write_text("a key that is only for tests\n")
    (secrets / "url").write_text("sqlite:////data/client.db\n")
    tmp_path.chmod(0o755)
    name = docker(
        "run", "-d", "--read-only", "--cap-drop=ALL", "--tmpfs=/data:uid=10001",
        "--publish=127.0.0.1::5000", f"--volume={secrets}:/run/secrets:ro",
        "--env=CLIENT_SECRET_KEY_FILE=/run/secrets/key",
        "--env=CLIENT_DATABASE_URL_FILE=/run/secrets/url", image,
    )  # fmt: skip
    yield name
    docker("rm", "-f", name)


def address(container: str) -> str:
    return f"http://{docker('port', container, '5000/tcp')}"


def wait_until_healthy(container: str, seconds: float) -> None:
    give_up = time.monotonic() + seconds
    while (health := state(container)["Health"])["Status"] != "healthy":
        assert time.monotonic() < give_up, f"{health}\n{docker('logs', container)}"
        time.sleep(0.2)


def state(container: str) -> dict:
    return json.loads(docker("inspect", "-f", "{{json .State}}", container))


def test_the_image_is_small(image, base):
    sizes = [int(docker("image", "inspect", "-f", "{{.Size}}", name)) for name in (image, base)]
    assert sizes[0] - sizes[1] <= MOST_BYTES


def test_the_image_holds_the_page_and_nothing_else(image):
    found = docker("run", "--rm", image, "find", "/srv/dkt", "/venv", "-type", "f").splitlines()
    assert {"/srv/dkt/questions.csv", "/srv/dkt/client/start.sh"} <= set(found)
    tops = {Path(name).relative_to("/srv/dkt").parts[0] for name in found if "/srv/" in name}
    assert tops - {"questions.jsonl"} == {"client", "questions.csv", "tags.csv"}
    unwanted = ("__pycache__", "/pip/", "/setuptools/", "/tests/", "/torch/", "Dockerfile", ".env")
    assert [name for name in found if any(part in name for part in unwanted)] == []


def test_the_image_says_what_it_is(image):
    config = json.loads(docker("image", "inspect", "-f", "{{json .Config}}", image))
    assert config["Labels"]["org.opencontainers.image.title"] == "dkt-client"
    assert config["Labels"]["org.opencontainers.image.revision"] == "abc"
    assert list(config["ExposedPorts"]) == ["5000/tcp"]
    assert config["User"] == "10001:10001"


def test_versions_are_those_of_the_lock(image):
    code = "import importlib.metadata as m, psycopg, sqlalchemy.dialects.postgresql.psycopg\n"
    code += "print(*(f'{found.name}=={found.version}' for found in m.distributions()))"
    installed = docker("run", "--rm", image, "/venv/bin/python3", "-Ic", code).lower().split()
    lock = (ROOT / "requirements.txt").read_text().lower().replace("[binary]", "")
    locked = {line.split()[0].replace("_", "-") for line in lock.splitlines() if "==" in line}
    assert "flask" in " ".join(installed)
    assert {name.replace("_", "-") for name in installed} <= locked


def test_the_page_works_on_a_read_only_root_and_is_not_root(container):
    wait_until_healthy(container, 20)
    assert docker("exec", container, "id", "-u") == "10001"
    with pytest.raises(AssertionError, match="Read-only file system"):
        docker("exec", container, "touch", "/srv/dkt/new")
    student = Student(address(container), "Mina")
    student.sign_in()
    student.answer()
    assert set(student.statuses) <= {200, 302, 303}


def test_a_stopped_container_answers_what_it_has_and_ends_well(container):
    """One request is half sent when SIGTERM comes: it is answered all the same."""
    wait_until_healthy(container, 20)
    with requests.Session() as browser:
        host = address(container).removeprefix("http://")

        def body():
            yield b"nickname="
            docker("kill", "--signal=TERM", container)
            time.sleep(1)  # gunicorn is stopping by now
            yield b"Mina"

        reply = browser.post(f"http://{host}/sign-in", data=body(), timeout=20)
    assert reply.status_code == 400  # no token in that form
    assert "This page is too old" in reply.text  # said by the page itself
    assert docker("wait", container, timeout=30) == "0"
    assert state(container)["OOMKilled"] is False
