"""`make cycle`: one whole turn of the loop on a stack of its own, under load, checked.

Students answer all the time while the three DAGs move their answers into the lake, train on them
and bring the new model live. Every answer must be in the lake exactly once, no request may fail,
and another model must answer in the end.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil

from data.lake import open_lake
from models.store import open_store
from settings import ROOT, Settings, load_settings
from stack.apart import stack_apart
from stack.dagrun import DagRunner, say, wait_for
from stack.home import HomeError
from stack.students import Probe, Student, Tally

STUDENTS = 4
FIRST_ANSWERS = 8_000
MORE_ANSWERS = 24_000


def cycle() -> None:
    """Run the loop and print the figures; exit code 1 if anything was lost, doubled or failed."""
    started = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="dkt-cycle-") as folder,
        stack_apart(Path(folder), first_answers=FIRST_ANSWERS) as stack,
    ):
        settings = load_settings()
        say(f"stack is up after {time.monotonic() - started:.0f} s; students start")
        with _peak_memory(stack.pid) as peak:
            figures = _turn(settings)
    figures |= {
        "seconds": round(time.monotonic() - started, 1),
        "peak_rss_mb": round(peak["bytes"] / 2**20),
    }
    sys.stdout.write(json.dumps(figures) + "\n")
    bad = figures["lost"] or figures["duplicated"] or figures["failed_requests"]
    if bad or figures["model_after"] == figures["model_before"]:
        raise SystemExit(1)


def _turn(settings: Settings) -> dict[str, Any]:
    dags = DagRunner(settings)
    page = f"http://127.0.0.1:{settings.client_port}"
    tally, stop = Tally(), threading.Event()
    before = _live(settings)
    students = [Student(n, page, settings.questions, tally, stop) for n in range(STUDENTS)]
    probe = Probe(settings.inference_url, ["A010001001", "A020001002", "?"], tally, stop)
    for thread in (*students, probe):
        thread.start()
    try:
        # a second cohort, so that the next model has more to learn from than the first had
        _command("-m", "data", "simulate", "--answers", str(MORE_ANSWERS), "--seed", "1")
        dags.run("update_data_dag", "cycle-1")
        data_version = int(_command("-m", "data", "version"))
        dags.run("retrain_and_push_dag", f"poke__data-{data_version}", poked=True)
        store = open_store(settings)
        decided = [e for e in store.ledger() if e["action"] in ("promote", "refuse")]
        say(f"gate: {decided[-1]['reason']}")
        champion = store.champion()
        if champion is None or champion.version == before["model_version"]:
            raise HomeError("the gate kept the old champion: nothing to roll out")
        dags.run("update_inference_server_dag", f"poke__model-{champion.version}", poked=True)
        wait_for(lambda: champion.version in probe.models, 30, f"an answer of {champion.version}")
        after = _live(settings)
    finally:
        stop.set()
        for thread in (*students, probe):
            thread.join()
    dags.run("update_data_dag", "cycle-2")
    return tally.accounts(stored_answers(settings)) | {
        "requests": tally.requests,
        "failed_requests": len(tally.failures),
        "model_before": before["model_version"],
        "model_after": after["model_version"],
        "data_version": after["data_version"],
    }


def stored_answers(settings: Settings) -> list[str]:
    """Event ids of all answers of the web page that the lake has."""
    rows = open_lake(settings).snapshot(columns=["event_id", "source"])
    return rows.filter(source="web")["event_id"].to_list()


def _live(settings: Settings) -> dict[str, Any]:
    return httpx.get(f"{settings.inference_url}/version", timeout=5).raise_for_status().json()


def _command(*arguments: str) -> str:
    """Run one of our commands; returns the last line of its standard output."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise HomeError(f"`python {' '.join(arguments)}` ended with exit code {done.returncode}")
    return done.stdout.strip().splitlines()[-1]


@contextmanager
def _peak_memory(pid: int) -> Iterator[dict[str, int]]:
    """Largest sum of resident memory over the stack's processes while the block runs."""
    peak, done = {"bytes": 0}, threading.Event()

    def watch() -> None:
        while not done.wait(0.5):
            peak["bytes"] = max(peak["bytes"], _tree_memory(pid))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()


def _tree_memory(pid: int) -> int:
    total = 0
    root = psutil.Process(pid)
    for process in (root, *root.children(recursive=True)):
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total
