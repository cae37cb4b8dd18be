"""A class on the real page: all join or sign in within seconds, then practise for a minute.

    python -m benchmarks.classroom --students 100
    python -m benchmarks.classroom --students 100 --bundle var/bundles/… --database postgresql://…

Starts a page of its own (client/start.sh, with gunicorn as in production) on a new SQLite database,
and a service of its own: the Bento that packer.py packs, of the bundle given or of trees
trained on simulated answers. Everything is on loopback and ends with the command.

A hundred pupils come from each address. First they join, new to the page, within --within seconds.
Then they sign out, sign in on new browsers within as long again, and practise. A wait is counted
from the press of a button until the next page is there, without the time to read and to type:

    join_*, sign_in_*   from "Start" to the first question, for new students and for known ones
    answer_*            from "Check answer" to the feedback, which waits for the prediction
    question_*          from "Next question" to the question
    page_*              each page that was asked for, without the files of its style
    peak_rss_mb         of the largest process, page or service, at its largest
    service_cpu_s, page_cpu_s   processor time: the fairer figures on a busy machine

The last line is one JSON object; the exit code is 1 when anything failed or an answer was lost.
"""

import argparse
import json
import logging
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import sqlalchemy as sa

from benchmarks.pupil import FailedError, Figures, Pupil

log = logging.getLogger("benchmarks")
ROOT = Path(__file__).resolve().parents[1]
FIRST_ANSWERS = 30_000
START_S = 60.0


class ClassroomError(RuntimeError):
    """The class could not begin; the message says why."""


def train_bundle(home: Path) -> Path:
    """A bundle as `make run` makes its first one: trees of simulated answers."""
    import polars as pl  # slow, as are the next ones, and not needed with --bundle

    from data.simulate import simulate
    from dkt.config.schema import load_config
    from dkt.dataset.frame import COLUMNS
    from dkt.pipeline import Source, train

    bank = pl.read_csv(ROOT / "questions.csv", infer_schema=False)
    rows = simulate(bank, FIRST_ANSWERS).select(COLUMNS)
    return train(Source(rows, data_version=0), load_config("lgbm"), None, home / "bundles")


def pack_bento(bundle: Path, questions: Path, home: Path) -> Path:
    """The program that serves the bundle's Bento."""
    command = [sys.executable, "packer.py", "bento", str(bundle), "--questions", str(questions)]
    packed = subprocess.run(
        command, cwd=ROOT, env=_environment() | {"DKT_HOME": str(home)},
        stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if packed.returncode:
        raise ClassroomError(f"{' '.join(command)} ended with {packed.returncode}; see above")
    tag = packed.stdout.split()[-1]
    return home / "bentoml" / "bentos" / tag.replace(":", "/") / "src" / "serve.py"


@contextmanager
def running(
    command: list[str], environment: dict[str, str], output: Path, url: str
) -> Iterator[int]:
    """A program until its end of the block, once `url` answers; its process id."""
    with output.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=_environment() | environment, stdout=out, stderr=out,
            start_new_session=True,
        )  # fmt: skip
    try:
        deadline = time.monotonic() + START_S
        while not _answers(url):
            if process.poll() is not None or time.monotonic() > deadline:
                raise ClassroomError(f"{command} did not come up:\n{output.read_text()[-3000:]}")
            time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def taken(pids: list[int]) -> tuple[dict[str, float], float]:
    """What these processes and their children took so far.

    Returns:
        The most memory that each has had, in MB by name and id; their processor time in seconds.
    """
    peaks, cpu_s = {}, 0.0
    for pid in pids:
        parent = psutil.Process(pid)
        for process in [parent, *parent.children(recursive=True)]:
            status = Path(f"/proc/{process.pid}/status").read_text()
            peak_kb = int(status.split("VmHWM:")[1].split()[0])
            peaks[f"{process.name()} {process.pid}"] = round(peak_kb / 1024, 1)
            times = process.cpu_times()
            cpu_s += times.user + times.system
    return peaks, cpu_s


def together(pupils: list[Pupil], within_s: float, work: Callable[[Pupil], int | None]) -> int:
    """Let each pupil do it, begun at a moment of its own within so many seconds; sums up."""

    def one(pupil: Pupil) -> int:
        time.sleep(random.uniform(0, within_s))
        try:
            return work(pupil) or 0
        except (FailedError, OSError, ValueError) as err:
            pupil.figures.failed(f"{pupil.nickname}: {err!r}")
            return 0

    with ThreadPoolExecutor(len(pupils)) as pool:
        return sum(pool.map(one, pupils))


def lesson(port: int, students: int, within_s: float, seconds: float, pause_s: float) -> dict:
    """The figures of a class at the page on this port."""
    figures = Figures()
    pupils = [Pupil(number, port, figures) for number in range(students)]
    together(pupils, within_s, lambda pupil: pupil.sign_in("join"))
    log.info("%d joined", len(figures.seconds["join"]))
    if figures.errors:
        raise ClassroomError(f"{len(figures.errors)} could not join: {figures.errors[0]}")
    together(pupils, 0, lambda pupil: pupil.sign_out())
    until = time.monotonic() + within_s + seconds

    def sign_in_and_practise(pupil: Pupil) -> int:
        pupil.sign_in("sign_in")
        return pupil.practise(until, pause_s)

    answers = together(pupils, within_s, sign_in_and_practise)
    for error in figures.errors[:20]:
        log.error("%s", error)
    measured: dict[str, float | None] = {}
    for what in ("join", "sign_in", "page", "question", "answer"):
        waits = sorted(round(1000 * s) for s in figures.seconds[what])
        measured |= {
            f"{what}_p50_ms": round(statistics.median(waits)) if waits else None,
            f"{what}_p99_ms": waits[int(0.99 * (len(waits) - 1))] if waits else None,
            f"{what}_max_ms": waits[-1] if waits else None,
        }
    return measured | {"answers": answers, "errors": len(figures.errors)}


def classroom(
    students: int, within_s: float, seconds: float, pause_s: float, bundle: Path | None,
    questions: Path, database: str | None,
) -> dict:  # fmt: skip
    """Start page and service, hold the lesson, count what is stored."""
    with tempfile.TemporaryDirectory(prefix="classroom-") as folder:
        home = Path(folder)
        serve = pack_bento(bundle or train_bundle(home), questions, home)
        ports = [_free_port(), _free_port()]
        service, page = (f"http://127.0.0.1:{port}" for port in ports)
        database = database or f"sqlite:///{home / 'client.db'}"
        for_service = {"HOST": "127.0.0.1", "PORT": str(ports[0])}
        for_page = {
            "CLIENT_BIND": f"127.0.0.1:{ports[1]}",
            "CLIENT_SECRET_KEY": "a key that is only for this class",
            "CLIENT_DATABASE_URL": database,
            "INFERENCE_URL": service,
            "QUESTIONS": str(questions),
        }
        with (
            running([sys.executable, str(serve)], for_service, home / "service.log",
                    f"{service}/readyz") as serving,
            running([str(ROOT / "client" / "start.sh")], for_page, home / "page.log",
                    f"{page}/up") as web,
        ):  # fmt: skip
            before_s = [taken([pid])[1] for pid in (serving, web)]
            measured = lesson(ports[1], students, within_s, seconds, pause_s)
            peaks, _ = taken([serving, web])
            cpu_s = [
                round(taken([pid])[1] - earlier, 1)
                for pid, earlier in zip((serving, web), before_s, strict=True)
            ]
        log.info("memory at its largest, MB: %s", peaks)
        without = (home / "page.log").read_text().count("no prediction from")
        lost = measured["answers"] - _stored(database)
    if lost:
        log.error("%d answers were confirmed and are not stored", lost)
    return measured | {
        "errors": measured["errors"] + abs(lost),
        "answers_without_prediction": without,
        "peak_rss_mb": max(peaks.values()),
        "service_cpu_s": cpu_s[0],
        "page_cpu_s": cpu_s[1],
    }


def _stored(database: str) -> int:
    engine = sa.create_engine(database.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        count = connection.scalar(sa.text("SELECT count(*) FROM interactions"))
    engine.dispose()
    return int(count or 0)


def _environment() -> dict[str, str]:
    programs = f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"
    own = {"PATH": programs, "NO_PROXY": "127.0.0.1", "PYTHONPATH": "", "OMP_NUM_THREADS": "1"}
    given = {name: value for name, value in os.environ.items() if not name.startswith("CLIENT_")}
    return given | own | {"BENTOML_DO_NOT_TRACK": "True", "ORT_DISABLE_TELEMETRY": "1"}


def _answers(url: str) -> bool:
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.classroom", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--students", type=int, default=100, metavar="N")
    parser.add_argument(
        "--within", type=float, metavar="S", help="all begin within; default: 5 for each hundred"
    )
    parser.add_argument("--seconds", type=float, default=60, metavar="S", help="of practice")
    parser.add_argument(
        "--pause", type=float, default=17, metavar="S",
        help="mean time between two answers; default: %(default)s, as in statistics_cloze",
    )  # fmt: skip
    parser.add_argument("--bundle", type=Path, help="of the service; default: one trained here")
    parser.add_argument("--questions", type=Path, default=ROOT / "questions.csv")
    parser.add_argument("--database", metavar="URL", help="an empty one; default: new, SQLite")
    asked = parser.parse_args()
    if asked.within is None:
        asked.within = asked.students / 20
    if asked.students < 1 or min(asked.within, asked.seconds, asked.pause) < 0:
        parser.error("--students is at least 1, times are not negative")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    try:
        measured = classroom(
            asked.students, asked.within, asked.seconds, asked.pause, asked.bundle,
            asked.questions, asked.database,
        )  # fmt: skip
    except (ClassroomError, OSError) as err:
        sys.stderr.write(f"benchmarks.classroom: {err}\n")
        raise SystemExit(1) from err
    sys.stdout.write(json.dumps(measured) + "\n")
    raise SystemExit(1 if measured["errors"] else 0)


if __name__ == "__main__":
    main()
