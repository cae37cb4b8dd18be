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
    folds_of,
    own_folds_of,
    split_off,
    students_of,
    with_made_up_answers,
)
from data.importer import import_log
from data.lake import Lake
from data.logs.order import collapse
from experiments.public_logs import LogError, read_logs

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
    with pytest.raises(LogError, match=r"other\.csv, line 1: the header is a, b; nothing is"):
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
    told = run("--train", train, "--test", test, "--rows", "collapsed", "--answers", how)
    assert told["made_up"] == how
    assert told["auc"] < told["best_auc"] + 0.05
    assert told["best_auc"] == 0.5 if how == "coin" else told["best_auc"] > told["auc"] > 0.6
    # of raw rows, those that stand for the same attempt as the row before give it away
    raw = run("--train", train, "--test", test, "--rows", "raw", "--answers", how)
    assert raw["auc"] > told["auc"] + 0.02


@pytest.mark.parametrize("how", ["coin", "rasch"])
def test_rows_of_one_attempt_have_one_made_up_answer(tmp_path, how):
    paths = [akt_file(tmp_path / f"{k}.csv", range(k, k + 30)) for k in (0, 50)]
    raw, merged = (
        with_made_up_answers([read_logs([one], rows) for one in paths], how)[0]
        for rows in ("raw", "collapsed")
    )
    for of_raw, of_merged in zip(raw, merged, strict=True):
        assert of_raw.height > of_merged.height
        assert collapse(of_raw).equals(of_merged)
        attempts = of_raw.select("userID", "assessmentItemID").with_columns(
            (pl.all() != pl.all().shift()).fill_null(value=True)
        )
        again = ~(attempts["userID"] | attempts["assessmentItemID"])
        answers = of_raw["answerCode"]
        assert (answers == answers.shift()).filter(again).all()


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


def test_a_log_is_the_same_to_a_benchmark_and_to_training(tmp_path):
    """Ids are shortened, spelled and ordered alike: what the one trains the other can score."""
    log = tmp_path / "log.csv"
    long = "The ____ of " + "very " * 20 + "many"
    log.write_text(
        "user_id,item_id,skill_id,correct,timestamp,elapsed_s\n"
        f"u ,{long},{long.replace('____', 'mean')},1,2020-01-02 10:00:00,5\n"
        f"u,b,NaN,0,2020-01-01 10:00:00,\nclass#v,b,x,1,2020-01-01 10:00:00,7\n"
    )
    lake = Lake(str(tmp_path / "lake"))
    import_log(log, lake)
    frame = read_logs([log], "raw").sort("userID", maintain_order=True)
    trained = lake.snapshot(columns=frame.columns)
    assert frame.cast({"elapsed_s": pl.Float32}).equals(trained)
    assert len(frame["assessmentItemID"][2]) == 64 and "answer: mean" in frame["KnowledgeTag"][2]


def test_students_with_the_mark_of_a_cut_in_their_ids_stay_apart(tmp_path):
    log = tmp_path / "log.csv"
    log.write_text(HEADER + "class7#anna,a,x,1,0\nclass7#ben,a,x,0,0\nclass7,b,x,0,0\n")
    for history in ("all", "cut"):
        frame = read_logs([log], "raw", history)
        assert students_of(frame).n_unique() == frame["userID"].n_unique() == 3


@pytest.mark.parametrize(
    ("rows", "message"),
    [("u,a,x,2,0\nu,b,x,1,1\nu,c,x,0,2\n", "1 of 3 rows .* line 2: answerCode = '2', expected 0"),
     ("u,a,x,1,0\n ,b,x,1,1\nu,c,x,0,2\n", "1 of 3 rows .* line 3: userID is empty")],
)  # fmt: skip
def test_a_benchmark_refuses_rows_that_are_no_answers(tmp_path, rows, message):
    (tmp_path / "log.csv").write_text(HEADER + rows)
    with pytest.raises(LogError, match=message):
        read_logs([tmp_path / "log.csv"], "raw")


def test_a_part_of_right_answers_alone_is_refused(run, tmp_path, capsys):
    train = akt_file(tmp_path / "train.csv", range(40))
    (tmp_path / "test.csv").write_text(HEADER + "x1,i1,s1,1,0\nx1,i2,s1,1,1\nx2,i1,s1,1,0\n")
    with pytest.raises(SystemExit):
        run("--train", train, "--test", tmp_path / "test.csv", "--rows", "raw")
    assert "all 3 answers of the test part are 1" in capsys.readouterr().err


def test_items_that_training_has_not_seen_are_refused_or_allowed(run, tmp_path, capsys):
    train = akt_file(tmp_path / "train.csv", range(40))
    other = akt_file(tmp_path / "other.csv", range(100, 130))
    head, _, rows = other.read_text().partition("\n")
    other.write_text(f"{head}\n{rows.replace(',i', ',item-')}")
    with pytest.raises(SystemExit):
        run("--train", train, "--test", other, "--rows", "raw")
    assert "100% of the answers that are scored are to items that training has not" in (
        capsys.readouterr().err
    )
    told = run("--train", train, "--test", other, "--rows", "raw", "--new-items")
    assert told["unknown_items"] == 1.0


def test_published_folds_are_used_as_they_are(tmp_path):
    log = tmp_path / "train_valid_sequences.csv"
    log.write_text(
        "fold,uid,questions,concepts,responses,selectmasks\n"
        + "".join(f'{u % 3},{u},"1,2","1,2","{u % 2},1","1,1"\n' for u in range(9))
        + '-1,99,"1","1","1","1"\n'
    )
    frame = read_logs([log], "collapsed")
    folds = own_folds_of(frame)
    assert [sorted(students_of(one).unique()) for _, one in folds] == [
        ["0", "3", "6"], ["1", "4", "7"], ["2", "5", "8"],
    ]  # fmt: skip
    for others, one in folds:
        check_apart({"train": others, "test": one})
    with pytest.raises(BenchmarkError, match="no folds of its own"):
        own_folds_of(frame.drop("fold"))
