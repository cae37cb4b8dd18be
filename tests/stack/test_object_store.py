"""The embedded object store: S3 with its keys works, and no port of it takes a write without."""

import itertools
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import httpx
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from stack.home import STORE_PORTS
from stack.object_store import make_keys, store_command

pytestmark = pytest.mark.stack
WEED = Path(sys.executable).with_name("weed")
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(3) + b"\x04" + bytes(5)
"""How gRPC begins: HTTP/2's preface and empty settings."""
CHAMPION = b'{"version": "planted"}'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The store as `make run` runs it: an S3 client with its keys, and its ports."""
    folder = tmp_path_factory.mktemp("store")
    keys, data = folder / "keys", folder / "data"
    data.mkdir()
    make_keys(keys)
    first = _free_block(STORE_PORTS)
    ports = list(range(first, first + STORE_PORTS))
    command = [*store_command(WEED, data, "dkt", ports), "-master.volumeSizeLimitMB=16"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=keys, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            env=os.environ | {"AWS_ACCESS_KEY_ID": "ours", "AWS_SECRET_ACCESS_KEY": "secret"},
            start_new_session=True,
        )  # fmt: skip
    client = boto3.client(
        "s3", endpoint_url=f"http://127.0.0.1:{first}", aws_access_key_id="ours",
        aws_secret_access_key="secret", region_name="us-east-1",
        config=Config(connect_timeout=1, read_timeout=5, retries={"total_max_attempts": 1}),
    )  # fmt: skip
    try:
        _await_put(client, process)
        yield {"s3": client, "ports": ports, "keys": keys}
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _await_put(client: Any, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        try:
            client.put_object(Bucket="dkt", Key="models/champion.json", Body=CHAMPION)
        except (BotoCoreError, ClientError):
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the store did not come up")


def _free_block(count: int) -> int:
    for first in range(41_000, 60_000, 50):
        try:
            for port in range(first, first + count):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return first
    raise AssertionError("no free ports")


def champion(store: dict[str, Any]) -> bytes:
    return store["s3"].get_object(Bucket="dkt", Key="models/champion.json")["Body"].read()


def test_with_its_keys_s3_does_all_that_the_platform_asks_of_it(store):
    s3 = store["s3"]
    large = os.urandom(11 * 1024 * 1024)
    s3.put_object(Bucket="dkt", Key="large", Body=large)
    assert s3.get_object(Bucket="dkt", Key="large")["Body"].read() == large
    upload = s3.create_multipart_upload(Bucket="dkt", Key="parts")["UploadId"]
    parts = [large[: 6 * 1024 * 1024], large[6 * 1024 * 1024 :]]
    tags = [
        {"PartNumber": number, "ETag": s3.upload_part(
            Bucket="dkt", Key="parts", UploadId=upload, PartNumber=number, Body=part)["ETag"]}
        for number, part in enumerate(parts, start=1)
    ]  # fmt: skip
    s3.complete_multipart_upload(
        Bucket="dkt", Key="parts", UploadId=upload, MultipartUpload={"Parts": tags}
    )
    assert s3.get_object(Bucket="dkt", Key="parts")["Body"].read() == large
    s3.put_object(Bucket="dkt", Key="once", Body=b"1", IfNoneMatch="*")
    with pytest.raises(ClientError, match="PreconditionFailed"):
        s3.put_object(Bucket="dkt", Key="once", Body=b"2", IfNoneMatch="*")
    listed = {item["Key"] for item in s3.list_objects_v2(Bucket="dkt")["Contents"]}
    assert {"large", "parts", "once"} <= listed
    for key in ("large", "parts", "once"):
        s3.delete_object(Bucket="dkt", Key=key)


def test_no_port_takes_a_write_over_http_without_a_key(store):
    paths = (
        "/buckets/dkt/models/champion.json", "/dkt/models/champion.json", "/submit", "/dir/assign",
        "/vol/grow?count=1", "/col/delete?collection=dkt", "/buckets/dkt?recursive=true",
        "/1,01637037d6", "/admin/assign_volume?volume=9", "/dir/assign?collection=dkt",
        "/buckets/dkt/models/champion.json?mv.from=/etc",
    )  # fmt: skip
    with httpx.Client(timeout=5, trust_env=False) as http:
        for port, path, method in itertools.product(
            store["ports"], paths, ("PUT", "POST", "DELETE", "PATCH")
        ):
            try:
                answer = http.request(
                    method, f"http://127.0.0.1:{port}{path}", files={"file": b"planted"}
                )
            except httpx.TransportError:  # a port of gRPC, which speaks TLS
                continue
            assert answer.status_code >= 400, (port, method, path, answer.text[:200])
        for port in store["ports"]:  # a key to write with is not given away either
            try:
                answer = http.get(f"http://127.0.0.1:{port}/dir/assign")
            except httpx.TransportError:
                continue
            assert "fid" not in answer.text
    assert champion(store) == CHAMPION


def test_an_s3_request_with_another_key_is_refused(store):
    other = boto3.client(
        "s3", endpoint_url=store["s3"].meta.endpoint_url, aws_access_key_id="ours",
        aws_secret_access_key="guessed", region_name="us-east-1",
    )  # fmt: skip
    with pytest.raises(ClientError, match="SignatureDoesNotMatch|AccessDenied"):
        other.put_object(Bucket="dkt", Key="models/champion.json", Body=b"planted")
    assert champion(store) == CHAMPION


def test_no_port_speaks_grpc_without_the_certificate(store):
    """Neither in the clear nor by TLS without a certificate of one's own."""
    speak_grpc = store["ports"][1::2]
    for port in speak_grpc:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as clear:
            clear.sendall(PREFACE)
            assert not _is_http2(clear), port
        anybody = ssl.create_default_context()
        anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
        anybody.set_alpn_protocols(["h2"])
        assert not _speaks(port, anybody), port
        ours = ssl.create_default_context()
        ours.check_hostname, ours.verify_mode = False, ssl.CERT_NONE
        ours.set_alpn_protocols(["h2"])
        ours.load_cert_chain(store["keys"] / "grpc.crt", store["keys"] / "grpc.key")
        assert _speaks(port, ours), f"{port}: this test would see nothing"


def _speaks(port: int, context: ssl.SSLContext) -> bool:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as bare:
        try:
            with context.wrap_socket(bare) as inner:
                inner.sendall(PREFACE)
                return _is_http2(inner)
        except OSError:
            return False


def _is_http2(connection: socket.socket) -> bool:
    """Whether the answer is a frame of settings."""
    try:
        answer = connection.recv(64)
    except OSError:
        return False
    return len(answer) >= 9 and answer[3] == 4


def test_the_stores_own_shell_changes_nothing_without_the_certificate(store, tmp_path):
    master, filer = store["ports"][2:4], store["ports"][6:8]
    orders = "lock\nfs.rm /buckets/dkt/models/champion.json\ns3.bucket.delete -name dkt\n" \
        "s3.configure -user x -access_key x -secret_key x -actions Admin -apply\n"  # fmt: skip
    shell = subprocess.Popen(
        [WEED, "shell", f"-master=127.0.0.1:{master[0]}.{master[1]}",
         f"-filer=127.0.0.1:{filer[0]}.{filer[1]}"],
        cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        shell.communicate(orders.encode(), timeout=5)
    except subprocess.TimeoutExpired:  # it waits for a master that talks to it
        shell.kill()
        shell.wait()
    assert champion(store) == CHAMPION
    planted = boto3.client(
        "s3", endpoint_url=store["s3"].meta.endpoint_url, aws_access_key_id="x",
        aws_secret_access_key="x", region_name="us-east-1",
    )  # fmt: skip
    with pytest.raises(ClientError):
        planted.list_objects_v2(Bucket="dkt")


def test_the_keys_are_their_owners_alone_and_the_certificate_stays(tmp_path):
    keys = tmp_path / "keys"
    make_keys(keys)
    assert keys.stat().st_mode & 0o077 == 0
    assert {file.stat().st_mode & 0o077 for file in keys.iterdir()} == {0}
    before = {file.name: file.read_bytes() for file in keys.iterdir()}
    make_keys(keys)
    after = {file.name: file.read_bytes() for file in keys.iterdir()}
    assert [name for name in before if before[name] != after[name]] == ["security.toml"]
