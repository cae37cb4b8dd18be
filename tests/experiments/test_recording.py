"""Every run is in MLflow while it trains, failed ones with the reason; none is lost to MLflow."""

import os
import sqlite3
from pathlib import Path

import pytest

from dkt.config.schema import load_config
from experiments.recording import recorded
from experiments.run import TRAIN, Run
from experiments.tracking import artifact_root, environment, tracking_uri
from settings import Settings
from tests.dkt.trained import Trained

pytestmark = pytest.mark.stack  # MLflow alone takes seconds to set up
POINTS = [{"epoch": 1, "train_loss": 0.7, "valid_auc": 0.6, "seconds": 0.1},
          {"epoch": 2, "train_loss": 0.6, "valid_auc": 0.7, "seconds": 0.2}]  # fmt: skip


def run_of(experiment: str = TRAIN, config: str = "lstm") -> Run:
    return Run(experiment, config, load_config(config), data="12", revision="0" * 40)


def runs(settings: Settings, experiment: str = TRAIN) -> list:
    """What MLflow has, newest first."""
    os.environ.update(environment(settings))
    from mlflow.tracking import MlflowClient

    client = MlflowClient(tracking_uri(settings))
    found = client.get_experiment_by_name(experiment)
    return list(client.search_runs([found.experiment_id])) if found else []


def history(settings: Settings, run_id: str, key: str) -> list[tuple[int, float]]:
    from mlflow.tracking import MlflowClient

    told = MlflowClient(tracking_uri(settings)).get_metric_history(run_id, key)
    return [(one.step, one.value) for one in told]


def test_a_run_is_there_while_it_trains_and_whole_when_it_is_done(settings, trained: Trained):
    bundle = trained.bundle
    run = Run("whole", "tiny", trained.config, str(bundle.data_version), "0" * 40)
    with recorded(settings, run) as recorder:
        recorder.point(POINTS[0])
        [half] = runs(settings, "whole")
        assert (half.info.status, half.info.run_name) == ("RUNNING", "tiny")
        assert half.data.metrics["curve/valid_auc"] == 0.6
        recorder.point(POINTS[1])
        recorder.bundle(bundle)
    [whole] = runs(settings, "whole")
    told, figures = whole.data.tags, bundle.manifest["metrics"]["model"]
    assert (whole.info.status, whole.info.run_name) == ("FINISHED", bundle.version)
    assert (told["git_revision"], told["model_version"]) == ("0" * 40, bundle.version)
    assert history(settings, whole.info.run_id, "curve/valid_auc") == [(1, 0.6), (2, 0.7)]
    assert whole.data.metrics["held_out/auc"] == pytest.approx(figures["auc"])
    assert not [name for name in whole.data.metrics if name.startswith("champion/")]
    parameters = whole.data.params
    assert parameters["data_version"] == str(bundle.data_version)
    assert parameters["training.seed"] == str(trained.config.training.seed)
    assert parameters["model.hidden"] == str(trained.config.model.hidden)
    kept = Path(whole.info.artifact_uri.removeprefix("file://"))
    assert {file.name for file in kept.iterdir()} == {"bundle.json", "card.html"}
    assert kept.is_relative_to(settings.dkt_home)


def test_members_of_an_ensemble_have_curves_of_their_own(settings):
    with recorded(settings, run_of("members", "ensemble")) as recorder:
        for member in (1, 2):
            recorder.point({"member": member, **POINTS[0]})
    [run] = runs(settings, "members")
    assert {"member1/valid_auc", "member2/valid_auc"} <= set(run.data.metrics)
    assert run.data.params["model.members.2.training.lr"] == "0.006"


@pytest.mark.parametrize(
    ("error", "status"),
    [(ValueError("the data is bad"), "FAILED"), (KeyboardInterrupt(), "KILLED")],
)
def test_a_run_that_raises_is_recorded_with_the_reason_and_goes_on_raising(settings, error, status):
    with pytest.raises(type(error)), recorded(settings, run_of(status)):
        raise error
    [run] = runs(settings, status)
    assert run.info.status == status
    assert run.data.tags["failure"] == f"{type(error).__name__}: {error}"


def test_a_store_that_cannot_be_reached_is_told_once_and_the_run_goes_on(settings, caplog, trained):
    away = settings.model_copy(update={"mlflow_tracking_uri": "http://127.0.0.1:9"})
    done = []
    with recorded(away, run_of()) as recorder:
        recorder.point(POINTS[0])
        recorder.bundle(trained.bundle)
        done.append("trained")
    assert done == ["trained"]
    assert caplog.text.count("NOT RECORDED by MLflow from here on, the run goes on: Mlflow") == 1
    with pytest.raises(ValueError, match="its own"), recorded(away, run_of()):
        raise ValueError("its own")


def test_a_store_that_breaks_in_the_middle_is_told_once_and_the_run_goes_on(apart, caplog):
    with recorded(apart, run_of()) as recorder:
        recorder.point(POINTS[0])
        with sqlite3.connect(apart.dkt_home / "mlflow" / "mlflow.db") as database:
            database.execute("DROP TABLE metrics")
        recorder.point(POINTS[1])
        recorder.point(POINTS[1])
    assert caplog.text.count("NOT RECORDED by MLflow") == 1


@pytest.mark.stack
def test_a_process_killed_while_it_made_the_database_leaves_none_that_is_half_made(apart, caplog):
    folder = apart.dkt_home / "mlflow"
    folder.mkdir()
    with sqlite3.connect(folder / "mlflow.writing") as half:
        half.execute("CREATE TABLE metrics (x)")
    with recorded(apart, run_of()) as recorder:
        recorder.point(POINTS[0])
    assert "NOT RECORDED" not in caplog.text
    [run] = runs(apart)
    assert run.data.metrics["curve/valid_auc"] == 0.6
    assert {file.name for file in folder.iterdir()} == {"mlflow.db", "mlflow.lock"}


def test_artifacts_that_cannot_be_kept_are_told(settings, caplog, trained, tmp_path):
    (tmp_path / "place").write_text("a file is in the way")
    full = settings.model_copy(update={"mlflow_artifact_root": str(tmp_path / "place")})
    with recorded(full, run_of("no-place")) as recorder:
        recorder.bundle(trained.bundle)
    assert "NOT RECORDED by MLflow" in caplog.text
    [run] = runs(full, "no-place")
    assert run.data.metrics["held_out/auc"] > 0.5


def test_where_runs_are_kept_follows_the_settings(settings):
    home = settings.dkt_home
    assert tracking_uri(settings) == f"sqlite:///{home}/mlflow/mlflow.db"
    assert artifact_root(settings) == f"file://{home}/mlflow/artifacts"
    server = settings.model_copy(update={"mlflow_tracking_uri": "https://mlflow.example.org"})
    assert (tracking_uri(server), artifact_root(server)) == ("https://mlflow.example.org", None)
    database = settings.model_copy(update={"mlflow_tracking_uri": "postgresql://host/mlflow"})
    assert artifact_root(database) == artifact_root(settings)
    s3 = Settings(
        dkt_home=home, mlflow_artifact_root="s3://runs/dkt", aws_access_key_id="me",
        aws_secret_access_key="x", aws_endpoint_url="http://127.0.0.1:1",
    )  # fmt: skip
    assert artifact_root(s3) == "s3://runs/dkt"
    told = environment(s3)
    assert (told["AWS_ACCESS_KEY_ID"], told["MLFLOW_S3_ENDPOINT_URL"]) == (
        "me",
        "http://127.0.0.1:1",
    )
    assert "AWS_ACCESS_KEY_ID" not in environment(settings)


def test_mlflow_sends_nothing_home_whatever_the_shell_says(settings, monkeypatch):
    monkeypatch.setenv("MLFLOW_DISABLE_TELEMETRY", "false")
    assert environment(settings)["MLFLOW_DISABLE_TELEMETRY"] == "true"
