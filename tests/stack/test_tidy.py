"""Old logs go, young ones stay."""

import os
import time

from stack.tidy import remove_older


def test_old_logs_and_empty_folders_go_young_ones_stay(tmp_path):
    now = time.time()
    for name, age in (("run=1/a.log", 100), ("run=2/b.log", 1), ("run=2/c.log", 100)):
        log = tmp_path / name
        log.parent.mkdir(exist_ok=True)
        log.write_text("x")
        os.utime(log, (now - age, now - age))
    (tmp_path / "run=3").mkdir()
    assert remove_older(tmp_path, now - 50) == 2
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")}
    assert left == {"run=1", "run=2", "run=2/b.log", "run=3"}
    assert remove_older(tmp_path, time.time() + 1) == 1
    assert remove_older(tmp_path, time.time() + 1) == 0
    assert list(tmp_path.iterdir()) == []
