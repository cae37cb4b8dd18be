"""The cost of a comparison is told in one line."""

import json

from benchmarks import comparison


def test_the_last_line_is_the_figures(capsys):
    comparison.main(students=20, each=10, runs=1)
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (told["students"], told["answers"], told["slices"]) == (20, 200, 39)
    assert 0 < told["seconds"] < 60
