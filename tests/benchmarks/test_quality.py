"""Benchmarks split students, merge rows of one attempt, and say what they measured."""

import json
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from benchmarks import features, quality
from benchmarks.logs import (
    BenchmarkError,
    check_apart,
    collapse,
    folds_of,
    read_logs,
    split_off,
    students_of,
)

HEADER = "user_id,item_id,skill_id,correct,position\n"


def akt_file(path: Path, students: range, answers: int = 40) -> Path:
    """A log in the layout of AKT's parts: items with two skills stand twice."""
    rng = np.random.default_rng(students.start)
    lines, ease = [], np.linspace(0.1, 0.9, 12)
    for user in students:
        for place in range(answers):
            item = int(rng.integers(12))
            correct = int(rng.random() < ease[item])
            lines += [f"{user},i{item},s{item % 4},{correct},{place}"]
            if item % 3 == 0:
                lines += [f"{user},i{item},t{item % 4},{correct},{place}"]
    path.write_text(HEADER + "\n".join(lines) + "\n")
    return path


def test_rows_of_one_attempt_become_one_with_all_tags(tmp_path):
    file = tmp_path / "log.csv"
    file.write_text(HEADER + "1,a,x,1,0\n1,a,y,1,1\n1,b,x,0,2\n1,a,x,0,3\n2,a,x,1,0\n2,a,y,1,1\n")
    raw, merged = (read_logs([file], rows) for rows in ("raw", "collapsed"))
    assert raw.height == 6
    told = merged.select("userID", "assessmentItemID", "KnowledgeTag", "answerCode").rows()
    assert told == [
        ("1", "a", "x;y", 1), ("1", "b", "x", 0), ("1", "a", "x", 0), ("2", "a", "x;y", 1),
    ]  # fmt: skip
    assert collapse(merged).equals(merged)


def test_a_cut_history_makes_students_of_200_rows_and_keeps_the_real_ones(tmp_path):
    file = akt_file(tmp_path / "log.csv", range(2), answers=230)
    whole, cut = (read_logs([file], "raw", history) for history in ("all", "cut"))
    sizes = cut.group_by("userID", maintain_order=True).len()["len"].to_list()
    assert max(sizes) == 200 and len(sizes) > 2
    assert students_of(cut).to_list() == whole["userID"].to_list()


def test_times_and_layouts_are_read(tmp_path):
    cloze, gervet, other = (tmp_path / name for name in ("cloze.csv", "gervet.csv", "other.csv"))
    cloze.write_text(
        "user_id,item_id,skill_id,correct,timestamp,elapsed_s\nu,i,s,1,2015-11-02 19:49:38,32\n"
    )
    gervet.write_text("user_id,item_id,timestamp,correct,skill_id\n0,1,0,1,2\n")
    other.write_text("a,b\n1,2\n")
    timed = read_logs([cloze], "raw")
    assert timed["elapsed_s"].to_list() == [32.0]
    assert str(timed["Timestamp"][0]) == "2015-11-02 19:49:38+00:00"
    assert read_logs([gervet], "raw")["Timestamp"].to_list() == [None]
    with pytest.raises(BenchmarkError, match=r"other\.csv: columns a, b are none that are known"):
        read_logs([other], "raw")


def test_students_are_split_never_rows(tmp_path):
    frame = read_logs([akt_file(tmp_path / "log.csv", range(20), answers=5)], "raw", "cut")
    rest, tenth = split_off(frame, 10, seed=0)
    assert tenth["userID"].n_unique() == 2 and rest.height + tenth.height == frame.height
    check_apart({"train": rest, "valid": tenth})
    folds = folds_of(frame, 5, seed=0)
    assert sum(one.height for _, one in folds) == frame.height
    for others, one in folds:
        check_apart({"train": others, "test": one})
    with pytest.raises(BenchmarkError, match="2 students are in both train and test, such as"):
        check_apart({"train": frame, "test": tenth})
    with pytest.raises(BenchmarkError, match="the test part has no student"):
        check_apart({"train": frame, "test": frame.head(0)})


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    small = json.loads((Path(quality.__file__).parents[1] / "config" / "lgbm.json").read_text())
    small["model"] |= {"leaves": 4, "leaf_answers": 5}
    small["training"] |= {"max_epochs": 10}
    (tmp_path / "small.json").write_text(json.dumps(small))

    def command(*arguments: object) -> dict:
        asked = ["quality", "--config", str(tmp_path / "small.json"), *map(str, arguments)]
        monkeypatch.setattr(sys, "argv", asked)
        quality.main()
        return json.loads(capsys.readouterr().out.splitlines()[-1])

    return command


@pytest.mark.parametrize("rows", ["raw", "collapsed"])
def test_the_last_line_tells_the_figures(run, tmp_path, rows):
    train = akt_file(tmp_path / "train.csv", range(40))
    test = akt_file(tmp_path / "test.csv", range(100, 115))
    told = run("--train", train, "--test", test, "--rows", rows, "--seeds", 2)
    wanted = "auc auc_within_user acc ece train_seconds interactions_per_second parameters"
    assert set(wanted.split()) <= set(told)
    assert 0.6 < told["auc"] <= 1 and told["seeds"] == len(told["auc_by_seed"]) == 2
    expected = read_logs([test], rows).height
    assert told["answers"] == expected
    cut = run("--train", train, "--test", test, "--rows", rows, "--history", "cut")
    assert cut["answers"] == expected  # 40 rows a student: a cut changes nothing
    assert run("--train", train, "--folds", 2, "--rows", rows)["answers"] > expected


@pytest.mark.parametrize("how", ["coin", "rasch"])
def test_answers_of_mere_chance_are_not_foretold(run, tmp_path, how):
    train = akt_file(tmp_path / "train.csv", range(60))
    test = akt_file(tmp_path / "test.csv", range(100, 140))
    told = run("--train", train, "--test", test, "--rows", "raw", "--answers", how)
    assert told["made_up"] == how
    assert told["auc"] < told["best_auc"] + 0.05
    assert told["best_auc"] == 0.5 if how == "coin" else told["best_auc"] > told["auc"] > 0.6


def test_a_student_in_two_files_is_refused(run, tmp_path, capsys):
    train = akt_file(tmp_path / "train.csv", range(40))
    with pytest.raises(SystemExit) as stopped:
        run("--train", train, "--test", train, "--rows", "raw")
    assert stopped.value.code == 1
    assert "students are in both train and test" in capsys.readouterr().err


def test_frames_have_the_columns_of_the_science(tmp_path):
    frame = read_logs([akt_file(tmp_path / "log.csv", range(2), answers=3)], "raw")
    assert frame.schema["answerCode"] == pl.Int8
    assert frame.schema["Timestamp"] == pl.Datetime("us", "UTC")


def test_the_speed_of_features_is_told(tmp_path):
    told = features.measure([akt_file(tmp_path / "log.csv", range(5))])
    assert told["rows"] > 200
    assert min(told.values()) > 0
