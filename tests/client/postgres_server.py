"""A PostgreSQL of a test's own, to be stopped and started, and a line to it that can be cut.

Debian's programs, in a folder of its own, on a free port of loopback; run by user postgres where
the tests are run by root, whom PostgreSQL refuses.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import threading
from pathlib import Path

BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/nowhere"))
HAVE_POSTGRES = (BIN / "initdb").exists()
FAST = "-c fsync=off -c max_connections=60 -c unix_socket_directories=''"


class PostgresServer:
    """One database, `postgres`; `stop` and `start` as often as one likes."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="postgres-"))
        self.port = free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 {FAST}"
        self._run("pg_ctl", "-w", "-l", f"{self.folder}/log", "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """`fast` rolls back and says goodbye; `immediate` is a crash."""
        self._run("pg_ctl", "-w", "-m", mode, "stop")

    def remove(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):  # it may be stopped already
            self.stop("immediate")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*as_user, str(BIN / program), "-D", f"{self.folder}/data", *arguments]
        subprocess.run(command, cwd=self.folder, check=True, timeout=60, stdout=subprocess.DEVNULL)


class Line:
    """A relay to a port that hangs up, once, as soon as the server has answered to `cut_after`.

    The words of PostgreSQL's clients go over the line as they are, so cut_after = b"COMMIT" is a
    commit that took place and that nobody was told of.
    """

    def __init__(self, port: int) -> None:
        self.cut_after: bytes | None = None
        self.cuts = 0
        self._port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                client, _address = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with contextlib.ExitStack() as opened:
            opened.enter_context(client)
            try:
                server = socket.create_connection(("127.0.0.1", self._port))
            except ConnectionRefusedError:  # stopped: who asked sees a line that breaks
                return
            opened.enter_context(server)
            cutting = threading.Event()

            def send() -> None:
                with contextlib.suppress(OSError):
                    while data := client.recv(65536):
                        if self.cut_after and self.cut_after in data:
                            self.cut_after = None
                            cutting.set()
                        server.sendall(data)
                    server.shutdown(socket.SHUT_WR)

            threading.Thread(target=send, daemon=True).start()
            with contextlib.suppress(OSError):
                while data := server.recv(65536):
                    if cutting.is_set():
                        self.cuts += 1
                        client.shutdown(socket.SHUT_RDWR)
                        return
                    client.sendall(data)
                client.shutdown(socket.SHUT_RDWR)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
