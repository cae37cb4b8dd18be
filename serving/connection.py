"""HTTP connections that end in time: uvicorn's own, with deadlines and bounds it does not have.

uvicorn waits as long as a client likes for the head of a request and for its answer to be taken.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_S = 10.0
"""From the start of a connection, or the last answer, to the end of the next request's head."""
CYCLE_S = 20.0
"""From there until the client has taken the whole answer."""
MAX_HEAD_BYTES = 64 * 1024
MAX_HEADERS = 100


class Connection(HttpToolsProtocol):
    """A connection from one client."""

    def __init__(self, *arguments: Any, **options: Any):
        super().__init__(*arguments, **options)
        self._deadline: asyncio.TimerHandle | None = None
        self._head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect_within(HEAD_S)

    def data_received(self, data: bytes) -> None:
        known = self.cycle
        super().data_received(data)
        if self.cycle is not known:
            self._expect_within(CYCLE_S)
        elif known is None or known.response_complete:
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD_BYTES and not self.transport.is_closing():
                self.send_400_response("The head of the request is too long.")

    def on_headers_complete(self) -> None:
        self._head_bytes = 0
        if len(self.headers) > MAX_HEADERS:
            raise ValueError("too many headers")  # uvicorn answers 400 and closes
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.cycle.response_complete:  # or else the next request is under way
            self._expect_within(HEAD_S)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._deadline:
            self._deadline.cancel()
        super().connection_lost(exc)

    def _expect_within(self, seconds: float) -> None:
        if self._deadline:
            self._deadline.cancel()
        self._deadline = self.loop.call_later(seconds, self.transport.abort)
