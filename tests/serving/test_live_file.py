"""What is live is written down in a small file; a damaged one is named, and a start goes on."""

import json
from dataclasses import asdict

import pytest

from deploy.bluegreen import BlueGreen
from deploy.errors import RolloutError
from deploy.live import Live
from settings import load_settings
from stack import up

WHOLE = Live("green", "dkt:lstm-d1-0011223344", "lstm-d1-0011223344", "2026-01-01T00:00:00Z")
DAMAGED = {
    "empty": "",
    "cut off": json.dumps(asdict(WHOLE))[:40],
    "a list": "[]",
    "nothing in it": "{}",
    "a number for a name": json.dumps(asdict(WHOLE) | {"bento": 7}),
    "zeros": "\0" * 50,
}


@pytest.fixture
def rollout(tmp_path, monkeypatch) -> BlueGreen:
    monkeypatch.setenv("DKT_HOME", str(tmp_path))
    made = BlueGreen(load_settings())
    made.front.write()
    made.front.switch("green")
    return made


def test_what_was_written_is_read(rollout):
    (rollout.folder / "green.json").write_text(json.dumps(asdict(WHOLE)))
    assert rollout.live() == WHOLE


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_named_and_the_next_start_goes_on(rollout, text, capsys):
    file = rollout.folder / "green.json"
    file.write_text(text)
    with pytest.raises(RolloutError, match=r"green\.json does not say what green serves"):
        rollout.live()
    assert up._was_live(rollout) is None
    said = " ".join(capsys.readouterr().out.split())
    assert "what was live cannot be read" in said and "the champion comes live instead" in said
    assert rollout.live() is None and rollout.front.live() is None


def test_a_missing_file_is_no_other(rollout):
    assert up._was_live(rollout) is None
    assert rollout.front.live() is None
