"""Relations between tags: the counts of a plain loop, and a dependence that was planted."""

import itertools
import json
from collections import Counter

import numpy as np
import polars as pl
import pytest

from data.lake import Lake
from data.simulate import simulate
from dkt.config.schema import ConfigError, load_config
from dkt.dataset.frame import COLUMNS
from dkt.dataset.split import split_users
from dkt.evaluation import prerequisites as science
from dkt.evaluation.prerequisites import STRENGTH, Relations, relations_of
from experiments import relations as program
from settings import ROOT, load_settings
from tests.dkt.trained import log_of


def by_loop(frame: pl.DataFrame) -> Counter:
    """(A, B, A right, B right) → students: each with the first answers to both."""
    counts: Counter = Counter()
    for user in frame["userID"].unique():
        first: dict[str, tuple[int, str, int]] = {}
        for place, row in enumerate(frame.filter(userID=user).iter_rows(named=True)):
            for tag in filter(None, (one.strip() for one in row["KnowledgeTag"].split(";"))):
                first.setdefault(tag, (place, row["assessmentItemID"], row["answerCode"]))
        for (a, (at, item, code)), (b, (later, other, answer)) in itertools.permutations(
            first.items(), 2
        ):
            if at < later and item != other:
                counts[a, b, code, answer] += 1
    return counts


def random_log(seed: int, students: int = 40) -> pl.DataFrame:
    """Answers to twelve items under six tags, some of two, some of none; users not in a row."""
    rng = np.random.default_rng(seed)
    tags = [*(f"t{k % 6}" for k in range(8)), "t0;t3", "t4; t1;t4", "", "t5;t2"]
    return log_of([
        {"userID": f"u{rng.integers(students)}", "assessmentItemID": f"i{item}",
         "KnowledgeTag": tags[item], "answerCode": int(rng.random() < 0.6)}
        for item in rng.integers(0, 12, 9 * students).tolist()
    ])  # fmt: skip


def told(found: Relations) -> Counter:
    return Counter({
        (str(found.tags[a]), str(found.tags[b]), x, y): int(found.counts[a, b, x, y])
        for a, b, x, y in np.argwhere(found.counts).tolist()
    })  # fmt: skip


@pytest.mark.parametrize("pairs_at_once", [1, 50, 4_000_000])
def test_counts_are_those_of_a_loop(pairs_at_once, monkeypatch):
    monkeypatch.setattr(science, "PAIRS_AT_ONCE", pairs_at_once)
    frame = random_log(0)
    assert told(relations_of(frame)) == by_loop(frame)


def planted(students: int = 300) -> pl.DataFrame:
    """Tags a, b, c, d in this order; the answer to c is mostly the one to a, others are free."""
    rng = np.random.default_rng(3)
    rows = []
    for student in range(students):
        code = {tag: int(rng.random() < 0.6) for tag in "abcd"}
        if rng.random() < 0.8:
            code["c"] = code["a"]
        rows += [
            {"userID": f"u{student}", "assessmentItemID": f"i{tag}", "KnowledgeTag": tag,
             "answerCode": code[tag]} for tag in "abcd"
        ]  # fmt: skip
    return log_of(rows)


def test_a_planted_dependence_is_the_strongest_and_the_only_one():
    found = relations_of(planted())
    assert found.tags.tolist() == ["a", "b", "c", "d"]  # as students meet them
    table = found.table()
    assert table.height == 6  # nobody met c before a
    first = table.row(0, named=True)
    assert (first["first"], first["then"], first["students"]) == ("a", "c", 300)
    assert first["phi"] > 0.6 and first["lift"] > 1.2
    assert first["after_right"] - first["after_wrong"] > 0.6
    assert table["phi"][1:].abs().max() < 0.2
    assert abs(found.typical()) < 0.1
    names, phi = found.matrix(3)
    assert len(names) == 3 and np.isnan(phi[np.tril_indices(3)]).all()


def test_shares_are_drawn_to_b_s_own_and_phi_to_none():
    counts = np.zeros((2, 2, 2, 2), np.int64)
    counts[0, 1] = [[30, 10], [20, 40]]
    found = Relations(np.array(["a", "b"]), counts)
    row = found.table().row(0, named=True)
    assert row["right"] == pytest.approx(0.5)
    assert row["after_right"] == pytest.approx((40 + STRENGTH * 0.5) / (60 + STRENGTH))
    assert row["after_wrong"] == pytest.approx((10 + STRENGTH * 0.5) / (40 + STRENGTH))
    answers = np.repeat([(0, 0), (0, 1), (1, 0), (1, 1)], counts[0, 1].reshape(-1), axis=0)
    expected = np.corrcoef(answers.T)[0, 1] * 100 / (100 + STRENGTH)
    assert row["phi"] == pytest.approx(expected)
    assert found.table(support=101).is_empty() and found.typical(101) == 0.0


def test_answers_without_tags_or_without_rows_have_no_relations():
    untagged = log_of([{"userID": "u", "assessmentItemID": "i", "answerCode": 1}])
    for frame in (untagged, untagged.clear()):
        found = relations_of(frame)
        assert found.table().is_empty() and found.matrix(5)[0] == []


def test_the_command_prints_a_table_and_draws(tmp_path, capsys):
    file, plot = tmp_path / "log.csv", tmp_path / "map.svg"
    frame = planted(80).select(COLUMNS)
    frame.select(
        user_id="userID", item_id="assessmentItemID", skill_id="KnowledgeTag",
        correct="answerCode", position=pl.lit(0),
    ).write_csv(file)  # fmt: skip
    program.relations(logs=[file], plot=plot, support=20, size=5, rows="collapsed", config="lstm",
                 data="latest", top=2, as_json=False)  # fmt: skip
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert lines[0][:3] == ["first", "then", "students"]
    assert lines[1][:3] == ["a", "c", "80"] and len(lines) == 3
    assert "<svg" in plot.read_text()
    program.relations(logs=[file], plot=None, support=20, size=5, rows="raw", config="lstm",
                 data="latest", top=1, as_json=True)  # fmt: skip
    assert json.loads(capsys.readouterr().out)["then"] == "c"


def test_of_the_lake_training_students_alone_are_counted(tmp_path, monkeypatch):
    bank = pl.read_csv(ROOT / "questions.csv", infer_schema=False)
    lake = Lake(str(tmp_path / "lake"))
    lake.append(simulate(bank, 600, 60, seed=3), "simulate:test", 600)
    monkeypatch.setattr(program, "open_lake", lambda _: lake)
    frame = program.training_rows(load_settings(), "latest", "lstm")
    users = split_users(lake.snapshot()["userID"].to_numpy(), load_config("lstm").split)
    assert set(frame["userID"]) == set(users["train"].tolist())
    assert frame.equals(program.training_rows(load_settings(), "0", "lstm"))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"rows": "both"}, "--rows both: expected raw or collapsed"),
        ({"plot": "map.txt"}, "--plot map.txt: expected a name that ends in .png, .svg, .pdf"),
        ({"data": "abc"}, "--data abc: expected a data version number, or 'latest'"),
        ({"support": 999, "plot": "map.png"}, "no pair of tags has 999 students"),
    ],
)
def test_a_wrong_command_ends_in_a_line(tmp_path, wrong, message):
    file = tmp_path / "log.csv"
    file.write_text("user_id,item_id,skill_id,correct,position\n1,i,s,1,0\n")
    given = {"rows": "raw", "plot": None, "support": 20, "data": "latest"} | wrong
    if given["plot"]:
        given["plot"] = type(tmp_path)(given["plot"])
    logs = [] if "data" in wrong else [file]
    with pytest.raises(ConfigError) as stopped:
        program.relations(logs=logs, size=5, config="lstm", top=None, as_json=False, **given)
    assert message in str(stopped.value)
