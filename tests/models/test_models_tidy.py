"""What `python -m models tidy` removes from this machine."""

import os
import time

import models.__main__ as program

DAY = 24 * 60 * 60


def test_old_bundles_and_broken_off_trainings_go(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DKT_HOME", str(tmp_path))
    monkeypatch.setenv("SETTINGS_FILE", str(tmp_path / "none.env"))
    monkeypatch.setenv("KEEP_VERSIONS", "2")
    now = time.time()
    ages = {"new": 1, "newer": 0, "old": 2, ".fitting-young": 6, ".fitting-old": 8, ".writing-x": 9}
    for name, days in ages.items():
        inner = tmp_path / "bundles" / name / "fit"
        inner.mkdir(parents=True)
        (inner / "epoch.ckpt").touch()
        for path in (inner / "epoch.ckpt", inner, inner.parent):
            os.utime(path, (now - days * DAY, now - days * DAY))
    going_on = tmp_path / "bundles" / ".fitting-old-and-going-on"
    (going_on / "fit").mkdir(parents=True)
    os.utime(going_on, (now - 8 * DAY, now - 8 * DAY))
    program.tidy()
    assert capsys.readouterr().out == "3 removed\n"
    left = {one.name for one in (tmp_path / "bundles").iterdir()}
    assert left == {"new", "newer", ".fitting-young", going_on.name}
