"""Rollouts on real processes: supervisord, Caddy and Bentos, with students asking all the time."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import httpx
import psutil
import pytest

from deploy import bluegreen
from deploy.bento import bento_folder
from deploy.bluegreen import BlueGreen, supervisor_of
from deploy.errors import RolloutError
from deploy.front import Front
from dkt.bundle import BundleError
from models.store import ModelStore, open_store
from settings import ROOT, Settings, load_settings
from stack.home import free_ports, prepare_home
from stack.processes import Processes
from tests.bundles import variant
from tests.object_store import object_store
from tests.serving import conftest

pytestmark = pytest.mark.stack


@dataclass
class Site:
    """An embedded home with the front and the two inference programs alone."""

    settings: Settings
    rollout: BlueGreen
    store: ModelStore
    tags: list[str]

    def version(self, tag: str) -> str:
        return tag.removeprefix("dkt:").rpartition("-")[0]

    def answers(self) -> str:
        answer = httpx.post(f"{self.settings.inference_url}/predict", json={"history": []})
        return answer.raise_for_status().json()["model_version"]

    def states(self) -> dict[str, str]:
        every = supervisor_of(self.settings).getAllProcessInfo()
        return {p["name"]: p["statename"] for p in every if p["name"].startswith("inference-")}

    def workers(self) -> list[psutil.Process]:
        """Processes that serve Bentos of this home, by what their command line says."""
        mark = str(self.settings.dkt_home / "inference")
        found = []
        for process in psutil.process_iter(["cmdline"]):
            line = " ".join(process.info["cmdline"] or ())
            if "serve.py" in line and mark in line:
                found.append(process)
        return found

    def copy(self, tag: str, name: str) -> Path:
        """The `src` of a copy of a packed Bento, to be broken."""
        folder = bento_folder(self.settings, f"dkt:{name}")
        shutil.copytree(bento_folder(self.settings, tag), folder)
        return folder / "src"


@pytest.fixture(scope="module")
def site(bundle, questions, tmp_path_factory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    with (
        object_store(folder / "store") as store,
        patch.dict(os.environ),  # what `prepare_home` sets is gone afterwards
        pytest.MonkeyPatch.context() as environment,
    ):
        keys = {
            "AWS_ENDPOINT_URL": store["endpoint"],
            "AWS_ACCESS_KEY_ID": store["key"],
            "AWS_SECRET_ACCESS_KEY": store["secret"],
        }
        for name, value in {
            **free_ports(),
            **keys,
            "SETTINGS_FILE": str(folder / "home" / "settings.env"),
            "DKT_HOME": str(folder / "home"),
            "QUESTIONS": str(questions),
            "S3_BUCKET": store["bucket"],
            "NO_PROXY": "127.0.0.1",
        }.items():
            environment.setenv(name, value)
        prepare_home()
        for name, value in keys.items():  # the home's own store does not run here
            environment.setenv(name, value)
        settings = load_settings()
        bundles = [bundle, *(variant(bundle, folder, auc=auc) for auc in (0.71, 0.72))]
        tags = [conftest.program("packer.py", "bento", str(one)).stdout.strip() for one in bundles]
        Front(settings).write()
        with Processes(settings) as processes:
            processes.start("front")
            await_front(settings)
            environment.setattr(bluegreen, "SETTLE_S", 0.3)
            opened = Site(settings, BlueGreen(settings), open_store(settings), tags)
            yield opened
        assert opened.workers() == []


def await_front(settings: Settings) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            httpx.get(settings.inference_url)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("the front did not start")


@dataclass
class Load:
    """What students got while the block ran."""

    answered: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)


@contextmanager
def load(site: Site, students: int = 2) -> Iterator[Load]:
    """Ask for predictions without a pause, on connections that are kept and never retried."""
    got, stop = Load(), threading.Event()

    def ask(pause: float) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", site.settings.inference_port, 30)
        while not stop.wait(pause):
            try:
                connection.request("POST", "/predict", b'{"history": []}')
                answer = connection.getresponse()
                body = answer.read()
            except (OSError, http.client.HTTPException) as err:
                got.failed.append(repr(err))
                connection.close()
                continue
            if answer.status == 200:
                got.answered[json.loads(body)["model_version"]] += 1
            else:
                got.failed.append(f"{answer.status} {body[:200]!r}")
        connection.close()

    threads = [threading.Thread(target=ask, args=(0.01 * k,)) for k in range(1, students + 1)]
    for thread in threads:
        thread.start()
    try:
        yield got
        time.sleep(0.3)
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def broken_at_start(source: Path) -> None:
    (source / "service.py").write_text("raise RuntimeError('broken')\n")


def never_ready(source: Path) -> None:
    file = source / "inference.py"
    file.write_text(file.read_text().replace("100.0 * sum", "-100.0 * sum"))


def another_version(source: Path) -> None:
    file = source / "inference.py"
    text = file.read_text()
    file.write_text(text.replace('"model_version": self.bundle.version', '"model_version": "x"'))


def not_a_chance(source: Path) -> None:
    file = source / "inference.py"
    text = file.read_text()
    file.write_text(text.replace("{item: prob[item] for", "{item: 2 + prob[item] for"))


def not_a_chance_and_says_ready(source: Path) -> None:
    not_a_chance(source)
    file = source / "service.py"
    file.write_text(file.read_text().replace("return wrong is None", "return True"))


def test_before_the_first_rollout_students_are_told_so(site):
    assert site.rollout.live() is None
    answer = httpx.post(f"{site.settings.inference_url}/predict", json={"history": []})
    assert (answer.status_code, answer.json()) == (503, {"error": ["no model is live yet"]})


def test_with_nothing_live_it_can_be_asked_what_is_due(site, run, tmp_path, monkeypatch):
    for home in (site.settings.dkt_home, tmp_path):  # in the second one nothing runs
        monkeypatch.setenv("DKT_HOME", str(home))
        done = run("rollout.py", "--pending")
        assert (done.returncode, done.stdout) == (99, "")
        assert "nothing new: live is nothing" in done.stderr
    assert site.store.ledger() == []


def test_a_first_rollout_that_fails_leaves_nobody(site):
    source = site.copy(site.tags[0], "first-0")
    another_version(source)
    with pytest.raises(RolloutError, match="did not come live, nothing serves"):
        site.rollout.deploy("dkt:first-0")
    assert site.rollout.live() is None
    assert set(site.states().values()) == {"STOPPED"}


def test_the_first_rollout(site):
    live = site.rollout.deploy(site.tags[0])
    assert (live.where, live.model_version) == ("blue", site.version(site.tags[0]))
    assert site.answers() == live.model_version
    assert site.rollout.live() == live
    for path in ("livez", "readyz", "metrics", "version"):
        assert httpx.get(f"{site.settings.inference_url}/{path}").status_code == 200


def test_what_is_live_already_is_left_alone(site):
    before = [process.pid for process in site.workers()]
    assert site.rollout.deploy(site.tags[0]).since == site.rollout.live().since
    assert [process.pid for process in site.workers()] == before


def test_a_rollout_under_load_fails_no_request(site):
    with load(site) as got:
        time.sleep(0.3)
        for tag in (site.tags[1], site.tags[0], site.tags[1]):
            live = site.rollout.deploy(tag)
            assert site.answers() == live.model_version == site.version(tag)
    assert got.failed == []
    assert set(got.answered) == {site.version(tag) for tag in site.tags[:2]}
    assert sorted(site.states().values()) == ["RUNNING", "STOPPED"]


def test_switching_over_and_over_closes_no_connection(site):
    """The old Bento is kept running here, so this is the front alone."""
    live = site.rollout.live()
    with load(site, students=6) as got:
        for _ in range(200):
            site.rollout.front.switch(live.where)
            time.sleep(0.005)
    assert got.failed == []
    assert sum(got.answered.values()) > 100


def test_a_request_under_way_is_answered_by_the_model_that_it_reached(site):
    site.rollout.deploy(site.tags[0])
    answers = [{"assessmentItemID": f"x{k}", "answerCode": k % 2} for k in range(10_000)]
    wanted = {"history": answers, "candidates": [f"c{k}" for k in range(10_000)]}
    got: list[httpx.Response] = []

    def ask() -> None:
        url = f"{site.settings.inference_url}/predict"
        got.append(httpx.post(url, json=wanted, timeout=60))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    site.rollout._start("green", bento_folder(site.settings, site.tags[1]))
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    site.rollout.front.switch("green")
    site.rollout._drain("blue")
    assert site.states()["inference-blue"] == "STOPPED"
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in got] == [200] * 6
    assert site.version(site.tags[0]) in {answer.json()["model_version"] for answer in got}
    site.rollout.front.switch(None)
    site.rollout._stop("green")
    site.rollout.deploy(site.tags[0])


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (broken_at_start, "(ended while starting:|was not ready,) see"),
        (never_ready, r"was not ready, see .*inference-\w+\.log"),
        (another_version, "was not ready, see"),
        (not_a_chance, "was not ready, see"),
        (not_a_chance_and_says_ready, "the canary is wrong: its chance for .* is 2"),
    ],
)
def test_a_bento_that_is_no_good_does_not_come_live(site, monkeypatch, harm, told):
    monkeypatch.setattr(bluegreen, "READY_S", 5.0)
    site.rollout.deploy(site.tags[0])
    before, name = site.rollout.live(), f"{harm.__name__}-0"
    harm(site.copy(site.tags[1], name))
    with load(site) as got, pytest.raises(RolloutError, match=told) as failure:
        site.rollout.deploy(f"dkt:{name}")
    assert f"{before.model_version} still serves" in str(failure.value)
    assert got.failed == []
    assert set(got.answered) == {before.model_version}
    assert site.rollout.live() == before
    assert sorted(site.states().values()) == ["RUNNING", "STOPPED"]
    assert len(site.workers()) == 1


def test_a_corrupt_bento_is_not_even_started(site):
    before = site.rollout.live()
    (site.copy(site.tags[1], "corrupt-0") / "bundle" / "model.onnx").write_bytes(b"")
    with pytest.raises(BundleError, match=r"model\.onnx has SHA-256"):
        site.rollout.deploy("dkt:corrupt-0")
    assert (site.rollout.live(), site.answers()) == (before, before.model_version)


@pytest.mark.parametrize("tag", ["dkt", "a:b:c", "", ":"])
def test_what_is_no_tag_or_not_packed_is_told(site, tag):
    with pytest.raises(RolloutError, match="is no Bento's tag|pack it first"):
        site.rollout.deploy(tag)
    with pytest.raises(RolloutError, match="no Bento dkt:none at .*: pack it first"):
        site.rollout.deploy("dkt:none")


def test_a_front_that_is_away_while_verifying_sends_students_back_to_the_old(site):
    before = site.rollout.deploy(site.tags[0])
    runner = supervisor_of(site.settings)
    runner.stopProcess("front")
    try:
        with pytest.raises(RolloutError, match=f"{before.model_version} still serves"):
            site.rollout.deploy(site.tags[1])
    finally:
        runner.startProcess("front")
        await_front(site.settings)
    assert site.rollout.live() == before
    assert site.answers() == before.model_version


@pytest.mark.parametrize("moment", ["starting", "switching"])
def test_a_rollout_that_is_killed_at_any_moment_is_done_again(site, moment):
    site.rollout.deploy(site.tags[0])
    versions = {site.version(tag) for tag in site.tags[:2]}
    with load(site) as got:
        killed = subprocess.Popen(
            [sys.executable, "rollout.py", site.tags[1]], cwd=ROOT, text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert killed.stderr
        for line in killed.stderr:
            if moment in line:
                break
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        killed.stderr.close()
        time.sleep(0.5)
        assert site.answers() == site.rollout.live().model_version
        live = site.rollout.deploy(site.tags[1])
        assert site.answers() == live.model_version
    assert got.failed == []
    assert set(got.answered) == versions
    assert sorted(site.states().values()) == ["RUNNING", "STOPPED"]


def test_a_worker_that_dies_costs_students_time_but_no_request(site):
    with load(site, students=2) as got:
        (worker,) = site.workers()
        worker.kill()
        worker.wait()
        deadline = time.monotonic() + 30
        while not site.rollout._is_ready(site.rollout.ports[site.rollout.live().where]):
            assert time.monotonic() < deadline
    assert got.failed == []


def test_after_a_restart_the_same_model_is_live(site):
    live = site.rollout.live()
    site.rollout._stop(live.where)
    assert BlueGreen(site.settings).resume() == live
    assert site.answers() == live.model_version


@pytest.mark.parametrize(("which", "action"), [(0, "rollout"), (1, "rollout-back")])
def test_what_a_rollout_left_undone_the_next_command_does(site, run, which, action):
    """It was killed in the drain: the ledger was not told, and the old one still runs."""
    live = site.rollout.deploy(site.tags[which], action)
    left = "green" if live.where == "blue" else "blue"
    site.rollout._start(left, bento_folder(site.settings, site.tags[2]))
    assert run("rollout.py", "--status").returncode == 0
    assert set(site.states().values()) == {"RUNNING"}
    with load(site) as got:
        done = run("rollout.py", "--pending")
    assert done.returncode == 99, done.stderr
    assert site.states()[f"inference-{left}"] == "STOPPED"
    assert (got.failed, set(got.answered)) == ([], {live.model_version})
    told = site.store.ledger()[-1]
    assert (told["action"], told["bento"], told["where"]) == (action, live.bento, live.where)
    before = len(site.store.ledger())
    run("rollout.py", "--pending")
    assert len(site.store.ledger()) == before


def test_the_command_goes_there_back_and_there_again_and_tells_the_ledger(site, run):
    first, second = site.tags[0], site.tags[2]
    before = site.rollout.live().bento
    for tag in (first, second):
        done = run("rollout.py", tag)
        assert (done.returncode, done.stdout.strip()) == (0, site.version(tag)), done.stderr
    done = run("rollout.py", "--rollback")
    assert (done.returncode, done.stdout.strip()) == (0, site.version(first))
    assert site.answers() == site.version(first)
    status = json.loads(run("rollout.py", "--status").stdout)
    assert (status["bento"], status["model_version"]) == (first, site.version(first))
    entries = [(e["action"], e["bento"], e["previous_bento"]) for e in site.store.ledger()]
    assert entries[-3:] == [
        ("rollout", first, before),
        ("rollout", second, first),
        ("rollout-back", first, second),
    ]
    done = run("rollout.py", "dkt:none")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip().startswith("rollout.py: no Bento dkt:none at ")


def test_of_two_rollouts_at_once_one_waits(site):
    wanted = [site.tags[2], site.tags[1]]
    with load(site) as got:
        both = [
            subprocess.Popen([sys.executable, "rollout.py", tag], cwd=ROOT, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for tag in wanted
        ]  # fmt: skip
        told = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert sum("another rollout is under way" in story for _, story in told) == 1
    assert got.failed == []
    last = site.store.ledger()[-2:]
    assert {entry["bento"] for entry in last} == set(wanted)
    assert site.rollout.live().bento == last[-1]["bento"]
    assert site.answers() == last[-1]["version"]
    assert len(site.workers()) == 1


def test_a_port_that_somebody_else_answers_is_told(site):
    live = site.rollout.live()
    other = "green" if live.where == "blue" else "blue"
    stranger = subprocess.Popen(
        [sys.executable, "-c", (
            "import http.server as h\n"
            "class A(h.BaseHTTPRequestHandler):\n"
            "    def do_GET(self): self.send_response(200); self.end_headers()\n"
            f"h.HTTPServer(('127.0.0.1', {site.rollout.ports[other]}), A).serve_forever()"
        )], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 10
        while not site.rollout._is_ready(site.rollout.ports[other]):
            assert time.monotonic() < deadline
        tag = next(tag for tag in site.tags if tag != live.bento)
        with pytest.raises(RolloutError, match="a process that the runner does not know: end it"):
            site.rollout.deploy(tag)
    finally:
        stranger.kill()
        stranger.wait()
    assert site.answers() == live.model_version


def test_without_the_process_runner_it_says_how_to_start_it(site, tmp_path, monkeypatch):
    monkeypatch.setenv("DKT_HOME", str(tmp_path))
    elsewhere = BlueGreen(load_settings())
    with pytest.raises(RolloutError, match=r"no processes run in .*: start them \(make run\)"):
        elsewhere._stop("blue")
