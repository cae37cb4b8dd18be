"""Rollouts on real processes: there and back, what is due, two at once, one that is killed."""

import json
import signal
import subprocess
import sys
import time

import pytest

from deploy.bento import bento_folder
from settings import ROOT
from tests.serving.embedded_site import load, site_alone  # noqa: F401 - the fixture `site`

pytestmark = pytest.mark.stack


def test_with_nothing_live_it_can_be_asked_what_is_due(site, run, tmp_path, monkeypatch):
    for home in (site.settings.dkt_home, tmp_path):  # in the second one nothing runs
        monkeypatch.setenv("DKT_HOME", str(home))
        done = run("-m", "deploy", "pending")
        assert (done.returncode, done.stdout) == (99, "")
        assert "nothing new: live is nothing" in done.stderr
    assert site.store.ledger() == []


@pytest.mark.parametrize("moment", ["starting", "switching"])
def test_a_rollout_that_is_killed_at_any_moment_is_done_again(site, moment):
    site.rollout.deploy(site.tags[0])
    versions = {site.version(tag) for tag in site.tags[:2]}
    with load(site) as got:
        killed = subprocess.Popen(
            [sys.executable, "-m", "deploy", "rollout", site.tags[1]], cwd=ROOT, text=True,
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


@pytest.mark.parametrize(("which", "action"), [(0, "rollout"), (1, "rollout-back")])
def test_what_a_rollout_left_undone_the_next_command_does(site, run, which, action):
    """It was killed in the drain: the ledger was not told, and the old one still runs."""
    live = site.rollout.deploy(site.tags[which], action)
    left = "green" if live.where == "blue" else "blue"
    site.rollout._start(left, bento_folder(site.settings, site.tags[2]))
    assert run("-m", "deploy", "status").returncode == 0
    assert set(site.states().values()) == {"RUNNING"}
    with load(site) as got:
        done = run("-m", "deploy", "pending")
    assert done.returncode == 99, done.stderr
    assert site.states()[f"inference-{left}"] == "STOPPED"
    assert (got.failed, set(got.answered)) == ([], {live.model_version})
    told = site.store.ledger()[-1]
    assert (told["action"], told["bento"], told["where"]) == (action, live.bento, live.where)
    before = len(site.store.ledger())
    run("-m", "deploy", "pending")
    assert len(site.store.ledger()) == before


def test_the_command_goes_there_back_and_there_again_and_tells_the_ledger(site, run):
    first, second = site.tags[0], site.tags[2]
    before = site.rollout.live().bento
    for tag in (first, second):
        done = run("-m", "deploy", "rollout", tag)
        assert (done.returncode, done.stdout.strip()) == (0, site.version(tag)), done.stderr
    done = run("-m", "deploy", "rollback")
    assert (done.returncode, done.stdout.strip()) == (0, site.version(first))
    assert site.answers() == site.version(first)
    status = json.loads(run("-m", "deploy", "status").stdout)
    assert (status["bento"], status["model_version"]) == (first, site.version(first))
    entries = [(e["action"], e["bento"], e["previous_bento"]) for e in site.store.ledger()]
    assert entries[-3:] == [
        ("rollout", first, before),
        ("rollout", second, first),
        ("rollout-back", first, second),
    ]
    done = run("-m", "deploy", "rollout", "dkt:none")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip().startswith("deploy: no Bento dkt:none at ")


def test_of_two_rollouts_at_once_one_waits(site):
    wanted = [site.tags[2], site.tags[1]]
    with load(site) as got:
        both = [
            subprocess.Popen([sys.executable, "-m", "deploy", "rollout", tag], cwd=ROOT, text=True,
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
