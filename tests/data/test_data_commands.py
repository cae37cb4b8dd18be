"""`python -m data` as an operator and a DAG use it: result last on stdout, story on stderr."""

import hashlib
import subprocess
import sys
import uuid
from pathlib import Path

import boto3
import polars as pl
import pytest
from typer.testing import CliRunner

from data.__main__ import app

ROOT = Path(__file__).resolve().parents[2]
LOG = "user_id,item_id,skill_id,correct,position\n7,i1,s1,1,0\n7,i2,s1,0,1\n7,i3,s1,5,2\n"


@pytest.fixture(autouse=True)
def _environment(store, client, bank, tmp_path, monkeypatch, request) -> None:
    """This machine's settings: a bucket of its own for each test."""
    bucket = f"commands-{hashlib.sha256(request.node.name.encode()).hexdigest()[:12]}"
    boto3.client(
        "s3", endpoint_url=store["endpoint"], aws_access_key_id=store["key"],
        aws_secret_access_key=store["secret"], region_name="us-east-1",
    ).create_bucket(Bucket=bucket)  # fmt: skip
    bank.write_csv(tmp_path / "questions.csv")
    settings = {
        "SETTINGS_FILE": tmp_path / "none.env",
        "S3_BUCKET": bucket,
        "AWS_ENDPOINT_URL": store["endpoint"],
        "AWS_ACCESS_KEY_ID": store["key"],
        "AWS_SECRET_ACCESS_KEY": store["secret"],
        "CLIENT_DATABASE_URL": client.url,
        "QUESTIONS": tmp_path / "questions.csv",
        "DKT_HOME": tmp_path,
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, str(value))


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit code, last line of stdout, stderr (without the log), in this process."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, (result.stdout.splitlines() or [""])[-1], result.stderr


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "data", *arguments], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_the_way_from_an_empty_lake_to_a_parquet_file(client, tmp_path, caplog):
    caplog.set_level("INFO")
    code, _, err = run("versions")
    assert (code, "holds no answers yet" in err) == (1, True)

    client.answer(1, 0, 1)
    assert run("pending")[:2] == (0, "3")
    assert run("collect", "--upto", 2)[:2] == (0, "0")
    assert run("collect")[:2] == (0, "1")
    assert run("pending")[:2] == (99, "nothing new after id 3")

    code, source, _ = run("new-source")
    assert code == 0 and uuid.UUID(source)
    assert run("collect")[:2] == (0, "1")  # nothing is taken twice

    (tmp_path / "log.csv").write_text(LOG)
    assert run("import", tmp_path / "log.csv")[:2] == (0, "2")
    assert run("import", tmp_path / "log.csv")[:2] == (0, "2")
    assert "was imported before" in caplog.text
    code, count, err = run("quarantine")
    assert (code, count) == (0, "1")
    assert "log.csv, line 4: answerCode = '5', expected 0 or 1" in err

    assert run("simulate", "--answers", 300, "--if-empty")[:2] == (0, "2")
    assert run("simulate", "--answers", 300, "--seed", 1)[:2] == (0, "3")
    assert run("simulate", "--answers", 300, "--seed", 1)[:2] == (0, "3")
    code, version, err = run("versions")
    assert (code, version, err.count(" rows ")) == (0, "3", 4)

    out = tmp_path / "out.parquet"
    assert run("snapshot", "--version", 1, "--out", out)[:2] == (0, str(out))
    assert pl.read_parquet(out).height == 3
    code, _, err = run("snapshot", "--version", 9, "--out", out)
    assert (code, "no version 9; it has 0 to 3" in err) == (1, True)
    code, _, err = run("snapshot", "--out", tmp_path / "none" / "out.parquet")
    assert (code, "cannot be written" in err) == (1, True)


def test_columns_are_mapped_on_the_command_line(tmp_path):
    (tmp_path / "log.csv").write_text("who,what,ok\nu,i,1\n")
    pairs = ["userID=who", "assessmentItemID=what", "answerCode=ok"]
    options = [word for pair in pairs for word in ("--map", pair)]
    assert run("import", tmp_path / "log.csv", *options)[:2] == (0, "0")
    code, _, err = run("import", tmp_path / "log.csv", "--map", "userID")
    assert (code, "expected LAKE_COLUMN=FILE_COLUMN" in err) == (2, True)


def test_two_collectors_at_once_take_every_row_once_and_keep_their_story_off_stdout(client):
    client.answer(*[1, 0, 2] * 200)
    racers = [start("collect") for _ in range(2)]
    for racer in racers:
        out, err = racer.communicate(timeout=60)
        assert (racer.returncode, out) == (0, "0\n"), err
        assert "collect:first" in err
    assert run("quarantine")[1] == "200"
    parquet = client.path.with_suffix(".parquet")
    run("snapshot", "--out", parquet)
    frame = pl.read_parquet(parquet)
    assert frame.get_column("seq").n_unique() == frame.height == 400


@pytest.mark.parametrize(
    ("name", "value", "arguments", "message"),
    [
        ("S3_BUCKET", "nowhere", ["versions"], "bucket 'nowhere' does not exist"),
        ("AWS_SECRET_ACCESS_KEY", "no", ["versions"], "refused the credentials"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:9", ["versions"], "no object store answers"),
        ("CLIENT_DATABASE_URL", "sqlite:////nowhere/x.db", ["pending"], "no client database"),
        ("QUESTIONS", "/nowhere.csv", ["simulate", "--answers", "9"], "question bank /nowhere"),
        ("S3_PORT", "none", ["versions"], "S3_PORT=none"),
    ],
)
def test_what_a_person_can_mend_is_told_with_exit_1(monkeypatch, name, value, arguments, message):
    monkeypatch.setenv(name, value)
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert err.startswith("error: ")
    assert message in err


def test_a_failing_command_shows_one_line_and_no_traceback(monkeypatch):
    monkeypatch.setenv("S3_BUCKET", "nowhere")
    process = start("versions")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.count("\n")) == (1, "", 1)
