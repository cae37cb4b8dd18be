"""The images of docker_manual/air-gap.sh do their job, with the settings of docker-compose.yml."""

import os
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import boto3
import psycopg
import pytest
import requests
import yaml
from botocore.config import Config
from botocore.exceptions import ClientError
from waiting import free_ports, wait_for

pytestmark = pytest.mark.stack
ROOT = Path(__file__).resolve().parents[2]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
PASSWORD = "p$a ss/\"w'd"

Run = Callable[..., str]


def hardened(service: str) -> list[str]:
    """A service's capabilities, as options of `docker run`."""
    spec = SERVICES[service]
    added = [option for name in spec.get("cap_add", []) for option in ("--cap-add", name)]
    return ["--cap-drop", "ALL", *added, "--tmpfs", "/tmp"]


def test_postgres_asks_for_the_password_over_socket_and_tcp_and_keeps_its_data(
    images: dict[str, str], engine: Run, container: Run, tmp_path: Path
) -> None:
    secret, sockets, (port,) = tmp_path / "password", tmp_path / "socket", free_ports(1)
    secret.write_text(PASSWORD)
    sockets.mkdir()
    name = container(
        "postgres", *hardened("postgres"), "-e", "POSTGRES_USER=dkt", "-e", "POSTGRES_DB=dkt",
        "-e", "POSTGRES_PASSWORD_FILE=/run/secrets/postgres_password",
        "-v", f"{secret}:/run/secrets/postgres_password:ro",
        "-v", f"{sockets}:/var/run/postgresql", "-p", f"127.0.0.1:{port}:5432",
        images["POSTGRES_IMAGE"],
    )  # fmt: skip
    ways = ({"host": str(sockets), "port": 5432}, {"host": "127.0.0.1", "port": port})

    def ask(way: dict[str, object], query: str, password: str = PASSWORD) -> object:
        login = {"user": "dkt", "dbname": "dkt", "password": password, "connect_timeout": 3}
        with psycopg.connect(**login, **way, autocommit=True) as connection:
            found = connection.execute(query)
            return found.fetchone() if found.description else None

    for way in ways:
        wait_for(f"PostgreSQL answers at {way}", lambda way=way: ask(way, "SELECT 1") == (1,))
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            ask(way, "SELECT 1", password="another")
    ask(ways[0], "CREATE TABLE answers AS SELECT 42 AS answer")
    # PostgreSQL would compile this query, had the image not left the compiler out
    compiled = ways[0] | {"options": "-c jit=on -c jit_above_cost=0"}
    assert ask(compiled, "SELECT sum(x) FROM generate_series(1, 1000) x") == (500500,)

    engine("stop", name)  # its stop signal is the fast shutdown
    assert "database system is shut down" in logs(name)
    engine("start", name)
    wait_for("the answer is still there", lambda: ask(ways[1], "TABLE answers") == (42,))


def test_postgres_says_that_a_password_is_missing(images: dict[str, str], container: Run) -> None:
    name = container("postgres", *hardened("postgres"), images["POSTGRES_IMAGE"])
    wait_for("it says so", lambda: "no password: set POSTGRES_PASSWORD_FILE" in logs(name))


def test_registry_takes_a_push_and_a_delete(engine: Run, images: dict[str, str]) -> None:
    (port,) = free_ports(1)
    site = os.environ | images | {"STACK_NAME": "dkt-test-air", "REGISTRY": f"127.0.0.1:{port}"}
    try:
        for _ in range(2):  # the second time it is there already
            subprocess.run([ROOT / "docker_manual" / "registry.sh"], env=site, check=True)
        pushed = subprocess.run(
            [ROOT / "docker_manual" / "push.sh", images["REGISTRY_IMAGE"]],
            env=site, check=True, stdout=subprocess.PIPE, text=True,
        ).stdout.splitlines()[-1]  # fmt: skip
        repository, digest = pushed.split("@")
        assert repository == f"127.0.0.1:{port}/dkt-registry"
        manifest = f"http://127.0.0.1:{port}/v2/dkt-registry/manifests/{digest}"
        accept = {"Accept": "application/vnd.docker.distribution.manifest.v2+json"}
        assert requests.get(manifest, headers=accept, timeout=5).status_code == 200
        assert requests.delete(manifest, timeout=5).status_code == 202
        assert requests.get(manifest, headers=accept, timeout=5).status_code == 404
    finally:
        for command in (
            ["rm", "-f", "dkt-test-air-registry"], ["volume", "rm", "-f", "dkt-test-air-registry"],
            ["rmi", f"127.0.0.1:{port}/dkt-registry:2"],
        ):  # fmt: skip
            subprocess.run(["docker", *command], capture_output=True, check=False)


def test_object_store_gives_only_to_whom_has_the_keys(
    images: dict[str, str], engine: Run, container: Run, tmp_path: Path
) -> None:
    (port,) = free_ports(1)
    keys = {"aws_access_key_id": "test-key", "aws_secret_access_key": "test-secret"}
    mounts = []
    for name, value in keys.items():
        (tmp_path / name).write_text(value)
        mounts += ["-v", f"{tmp_path / name}:/run/secrets/{name}:ro"]
    spec = SERVICES["objects"]
    script = spec["command"][0].replace("$$", "$")
    name = container(
        "objects", *hardened("objects"), *mounts, "-e", "S3_BUCKET=dkt",
        "-p", f"127.0.0.1:{port}:8333", "--entrypoint", spec["entrypoint"][0],
        images["OBJECT_STORE_IMAGE"], *spec["entrypoint"][1:], script,
    )  # fmt: skip

    def store(secret: str):
        return boto3.client(
            "s3", endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1",
            aws_access_key_id="test-key", aws_secret_access_key=secret,
            config=Config(retries={"total_max_attempts": 1}, connect_timeout=2, read_timeout=5),
        )  # fmt: skip

    s3 = store("test-secret")
    wait_for("a put", lambda: s3.put_object(Bucket="dkt", Key="a/b", Body=b"answers"))
    assert s3.get_object(Bucket="dkt", Key="a/b")["Body"].read() == b"answers"
    with pytest.raises(ClientError, match="SignatureDoesNotMatch"):
        store("wrong").get_object(Bucket="dkt", Key="a/b")
    assert requests.get(f"http://127.0.0.1:{port}/dkt/a/b", timeout=5).status_code == 403
    address = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}"
    inside = engine("inspect", "--format", address, name)
    for inner in ("9333/submit", "9333/dir/assign", "8888/buckets/dkt/a/b", "9340/1,01637037d6"):
        for method in ("PUT", "POST", "DELETE"):
            answer = requests.request(
                method, f"http://{inside}:{inner}", files={"file": b"planted"}, timeout=5
            )
            assert answer.status_code >= 400, (method, inner)
    assert s3.get_object(Bucket="dkt", Key="a/b")["Body"].read() == b"answers"


SAY_WHO = """
import http.server, os
class Say(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200); self.end_headers()
        self.wfile.write(self.headers["X-Forwarded-For"].encode())
    do_GET = do_POST
    def log_message(self, *_): pass
http.server.ThreadingHTTPServer(("0.0.0.0", 5000), Say).serve_forever()
"""


def test_front_finds_another_replica_when_one_is_killed(
    images: dict[str, str], engine: Run, container: Run
) -> None:
    network, (port,) = "dkt-test-front-network", free_ports(1)
    engine("network", "create", network)
    try:
        replicas = [
            container(f"client-{k}", "--network", network, "--network-alias", "tasks.client",
                      images["BASE_IMAGE"], "python3", "-c", SAY_WHO)
            for k in range(2)
        ]  # fmt: skip
        front = container(
            "front", *hardened("front"), "--read-only", "--network", network,
            "-v", f"{ROOT}/docker_manual/Caddyfile:/etc/caddy/Caddyfile:ro",
            "-p", f"127.0.0.1:{port}:5000", images["FRONT_IMAGE"], *SERVICES["front"]["command"],
        )  # fmt: skip
        page = f"http://127.0.0.1:{port}/"
        wait_for("the page", lambda: requests.get(page, timeout=5).ok)
        engine("exec", front, *SERVICES["front"]["healthcheck"]["test"][1:])

        claimed = requests.get(page, headers={"X-Forwarded-For": "6.6.6.6"}, timeout=5).text
        assert "6.6.6.6" not in claimed and claimed.count(".") == 3

        failed: list[object] = []
        asked, stop = [0], threading.Event()

        def ask() -> None:
            while not stop.is_set():
                try:
                    with urllib.request.urlopen(page, data=b"answer=1", timeout=20) as answer:
                        asked[0] += answer.status == 200
                except (urllib.error.URLError, OSError) as err:
                    failed.append(err)

        load = threading.Thread(target=ask)
        load.start()
        try:
            wait_for("requests", lambda: asked[0] > 50)
            engine("kill", replicas[0])
            killed_at = asked[0]
            wait_for("requests after the kill", lambda: asked[0] > killed_at + 200)
        finally:
            stop.set()
            load.join()
        assert failed == []

        engine("kill", replicas[1])
        nobody = requests.get(page, timeout=30)  # after Caddy has tried for a while
        assert nobody.status_code in (502, 503) and "One moment" in nobody.text
    finally:
        # the containers go first: they are on the network
        for name in ("client-0", "client-1", "front"):
            subprocess.run(["docker", "rm", "-f", f"dkt-test-{name}"], capture_output=True)
        engine("network", "rm", network)


def logs(name: str) -> str:
    done = subprocess.run(
        ["docker", "logs", name], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return done.stdout
