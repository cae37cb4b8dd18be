"""Bundle folders on this machine: are they whole, how they get their name, which ones may go."""

import fcntl
import logging
import math
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from dkt.features.bundle import Bundle
from dkt.features.manifest_reader import BundleError, is_version

IN_USE_S = 12 * 60 * 60
"""A bundle that was made or pulled within this time stays: a training, a promotion or a rollout may
read it. A task may take six hours, and may have waited for another one."""
UNFINISHED_S = 7 * 24 * 60 * 60
"""Age at which nobody takes a broken-off training up again."""
FITTING, REMOVING = ".fitting-", ".removing-"
UNFINISHED = (FITTING, ".writing-", ".pulling-", REMOVING)
"""How folders begin that a training, a pull or a removal leaves when it is killed."""
log = logging.getLogger("models")


def is_whole(folder: Path, version: str) -> bool:
    """Whether a pulled bundle is there and as it was; one that is not is named in the log."""
    if not os.path.lexists(folder):
        return False
    try:
        found = Bundle.load(folder).version
    except (BundleError, OSError) as err:
        log.warning("pulling %s again: %s", version, err)
        return False
    if found != version:
        log.warning("pulling %s again: %s holds %s", version, folder, found)
        return False
    with suppress(OSError):  # only `tidy` asks when it was wanted last
        os.utime(folder)
    return True


def put(folder: Path, final: Path, aside: Path) -> None:
    """Give a checked bundle its name; what has it already stays if it is whole."""
    if os.path.lexists(final):
        if is_whole(final, final.name):  # another pull was faster
            return
        with suppress(FileNotFoundError):  # another pull took it away
            final.rename(aside)
    try:
        folder.rename(final)
    except OSError:
        if not is_whole(final, final.name):
            raise


def tidy(folder: Path, keep: int, in_use: set[str]) -> int:
    """Remove what nobody needs from a folder of bundles; returns how many folders went.

    That is all bundles but the newest, those of `in_use` and those of the last hours, and what
    broken-off work left, after a week. What is no bundle stays, whoever put it there.

    Args:
        keep: how many of the newest stay. in_use: versions.
    """
    age = {one: _age_s(one) for one in _folders(folder)}
    bundles = sorted((one for one in age if is_version(one.name)), key=age.__getitem__)
    old = [one for one in bundles[keep:] if one.name not in in_use and age[one] > IN_USE_S]
    return sum(map(_remove, old)) + tidy_unfinished(folder, UNFINISHED)


def tidy_unfinished(folder: Path, prefixes: tuple[str, ...]) -> int:
    """Remove what broken-off work left a week ago or more; returns how many folders went."""
    old = [
        one
        for one in _folders(folder)
        if one.name.startswith(prefixes) and _last_written_s(one) > UNFINISHED_S
    ]
    return sum(map(_remove_unless_held, old))


def _folders(parent: Path) -> list[Path]:
    return [one for one in parent.glob("*") if one.is_dir() and not one.is_symlink()]


def _age_s(folder: Path) -> float:
    """Seconds since a folder was made or wanted; one that goes away at this moment is the oldest,
    or it would take the place of one that is to stay."""
    try:
        return time.time() - folder.stat().st_mtime
    except FileNotFoundError:
        return math.inf


def _last_written_s(folder: Path) -> float:
    """Seconds since anything in a folder was written; 0 where somebody is at it."""
    try:
        return time.time() - max(one.lstat().st_mtime for one in _all(folder))
    except FileNotFoundError:
        return 0.0


def _all(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.rglob("*")


def _remove_unless_held(folder: Path) -> bool:
    """Remove a folder, but not under a training: it holds the lock there, however long it takes."""
    try:
        with (folder / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return _remove(folder)  # one that wants the lock now finds that the folder went
    except BlockingIOError:
        return False
    except FileNotFoundError:  # it has none
        return _remove(folder)


def _remove(folder: Path) -> bool:
    """Take a folder away at once, then apart: a reader finds all of it, or nothing."""
    aside = folder
    if not folder.name.startswith(REMOVING):  # or else another one began, and may be at it
        aside = folder.with_name(f"{REMOVING}{folder.name}-{os.getpid()}")
        try:
            folder.rename(aside)
        except FileNotFoundError:  # another one tidies, too
            return False
        log.info("removing %s", folder)
    while os.path.lexists(aside):
        with suppress(FileNotFoundError):  # two that remove one folder find less in it each time
            shutil.rmtree(aside)
    return True
