"""Invite a teacher or an operator to the web page that runs on this machine."""

import subprocess

from settings import ROOT
from stack.airflow import BIN
from stack.home import HomeError, prepare_home
from stack.processes import environment


def invite(role: str, days: int) -> str:
    """The link by which one person becomes a teacher or an operator; good for so many days, once.

    Raises:
        HomeError: the page's database cannot be reached.
    """
    settings = prepare_home()
    site = f"http://127.0.0.1:{settings.client_port}"
    command = [f"{BIN}/flask", "--app", "app.main", "staff", "invite", role]
    told = subprocess.run(
        [*command, "--days", str(days), "--site", site],
        cwd=ROOT / "client", env=environment(settings), capture_output=True, text=True,
    )  # fmt: skip
    if told.returncode:
        raise HomeError(f"nobody could be invited: {told.stderr.strip().splitlines()[-1]}")
    return told.stdout.strip()
