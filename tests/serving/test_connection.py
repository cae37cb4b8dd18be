"""Connections end in time, whatever the client does or does not; on a real server."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import serving.connection
from serving.connection import Connection

LARGE = b"x" * 64 * 2**20
HELLO = b"GET /hello HTTP/1.1\r\nHost: x\r\n\r\n"


async def hello(request: Request) -> Response:
    return Response(LARGE if request.url.query else b"hello")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    patch = pytest.MonkeyPatch()
    patch.setattr(serving.connection, "HEAD_S", 0.5)
    patch.setattr(serving.connection, "CYCLE_S", 0.6)
    app = Starlette(routes=[Route("/hello", hello)])
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, http=Connection, ws="none", log_level="critical")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(10)
    patch.undo()


def closed_after(port: int, *pieces: bytes, pause_s: float = 0.0) -> tuple[float, bytes]:
    """Seconds until the server ended a connection on which this was sent; what it said first."""

    async def talk() -> tuple[float, bytes]:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        begun = time.monotonic()

        async def send() -> None:
            for piece in pieces:
                writer.write(piece)
                await asyncio.sleep(pause_s)

        sending = asyncio.create_task(send())
        said = b""
        with contextlib.suppress(ConnectionError):
            async with asyncio.timeout(5):
                while part := await reader.read(2**16):
                    said += part
        took_s = time.monotonic() - begun
        sending.cancel()
        writer.transport.abort()
        return took_s, said

    return asyncio.run(talk())


@pytest.mark.parametrize(
    ("pieces", "pause_s"),
    [
        ([], 0),
        ([b"GET /hel"], 0),
        ([HELLO[k : k + 1] for k in range(len(HELLO))], 0.05),
    ],
    ids=["nothing", "half a line", "a byte at a time"],
)
def test_a_head_that_does_not_come_is_not_waited_for(port, pieces, pause_s):
    took_s, said = closed_after(port, *pieces, pause_s=pause_s)
    assert (took_s, said) == (pytest.approx(0.5, abs=0.3), b"")


@pytest.mark.stack  # too long for `make check`
def test_the_next_request_has_as_long_as_the_first(port):
    took_s, said = closed_after(port, HELLO, HELLO, HELLO, pause_s=0.3)
    assert said.count(b"hello") == 3
    assert took_s == pytest.approx(0.3 + 0.3 + 0.5, abs=0.3)


@pytest.mark.stack  # too long for `make check`
def test_an_answer_that_nobody_takes_is_given_up(port):
    async def ask() -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**16)
        writer.write(HELLO.replace(b"/hello", b"/hello?large"))
        await asyncio.sleep(1.0)  # the deadline passes while nothing is read
        taken = 0
        with contextlib.suppress(ConnectionError):
            while part := await reader.read(2**16):
                taken += len(part)
        return taken

    assert asyncio.run(ask()) < len(LARGE)


@pytest.mark.parametrize(
    "head",
    [
        HELLO[:-2] + b"".join(b"X-%d: 1\r\n" % k for k in range(101)) + b"\r\n",
        HELLO[:-2] + b"X: " + b"x" * 70_000,
        b"GET /" + b"a" * 70_000,
        b"\x16\x03\x01\x02\x00",
    ],
    ids=["headers", "a header", "a path", "no HTTP"],
)
def test_a_head_that_is_too_long_is_a_400(port, head):
    took_s, said = closed_after(port, head)
    assert said.startswith(b"HTTP/1.1 400 ")
    assert took_s < 0.4
