"""Lets requests for known paths in, and everything else as one unknown path.

BentoML counts requests by path, in about twenty series each, and forgets none.
"""

from starlette.types import ASGIApp, Receive, Scope, Send

KNOWN = frozenset({"/predict", "/version", "/livez", "/readyz", "/metrics"})
UNKNOWN = "/unknown"
"""Where nothing is: whoever asks for it gets a 404."""


class Door:
    """Stands before an ASGI application and its metrics."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan" and scope["path"] not in KNOWN:
            scope = {**scope, "path": UNKNOWN, "raw_path": UNKNOWN.encode()}
        await self.app(scope, receive, send)
