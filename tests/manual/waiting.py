"""What the tests here wait for, and where they listen."""

import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import TypeVar

T = TypeVar("T")


def wait_for(what: str, look: Callable[[], T], seconds: float = 30) -> T:
    """The first true value of `look`; fails with its last complaint."""
    until, last = time.monotonic() + seconds, ""
    while time.monotonic() < until:
        try:
            if found := look():
                return found
        except Exception as err:  # noqa: BLE001 - whatever a server that starts up answers
            last = repr(err)
        time.sleep(0.1)
    raise AssertionError(f"{what} within {seconds} s: {last}")


def free_ports(count: int) -> list[int]:
    """Ports that nothing listens on now."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
