"""What a new site starts with: data in the lake, a model trained on it, live.

Every step is one of the commands that the DAGs run too, and is skipped where it is done already.
"""

import shlex
import signal
import subprocess
import sys
from collections.abc import Callable

from settings import ROOT, Settings
from stack.home import HomeError
from stack.processes import environment

FIRST_CONFIG = "lgbm"
"""Trained in seconds; on simulated students nearer to the truth than the lstm, see
docs/practice.md."""
STOP_S = 2.0
"""How long a command that is stopped with the stack may tidy up."""


def first_model(settings: Settings, say: Callable[[str], None]) -> None:
    """Bring the first model live.

    Raises:
        HomeError: a command failed; its own output says why.
    """
    if settings.first_log:
        say(f"first data: importing {settings.first_log}")
        run(settings, f"python -m data import {shlex.quote(str(settings.first_log))}")
    else:
        say("first data: simulating students")
        run(settings, f"python -m data simulate --answers {settings.first_answers} --if-empty")
    champion = run(settings, "python -m models pull champion --if-any")
    if champion == "none":
        say("first model: training")
        bundle = run(settings, f"python train.py --config {FIRST_CONFIG}")
        version = run(settings, f"python -m models push {shlex.quote(bundle)}")
        run(settings, f"python -m models promote {version}")
        champion = run(settings, f"python -m models pull {version}")
    say("first rollout")
    tag = run(settings, f"python packer.py bento {shlex.quote(champion)}")
    run(settings, f"python -m deploy rollout {tag}")


def run(settings: Settings, command: str) -> str:
    """Run one of our commands in sight; returns the last line of its standard output."""
    child = subprocess.Popen(
        [sys.executable, *shlex.split(command)[1:]], cwd=ROOT, env=environment(settings),
        stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        said, _ = child.communicate()
    except BaseException:  # somebody stops the stack: let the command tidy up first
        child.send_signal(signal.SIGINT)
        try:
            child.communicate(timeout=STOP_S)
        except subprocess.TimeoutExpired:
            child.kill()
        raise
    if child.returncode:
        raise HomeError(f"`{command}` ended with exit code {child.returncode}; see above")
    return said.strip().splitlines()[-1]
