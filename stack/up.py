"""`make run`: start everything, make first data and a first model if there are none, stay up."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
from rich.console import Console

from deploy.bluegreen import BlueGreen
from deploy.errors import RolloutError
from deploy.front import Front
from deploy.live import Live
from models.errors import StoreError
from models.store import ModelStore, open_store
from settings import Settings
from stack.airflow import ailment, migrate
from stack.first import first_model
from stack.home import HomeError, check_ports, prepare_home, single, write_settings
from stack.processes import Processes, end_leftover, environment, failed
from stack.variants import VariantsError, write_variants

READY = "Everything is up"
WAIT_S = 180.0
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
console = Console(highlight=False)


class Stopped(Exception):  # noqa: N818 - not an error: somebody asked
    """A signal to stop came."""


def up() -> None:
    """Run the stack until Ctrl-C.

    Raises:
        HomeError: a busy port, a stack that runs here already, or a process that does not start.
    """
    started = time.monotonic()
    settings = prepare_home()
    try:
        with _stoppable() as stop, single(settings):
            end_leftover(settings)
            check_ports(settings)
            write_settings()
            _say(f"home {settings.dkt_home}, logs in {settings.dkt_home / 'log'}")
            with Processes(settings) as processes:
                try:
                    _start(settings, processes, BlueGreen(settings), started, stop)
                    stop.wait()
                finally:
                    _say("stopping (answers and models are kept) …")
    except Stopped:
        pass
    _say("stopped")


def _start(
    settings: Settings, processes: Processes, rollout: BlueGreen, started: float,
    stop: threading.Event,
) -> None:  # fmt: skip
    live = _was_live(rollout)
    Front(settings).write()
    try:
        write_variants(settings.questions)
    except (VariantsError, OSError) as err:
        _say(f"[red]the questions have one variant each:[/red] {err}")
    processes.start("s3", "front", "client")
    with _step("web page"):
        _until(processes, lambda: _answers(f"http://127.0.0.1:{settings.client_port}/up"))
    _say(f"[bold]the page is up: http://127.0.0.1:{settings.client_port}[/bold]")
    with _step("object store"):
        store = open_store(settings)
        _until(processes, lambda: _keeps_objects(store))
    if live:
        with _step(f"inference service ({live.model_version})"):
            _resume(rollout)
    with ThreadPoolExecutor(1) as beside:
        airflow = beside.submit(_start_airflow, settings, processes, stop)
        if not live:
            first_model(settings, _say)
        airflow.result()
    # a scheduler runs every DAG at its first start: before the first model it would train it, too
    processes.start_scheduler()
    with _step("Airflow"):
        _until(processes, lambda: ailment(settings) is None)
    processes.start("status")
    _table(settings, rollout, time.monotonic() - started)


def _was_live(rollout: BlueGreen) -> Live | None:
    """What was live before; where that cannot be read, the champion is brought live again."""
    try:
        return rollout.live()
    except RolloutError as err:
        _say(f"[red]what was live cannot be read:[/red] {err}; the champion comes live instead")
        rollout.forget()
        return None


def _resume(rollout: BlueGreen) -> None:
    """Start what was live; a Bento that does not start leaves the page and Airflow to mend it."""
    try:
        rollout.resume()
    except (RolloutError, OSError) as err:
        _say(f"[red]no model is live:[/red] {err}; see python -m deploy --help")


def _start_airflow(settings: Settings, processes: Processes, stop: threading.Event) -> None:
    migrate(settings, environment(settings), stop)
    if not stop.is_set():
        processes.start_airflow()


def _until(processes: Processes, ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT_S
    while not ready():
        if gone := failed(processes.settings):
            folder = processes.settings.dkt_home / "log"
            raise HomeError(f"{', '.join(gone)} did not start: see {folder}/{gone[0]}.log")
        if time.monotonic() > deadline:
            raise HomeError(
                f"not ready within {WAIT_S:.0f} s: see {processes.settings.dkt_home}/log"
            )
        time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).status_code == 200
    except httpx.TransportError:
        return False


def _keeps_objects(store: ModelStore) -> bool:
    try:
        store.check()
    except StoreError:
        return False
    return True


def _table(settings: Settings, rollout: BlueGreen, seconds: float) -> None:
    live = rollout.live()
    password = settings.airflow_password.get_secret_value() if settings.airflow_password else ""
    console.print(
        f"\n[bold green]{READY}[/bold green] after {seconds:.0f} s.\n\n"
        f"  Practice page   http://127.0.0.1:{settings.client_port}\n"
        f"                  choose a nickname and a PIN; a link for a teacher prints\n"
        f"                  .venv/bin/python -m stack invite\n"
        f"  Is all well?    http://127.0.0.1:{settings.client_port}/ops, for operators\n"
        f"                  .venv/bin/python -m stack invite operator\n"
        f"  Airflow         {settings.airflow_url}\n"
        f"                  user {settings.airflow_user}, password {password}\n"
        f"  Predictions     {settings.inference_url}/predict\n"
        f"                  model {live.model_version if live else 'none'}\n"
        f"  Object store    http://127.0.0.1:{settings.s3_port}, bucket {settings.s3_bucket}\n\n"
        f"Ctrl-C stops it; the next start keeps all data.\n"
    )


def _say(text: str) -> None:
    console.print(f"[dim]{time.strftime('%H:%M:%S')}[/dim] {text}")


@contextmanager
def _step(name: str) -> Iterator[None]:
    started = time.monotonic()
    yield
    _say(f"{name}: ready after {time.monotonic() - started:.1f} s")


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """Raises Stopped, once, when SIGINT, SIGTERM or SIGHUP (a closed terminal) comes."""
    event = threading.Event()

    def stop(*_: object) -> None:
        if not event.is_set():
            event.set()
            raise Stopped

    before = {sign: signal.signal(sign, stop) for sign in STOPS}
    try:
        yield event
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)
