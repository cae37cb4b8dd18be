"""The commands as they are typed, on a real lake, with real stores, in a real browser."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import boto3
import psutil
import pytest
from playwright.sync_api import expect, sync_playwright

from experiments.recording import recorded
from settings import ROOT, Settings
from stack.home import free_ports
from tests.experiments.logs import tiny_space
from tests.experiments.test_recording import POINTS, run_of, runs
from tests.object_store import object_store

pytestmark = pytest.mark.stack
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Environment of a home whose lake holds simulated answers."""
    folder = tmp_path_factory.mktemp("home")
    with object_store(folder / "s3") as store:
        environment = {
            **{name: value for name, value in os.environ.items() if name != "SETTINGS_FILE"},
            "SETTINGS_FILE": str(folder / "none.env"), "DKT_HOME": str(folder),
            "ASSET_DIR": str(folder / "asset"), "AWS_ENDPOINT_URL": store["endpoint"],
            "AWS_ACCESS_KEY_ID": store["key"], "AWS_SECRET_ACCESS_KEY": store["secret"],
            "S3_BUCKET": store["bucket"], "OMP_NUM_THREADS": "1",
        }  # fmt: skip
        done = command(environment, "-m", "data", "simulate", "--answers", "6000")
        assert done.returncode == 0, done.stderr
        yield environment


def command(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], env=environment, cwd=ROOT, text=True, capture_output=True,
        timeout=400, check=False,
    )  # fmt: skip


def settings_of(home: dict[str, str]) -> Settings:
    return Settings(dkt_home=Path(home["DKT_HOME"]))


TINY = ("train.py", "--config", "lgbm", "--set", "model.leaves=8", "--set", "max_epochs=20")


def test_a_run_of_train_py_is_recorded_with_what_was_set(home, settings):
    done = command(home, *TINY)
    assert done.returncode == 0, done.stderr
    version = Path(done.stdout.strip()).name
    [run] = [one for one in runs(settings_of(home)) if one.info.run_name == version]
    assert (run.info.status, run.data.params["model.leaves"]) == ("FINISHED", "8")
    manifest = json.loads((Path(done.stdout.strip()) / "bundle.json").read_text())
    assert manifest["config"]["model"]["leaves"] == 8
    assert run.data.tags["git_revision"] == manifest["git_revision"]


def test_a_training_that_fails_is_recorded_with_the_reason(home, settings, tmp_path):
    (tmp_path / "file").write_text("no folder can be made here")
    failed = command(home, *TINY, "--set", "name=failed", "--out", str(tmp_path / "file" / "out"))
    assert failed.returncode == 1
    [run] = [one for one in runs(settings_of(home)) if one.info.run_name == "failed"]
    assert run.info.status == "FAILED"
    assert run.data.tags["failure"].startswith("NotADirectoryError: ")
    assert "train.py: [Errno 20] Not a directory: " in failed.stderr
    assert str(tmp_path / "file") in failed.stderr


def test_a_store_that_is_away_costs_no_bundle(home):
    away = home | {
        "MLFLOW_TRACKING_URI": "http://127.0.0.1:9",
        "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "0",
    }
    done = command(away, *TINY, "--set", "seed=2")
    assert done.returncode == 0, done.stderr
    assert (Path(done.stdout.strip()) / "bundle.json").exists()
    assert done.stderr.count("NOT RECORDED by MLflow") == 1


def test_files_of_runs_go_to_s3_where_it_is_asked_for(home, settings, tmp_path):
    s3 = home | {"MLFLOW_ARTIFACT_ROOT": f"s3://{home['S3_BUCKET']}/mlflow",
                 "MLFLOW_TRACKING_URI": f"sqlite:///{tmp_path}/mlflow.db"}  # fmt: skip
    done = command(s3, *TINY, "--set", "seed=3")
    assert "NOT RECORDED" not in done.stderr
    client = boto3.client(
        "s3", endpoint_url=home["AWS_ENDPOINT_URL"], aws_access_key_id=home["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=home["AWS_SECRET_ACCESS_KEY"], region_name="us-east-1",
    )  # fmt: skip
    listed = client.list_objects_v2(Bucket=home["S3_BUCKET"], Prefix="mlflow/train/")
    assert {one["Key"].rsplit("/")[-1] for one in listed["Contents"]} == {
        "bundle.json",
        "card.html",
    }


def test_a_sweep_on_the_lake_prints_the_best_config(home, tmp_path):
    space = tmp_path / "space.json"
    space.write_text(tiny_space(tmp_path, trials=1).model_dump_json())
    done = command(home, "-m", "experiments", "sweep", str(space))
    assert done.returncode == 0, done.stderr
    best = Path(done.stdout.strip())
    assert best == Path(home["DKT_HOME"]) / "sweeps" / "mine" / "best.json"
    wrong = command(home, "-m", "experiments", "sweep", str(tmp_path / "none.json"))
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)


def test_the_page_shows_the_runs_and_ctrl_c_ends_it_whole(apart):
    if not CHROMIUM and not os.environ.get("REQUIRE_ALL_TESTS"):
        pytest.skip("no chromium on this machine: apt-get install chromium")
    assert CHROMIUM, "REQUIRE_ALL_TESTS is set and there is no chromium"
    with recorded(apart, run_of(config="flagship")) as recorder:
        recorder.point(POINTS[0])
    port = free_ports()["CLIENT_PORT"]
    own = {"MLFLOW_PORT": port, "DKT_HOME": str(apart.dkt_home), "SETTINGS_FILE": "none.env"}
    page = subprocess.Popen(
        [sys.executable, "-m", "experiments", "page"], env=os.environ | own, cwd=ROOT,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert page.stdout
        url = page.stdout.readline().strip()
        assert url.startswith(f"http://127.0.0.1:{port}/")
        ours = psutil.Process(page.pid).children(recursive=True)
        assert ours
        _look(url, "flagship")
        page.send_signal(signal.SIGINT)
        assert page.wait(60) == 0
        assert not psutil.wait_procs(ours, timeout=10)[1]
    finally:
        page.kill()


def _look(url: str, run: str) -> None:
    """The run is in the page's table; nothing is fetched from elsewhere."""
    elsewhere: list[str] = []
    home = url.split("/#")[0]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking",
                  "--disable-component-update", "--disable-sync", "--no-first-run"],
        )  # fmt: skip
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(90_000)
        page.on("request", lambda r: None if r.url.startswith((home, "data:", "blob:"))
                else elsewhere.append(r.url))  # fmt: skip
        page.goto(url)
        page.get_by_text("Model training").first.click()  # the browser remembers it
        page.get_by_role("link", name="train", exact=True).click()
        expect(page.get_by_text(run).first).to_be_visible(timeout=90_000)
        browser.close()
    assert elsewhere == []
