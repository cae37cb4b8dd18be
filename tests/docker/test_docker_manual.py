"""The pages of docker_manual: their settings, their menu, and a whole life of the stack."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from waiting import free_ports

from settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docker_manual"
STACK = "dkt-test"


def bash(script: str, **environment: str) -> str:
    kept = {"PATH": os.environ["PATH"]}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        env=kept | environment, cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_a_settings_file_is_read_and_never_run(tmp_path: Path) -> None:
    file, marker = tmp_path / "settings.env", tmp_path / "ran"
    file.write_text(
        f"# a comment\nS3_BUCKET=$(touch {marker}) `id` a b\n"
        'POSTGRES_PASSWORD="quo\'ted $HOME"\nREGISTRY=from-file:1\nSTACK_NAME=\nCLIENT_PORT=7000'
    )
    shown = bash(
        "source docker_manual/settings.sh; "
        'printf "%s\\n" "$S3_BUCKET" "$POSTGRES_PASSWORD" "$REGISTRY" "$STACK_NAME" "$CLIENT_PORT"',
        SETTINGS_FILE=str(file), REGISTRY="from-environment:2",
    ).splitlines()  # fmt: skip
    assert shown == [
        f"$(touch {marker}) `id` a b", "quo'ted $HOME", "from-environment:2", "dkt", "7000"
    ]  # fmt: skip
    assert not marker.exists()


def test_shell_and_python_have_the_same_defaults(tmp_path: Path) -> None:
    shell = dict(re.findall(r"^default (\w+) (\S+)", (PAGES / "settings.sh").read_text(), re.M))
    fields = Settings.model_fields
    both = {name for name in shell if name.lower() in fields} - {"DKT_HOME"}
    assert {"STACK_NAME", "REGISTRY", "BASE_IMAGE", "CLIENT_PORT", "S3_PORT", "S3_BUCKET"} <= both
    for name in both:
        assert str(fields[name.lower()].default) == shell[name], name


def test_the_menu_lists_every_page_with_a_line_of_help() -> None:
    listed = dict(re.findall(r"^  (\S+) +(\S.*)", bash("docker_manual/docker_commands.sh"), re.M))
    sourced = {"settings", "engine", "docker_commands"}
    assert set(listed) == {page.stem for page in PAGES.glob("*.sh")} - sourced
    assert "usage" not in bash("docker_manual/docker_commands.sh help scale")
    with pytest.raises(subprocess.CalledProcessError) as unknown:
        bash("docker_manual/docker_commands.sh scael")
    assert "there is no command scael" in unknown.value.stderr


def test_without_an_engine_a_page_says_so() -> None:
    for page in ("service-init.sh", "start.sh", "registry.sh"):
        with pytest.raises(subprocess.CalledProcessError) as told:
            bash(f"docker_manual/{page}", DOCKER_HOST="unix:///nowhere", SETTINGS_FILE="/dev/null")
        assert "no Docker engine answers" in told.value.stderr


def remove_images(*prefixes: str) -> None:
    """Remove the names that start so; an image that has others as well stays."""
    form = "{{.Repository}}:{{.Tag}} {{.Repository}}@{{.Digest}}"
    listed = subprocess.run(
        ["docker", "image", "ls", "--digests", "--format", form],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    names = [name for name in listed if name.startswith(prefixes) and "<none>" not in name]
    if names:
        subprocess.run(["docker", "rmi", *names], capture_output=True, check=False)


Page = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def site(images: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Runs a page for a stack of its own, which is gone afterwards with all it stored."""
    home = tmp_path_factory.mktemp("site")
    page_port, registry_port = free_ports(2)
    settings = images | {
        "DKT_HOME": str(home), "STACK_NAME": STACK, "CLIENT_PORT": str(page_port),
        "REGISTRY": f"127.0.0.1:{registry_port}", "ENDPOINT_MODE": "dnsrr",
        "POSTGRES_PASSWORD": "p$a ss/\"w'd", "CLIENT_SECRET_KEY": "0123456789abcdef-secret",
        "CLIENT_UPDATE_MONITOR": "5s", "DEPLOY_TIMEOUT": "150",
    }  # fmt: skip
    file = home / "settings.env"
    file.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))

    def run(page: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        known = {name: value for name, value in os.environ.items() if name not in settings}
        return subprocess.run(
            [PAGES / page, *arguments], env=known | {"SETTINGS_FILE": str(file)} | environment,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=400, check=False,
        )  # fmt: skip

    run.page = f"http://127.0.0.1:{page_port}/sign-in"  # type: ignore[attr-defined]
    yield run
    done = run("teardown.sh", "--all", "--yes")
    remove_images(f"127.0.0.1:{registry_port}/", "dkt-client:dkt-test-")
    assert done.returncode == 0, done.stderr


@pytest.mark.stack
@pytest.mark.timeout(900)
def test_a_stack_is_started_updated_rolled_back_scaled_and_removed(
    site: Page, engine: Callable[..., str]
) -> None:
    def ok(page: str, *arguments: str) -> str:
        done = site(page, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def told(page: str, *arguments: str, **environment: str) -> str:
        done = site(page, *arguments, **environment)
        assert "p$a" not in done.stdout + done.stderr
        return done.stderr

    def image() -> str:
        form = "{{.Spec.TaskTemplate.ContainerSpec.Image}}"
        return engine("service", "inspect", "--format", form, f"{STACK}_client")

    def variant(name: str, line: str) -> str:
        made = subprocess.run(
            ["docker", "build", "-q", "-t", f"dkt-client:dkt-test-{name}", "-"],
            input=f"FROM {image()}\n{line}\n", capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        return ok("push.sh", f"dkt-client:dkt-test-{name}").splitlines()[-1]

    active = engine("info", "--format", "{{.Swarm.ControlAvailable}}") == "true"
    if active:
        assert "run docker_manual/service-init.sh first" in told("start.sh")
    ok("service-init.sh")
    assert "WARNING" not in told("service-init.sh")
    ok("start.sh")
    assert requests.get(site.page, timeout=20).status_code == 200  # type: ignore[attr-defined]
    first = image()
    assert "@sha256:" in first

    ok("update.sh", "client", variant("good", "LABEL second=yes"))
    second = image()
    assert second != first
    bad = site("update.sh", "client", variant("bad", 'CMD ["python3", "-c", "exit(\'broken\')"]'))
    assert bad.returncode == 1 and "rollback_completed" in bad.stderr and "broken" in bad.stderr
    assert image() == second

    ok("scale.sh", "client", "1")
    assert "no inference image yet" in told("scale.sh", "inference", "2")
    ok("start.sh")  # keeps image and replicas
    assert image() == second
    ok("rollback.sh", "client")  # though Swarm's own memory now ends at the scaling
    assert image() == first
    assert "no client ran here before" in told("rollback.sh", "client")
    assert requests.get(site.page, timeout=20).status_code == 200  # type: ignore[attr-defined]
    running = engine(
        "service", "ls", "--filter", f"name={STACK}_client", "--format", "{{.Replicas}}"
    )
    assert running == "1/1"

    another = told("service-init.sh", CLIENT_SECRET_KEY="another-secret-another")
    assert "WARNING" in another and f"docker service rm {STACK}_client" in another
    assert "gunicorn" in ok("logs.sh", "client") + told("logs.sh", "client")

    assert site("teardown.sh", "--all").returncode == 1  # nobody typed yes
    ok("teardown.sh")
    label = f"label=com.docker.stack.namespace={STACK}"
    assert engine("ps", "-aq", "--filter", label) == ""
    assert f"{STACK}_postgres" in engine("volume", "ls", "-q").split()
    ok("start.sh")  # the answers are still there
    assert requests.get(site.page, timeout=20).status_code == 200  # type: ignore[attr-defined]
