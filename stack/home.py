"""A home folder: its settings file, its secrets, its ports, its lock.

The embedded stack's; a server's shares the settings file's form and the folders, see `server.py`.
"""

import errno
import fcntl
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from settings import Settings, load_settings, settings_file
from stack.object_store import make_keys

SECRETS = ("AWS_SECRET_ACCESS_KEY", "AIRFLOW_PASSWORD", "CLIENT_SECRET_KEY", "AIRFLOW_JWT_SECRET")
LIMITS = (
    "LIMIT_BROWSER", "LIMIT_NICKNAME_HERE", "LIMIT_NICKNAME", "LIMIT_ADDRESS", "LIMIT_NEW_STUDENTS",
)  # fmt: skip
"""The page's own, from its environment: of wrong PINs and new students."""
KEY_ID = "dkt"
PORTS = ("client_port", "inference_port", "blue_port", "green_port", "airflow_port", "s3_port")
STORE_PORTS = 10
"""The object store takes this many ports from `s3_port` on; all but the first are its own."""
STORE_KEYS = "s3-keys"
"""Folder of the home for what the object store's servers know each other by."""


class HomeError(RuntimeError):
    """The stack can't start here; the message says why and what to do."""


def prepare_home() -> Settings:
    """Settings of the stack, which this process's environment follows; makes the home folder.

    What the environment or an earlier settings file says is kept; a missing secret is made up.
    The object store and Airflow are the stack's own: what the environment says of others (cloud
    keys, an Airflow database) is not for them. Nothing is written yet: see `write_settings`.

    Raises:
        HomeError: the folder of control sockets belongs to somebody else.
    """
    for name in [name for name in os.environ if name.startswith(("AWS_", "AIRFLOW_"))]:
        if name not in ("AIRFLOW_PORT", "AIRFLOW_USER", "AIRFLOW_PASSWORD"):
            del os.environ[name]
    known = read_settings(settings_file())
    for name in SECRETS:
        os.environ[name] = os.environ.get(name) or known.get(name) or secrets.token_urlsafe(18)
    for name in LIMITS:
        if value := os.environ.get(name) or known.get(name):
            os.environ[name] = value
    loopback_without_proxy()
    settings = load_settings()
    if settings.server != "all":
        raise HomeError(
            f"{settings_file()} is that of the {settings.server} server: run an embedded stack "
            f"in another clone of the repository"
        )
    airflow = f"http://127.0.0.1:{settings.airflow_port}"
    os.environ |= {
        "DKT_HOME": str(settings.dkt_home.resolve()),
        "SETTINGS_FILE": str(settings_file().resolve()),
        "AWS_ACCESS_KEY_ID": KEY_ID,
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{settings.s3_port}",
        "S3_BUCKET": settings.s3_bucket,
        "AIRFLOW_URL": airflow,
        "AIRFLOW_USER": settings.airflow_user,
        "PEER_AIRFLOW_URL": airflow,  # all DAGs are here: it pokes itself
        "PEER_AIRFLOW_USER": settings.airflow_user,
        "PEER_AIRFLOW_PASSWORD": os.environ["AIRFLOW_PASSWORD"],
        **{name.upper(): str(getattr(settings, name)) for name in PORTS},
    }
    settings = load_settings()
    make_folders(settings, "log", "s3", "airflow", "inference")
    make_keys(settings.dkt_home / STORE_KEYS)
    return settings


def loopback_without_proxy(own: str | None = None) -> None:
    """Have this process and its children reach this machine's own servers directly.

    Args:
        own: another address of this machine, at which one of them listens.
    """
    for name in ("NO_PROXY", "no_proxy"):  # tools differ in which one they read
        hosts = ("127.0.0.1", "localhost", own, os.environ.get(name))
        os.environ[name] = ",".join(dict.fromkeys(filter(None, hosts)))


def make_folders(settings: Settings, *names: str) -> None:
    """Make these folders of the home, and the one of its control sockets.

    Raises:
        HomeError: the folder of control sockets belongs to somebody else.
    """
    settings.dkt_home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in names:
        (settings.dkt_home / folder).mkdir(parents=True, exist_ok=True)
    settings.run_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = settings.run_dir.stat()
    if found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise HomeError(f"{settings.run_dir} is not this user's alone: remove it")


def write_settings() -> None:
    """Write the settings file, so that commands in any shell find the stack that starts now."""
    names = (*SECRETS, "DKT_HOME", "AWS_ACCESS_KEY_ID", "AWS_ENDPOINT_URL", "S3_BUCKET",
             "AIRFLOW_URL", "AIRFLOW_USER", "PEER_AIRFLOW_URL", "PEER_AIRFLOW_USER",
             "PEER_AIRFLOW_PASSWORD", *(name.upper() for name in PORTS),
             *(name for name in LIMITS if os.environ.get(name)))  # fmt: skip
    file = settings_file()
    save_settings(file, read_settings(file) | {name: os.environ[name] for name in names})


def save_settings(file: Path, values: dict[str, str]) -> None:
    """Write a settings file aside, readable by its owner alone, and put it in its place at once."""
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_suffix(".new")
    aside.unlink(missing_ok=True)  # whose mode may be any
    aside.touch(mode=0o600)
    aside.write_text("".join(f"{name}={value}\n" for name, value in sorted(values.items())))
    aside.replace(file)


def read_settings(file: Path) -> dict[str, str]:
    """The NAME=value lines of a settings file; empty without one."""
    if not file.exists():
        return {}
    try:
        lines = file.read_text().splitlines()
    except UnicodeDecodeError as err:
        raise HomeError(f"{file} can't be read: {err}") from err
    pairs = (line.partition("=") for line in lines if "=" in line)
    return {name: value for name, _, value in pairs if not name.startswith("#")}


@contextmanager
def single(settings: Settings) -> Iterator[None]:
    """One stack a home; a second start is told so. A killed one leaves no lock behind."""
    with (settings.dkt_home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as err:
            home = settings.dkt_home
            raise HomeError(f"a stack runs in {home} already: end it with Ctrl-C there") from err
        yield


def check_ports(settings: Settings) -> None:
    """Raise HomeError that names every port that can't be had and the variable that moves it."""
    problems = []
    taken: dict[int, str] = {}
    for name in PORTS:
        first = getattr(settings, name)
        for port in range(first, first + (STORE_PORTS if name == "s3_port" else 1)):
            if port in taken:
                problems.append(f"port {port} is wanted by {taken[port]} and by {name.upper()}")
            elif reason := _refused(port):
                problems.append(f"port {port} {reason}: choose another, {name.upper()}=… make run")
            taken[port] = name.upper()
    if problems:
        raise HomeError("\n".join(problems))


def free_ports() -> dict[str, str]:
    """A set of ports that nothing uses now, by environment variable; raises HomeError."""
    for base in range(20000, 60000, 100):
        if not any(_refused(port) for port in range(base, base + len(PORTS) + STORE_PORTS)):
            return {name.upper(): str(base + k) for k, name in enumerate(PORTS)}
    raise HomeError("no block of free ports between 20000 and 60000")


def _refused(port: int) -> str | None:
    """Why nothing can listen on a port, or None."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as err:
            return "is for root only" if err.errno == errno.EACCES else "is in use"
    return None
