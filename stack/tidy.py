"""What keeps a server's Airflow from growing without limit: old runs and old logs go.

A program of the server's supervisor calls it every six hours. The other logs are rotated by the
supervisor itself. What is learnt from (lake, bundles, ledger) is on S3 and is never touched.
"""

import os
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

from stack.airflow import BIN
from stack.home import HomeError
from stack.server import server_settings

DAY_S = 24 * 60 * 60


def tidy(days: int) -> str:
    """Remove Airflow's runs, and logs of tasks, that are older than `days`; returns what was done.

    Raises:
        HomeError: Airflow could not clean its database.
    """
    settings, environment, _ = server_settings()
    before = time.time() - days * DAY_S
    logs = remove_older(settings.dkt_home / "airflow" / "logs", before)
    clean = subprocess.run(
        [f"{BIN}/airflow", "db", "clean", "--yes", "--skip-archive", "--error-on-cleanup-failure",
         "--clean-before-timestamp", datetime.fromtimestamp(before, UTC).isoformat()],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if clean.returncode:
        raise HomeError(f"`airflow db clean` failed:\n{clean.stdout[-1000:]}{clean.stderr[-2000:]}")
    return f"{logs} logs and Airflow's runs from before {days} days ago were removed"


def remove_older(folder: Path, before: float) -> int:
    """Remove files last written before a time, and empty folders as old; counts the files."""
    removed = 0
    for parent, folders, names in os.walk(folder, topdown=False):
        for file in (Path(parent) / name for name in names):
            if file.lstat().st_mtime < before:
                file.unlink(missing_ok=True)
                removed += 1
        for inner in (Path(parent) / name for name in folders):
            # a young one may have been made for a log that is about to be written
            if inner.lstat().st_mtime < before and not any(inner.iterdir()):
                inner.rmdir()
    return removed
