"""Changed secrets and settings of a stack that runs: seen, brought in, and nothing lost."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from sites import STACK, Site

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.stack
@pytest.mark.timeout(900)
def test_a_secret_changes_and_two_servers_never_share_a_folder(
    site: Site, engine: Callable[..., str]
) -> None:
    def ok(page: str, *arguments: str) -> str:
        done = site(page, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stderr

    def containers(service: str) -> list[str]:
        label = f"label=com.docker.swarm.service.name={STACK}_{service}"
        return engine("ps", "--quiet", "--filter", label).split()

    def query(sql: str) -> str:
        password = "PGPASSWORD=$(cat /run/secrets/postgres_password)"
        psql = f'{password} psql -h 127.0.0.1 -U dkt -d dkt -Atc "{sql}"'
        return engine("exec", *containers("postgres"), "sh", "-c", psql)

    def when(container: str, moment: str) -> str:
        return engine("inspect", "--format", f"{{{{.State.{moment}}}}}", container)

    def client() -> str:
        form = "{{.Spec.TaskTemplate.ContainerSpec.Image}} {{.Spec.Mode.Replicated.Replicas}}"
        return engine("service", "inspect", "--format", form, f"{STACK}_client")

    def is_done(step: str) -> bool:
        """What the init script says of a step."""
        script = ROOT / "init_for_inference_server.sh"
        program = script.read_text().replace('main "$@"', f"is_done {step}")
        program = program.replace("${BASH_SOURCE[0]}", str(script))
        environment = {"PATH": os.environ["PATH"], "SETTINGS_FILE": str(site.file)}
        known = environment | {"DKT_HOME": str(site.home), "HOME": os.environ.get("HOME", "/")}
        return not subprocess.run(
            ["bash", "-c", program], cwd=ROOT, env=known, check=False
        ).returncode

    ok("service-init.sh")
    assert is_done("swarm") and not is_done("stack")
    ok("start.sh")
    assert is_done("stack")
    ok("scale.sh", "client", "1")
    assert is_done("stack"), "replicas are not its business"
    site.change(UPDATE_DELAY="21s")
    assert is_done("swarm") and not is_done("stack")
    site.change()
    query("CREATE TABLE kept AS SELECT 7 AS answer")
    page, before = client(), containers("postgres")
    assert "usage" in site("change-secret.sh", "S3_BUCKET").stderr
    assert "already" in ok("change-secret.sh", "POSTGRES_PASSWORD")

    changed = {"POSTGRES_PASSWORD": "o'th\\er\"  $b"}
    site.change(**changed)
    assert not is_done("swarm")
    refused = site("service-init.sh")
    assert refused.returncode == 1
    assert "docker_manual/change-secret.sh POSTGRES_PASSWORD" in refused.stderr
    told = ok("change-secret.sh", "POSTGRES_PASSWORD")
    assert changed["POSTGRES_PASSWORD"] not in told
    assert is_done("swarm") and is_done("stack")
    assert containers("postgres") != before and client() == page
    assert query("TABLE kept") == "7"
    assert requests.get(site.page, timeout=20).status_code == 200

    postgres, used = containers("postgres"), containers("client")
    key = site.settings["CLIENT_SECRET_KEY"]
    site.change(**changed, CLIENT_SECRET_KEY="another-secret-another")
    refused = site("change-secret.sh", "CLIENT_SECRET_KEY")  # nobody's PIN could be checked
    assert refused.returncode == 1 and "CLIENT_SECRET_KEY=NEW,FORMER" in refused.stderr
    assert key not in refused.stderr and containers("client") == used
    changed |= {"CLIENT_SECRET_KEY": f"another-secret-another,{key}"}
    site.change(**changed)
    ok("change-secret.sh", "CLIENT_SECRET_KEY")
    assert containers("postgres") == postgres and containers("client") != used

    ok("teardown.sh")
    site.change()
    refused = site("service-init.sh")  # the volume knows the other password, secrets free or not
    assert refused.returncode == 1
    assert "only it knows the old password" in site("change-secret.sh", "POSTGRES_PASSWORD").stderr
    site.change(**changed)
    image = site.settings["POSTGRES_IMAGE"]
    label = f"com.docker.swarm.service.name={STACK}_postgres"
    old = engine("run", "--detach", "--label", label, "--entrypoint", "sleep", image, "6")
    try:
        ok("service-init.sh")
        ok("start.sh")
        (new,) = containers("postgres")
        assert when(old, "FinishedAt") < when(new, "StartedAt")
    finally:
        engine("rm", "--force", old)
    assert query("TABLE kept") == "7"
