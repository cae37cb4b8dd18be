"""A body is read within bounds of size and time, large ones a few at a time."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import anyio
import pytest
from starlette.requests import Request

from serving import body
from serving.body import MAX_BYTES, Bodies, BodyError
from serving.memory import LARGE_BYTES

Receive = Callable[[], Awaitable[dict[str, Any]]]


def request(*parts: bytes, pause_s: float = 0.0, gone: bool = False, **headers: str) -> Request:
    """A request whose body comes in parts, and perhaps never ends."""

    async def come() -> AsyncIterator[dict[str, Any]]:
        for part in parts:
            yield {"type": "http.request", "body": part, "more_body": True}
            await anyio.sleep(pause_s)
        yield {"type": "http.disconnect"} if gone else {"type": "http.request", "body": b""}

    coming = come()
    scope = {
        "type": "http", "method": "POST", "path": "/predict", "query_string": b"",
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
    }  # fmt: skip
    return Request(scope, lambda: anext(coming))


def read(one: Request, bodies: Bodies | None = None) -> bytes:
    async def reading() -> bytes:
        async with (bodies or Bodies()).of(one) as told:
            return told

    return anyio.run(reading)


def test_a_body_is_read_whole():
    assert read(request(b"one ", b"two")) == b"one two"
    assert read(request(b"x" * MAX_BYTES)) == b"x" * MAX_BYTES


@pytest.mark.parametrize(
    ("one", "status", "said"),
    [
        (request(b"", content_length=str(MAX_BYTES + 1)), 413, "more than 4194304 bytes"),
        (request(b"", content_length="9" * 5000), 413, "more than 4194304 bytes"),
        (request(b"x" * MAX_BYTES, b"x"), 413, "more than 4194304 bytes"),
        (request(b"x", gone=True), 400, "closed within the body"),
        (request(*[b"x"] * 100, pause_s=0.05), 408, "not there within 0.2 s"),
    ],
)
def test_what_is_not_read_is_told(one, status, said, monkeypatch):
    monkeypatch.setattr(body, "BODY_S", 0.2)
    with pytest.raises(BodyError, match=said) as told:
        read(one)
    assert told.value.status == status


def test_large_bodies_wait_for_each_other_and_small_ones_do_not(monkeypatch):
    monkeypatch.setattr(body, "WAIT_S", 0.1)

    async def reading() -> int:
        bodies = Bodies()
        large = b"x" * (LARGE_BYTES + 1)
        async with bodies.of(request(large)), bodies.of(request(b"small")):
            async with anyio.create_task_group() as group:
                release = anyio.Event()

                async def hold() -> None:
                    async with bodies.of(request(large)):
                        held.set()
                        await release.wait()

                held = anyio.Event()
                group.start_soon(hold)
                await held.wait()
                status = 0
                try:
                    async with anyio.create_task_group() as inner:
                        inner.start_soon(_read_all, bodies, large)
                except* BodyError as errors:
                    (error,) = errors.exceptions
                    status = error.status
                release.set()
            return status

    assert anyio.run(reading) == 429


async def _read_all(bodies: Bodies, content: bytes) -> None:
    async with bodies.of(request(content)):
        raise AssertionError("there was room for a third one")
