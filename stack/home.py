"""The home folder of one embedded stack: its settings file, its secrets, its ports."""

import os
import secrets
import socket
from pathlib import Path

from settings import Settings, load_settings, settings_file

SECRETS = ("AWS_SECRET_ACCESS_KEY", "AIRFLOW_PASSWORD", "CLIENT_SECRET_KEY", "AIRFLOW_JWT_SECRET")
KEY_ID = "dkt"
PORTS = ("client_port", "inference_port", "blue_port", "green_port", "airflow_port", "s3_port")
STORE_PORTS = 10
"""The object store takes this many ports from `s3_port` on; all but the first are its own."""


class HomeError(RuntimeError):
    """The stack can't start here; the message says why and what to do."""


def prepare_home() -> Settings:
    """Make the home folder and write its settings file, so that any shell finds the stack.

    What the environment or an earlier file says is kept; a missing secret is made up. The object
    store has keys of its own: cloud keys in the environment are not for it and not written down.
    """
    file = settings_file()
    known = read_values(file)
    for name in SECRETS:
        given = None if name.startswith("AWS_") else os.environ.get(name)
        known[name] = given or known.get(name) or secrets.token_urlsafe(18)
    os.environ |= {
        "DKT_HOME": str(load_settings().dkt_home.resolve()),
        "AWS_ACCESS_KEY_ID": KEY_ID,
        "AWS_SECRET_ACCESS_KEY": known["AWS_SECRET_ACCESS_KEY"],
        "NO_PROXY": ",".join(filter(None, ["127.0.0.1", os.environ.get("NO_PROXY")])),
    }
    settings = load_settings()
    known |= {
        "DKT_HOME": str(settings.dkt_home),
        "AWS_ACCESS_KEY_ID": KEY_ID,
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{settings.s3_port}",
        "S3_BUCKET": settings.s3_bucket,
        "AIRFLOW_URL": f"http://127.0.0.1:{settings.airflow_port}",
        "AIRFLOW_USER": settings.airflow_user,
        **{name.upper(): str(getattr(settings, name)) for name in PORTS},
    }
    for folder in ("log", "s3", "airflow", "inference"):
        (settings.dkt_home / folder).mkdir(parents=True, exist_ok=True)
    settings.run_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(file, known)
    return load_settings()


def check_ports(settings: Settings) -> None:
    """Raise HomeError that names every port in use and the variable that moves it."""
    busy = [
        f"port {getattr(settings, name)} is in use: free it, or choose another with "
        f"{name.upper()}=… make run"
        for name in PORTS
        if _busy(getattr(settings, name))
    ]
    inner = [port for port in _store_ports(settings)[1:] if _busy(port)]
    if inner:
        busy.append(f"ports {inner} are in use; the object store takes them: move with S3_PORT=…")
    if busy:
        raise HomeError("\n".join(busy))


def free_ports() -> dict[str, str]:
    """A set of ports that nothing uses now, by environment variable."""
    chosen: dict[str, str] = {}
    for base in range(20000, 60000, 100):
        block = range(base, base + len(PORTS) + STORE_PORTS)
        if not any(_busy(port) for port in block):
            chosen = {name.upper(): str(base + k) for k, name in enumerate(PORTS)}
            break
    return chosen


def store_options(settings: Settings) -> list[str]:
    """Port options of the object store, all on loopback and next to `s3_port`."""
    names = ("master", "volume", "filer", "admin")
    first = settings.s3_port
    options = [f"-s3.port={first}", f"-s3.port.grpc={first + 1}"]
    for k, name in enumerate(names):
        options += [f"-{name}.port={first + 2 + 2 * k}", f"-{name}.port.grpc={first + 3 + 2 * k}"]
    return options


def _store_ports(settings: Settings) -> list[int]:
    return [settings.s3_port + k for k in range(STORE_PORTS)]


def _busy(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def read_values(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    pairs = (line.partition("=") for line in file.read_text().splitlines() if "=" in line)
    return {name: value for name, _, value in pairs}


def _write(file: Path, known: dict[str, str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_suffix(".new")
    aside.touch(mode=0o600)
    aside.write_text("".join(f"{name}={value}\n" for name, value in sorted(known.items())))
    aside.replace(file)
