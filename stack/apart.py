"""A whole stack in a folder of its own, on free ports: for `make cycle` and the tests."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from settings import ROOT, Settings
from stack.home import HomeError, free_ports
from stack.up import READY

OTHERS = ("AWS_", "AIRFLOW_", "CLIENT_")


@contextmanager
def stack_apart(folder: Path, **given: object) -> Iterator[subprocess.Popen[str]]:
    """`python -m stack up` below `folder` until the block ends; this process's settings follow it.

    Args:
        given: settings such as `first_answers`, see settings.py.

    Raises:
        HomeError: it did not come up; its output, on standard error, says why.
    """
    own = {
        "SETTINGS_FILE": str(folder / "home" / "settings.env"),
        "DKT_HOME": str(folder / "home"),
        "ASSET_DIR": str(folder / "asset"),
        "SCHEDULES": "off",  # nothing runs but what is asked for
        **free_ports(),
        **{name.upper(): str(value) for name, value in given.items()},
    }
    before = dict(os.environ)
    for name in before:  # what this shell says of a real site is not for this stack
        if name.lower() in Settings.model_fields or name.startswith(OTHERS):
            del os.environ[name]
    os.environ.update(own)
    stack = subprocess.Popen(
        [sys.executable, "-m", "stack", "up"], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    up = threading.Event()
    echo = threading.Thread(target=_echo, args=(stack, up), daemon=True)
    echo.start()
    try:
        while not up.wait(0.1):
            if stack.poll() is not None:
                echo.join()
                raise HomeError("the stack did not come up; see above")
        yield stack
    finally:
        if stack.poll() is None:
            stack.send_signal(signal.SIGINT)
        stack.wait()
        echo.join()
        os.environ.clear()
        os.environ.update(before)


def _echo(stack: subprocess.Popen[str], up: threading.Event) -> None:
    for line in stack.stdout or ():
        sys.stderr.write(f"  {line}")
        if READY in line:
            up.set()
