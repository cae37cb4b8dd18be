"""Reads the bodies of requests within bounds of size, time and memory."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from anyio import CapacityLimiter, fail_after
from starlette.requests import ClientDisconnect, Request

from serving.memory import LARGE_BYTES, give_back

MAX_BYTES = 4 * 1024 * 1024
"""10,000 answers with all their fields are about 3.3 MB, 10,000 candidates 0.7 MB."""
MAX_LARGE = 2
"""Large bodies are held in memory so many at a time, the others wait."""
BODY_S = 5.0
"""A body has to be there within so long."""
WAIT_S = 2.0
"""A large one waits for its turn at most so long."""


class BodyError(Exception):
    """A body that is not read: the HTTP status and the message to answer with."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status = status


class Bodies:
    """The bodies of all requests under way."""

    def __init__(self) -> None:
        self._large = CapacityLimiter(MAX_LARGE)

    @asynccontextmanager
    async def of(self, request: Request) -> AsyncIterator[bytes]:
        """A request's whole body, which counts as held until the block ends; raises BodyError."""
        declared = request.headers.get("content-length", "0")
        if declared.isdecimal() and (len(declared) > 20 or int(declared) > MAX_BYTES):
            raise _too_large()
        body = bytearray()
        large = False
        async with AsyncExitStack() as held:
            try:
                with fail_after(BODY_S):
                    async for part in request.stream():
                        body += part
                        if len(body) > MAX_BYTES:
                            raise _too_large()
                        if len(body) > LARGE_BYTES and not large:
                            await self._turn(held)
                            large = True
            except TimeoutError as err:
                raise BodyError(408, f"the body was not there within {BODY_S:g} s") from err
            except ClientDisconnect as err:
                raise BodyError(400, "the connection was closed within the body") from err
            yield bytes(body)
            held_bytes = len(body)
            del body
        give_back(held_bytes)

    async def _turn(self, held: AsyncExitStack) -> None:
        """Wait until there is memory for another large body."""
        try:
            with fail_after(WAIT_S):
                await held.enter_async_context(self._large)
        except TimeoutError as err:
            raise BodyError(429, f"{MAX_LARGE} large bodies are being answered already") from err


def _too_large() -> BodyError:
    return BodyError(413, f"the body has more than {MAX_BYTES} bytes")
