"""`python -m models`: the last line is the result, 99 means that there is nothing to do."""

import json

import pytest

from settings import ROOT
from tests.bundles import Against, nan_weights, variant


def last(done) -> str:
    return done.stdout.strip().splitlines()[-1]


def actions(store) -> list[tuple[str, str]]:
    return [(entry["action"], entry["version"]) for entry in store.ledger()]


@pytest.fixture
def challengers(store, bundle, tmp_path) -> tuple[str, str]:
    """The champion, and a pushed challenger that was measured against it."""
    first = store.push(bundle)
    better = variant(bundle, tmp_path, auc=0.8, against=Against(first), data_version=1)
    store.move_champion(first, None, "promote", "first")
    return first, store.push(better)


def test_a_bundle_goes_up_down_and_live(store, models, bundle, settings):
    assert last(models("pull", "champion", "--if-any")) == "none"
    assert last(models("push", str(bundle))) == bundle.name
    promoted = models("promote", bundle.name)
    assert (promoted.returncode, last(promoted)) == (0, bundle.name)
    assert "is the first model" in promoted.stderr
    pulled = models("pull", "champion")
    assert last(pulled) == str(settings.dkt_home / "pulled" / bundle.name)
    listed = models("list").stdout
    assert listed.startswith(f"* {bundle.name}")
    assert actions(store) == [("promote", bundle.name)]


def test_promoting_the_champion_again_says_so_and_is_no_move(store, models, challengers):
    """What a retry does whose first try was killed at its last step."""
    first, _ = challengers
    done = models("promote", first)
    assert (done.returncode, last(done)) == (0, first)
    assert "is the champion already" in done.stderr
    assert actions(store) == [("promote", first)]


def test_what_the_gate_refuses_is_kept_and_the_exit_code_is_99(store, models, challengers, bundle,
                                                               tmp_path):  # fmt: skip
    first, _ = challengers
    worse = store.push(variant(bundle, tmp_path, auc=0.5, against=Against(first)))
    done = models("promote", worse)
    assert (done.returncode, done.stdout) == (99, "")
    assert "probably worse" in done.stderr
    assert store.champion().version == first
    assert store.manifest(worse)["version"] == worse
    entry = store.ledger()[-1]
    assert (entry["action"], entry["version"]) == ("refuse", worse)
    assert "probably worse" in entry["reason"]
    (line,) = (line for line in models("list").stdout.splitlines() if worse in line)
    assert line.endswith("  refuse")
    why = models("verdict", worse)
    assert (why.returncode, last(why)) == (0, entry["reason"])
    assert f"refuse: {entry['reason']}" in models("show", worse).stdout


def test_what_is_not_servable_is_kept_and_is_a_failure(store, models, challengers, bundle,
                                                       tmp_path):  # fmt: skip
    first, _ = challengers
    broken = variant(bundle, tmp_path, auc=0.9, against=Against(first), change=nan_weights)
    store.push(broken)
    done = models("promote", broken.name)
    assert (done.returncode, done.stdout) == (1, "")
    line = done.stderr.strip().splitlines()[-1]
    assert line.startswith(f"models: {broken.name} is not servable: the chance of")
    assert store.champion().version == first
    assert actions(store)[-1] == ("refuse", broken.name)


def test_rollback_goes_back_one_step_at_a_time_and_a_model_can_come_again(
    store, models, challengers
):
    first, second = challengers
    assert last(models("promote", second)) == second
    assert last(models("rollback", "--reason", "bad answers")) == first
    assert store.champion().version == first
    assert store.ledger()[-1]["reason"] == "bad answers"
    further = models("rollback")
    assert further.returncode == 1
    assert f"models: {first} has no predecessor in the ledger" in further.stderr
    assert store.champion().version == first
    assert last(models("promote", second)) == second
    assert last(models("rollback")) == first
    assert [action for action, _ in actions(store)] == [
        "promote", "promote", "rollback", "promote", "rollback",
    ]  # fmt: skip


def test_rollback_without_a_champion_is_told(store, models):
    done = models("rollback")
    assert done.returncode == 1
    assert done.stderr.strip() == "models: no champion yet: promote a model first"


def test_show_walks_from_a_model_to_its_data_code_files_and_decisions(store, models, challengers):
    first, second = challengers
    models("promote", second)
    shown = models("show", second).stdout
    for part in (
        f"model          {second}",
        "data version   1",
        "code revision  " + "0" * 40,
        "config         lstm, seed 1",
        "model.onnx     SHA-256 ",
        "encoders/tag_classes.npy SHA-256 ",
        "AUC 0.8000",
        f"({first})",
        f"promote: {second} is better than the champion {first}",
        f"against        {first} (champion and best), both on 30 held-out students, 300 answers",
        "AUC                   0.8000 against 0.7000, +0.1000 [+0.0990, +0.1010]",
    ):
        assert part in shown
    assert models("show").stdout == shown


def test_a_verdict_is_none_on_what_was_promoted_or_never_decided_on(store, models, challengers):
    first, second = challengers
    undecided = models("verdict", second)
    assert undecided.returncode == 1
    assert f"models: nothing was decided on {second}" in undecided.stderr
    assert models("verdict", first).returncode == 99


def test_the_best_there_has_been_outlives_champions_that_are_a_little_worse(
    store, models, challengers, bundle, tmp_path
):
    first, _ = challengers
    assert last(models("pull", "best", "--if-any")).endswith(f"/{first}")
    near = variant(bundle, tmp_path, auc=0.6996, against=Against(first), data_version=2)
    near_version = store.push(near)
    assert last(models("promote", near_version)) == near_version
    assert last(models("pull", "best")).endswith(f"/{first}")
    assert last(models("pull", "champion")).endswith(f"/{near_version}")
    lower = {"auc": 0.6985, "data_version": 3}
    alone = store.push(variant(bundle, tmp_path, against=Against(near_version, 0.6996), **lower))
    done = models("promote", alone)
    assert done.returncode == 99 and f"was not compared with {first}" in done.stderr
    against = Against(near_version, 0.6986, best=Against(first))
    challenger = store.push(variant(bundle, tmp_path, against=against, **lower))
    done = models("promote", challenger)
    assert done.returncode == 99
    assert f"probably worse than {first}, the best there has been" in done.stderr
    assert last(models("rollback")) == first
    assert store.champion().best == first


def test_a_model_that_was_rolled_back_from_is_not_the_best(store, models, challengers):
    first, second = challengers
    models("promote", second)
    assert store.champion().best == second
    models("rollback")
    assert store.champion().best == first


def test_a_champion_of_older_code_is_the_best_itself(store, bundle):
    version = store.push(bundle)
    store.move_champion(version, None, "promote", "first")
    champion = store.champion()
    del champion.entry["best"]
    assert champion.best == version


def test_a_config_of_older_code_has_the_defaults_of_what_was_added(store, models, bundle, tmp_path):
    def older(folder):
        manifest = json.loads((folder / "bundle.json").read_text())
        manifest["config"]["gate"] = {"auc_tolerance": 0.002, "ece_tolerance": 0.01}
        (folder / "bundle.json").write_text(json.dumps(manifest))

    old = variant(bundle, tmp_path, data_version=5, change=older)
    config = json.loads((old / "bundle.json").read_text())["config"]
    assert "growth" not in config["gate"]
    store.move_champion(store.push(old), None, "promote", "first")
    assert models("needs-training", "--config", "lstm", "--data", "5").returncode == 99


def test_needs_training_until_a_model_of_that_data_was_decided_on(store, models, bundle, tmp_path):
    ask = ("needs-training", "--config", "lstm", "--data")
    assert last(models(*ask, "0")) == "0"
    store.push(bundle)
    assert last(models(*ask, "0")) == "0"  # pushed, then the run broke off
    store.move_champion(bundle.name, None, "promote", "first")
    done = models(*ask, "0")
    assert (done.returncode, done.stdout) == (99, "")
    assert f"nothing new: {bundle.name} was trained on data version 0" in done.stderr
    assert last(models(*ask, "0", "--force")) == "0"
    assert last(models(*ask, "1")) == "1"
    refused = store.push(variant(bundle, tmp_path, data_version=2))
    store.record({"action": "refuse", "version": refused, "reason": "worse"})
    assert models(*ask, "2").returncode == 99
    assert last(models(*ask, "1")) == "1"  # asked for by its number, whatever is newer


def test_a_config_that_changed_under_its_name_needs_training(store, models, bundle, tmp_path):
    store.move_champion(store.push(bundle), None, "promote", "first")
    file = tmp_path / "lstm.json"
    text = (ROOT / "config" / "lstm.json").read_text()
    ask = ("needs-training", "--config", str(file), "--data", "0")
    file.write_text(text)
    assert models(*ask).returncode == 99
    config = json.loads(text)
    config["training"]["seed"] += 1
    file.write_text(json.dumps(config))
    assert last(models(*ask)) == "0"


def test_a_challenger_of_another_champion_is_stale_and_trains_again(
    store, models, challengers, bundle, tmp_path
):
    first, second = challengers
    late = store.push(variant(bundle, tmp_path, auc=0.9, against=Against(first), data_version=3))
    store.move_champion(second, store.champion(), "promote", "while the other one trained")
    done = models("promote", late)
    assert (done.returncode, done.stdout) == (99, "")
    told = f"{late} was measured against {first}, but the champion is {second}: train again"
    assert told in done.stderr
    assert (store.ledger()[-1]["action"], store.ledger()[-1]["reason"]) == ("stale", told)
    assert store.champion().version == second
    assert last(models("needs-training", "--config", "lstm", "--data", "3")) == "3"


def test_an_operator_replaces_a_champion_that_can_t_be_measured(
    store, models, challengers, bundle, tmp_path
):
    first, _ = challengers
    alone = store.push(variant(bundle, tmp_path, auc=0.5, against=None, data_version=4))
    store.move_champion(first, store.champion(), "promote", "it was the better one")
    assert models("promote", alone).returncode == 99
    assert last(models("promote", alone, "--unmeasured")) == alone
    assert store.champion().version == alone
    assert "unmeasured" in store.ledger()[-1]["reason"]


def test_wrong_settings_are_told_in_a_line(models):
    done = models("list", S3_PORT="x")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("models: S3_PORT=x: Input should be a valid integer")
    assert len(done.stderr.splitlines()) == 1


def test_the_ledger_prints_one_object_a_line(store, models, challengers):
    store.record({"action": "refuse", "version": challengers[1], "reason": "schlechter – ✗"})
    lines = models("ledger").stdout.strip().splitlines()
    assert [json.loads(line)["action"] for line in lines] == ["promote", "refuse"]
    assert "schlechter – ✗" in lines[1]


def test_how_a_model_does_in_service_is_told_once(store, models, bundle, settings):
    figures = {
        "model_version": bundle.name, "first_day": "2026-09-01", "last_day": "2026-09-07",
        "answers": 812, "students": 31, "log_loss": [0.55, 0.5, 0.6], "base_log_loss": 0.61,
        "gap": [0.012, -0.02, 0.04], "auc": [0.71, 0.66, 0.76],
    }  # fmt: skip
    for _ in range(2):
        done = models("record-live", told=json.dumps([figures]))
        assert done.returncode == 0, done.stderr
    kept = settings.dkt_home / "live.json"
    assert last(done) == str(kept) and json.loads(kept.read_text()) == [figures]
    (entry,) = store.ledger()
    assert (entry["action"], entry["version"]) == ("live-quality", bundle.name)
    assert "812 answers of 31 students, log loss 0.5500 (baseline 0.6100)" in entry["reason"]
    assert models("record-live", told="[]").returncode == 0
    assert len(store.ledger()) == 1
