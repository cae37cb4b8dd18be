"""An ensemble in its Bento: trees and a network in one graph answer as they do beside training."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from dkt.pipeline import Source, train
from inference import Predictor
from serving.contract import parse_request
from settings import ROOT
from tests.dkt.trained import DATA_VERSION, simulated, tiny_config

QUESTIONS = ROOT / "questions.csv"
READY_S = 60


@pytest.fixture(scope="module")
def ensemble(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = Source(simulated(answers=3000, students=60), DATA_VERSION)
    return train(source, tiny_config("ensemble"), None, tmp_path_factory.mktemp("ensemble"))


@pytest.fixture
def url(ensemble: Path, run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where the packed ensemble answers, in a process that knows its Bento alone."""
    monkeypatch.setenv("SETTINGS_FILE", str(tmp_path / "settings.env"))
    monkeypatch.setenv("DKT_HOME", str(tmp_path / "home"))
    packed = run("packer.py", "bento", str(ensemble), "--questions", str(QUESTIONS))
    assert packed.returncode == 0, packed.stderr
    bento = tmp_path / "home" / "bentoml" / "bentos" / packed.stdout.strip().replace(":", "/")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"HOST": "127.0.0.1", "PORT": str(port)}
    log = tmp_path / "serve.log"
    with log.open("wb") as out:
        serving = subprocess.Popen(
            [sys.executable, "serve.py"], cwd=bento / "src", env=environment, stdout=out, stderr=out
        )
    try:
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + READY_S
        while not _is_ready(address):
            assert serving.poll() is None and time.monotonic() < deadline, log.read_text()[-3000:]
            time.sleep(0.1)
        yield address
    finally:
        serving.terminate()
        serving.wait(30)


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", timeout=5).status_code == 200
    except httpx.TransportError:
        return False


def test_a_packed_ensemble_answers_as_it_does_beside_training(ensemble, url):
    predictor = Predictor.load(ensemble, QUESTIONS)
    kinds = {m["model"]["kind"] for m in predictor.bundle.manifest["config"]["model"]["members"]}
    assert kinds >= {"lgbm", "flagship"}
    known = predictor.encoders.items.tolist()[:8]
    history = [
        {"assessmentItemID": item, "answerCode": k % 2, "elapsed_s": 4.0 + k,
         "Timestamp": f"2026-03-02T09:{k:02d}:00Z"}
        for k, item in enumerate([*known, "never-seen", *known[:4]])
    ]  # fmt: skip
    asked = [
        {"history": []},
        {"history": history},
        {"history": history, "candidates": known[:3]},
        {"history": history, "asked_at": "2026-03-09T09:00:00Z"},
    ]
    scores = set()
    for body in asked:
        answer = httpx.post(f"{url}/predict", json=body, timeout=30)
        assert answer.status_code == 200, answer.text
        expected = predictor.predict(parse_request(answer.request.content))
        told = answer.json()
        assert told["probabilities"] == pytest.approx(expected["probabilities"], abs=1e-6)
        assert told["score"] == pytest.approx(expected["score"], abs=1e-4)
        assert told["model_version"] == ensemble.name
        scores.add(round(told["score"], 3))
    assert len(scores) == 3  # the history has a say, and a week without practice
