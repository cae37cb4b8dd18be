"""`make cycle-swarm`: the loop on two servers with Docker Swarm, then the bad days.

Everything as `make cycle` does it, with the parts of production: PostgreSQL, a registry, an object
store, three inference replicas, two Airflows that share nothing but S3. Students practise through
the page all the time; a client outside the stack asks for predictions while models change.
"""

import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docker
from docker.errors import DockerException

from deploy.swarm import Swarm
from stack.bad_days import BAD_DAYS, Day
from stack.cycle import stored_answers
from stack.dagrun import DagRun, DagRunner, say, wait_for
from stack.home import HomeError
from stack.outside import load_from_outside
from stack.students import Student, Tally
from stack.two_servers import Server, two_servers
from stack.variants import write_variants

STACK = "dkt-cycle"
STUDENTS = 3
FIRST_ANSWERS, MORE_ANSWERS = 8_000, 24_000
ASKING = 3
"""Threads of the client outside."""
UPDATE, RETRAIN, COLLECT = "update_inference_server_dag", "retrain_and_push_dag", "update_data_dag"


def cycle_swarm(only: list[str] | None = None) -> None:
    """Run it and print the figures; exit code 1 if anything was lost, doubled or failed.

    Args:
        only: names of bad days; all of them by default.

    Raises:
        HomeError: no Docker Engine, no such day, or something did not go as it must.
    """
    if unknown := set(only or ()) - BAD_DAYS.keys():
        raise HomeError(f"no bad day {', '.join(unknown)}: choose from {', '.join(BAD_DAYS)}")
    started = time.monotonic()
    if not engine_answers():
        raise HomeError("`make cycle-swarm` needs Docker Engine, and none answers: start it")
    engine = docker.from_env(timeout=120)
    with (
        tempfile.TemporaryDirectory(prefix="dkt-cycle-swarm-") as folder,
        two_servers(Path(folder), STACK) as (inference, train),
    ):
        figures = _run(engine, inference, train, only or list(BAD_DAYS))
    figures["seconds"] = round(time.monotonic() - started, 1)
    sys.stdout.write(json.dumps(figures) + "\n")
    bad = [
        figures["lost"],
        figures["duplicated"],
        figures["failed_requests"],
        figures["failed_pages"],
    ]
    if any(bad) or figures["digest_after"] == figures["digest_before"]:
        raise SystemExit(1)


def engine_answers() -> bool:
    """Whether there is a Docker Engine on this machine."""
    try:
        return docker.from_env().ping()
    except DockerException:
        return False


def _run(
    engine: docker.DockerClient, inference: Server, train: Server, bad_days: list[str]
) -> dict[str, Any]:
    set_up = {f"set_up_{server.role}_s": _set_up(server) for server in (inference, train)}
    say("first data: simulating students; first model: training")
    inference.python("-m", "data", "simulate", "--answers", str(FIRST_ANSWERS))
    runners = DagRunner(inference.settings), DagRunner(train.settings)
    _update(inference, runners[0], _train(inference, runners[1], "first"))
    with _students(inference) as tally:
        figures = _turn(engine, inference, runners)
        say(json.dumps(figures))
        days = {}
        for name in bad_days:
            say(f"bad day: {name}")
            days[name] = BAD_DAYS[name](Day(engine, inference, runners[0], tally))
            say(f"{name}: {json.dumps(days[name])}")
    runners[0].run(COLLECT, "the-last")
    accounts = tally.accounts(stored_answers(inference.settings))
    pages = {"pages": tally.requests, "failed_pages": len(tally.failures)}
    return figures | accounts | pages | set_up | {"bad_days": days}


def _set_up(server: Server) -> float:
    """Run the init script, then again: that changes nothing, and `--check` finds all there."""
    say(f"setting up the {server.role} server")
    started = time.monotonic()
    server.shell(server.script)
    seconds = round(time.monotonic() - started, 1)
    again = server.shell(server.script).stdout
    if "Nothing was missing, nothing was changed." not in again:
        raise HomeError(f"a second run of {server.script} changed something:\n{again}")
    server.shell(server.script, "--check")
    say(f"{server.role} server: up after {seconds} s")
    return seconds


def _turn(
    engine: docker.DockerClient, inference: Server, runners: tuple[DagRunner, DagRunner]
) -> dict[str, Any]:
    """One turn of the loop; its last part, the rolling update, under load from outside."""
    before = inference.live() or {}
    inference.python("-m", "data", "simulate", "--answers", str(MORE_ANSWERS), "--seed", "1")
    runners[0].run(COLLECT, "turn")
    champion = _train(inference, runners[1], "turn", poked=True)
    with load_from_outside(engine, inference.settings, ASKING) as outside:
        run = _update(inference, runners[0], champion)
    after = inference.live() or {}
    image = engine.images.get(after["image"])
    base = engine.images.get(inference.settings.base_image)
    for failure in outside["failures"]:
        say(f"failed: {failure}")
    return {
        "requests": outside["requests"],
        "failed_requests": outside["failed"],
        "slowest_s": outside["slowest_s"],
        "model_before": before["model_version"],
        "model_after": after["model_version"],
        "data_version": int(image.labels["dkt.data_version"]),
        "image_mb": round((image.attrs["Size"] - base.attrs["Size"]) / 1e6, 1),
        "digest_before": before["image"].partition("@")[2],
        "digest_after": after["image"].partition("@")[2],
        "update_seconds": round(run.seconds, 1),
        "rollout_seconds": round(run.tasks["rollout"], 1),
        "replicas": Swarm(inference.settings).replicas()[after["image"]],
    }


def _train(inference: Server, train: DagRunner, name: str, poked: bool = False) -> str:
    """Train on the newest data; returns the champion, which must be the new model."""
    data_version = inference.last_line("-m", "data", "version")
    train.run(RETRAIN, f"poke__data-{data_version}" if poked else name, poked=poked)
    return inference.last_line("-m", "models", "champion")


def _update(inference: Server, dags: DagRunner, champion: str) -> DagRun:
    """See the new champion live, of which the other server told."""
    run = dags.run(UPDATE, f"poke__model-{champion}", poked=True)
    live = inference.live()
    if live is None or live["model_version"] != champion:
        raise HomeError(f"{champion} is the champion, and {live} is live")
    return run


@contextmanager
def _students(inference: Server) -> Iterator[Tally]:
    """Students at work while the block runs."""
    tally, stop = Tally(), threading.Event()
    settings = inference.settings
    page = f"http://127.0.0.1:{settings.client_port}"
    write_variants(settings.questions)  # what the page's image was built with
    students = [Student(n, page, settings.questions, tally, stop) for n in range(STUDENTS)]
    for student in students:
        student.start()
    try:
        wait_for(lambda: len(tally.answers) > STUDENTS, 60, "students' first answers")
        yield tally
    finally:
        stop.set()
        for student in students:
            student.join()
