"""Machine facts: what is empty is not given, and what is wrong is told."""

import subprocess
import sys

import pytest

from models.errors import StoreError
from models.store import open_store
from settings import ROOT, Settings, SettingsError, load_settings

IF_GIVEN = (
    "aws_endpoint_url", "aws_access_key_id", "aws_secret_access_key", "airflow_password",
    "first_log",
)  # fmt: skip
AWS = ("AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")


@pytest.fixture(autouse=True)
def bare(tmp_path, monkeypatch):
    """A machine without a settings file, and without credentials of its own."""
    monkeypatch.setenv("SETTINGS_FILE", str(tmp_path / "settings.env"))
    for name in (*AWS, "AWS_PROFILE", "AIRFLOW_PASSWORD", "FIRST_LOG"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def test_an_empty_setting_is_not_given(monkeypatch):
    for name in IF_GIVEN:
        monkeypatch.setenv(name.upper(), "")
    settings = load_settings()
    assert [getattr(settings, name) for name in IF_GIVEN] == [None] * len(IF_GIVEN)
    assert open_store(settings).client.meta.endpoint_url == "https://s3.amazonaws.com"


def test_the_example_can_be_loaded_as_it_is(monkeypatch):
    monkeypatch.setenv("SETTINGS_FILE", str(ROOT / ".env.example"))
    settings = load_settings()
    assert settings.aws_endpoint_url == "http://127.0.0.1:8333"
    assert (settings.aws_access_key_id, settings.aws_secret_access_key) == (None, None)
    assert settings.airflow_password is None


def test_credentials_that_are_missing_or_half_given_are_told(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    told = "no whole credentials for bucket 'dkt' at http://127.0.0.1:9: set both AWS_ACCESS_KEY_ID"
    with pytest.raises(StoreError, match=told):
        open_store(load_settings()).champion()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    with pytest.raises(StoreError, match=told):
        open_store(load_settings())


def test_an_endpoint_that_is_no_url_is_told(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "example.org")
    with pytest.raises(StoreError, match="AWS_ENDPOINT_URL=example.org: Invalid endpoint"):
        open_store(load_settings())


def test_all_wrong_settings_are_told_in_one_line(monkeypatch):
    monkeypatch.setenv("CLIENT_PORT", "65536")
    monkeypatch.setenv("FIRST_ANSWERS", "few")
    with pytest.raises(SettingsError) as told:
        load_settings()
    assert str(told.value) == (
        "CLIENT_PORT=65536: Input should be less than or equal to 65535; "
        "FIRST_ANSWERS=few: Input should be a valid integer, unable to parse string as an integer"
    )


def test_every_port_is_one():
    ports = [name for name in Settings.model_fields if name.endswith("_port")]
    assert len(ports) == 8
    for name in ports:
        for bad in (0, 65536):
            with pytest.raises(ValueError, match=name):
                Settings(**{name: bad})


def test_the_runner_is_found_whatever_the_folder_for_temporary_files(tmp_path):
    code = "from settings import load_settings; print(load_settings().run_dir)"
    there = {
        subprocess.check_output(
            [sys.executable, "-c", code], cwd=ROOT, env={"DKT_HOME": "/x", **more}, text=True
        )
        for more in ({}, {"TMPDIR": str(tmp_path)})
    }
    assert len(there) == 1


@pytest.mark.stack
@pytest.mark.parametrize(
    "command",
    [
        ["-m", "deploy", "status"],
        ["packer.py", "bento", "x"],
        ["-m", "stack", "poke", "x", "--key", "1"],
    ],
)
def test_wrong_settings_end_a_program_in_a_line(command, monkeypatch):
    monkeypatch.setenv("BLUE_PORT", "blue")
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    program, problem = command[command[0] == "-m"], done.stderr.strip()
    assert problem.startswith(f"{program}: BLUE_PORT=blue: Input should be a valid integer")
    assert len(problem.splitlines()) == 1
