"""The folder of a running training, from which it resumes after a kill.

`<parent>/.fitting-<hash>`: the hash covers everything that decides the weights, so a training with
other inputs never resumes from it. It is removed at the end; `python -m models tidy` removes those
of abandoned trainings.
"""

import fcntl
import hashlib
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib.metadata import version as library_version
from pathlib import Path
from typing import IO, Any

from dkt.training.checkpoint import FILE

log = logging.getLogger(__name__)
PREFIX = ".fitting-"
LIBRARIES = ("torch", "lightning", "numpy", "polars")


@contextmanager
def work_folder(parent: Path, *decides: Any) -> Iterator[Path]:
    """The folder of this training, with the state of an earlier attempt; removed at the end.

    After a failure it stays, if an epoch was done. While another process uses it, a new, empty
    one is given.

    Args:
        decides: plain data that the weights depend on; the code and its libraries are added.
    """
    parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps([*decides, code_hash()], sort_keys=True)
    folder = parent / f"{PREFIX}{hashlib.sha256(content.encode()).hexdigest()[:16]}"
    lock = _lock_in(folder)
    if lock is None:
        log.info("another process is at this training: doing it apart, from the beginning")
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=parent) as apart:
            yield Path(apart)
        return
    with lock:
        try:
            yield folder
        except BaseException:
            if not any(folder.rglob(FILE)):
                shutil.rmtree(folder)
            raise
        shutil.rmtree(folder)


def _lock_in(folder: Path) -> IO[str] | None:
    """Make a folder and lock it until the file is closed; None: another process holds the lock.

    If the folder was tidied away meanwhile, it is made again.
    """
    while True:
        folder.mkdir(exist_ok=True)
        with suppress(FileNotFoundError), ExitStack() as opened:
            lock = opened.enter_context((folder / "lock").open("w"))
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return None
            if os.path.samestat(os.fstat(lock.fileno()), (folder / "lock").stat()):
                opened.pop_all()
                return lock


def code_hash() -> str:
    """SHA-256 of the science's source and of its libraries' versions."""
    digest = hashlib.sha256()
    here = Path(__file__).parents[1]
    for file in sorted(here.rglob("*.py")):
        digest.update(file.relative_to(here).as_posix().encode() + b"\0" + file.read_bytes())
    digest.update(json.dumps([library_version(name) for name in LIBRARIES]).encode())
    return digest.hexdigest()
