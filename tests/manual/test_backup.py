"""Backup and restore as docs/operations.md says them: its own lines are run."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from settings import ROOT
from tests.engine import need_engine

PAGE = (ROOT / "docs" / "operations.md").read_text()
STACK = "dkt-test-ops"
Run = Callable[[str], str]


@pytest.fixture
def operator(tmp_path: Path) -> Iterator[Run]:
    """Runs lines of the page as they stand, for a stack of another name."""
    need_engine()
    define = next(line for line in PAGE.splitlines() if line.startswith("db() {"))

    def run(line: str) -> str:
        text = f"{define}\n{line}\n".replace("=dkt_", f"={STACK}_").replace(" dkt_", f" {STACK}_")
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", text], cwd=tmp_path, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        return done.stdout.strip()

    yield run
    subprocess.run(["docker", "rm", "-fv", STACK], capture_output=True, check=False)
    subprocess.run(["docker", "volume", "rm", f"{STACK}_objects"], capture_output=True, check=False)


def line_of_the_page(start: str) -> str:
    (found,) = {line for line in PAGE.splitlines() if line.startswith(start)}
    return found


@pytest.mark.stack
def test_a_dump_brings_the_database_back_as_it_was(operator: Run, tmp_path: Path) -> None:
    image = os.environ.get("POSTGRES_IMAGE")
    if not image:
        made = operator(f"{ROOT}/docker_manual/air-gap.sh postgres").splitlines()
        image = dict(line.split("=", 1) for line in made)["POSTGRES_IMAGE"]
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "settings.env").write_text("A=b\nPOSTGRES_PASSWORD=s3cret-_x\n")
    (tmp_path / "password").write_text("s3cret-_x")
    operator(
        f"docker run -d --name {STACK} --label com.docker.swarm.service.name=dkt_postgres "
        "-e POSTGRES_USER=dkt -e POSTGRES_DB=dkt -e POSTGRES_PASSWORD_FILE=/run/secrets/p "
        f"-e POSTGRES_INITDB_ARGS='--auth-host=scram-sha-256 --auth-local=scram-sha-256' "
        f"-v {tmp_path}/password:/run/secrets/p:ro {image}"
    )
    ready = ["docker", "exec", STACK, "pg_isready", "-q", "-h", "127.0.0.1", "-U", "dkt"]
    deadline = time.monotonic() + 60
    while subprocess.run(ready, capture_output=True, check=False).returncode:
        assert time.monotonic() < deadline, operator(f"docker logs {STACK} 2>&1")
        time.sleep(0.2)
    operator("db psql -U dkt -d dkt -c 'CREATE TABLE answers AS SELECT 1 AS id'")
    operator(line_of_the_page("(umask 077 && db pg_dump"))
    assert operator("stat -c %a answers.dump") == "600"
    operator("db psql -U dkt -d dkt -c 'INSERT INTO answers VALUES (2); CREATE TABLE later ()'")
    operator(line_of_the_page("db pg_restore"))
    assert operator("db psql -U dkt -d dkt -Atc 'TABLE answers'") == "1"


@pytest.mark.stack
@pytest.mark.skipif(os.geteuid() != 0, reason="volumes are root's")
def test_a_volume_is_copied_and_comes_back(operator: Run, tmp_path: Path) -> None:
    folder = f"$(docker volume inspect --format '{{{{.Mountpoint}}}}' {STACK}_objects)"
    save, bring_back = sorted(
        {line for line in PAGE.splitlines() if line.startswith(("tar ", "(umask 077 && tar "))},
        key=lambda line: "-xzf" in line,
    )
    operator(f"docker volume create {STACK}_objects; echo answers > {folder}/a")
    operator(save)
    assert operator("stat -c %a objects.tgz") == "600"
    operator(f"docker volume rm {STACK}_objects; docker volume create {STACK}_objects")
    operator(bring_back)
    assert operator(f"cat {folder}/a") == "answers"
