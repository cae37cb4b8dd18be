"""Connections such as browsers and hostile clients leave open."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from settings import Settings

ASKED = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
HALF = "POST /predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{"
"""A request of which the rest does not come."""


@contextmanager
def held_open(*ports: int) -> Iterator[None]:
    """To each port three: one that said nothing, one that had its answer, one half through."""
    with ExitStack() as open_ones:
        for port in ports:
            for said in ((), (ASKED,), (ASKED, HALF)):
                one = open_ones.enter_context(socket.create_connection(("127.0.0.1", port), 30))
                for text in said:
                    one.sendall(text.encode())
                    if text is ASKED:
                        one.recv(1 << 16)
        yield


def ports_of(settings: Settings) -> tuple[int, ...]:
    """Page, service and Airflow of an embedded stack."""
    return settings.client_port, settings.inference_port, settings.airflow_port
