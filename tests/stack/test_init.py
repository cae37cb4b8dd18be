"""How the init scripts run steps, whatever the steps are; and what they write for systemd."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from settings import ROOT

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
    assert lines[2:] == ["[2/2] the second …", "      done after 0 s", "      a note"]
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
