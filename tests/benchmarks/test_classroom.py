"""A small class on the real page and a real packed service; the figures are of the right things."""

import json
import subprocess
import sys

import pytest

from settings import ROOT
from tests.bundles import make_bundle

pytestmark = pytest.mark.stack


def test_a_class_joins_signs_in_and_practises(tmp_path):
    command = [
        sys.executable, "-m", "benchmarks.classroom", "--bundle", str(make_bundle(tmp_path)),
        "--students", "6", "--within", "1", "--seconds", "4", "--pause", "1",
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert {
        "sign_in_p50_ms", "sign_in_max_ms", "page_p50_ms", "page_p99_ms", "answer_p50_ms",
        "answers", "errors", "peak_rss_mb",
    } <= set(told)  # fmt: skip
    assert told["errors"] == 0 and told["answers_without_prediction"] == 0
    assert 6 <= told["answers"] <= 6 * 10
    for what in ("join", "sign_in", "page", "answer"):
        p50, p99, most = (told[f"{what}_{part}_ms"] for part in ("p50", "p99", "max"))
        assert 0 < p50 <= p99 <= most
    assert 50 < told["peak_rss_mb"] < 256


def test_what_does_not_come_up_is_said_with_its_log(tmp_path):
    command = [
        sys.executable, "-m", "benchmarks.classroom", "--bundle", str(make_bundle(tmp_path)),
        "--students", "1", "--database", "nowhere://",
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 1
    assert "did not come up" in done.stderr and "nowhere" in done.stderr


def test_questions_that_are_not_there_are_said(tmp_path):
    command = [
        sys.executable, "-m", "benchmarks.classroom", "--bundle", str(make_bundle(tmp_path)),
        "--questions", str(tmp_path / "none.csv"),
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 1 and "ended with 1" in done.stderr and "none.csv" in done.stderr
