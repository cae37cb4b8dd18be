"""A packed service on loopback, as production runs it, and what is measured of it from outside."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
READY_S = 60.0
REPLY_S = 60.0
"""Nothing is waited for any longer."""


class BenchmarkError(RuntimeError):
    """The service could not be packed, or did not start or answer."""


@dataclass
class Served:
    """A service that runs: `serve.py` of a checkout, and its processes."""

    port: int
    process: psutil.Process
    start_s: float

    def rss_mb(self) -> float:
        """Resident memory of all its processes; pages that they share count for each."""
        family = [self.process, *self.process.children(recursive=True)]
        total = 0
        for one in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                total += one.memory_info().rss
        return total / 2**20


def pack(bundle: Path, home: Path, checkout: Path = ROOT) -> Path:
    """Pack a bundle with a checkout's code; returns the folder that its `serve.py` runs in."""
    environment = os.environ | {"DKT_HOME": str(home), "SETTINGS_FILE": str(home / "settings.env")}
    packed = subprocess.run(
        [sys.executable, "packer.py", "bento", str(bundle.resolve())],
        cwd=checkout, env=environment | {"PYTHONPATH": ""}, capture_output=True, text=True,
        timeout=300, check=False,
    )  # fmt: skip
    if packed.returncode:
        raise BenchmarkError(f"{checkout}/packer.py: {packed.stderr.strip()}")
    return home / "bentoml" / "bentos" / packed.stdout.strip().replace(":", "/") / "src"


@contextmanager
def serve(bento: Path, log: Path) -> Iterator[Served]:
    """Run a packed service until the block ends; its log goes to a file."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"HOST": "127.0.0.1", "PORT": str(port), "PYTHONPATH": ""}
    started = time.monotonic()
    with log.open("wb") as out:
        running = subprocess.Popen(
            [sys.executable, "serve.py"], cwd=bento, env=environment, stdout=out, stderr=out
        )
    try:
        while not asyncio.run(_is_ready(port)):
            if running.poll() is not None or time.monotonic() - started > READY_S:
                raise BenchmarkError(f"not ready: {log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.05)
        yield Served(port, psutil.Process(running.pid), time.monotonic() - started)
    finally:
        running.terminate()
        running.wait(30)


async def _is_ready(port: int) -> bool:
    try:
        async with connected(port) as client:
            return (await client.ask(head("GET", "/readyz")))[0] == 200
    except (OSError, EOFError):
        return False


def head(method: str, path: str, body: bytes = b"") -> bytes:
    """The bytes of a request."""
    start = f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
    return start.encode() + body


@dataclass
class Client:
    """One connection that is kept; light, so that a load costs the service's machine little."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def ask(self, request: bytes) -> tuple[int, bytes, bool]:
        """Status and body of the answer, and whether the connection stays; EOFError: no answer."""
        self.writer.write(request)
        async with asyncio.timeout(REPLY_S):
            answer = await self.reader.readuntil(b"\r\n\r\n")
            status, *headers = answer.decode("latin-1").lower().split("\r\n")
            named = dict(line.split(": ", 1) for line in headers if line)
            body = await self.reader.readexactly(int(named.get("content-length", 0)))
        return int(status.split()[1]), body, named.get("connection") != "close"


@contextlib.asynccontextmanager
async def connected(port: int) -> AsyncIterator[Client]:
    """A connection to a port of this machine."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    try:
        yield Client(reader, writer)
    finally:
        writer.transport.abort()


@contextmanager
def probed(port: int) -> Iterator[list[float]]:
    """Ask `/livez` while the block runs; the seconds that each answer took are in the list then."""
    delays: list[float] = []
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.probe", str(port)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as asking:  # fmt: skip
        if not asking.stdout or asking.stdout.readline() != "started\n":
            raise BenchmarkError("the probe of /livez did not start")
        try:
            yield delays
        finally:
            told, _ = asking.communicate(timeout=REPLY_S)
            delays += json.loads(told)
