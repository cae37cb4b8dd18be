"""What `python -m models tidy` removes from this machine, and what it leaves to those at work."""

import fcntl
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from models.folders import FITTING, UNFINISHED, tidy, tidy_unfinished
from tests.bundles import variant

HOUR, DAY = 60 * 60, 24 * 60 * 60


def version(number: int) -> str:
    return f"lstm-d{number}-0123456789"


def made(parent: Path, name: str, days: float) -> Path:
    """A folder with a file, all of it so many days old."""
    inner = parent / name / "fit"
    inner.mkdir(parents=True)
    (inner / "epoch.ckpt").touch()
    (parent / name / "lock").touch()
    then = time.time() - days * DAY
    for path in (inner / "epoch.ckpt", parent / name / "lock", inner, inner.parent):
        os.utime(path, (then, then))
    return parent / name


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def test_all_bundles_go_but_the_newest_those_in_use_and_todays(tmp_path):
    for number, days in enumerate((1, 2, 3, 4, 5, 6)):
        made(tmp_path, version(number), days)
    fresh = {made(tmp_path, version(number), 0.1).name for number in (10, 11, 12)}
    assert tidy(tmp_path, keep=4, in_use={version(4)}) == 4
    assert names(tmp_path) == {*fresh, version(0), version(4)}


def test_what_is_no_bundle_stays_whoever_put_it_there(tmp_path):
    for name in ("notes", ".git", "lstm", "Lstm-d1-0123456789", ".hidden"):
        made(tmp_path, name, 100)
    (tmp_path / ".DS_Store").touch()
    (tmp_path / version(1)).symlink_to(tmp_path / "notes")
    before = names(tmp_path)
    assert tidy(tmp_path, keep=0, in_use=set()) == 0
    assert names(tmp_path) == before


def test_what_was_broken_off_goes_after_a_week_unless_somebody_is_at_it(tmp_path):
    made(tmp_path, ".fitting-young", 6)
    for name in (".fitting-old", ".writing-x", ".pulling-y", ".removing-z"):
        made(tmp_path, name, 8)
    going_on = made(tmp_path, ".fitting-an-epoch-takes-eight-days", 8)
    with (going_on / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert tidy_unfinished(tmp_path, UNFINISHED) == 4
    assert names(tmp_path) == {".fitting-young", going_on.name}


def test_in_the_folder_of_fittings_only_fittings_go(tmp_path):
    """It may be a scratch disk that others use, too."""
    for name in (".fitting-old", ".writing-theirs", "data", version(1)):
        made(tmp_path, name, 100)
    assert tidy_unfinished(tmp_path, (FITTING,)) == 1
    assert names(tmp_path) == {".writing-theirs", "data", version(1)}
    assert tidy_unfinished(tmp_path / "not there yet", (FITTING,)) == 0


def test_folders_that_vanish_meanwhile_are_no_failure(tmp_path):
    """Two tidy at once, while another one makes and removes folders as a pull does."""
    stop = threading.Event()

    def pulls() -> None:
        while not stop.is_set():
            (tmp_path / ".pulling-a" / "b").mkdir(parents=True)
            (tmp_path / ".pulling-a" / "b").rmdir()
            (tmp_path / ".pulling-a").rmdir()

    pulling = threading.Thread(target=pulls)
    pulling.start()
    for turn in range(20):
        for number in range(5):
            made(tmp_path, version(10 * turn + number), 10 + number)
        with ThreadPoolExecutor(2) as both:
            list(both.map(lambda _: tidy(tmp_path, keep=1, in_use=set()), range(2)))
    stop.set()
    pulling.join()
    assert len(names(tmp_path)) == 1


@pytest.mark.stack
def test_the_command_leaves_champion_and_what_is_live_and_tidies_the_folder_of_fittings(
    store, models, bundle, tmp_path, settings
):
    champion = store.push(bundle)
    live, other = (store.push(variant(bundle, tmp_path, auc=auc)) for auc in (0.71, 0.72))
    store.move_champion(champion, None, "promote", "first")
    store.record({"action": "rollout", "version": live, "bento": f"dkt:{live}", "where": "blue"})
    pulled = settings.dkt_home / "pulled"
    for number, name in enumerate((champion, live, other, version(1), version(2), version(3))):
        made(pulled, name, 10 - number)
    scratch = tmp_path / "scratch"
    made(scratch, ".fitting-old", 8)
    made(scratch, "data", 8)
    done = models("tidy", KEEP_VERSIONS="2", FITTING_DIR=str(scratch))
    assert (done.returncode, done.stdout) == (0, "3 removed\n")
    assert names(pulled) == {champion, live, version(2), version(3)}
    assert names(scratch) == {"data"}
