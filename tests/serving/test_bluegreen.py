"""Rollouts on real processes: what students get while a Bento takes the place of another."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from deploy import bluegreen
from deploy.bento import bento_folder
from deploy.bluegreen import BlueGreen, supervisor_of
from deploy.errors import RolloutError
from dkt.features.bundle import BundleError
from settings import load_settings
from tests.serving.embedded_site import await_front, load, site_alone  # noqa: F401 - the fixture `site`

pytestmark = pytest.mark.stack


def broken_at_start(source: Path) -> None:
    (source / "service.py").write_text("raise RuntimeError('broken')\n")


def never_ready(source: Path) -> None:
    file = source / "inference.py"
    text = file.read_text()
    file.write_text(text.replace('"score": judged.score.value', '"score": -judged.score.value'))


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
    text = file.read_text()
    assert "return self.ready" in text
    file.write_text(text.replace("return self.ready", "return True"))


def test_before_the_first_rollout_students_are_told_so(site):
    assert site.rollout.live() is None
    answer = httpx.post(f"{site.settings.inference_url}/predict", json={"history": []})
    assert (answer.status_code, answer.json()) == (503, {"error": ["no model is live yet"]})


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


def under_way(port: int) -> bool:
    """Whether the Bento on this port is at work on a prediction."""
    name = "bentoml_service_request_in_progress"
    lines = httpx.get(f"http://127.0.0.1:{port}/metrics").text.splitlines()
    counts = [line for line in lines if line.startswith(name) and '"/predict"' in line]
    return any(float(line.rsplit(" ", 1)[1]) > 0 for line in counts)


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
    while not under_way(site.settings.blue_port):
        time.sleep(0.02)
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
    site.rollout.deploy(site.tags[0])
    before, name = site.rollout.live(), f"{harm.__name__}-0"
    if "was not ready" in told:
        monkeypatch.setattr(bluegreen, "READY_S", 5.0)
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
