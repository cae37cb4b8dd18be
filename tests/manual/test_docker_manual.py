"""The pages of docker_manual: their settings, their menu, and a whole life of the stack."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from sites import STACK, Site
from waiting import wait_for

from settings import Settings
from stack.parts import page as page_part

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docker_manual"
SOURCED = {"settings", "engine", "secrets", "deployed"}


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
    assert set(listed) == {page.stem for page in PAGES.glob("*.sh")} - SOURCED - {"docker_commands"}
    assert "usage" not in bash("docker_manual/docker_commands.sh help scale")
    with pytest.raises(subprocess.CalledProcessError) as unknown:
        bash("docker_manual/docker_commands.sh scael")
    assert "there is no command scael" in unknown.value.stderr


def test_what_is_run_can_be_run_and_what_is_sourced_can_not() -> None:
    runnable = {page.stem for page in PAGES.glob("*.sh") if page.stat().st_mode & 0o111}
    assert runnable == {page.stem for page in PAGES.glob("*.sh")} - SOURCED
    run = [part.name for part in ROOT.glob("stack/*.sh") if part.stat().st_mode & 0o111]
    assert run == ["python.sh"]
    assert all(script.stat().st_mode & 0o111 == 0o111 for script in ROOT.glob("init_for_*.sh"))


SHOW = "source docker_manual/engine.sh; source docker_manual/deployed.sh; "


def test_what_would_be_deployed_follows_settings_and_compose_file(tmp_path: Path) -> None:
    copy = tmp_path / "docker_manual"
    shutil.copytree(PAGES, copy)
    shutil.copy(ROOT / "docker-compose.yml", tmp_path)
    shutil.copytree(ROOT / "deploy" / "monitoring", tmp_path / "deploy" / "monitoring")

    def digest(**settings: str) -> str:
        script = f"cd {tmp_path}; {SHOW} deployment_digest"
        return bash(script, SETTINGS_FILE="/dev/null", DKT_HOME=str(tmp_path), **settings)

    first = digest()
    assert digest(ENDPOINT_MODE="vip", SITE_ADDRESS="", CLIENT_REPLICAS="7") == first
    changed = [digest(**{name: value}) for name, value in {
        "UPDATE_DELAY": "1s", "SITE_ADDRESS": "learn.example", "CLIENT_PORT": "443",
        "TRUSTED_PROXIES": "10.0.0.7", "POSTGRES_IMAGE": "postgres:18", "CLIENT_IMAGE": "x",
    }.items()]  # fmt: skip
    assert len({first, *changed}) == 7
    for file in ("docker-compose.yml", "docker_manual/Caddyfile"):
        with (tmp_path / file).open("a") as text:
            text.write("# another\n")
        assert digest() not in {first, *changed}
        first = digest()


def test_a_trusted_proxy_counts_for_the_client(tmp_path: Path) -> None:
    show = SHOW + 'echo "$TRUSTED_PROXIES|$CLIENT_PROXIES"'

    def shown(**settings: str) -> str:
        return bash(show, SETTINGS_FILE="/dev/null", DKT_HOME=str(tmp_path), **settings).strip()

    assert shown() == "|1"
    assert shown(TRUSTED_PROXIES="10.0.0.7,10.1.0.0/16") == "10.0.0.7 10.1.0.0/16|2"
    assert shown(TRUSTED_PROXIES="10.0.0.7", CLIENT_PROXIES="3") == "10.0.0.7|3"


def test_a_secret_that_follows_from_another_value_has_another_digest(tmp_path: Path) -> None:
    script = (
        "source docker_manual/engine.sh; source docker_manual/secrets.sh; "
        'secret_value client_database_url; echo; for s in "${SECRETS[@]}"; do '
        'echo "$s $(secret_digest "$s")"; done'
    )
    known = {"SETTINGS_FILE": "/dev/null", "CLIENT_SECRET_KEY": "k", "POSTGRES_PASSWORD": "é/a"}
    url, *before = bash(script, **known).splitlines()
    assert url == "postgresql://dkt:%C3%A9%2Fa@postgres/dkt"
    _, *after = bash(script, **known | {"POSTGRES_PASSWORD": "b"}).splitlines()
    changed = {line.split()[0] for line in set(after) - set(before)}
    assert changed == {"client_database_url", "postgres_password"}
    _, *keys = bash(script, **known, AWS_ACCESS_KEY_ID="x").splitlines()
    assert keys == before, "no store of its own, no keys for it"


def test_without_an_engine_a_page_says_so() -> None:
    change = "change-secret.sh CLIENT_SECRET_KEY"
    for page in ("service-init.sh", "start.sh", "registry.sh", change):
        with pytest.raises(subprocess.CalledProcessError) as told:
            bash(f"docker_manual/{page}", DOCKER_HOST="unix:///nowhere", SETTINGS_FILE="/dev/null")
        assert "no Docker engine answers" in told.value.stderr


@pytest.mark.stack
@pytest.mark.timeout(900)
def test_a_stack_is_started_updated_rolled_back_scaled_and_removed(
    site: Site, engine: Callable[..., str]
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
    assert requests.get(site.page, timeout=20).status_code == 200
    first = image()
    assert "@sha256:" in first
    told_of_page = page_part(Settings(serving="swarm", stack_name=STACK, dkt_home=site.home))
    assert told_of_page.ok and "2 of 2 replicas" in told_of_page.said

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
    assert requests.get(site.page, timeout=20).status_code == 200
    running = engine(
        "service", "ls", "--filter", f"name={STACK}_client", "--format", "{{.Replicas}}"
    )
    assert running == "1/1"

    another = told("service-init.sh", CLIENT_SECRET_KEY="another-secret-another")
    assert "WARNING" in another and "docker_manual/change-secret.sh CLIENT_SECRET_KEY" in another
    assert "gunicorn" in ok("logs.sh", "client") + told("logs.sh", "client")

    assert site("teardown.sh", "--all").returncode == 1  # nobody typed yes
    ok("teardown.sh")
    label = f"label=com.docker.stack.namespace={STACK}"
    assert engine("ps", "-aq", "--filter", label) == ""
    assert f"{STACK}_postgres" in engine("volume", "ls", "-q").split()
    ok("start.sh")  # the answers are still there
    assert requests.get(site.page, timeout=20).status_code == 200

    assert "MONITORING=1 needs CLIENT_METRICS_TOKEN" in told("start.sh", MONITORING="1")
    built = dict(line.split("=", 1) for line in ok("air-gap.sh", "prometheus").splitlines())
    site.change(MONITORING="1", CLIENT_METRICS_TOKEN="for-prometheus-alone", **built)
    ok("start.sh")
    container = engine("ps", "-q", "--filter", f"name={STACK}_prometheus")
    query = ("query", "instant", "http://127.0.0.1:9090", 'sum(up{job="page"})')
    wait_for(
        "both replicas of the page are read",
        lambda: "=> 2 @" in engine("exec", container, "promtool", *query), 90,
    )  # fmt: skip
    public = site.page.removesuffix("/sign-in")
    assert requests.get(f"{public}/metrics", timeout=20).status_code == 404
