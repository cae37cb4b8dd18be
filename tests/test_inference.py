"""Serving says what training measured, and answers whoever asks."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import inference
from dkt.dataset.frame import steps_of
from dkt.evaluation.scoring import evaluate
from dkt.features.question_bank import Question, read_question_bank
from dkt.features.steps import INPUTS
from inference import Predictor
from serving.contract import Answer, PredictRequest, parse_request
from serving.policy import SUGGESTIONS
from settings import ROOT
from tests.dkt.trained import (
    WINDOW,
    Trained,
    log_of,
    random_rows,
    trained_once,  # noqa: F401 - the fixture `trained`
)

PARITY = 1e-5
FIELDS = ("assessmentItemID", "testId", "KnowledgeTag", "answerCode", "elapsed_s")


def answers_of(rows: list[dict[str, Any]]) -> list[Answer]:
    """Rows of a log as a request brings them, through the contract."""
    history = []
    for row in rows:
        answer = {name: row[name] for name in FIELDS if row[name] is not None}
        if row["Timestamp"] is not None:
            answer["Timestamp"] = str(np.datetime64(int(row["Timestamp"] * 1e6), "us")) + "Z"
        history.append(answer)
    return parse_request(json.dumps({"history": history}).encode()).history


@pytest.mark.parametrize("seed", range(5))
def test_serving_equals_training_at_every_step(trained: Trained, seed: int):
    length = 3 * WINDOW if seed == 0 else WINDOW
    rows = random_rows(trained, np.random.default_rng(seed), length)
    history = answers_of(rows)
    offline = evaluate(trained.bundle, log_of(rows)).prob
    items = [row["assessmentItemID"] for row in rows]
    assert len(set(items)) < len(items) // 2  # repeats, so that counts matter
    online = [trained.predictor.probabilities(history[:t], [items[t]])[0] for t in range(length)]
    np.testing.assert_allclose(online, offline, atol=PARITY, rtol=0)


def test_serving_equals_training_for_students_of_the_training_log(trained: Trained):
    for user in trained.frame["userID"].unique(maintain_order=True)[:3]:
        rows = trained.frame.filter(userID=user).head(WINDOW).to_dicts()
        offline = evaluate(trained.bundle, trained.frame.filter(userID=user)).prob
        history = [Answer(**{k: v for k, v in row.items() if k != "userID"}) for row in rows]
        for t, answer in enumerate(history):
            online = trained.predictor.probabilities(history[:t], [answer.assessmentItemID])
            assert online[0] == pytest.approx(offline[t], abs=PARITY)


def test_tests_and_tags_of_a_request_come_before_those_known(trained: Trained):
    rows = random_rows(trained, np.random.default_rng(8), 20)
    for row in rows[:19:2]:
        row |= {"KnowledgeTag": "g1-counting;its own tag", "testId": "elsewhere"}
    offline = evaluate(trained.bundle, log_of(rows)).prob
    online = trained.predictor.probabilities(answers_of(rows[:19]), [rows[19]["assessmentItemID"]])
    assert online[0] == pytest.approx(offline[19], abs=PARITY)


def test_a_request_without_tests_and_tags_is_read_from_what_is_known(trained: Trained):
    history = answers_of(random_rows(trained, np.random.default_rng(2), 20))
    bare = [answer.model_copy(update={"testId": None, "KnowledgeTag": None}) for answer in history]
    items = trained.predictor.encoders.items.tolist()[:40]
    np.testing.assert_array_equal(
        trained.predictor.probabilities(history, items),
        trained.predictor.probabilities(bare, items),
    )


def test_all_candidates_at_once_equal_one_by_one(trained: Trained):
    history = answers_of(random_rows(trained, np.random.default_rng(3), 12))
    items = [*trained.predictor.encoders.items.tolist()[:20], "unknown", "unknown"]
    together = trained.predictor.probabilities(history, items)
    alone = [trained.predictor.probabilities(history, [item])[0] for item in items]
    np.testing.assert_allclose(together, alone, atol=1e-6)


@pytest.mark.parametrize(("t", "read"), [(WINDOW, 15), (WINDOW + 14, 29), (WINDOW + 15, 15)])
def test_a_long_history_is_read_by_its_newest_steps_and_all_its_counts(trained, t, read):
    rows = random_rows(trained, np.random.default_rng(4), t + 1)
    steps = steps_of(log_of(rows), trained.bundle.encoders())
    recent = slice(t - read, t)
    inputs = {
        "history_category": steps.category[None, recent],
        "history_numeric": steps.history[None, recent],
        "query_category": steps.category[None, t : t + 1],
        "query_numeric": steps.query[None, t : t + 1],
        "at": np.array([[read]]),
    }
    logit = trained.predictor.session.run(None, {name: inputs[name] for name in INPUTS})[0].item()
    online = trained.predictor.probabilities(answers_of(rows[:t]), [rows[t]["assessmentItemID"]])
    assert online[0] == pytest.approx(1 / (1 + np.exp(-logit)), abs=PARITY)


def wrong(item: str, times: int) -> list[Answer]:
    return [Answer(assessmentItemID=item, answerCode=0)] * times


def test_two_unknown_items_are_told_apart_by_their_attempts(trained: Trained):
    met, new, newer = trained.predictor.probabilities(wrong("x1", 3), ["x1", "x2", "x3"])
    assert new == newer
    assert abs(met - new) > 1e-4


def test_unknown_tags_are_told_apart_by_their_attempts(trained: Trained):
    history = [Answer(assessmentItemID="x1", KnowledgeTag="new tag", answerCode=0)] * 3
    predictor = Predictor(trained.bundle)
    predictor.questions |= {
        name: type(predictor.question_set[0])(name, "", tag, "")
        for name, tag in (("x2", "new tag"), ("x3", "newer tag"), ("x4", "newest tag"))
    }
    met, new, newer = predictor.probabilities(history, ["x2", "x3", "x4"])
    assert new == newer
    assert abs(met - new) > 1e-5


@pytest.mark.parametrize("length", [0, 1, 2, WINDOW, WINDOW + 1])
def test_no_candidates_have_no_probabilities(trained: Trained, length: int):
    assert trained.predictor.probabilities(wrong("x1", length), []).shape == (0,)


def test_a_new_student_gets_a_whole_answer(trained: Trained):
    answer = trained.predictor.predict(PredictRequest(history=[]))
    chances = answer["probabilities"]
    assert set(chances) == set(trained.predictor.encoders.items)
    assert answer["score"] == pytest.approx(100 * np.mean(list(chances.values())))
    assert all(0 < p < 1 for p in chances.values())
    assert {entry["answered"] for entry in answer["mastery"]} == {0}
    assert len(answer["next"]) == SUGGESTIONS
    assert {entry["why"] for entry in answer["next"]} <= {"placement", "practice", "stretch"}
    low, high = answer["score_interval"]
    assert low <= answer["score"] <= high
    assert answer["model_version"] == trained.bundle.version
    assert answer["data_version"] == trained.bundle.data_version
    json.dumps(answer, allow_nan=False)


def predict(trained: Trained, candidates: list[str] | None) -> dict[str, Any]:
    predictor = Predictor.load(trained.bundle.folder, ROOT / "questions.csv")
    history = answers_of(random_rows(trained, np.random.default_rng(1), 9))
    return predictor.predict(PredictRequest(history=history, candidates=candidates))


def test_candidates_choose_probabilities_and_nothing_else(trained: Trained):
    everything = predict(trained, None)
    bank = [question.id for question in read_question_bank(ROOT / "questions.csv")]
    assert list(everything["probabilities"]) == bank
    some = [bank[3], "outside the bank", bank[0], bank[3]]
    for candidates in ([], some):
        answer = predict(trained, candidates)
        assert list(answer["probabilities"]) == list(dict.fromkeys(candidates))
        for name in ("score", "mastery", "next"):
            assert answer[name] == everything[name]
    assert answer["probabilities"][bank[3]] == everything["probabilities"][bank[3]]
    assert 0 < answer["probabilities"]["outside the bank"] < 1


def test_mastery_counts_the_answers_of_every_tag(trained: Trained):
    question = trained.predictor.question_set[0]
    told = trained.predictor.predict(PredictRequest(history=wrong(question.id, 4)))["mastery"]
    counts = {entry["tag"]: entry["answered"] for entry in told if entry["answered"]}
    assert counts == dict.fromkeys(question.single_tags, 4)


def tagged(trained: Trained, *tags_and_names: tuple[str, str]) -> Predictor:
    """A predictor over items `i0`, `i1` … with these tags and names."""
    bank = [Question(f"i{n}", "", tags, name) for n, (tags, name) in enumerate(tags_and_names)]
    return Predictor(trained.bundle, bank)


def test_joined_tags_are_told_one_by_one(trained: Trained):
    predictor = tagged(trained, ("add; carry", "Both"), ("add", "Adding"), ("zero;add", "Zero"))
    history = [
        Answer(assessmentItemID="i0", answerCode=0),
        Answer(assessmentItemID="other", KnowledgeTag="carry;carry", answerCode=1),
    ]
    answer = predictor.predict(PredictRequest(history=history))
    p = answer["probabilities"]
    told = {entry["tag"]: entry for entry in answer["mastery"]}
    assert {tag: (e["name"], e["answered"]) for tag, e in told.items()} == {
        "add": ("Adding", 1), "carry": ("carry", 2), "zero": ("Zero", 0),
    }  # fmt: skip
    assert told["add"]["p"] == pytest.approx((p["i0"] + p["i1"] + p["i2"]) / 3)
    assert told["carry"]["p"] == pytest.approx(p["i0"])


def test_what_is_assigned_is_suggested_and_what_is_to_be_avoided_is_not(trained: Trained):
    predictor = Predictor.load(trained.bundle.folder, ROOT / "questions.csv")
    tag = "g4-angles"
    mine = predictor.items_of_tag[tag]
    request = PredictRequest(history=[], assigned=[tag], avoid=mine[:3])
    answer = predictor.predict(request)
    assert answer["phase"]["name"] == "practice"
    for entry in answer["next"]:
        assert entry["id"] in mine[3:] and entry["why"] == "assigned"


def test_a_named_grade_is_where_practice_begins(trained: Trained):
    predictor = Predictor.load(trained.bundle.folder, ROOT / "questions.csv")
    level = [
        predictor.predict(PredictRequest(history=[], grade=grade))["level"]["grade"]
        for grade in (2.0, 5.0, 8.0)
    ]
    assert level[0] < 3.5 < level[1] < 6.5 < level[2]


def test_what_is_remembered_of_others_changes_no_answer(trained: Trained, monkeypatch):
    """Pupils of one process, in turns, against each alone with a process that knows nobody."""
    monkeypatch.setattr(inference, "REMEMBERED", 5)  # so that some are forgotten on the way
    bank = read_question_bank(ROOT / "questions.csv")
    bundle = trained.predictor.bundle
    shared = Predictor(bundle, bank)
    chances = np.random.default_rng(4)
    rights = [[1] * 16, [0] * 16, chances.integers(0, 2, 16).tolist()]
    histories: list[list[Answer]] = [[] for _ in rights]
    phases = set()
    for step in range(16):
        for right, history, grade in zip(rights, histories, (None, 3, None), strict=True):
            told = shared.predict(PredictRequest(history=history, grade=grade))
            alone = Predictor(bundle, bank).predict(PredictRequest(history=history, grade=grade))
            assert told == alone
            phases.add(told["phase"]["name"])
            history.append(Answer(assessmentItemID=told["next"][0]["id"], answerCode=right[step]))
    assert phases == {"placement", "practice"}


def test_topics_are_read_from_beside_the_bank(trained: Trained, tmp_path: Path):
    questions = tmp_path / "questions.csv"
    questions.write_bytes((ROOT / "questions.csv").read_bytes())
    alone = Predictor.load(trained.bundle.folder, questions)
    assert alone.practised.prerequisites == {}
    (tmp_path / "tags.csv").write_bytes((ROOT / "tags.csv").read_bytes())
    both = Predictor.load(trained.bundle.folder, questions)
    assert both.practised.prerequisites["g3-division"] == ("g3-multiplication",)
    assert len(set(both.judged.topics.strand)) == 5


def test_items_without_a_tag_stand_under_one_empty_tag(trained: Trained):
    (entry,) = tagged(trained, ("", ""), (" ; ", "")).predict(PredictRequest(history=[]))["mastery"]
    assert (entry["tag"], entry["name"], entry["answered"]) == ("", "", 0)


def test_a_question_bank_without_a_column_is_told(tmp_path: Path):
    bank = tmp_path / "bank.csv"
    bank.write_text("assessmentItemID,tag\na,b\n")
    with pytest.raises(ValueError, match=r"bank\.csv: column\(s\) KnowledgeTag, testId missing"):
        read_question_bank(bank)


def command(*arguments: object, body: str = "") -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, str(ROOT / "inference.py"), *map(str, arguments)],
        input=body, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_the_command_prints_what_predict_answers(trained: Trained, tmp_path: Path):
    request = tmp_path / "request.json"
    request.write_text('{"history": [{"assessmentItemID": "x", "answerCode": 1}]}')
    run = command(trained.bundle.folder, "--history", request)  # the bank is the default
    assert (run.returncode, run.stderr) == (0, "")
    expected = Predictor.load(trained.bundle.folder, ROOT / "questions.csv").predict(
        parse_request(request.read_bytes())
    )
    assert json.loads(run.stdout) == expected


def corrupt(bundle: Path, parent: Path) -> Path:
    folder = Path(shutil.copytree(bundle, parent / "corrupt"))
    with (folder / "model.onnx").open("ab") as file:
        file.write(b"x")
    return folder


@pytest.mark.stack
def test_the_command_tells_what_is_wrong_in_a_line(trained: Trained, tmp_path: Path):
    bundle, no_bank = trained.bundle.folder, tmp_path / "no.csv"
    spoilt = corrupt(bundle, tmp_path)
    runs = {
        "the body is not JSON: expected value at line 1": command(bundle, body="[}"),
        f"bundle {spoilt} is corrupt: model.onnx has SHA-256": command(spoilt, body="{}"),
        f"{tmp_path} is no bundle: it has no bundle.json": command(tmp_path, body="{}"),
        "[Errno 2] No such file": command(bundle, "--questions", no_bank, body='{"history": []}'),
    }
    for told, run in runs.items():
        assert (run.returncode, run.stdout) == (1, "")
        assert run.stderr.startswith(f"inference.py: {told}")
        assert run.stderr.count("\n") == 1
