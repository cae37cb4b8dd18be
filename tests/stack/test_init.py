"""The init scripts: how they run steps, whatever these are, what they say, and systemd's unit."""

import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from settings import ROOT
from stack import server

SCRIPTS = ("init_for_inference_server.sh", "init_for_train_server.sh")
STEPS = """
set -euo pipefail
ROOT={root} DKT_HOME={home} LOGS={home}/log
source "$ROOT/stack/init.sh"
STEPS=(first second)
title first "the first"
title second "the second"
first_done() {{ [[ -e $DKT_HOME/first ]]; }}
first_do() {{ touch "$DKT_HOME/first"; echo said; }}
second_done() {{ [[ -e $DKT_HOME/second ]]; }}
second_do() {{ {second}; }}
second_note() {{ echo a note; }}
{run}
"""


def bash(home: Path, second: str, run: str = "run_steps") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", STEPS.format(root=ROOT, home=home, second=second, run=run), "init.sh"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_steps_are_counted_told_and_skipped_the_second_time(tmp_path):
    first = bash(tmp_path / "home", 'touch "$DKT_HOME/second"')
    assert first.returncode == 0, first.stderr
    lines = first.stdout.splitlines()
    assert lines[0] == "[1/2] the first …"
    assert re.fullmatch(r" {6}done after \d+ s", lines[3])
    assert [lines[2], *lines[4:]] == ["[2/2] the second …", "      a note"]
    assert (tmp_path / "home" / "log" / "init-first.log").read_text() == "said\n"
    assert (tmp_path / "home").stat().st_mode & 0o077 == 0
    again = bash(tmp_path / "home", "false")
    assert again.stdout.splitlines() == [
        "[1/2] the first: is done", "[2/2] the second: is done", "      a note",
        "Nothing was missing, nothing was changed.",
    ]  # fmt: skip


def test_a_check_is_a_table_and_makes_nothing(tmp_path):
    home = tmp_path / "home"
    missing = bash(home, "true", "check_steps")
    assert missing.returncode == 1
    assert missing.stdout == "  MISSING  the first\n  MISSING  the second\n"
    assert not home.exists()
    home.mkdir()
    (home / "first").touch()
    (home / "second").touch()
    done = bash(home, "true", "check_steps")
    assert (done.returncode, done.stdout.count("  done ")) == (0, 2)


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ('echo a reason; false; touch "$DKT_HOME/second"', "(exit code: 1)"),
        ("echo a reason; exit 7", "(exit code: 7)"),
        ("echo a reason", "(exit code: no error, yet it is not done)"),
    ],
)
def test_a_failing_step_is_named_with_its_last_lines_and_what_to_do(tmp_path, second, told):
    failed = bash(tmp_path / "home", second)
    assert failed.returncode == 1
    assert f'FAILED: step "second", [2/2] the second {told}' in failed.stderr
    assert "  | a reason" in failed.stderr
    assert "run init.sh again: it goes on here" in failed.stderr
    mended = bash(tmp_path / "home", 'touch "$DKT_HOME/second"')
    assert mended.returncode == 0
    assert "[1/2] the first: is done" in mended.stdout


def sourced(script: str, run: str, home: Path, **environment: str) -> str:
    """What functions of an init script print, with the settings file of that home."""
    program = (ROOT / script).read_text().replace('main "$@"', run)
    assert run in program
    known = {"PATH": os.environ["PATH"], "SETTINGS_FILE": f"{home}/settings.env"}
    done = subprocess.run(
        ["bash", "-c", program.replace("${BASH_SOURCE[0]}", str(ROOT / script)), script],
        cwd=ROOT, env=known | {"DKT_HOME": str(home)} | environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_packages_are_installed_with_is_known_later(tmp_path):
    run = 'echo "$(kept TORCH_WHEELS) $(kept PYTHON)"'
    script = "init_for_train_server.sh"
    assert sourced(script, run, tmp_path) == " \n", "a first run, nothing given"
    (tmp_path / "settings.env").write_text("TORCH_WHEELS=/wheels\nPYTHON=/opt/python3.11\n")
    assert sourced(script, run, tmp_path) == "/wheels /opt/python3.11\n"
    assert sourced(script, run, tmp_path, PYTHON="mine") == "/wheels mine\n"


@pytest.mark.parametrize(
    ("settings", "page", "store"),
    [
        ("", "http://{host}:5000", "S3_BUCKET=dkt \n"),
        (
            "SITE_ADDRESS=learn.example\nCLIENT_PORT=443\nS3_BUCKET=b\nAWS_REGION=eu\n"
            "AWS_ACCESS_KEY_ID=AK\nAWS_SECRET_ACCESS_KEY=hidden\n",
            "https://learn.example\n",
            "S3_BUCKET=b AWS_REGION=eu AWS_ACCESS_KEY_ID=AK and AWS_SECRET_ACCESS_KEY of {file}",
        ),
        (
            "SITE_ADDRESS=https://learn.example\nCLIENT_PORT=8443\nOBJECT_STORE_REPLICAS=1\n"
            "AWS_ENDPOINT_URL=http://127.0.0.1:9333\nS3_PORT=9333\nAWS_ACCESS_KEY_ID=dkt\n",
            "https://learn.example:8443\n",
            "S3_BUCKET=dkt AWS_ENDPOINT_URL=http://{host}:9333 AWS_ACCESS_KEY_ID=dkt and",
        ),
    ],
)
def test_the_last_lines_say_where_the_page_is_and_what_the_other_server_needs(
    tmp_path, settings, page, store
):
    (tmp_path / "settings.env").write_text(settings)
    run = "manual page_address; store_settings"
    said = sourced("init_for_inference_server.sh", run, tmp_path)
    names = {"host": socket.gethostname(), "file": tmp_path / "settings.env"}
    first, second = said.splitlines(keepends=True)
    assert first.startswith(page.format(**names))
    assert second.startswith(store.format(**names))
    assert "hidden" not in said


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_systemd_takes_the_unit(tmp_path):
    text = subprocess.run(
        ["bash", "-c", 'source stack/init.sh; source stack/init_steps.sh; unit_text', "init.sh"],
        cwd=ROOT, capture_output=True, text=True, check=True,
        env=os.environ | {"ROOT": str(ROOT), "INFERENCE": "false", "SERVER": "train",
                          "SETTINGS_FILE": f"{tmp_path}/a home/settings.env"},
    ).stdout  # fmt: skip
    unit = tmp_path / "dkt-airflow.service"
    unit.write_text(text)
    verified = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False
    )
    assert (verified.returncode, verified.stderr) == (0, "")
    assert f'Environment="SETTINGS_FILE={tmp_path}/a home/settings.env"\n' in text
    assert "Restart=always\n" in text


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_explains_itself_and_refuses_what_it_does_not_know(script):
    def run(*options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [ROOT / script, *options], capture_output=True, text=True, check=False
        )

    assert "--check" in run("--help").stdout
    unknown = run("--dry-run")
    assert unknown.returncode == 1
    assert "unknown option --dry-run" in unknown.stderr


def test_every_setting_that_a_script_names_is_kept():
    text = "".join((ROOT / script).read_text().split("set -euo")[0] for script in SCRIPTS)
    own = {"SERVER_HOME"}
    named = {word for line in text.splitlines() if line.startswith("#   ")
             for word in line.replace(",", " ").replace("=", " ").split()
             if word.isupper() and "_" in word and word.replace("_", "").isalnum()}  # fmt: skip
    assert {"S3_BUCKET", "AIRFLOW_UNIT", "PEER_AIRFLOW_URL"} <= named
    assert named - own <= set(server.NAMES)
