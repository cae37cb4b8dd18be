"""Weights & Biases by one setting: offline it writes a folder, and nothing goes out."""

import pytest

from experiments.recording import recorded
from tests.experiments.test_recording import POINTS, run_of

pytestmark = pytest.mark.stack


def test_offline_writes_a_run_folder_that_holds_the_run(settings, apart, trained, caplog):
    offline = apart.model_copy(
        update={
            "wandb_mode": "offline",
            "mlflow_tracking_uri": f"sqlite:///{settings.dkt_home}/m.db",
        }
    )
    with recorded(offline, run_of()) as recorder:
        for point in POINTS:
            recorder.point(point)
        recorder.point({"member": 1, **POINTS[0]})
        recorder.bundle(trained.bundle)
    assert "NOT RECORDED" not in caplog.text
    [folder] = (apart.dkt_home / "wandb").glob("offline-run-*")
    [file] = folder.glob("run-*.wandb")
    held = file.read_bytes()
    for text in ("curve/valid_auc", "held_out/auc", "training.lr", trained.bundle.version):
        assert text.encode() in held, text


def test_online_without_a_key_is_told_and_the_run_goes_on(settings, apart, caplog, monkeypatch):
    monkeypatch.setenv("WANDB_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("NETRC", str(apart.dkt_home / "none"))
    monkeypatch.setenv("HOME", str(apart.dkt_home))
    online = apart.model_copy(
        update={
            "wandb_mode": "online",
            "mlflow_tracking_uri": f"sqlite:///{settings.dkt_home}/m.db",
        }
    )
    done = []
    with recorded(online, run_of()) as recorder:
        recorder.point(POINTS[0])
        done.append(True)
    assert done and "NOT RECORDED by Weights & Biases from here on" in caplog.text
    assert "NOT RECORDED by MLflow" not in caplog.text


def test_it_is_off_unless_it_is_asked_for(settings, apart):
    assert settings.wandb_mode == "disabled"
    with recorded(settings, run_of("off")):
        pass
    assert not (settings.dkt_home / "wandb").exists()
