"""The bank keeps its form, and every answer agrees with one worked out from the text alone."""

import ast
import csv
import importlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from recompute import QUESTIONS, RULES, answer_to, value

HERE = Path(__file__).parent
COLUMNS = "assessmentItemID,testId,KnowledgeTag,tag,grade,question,choices,answer,explanation"

for grade in range(1, 10):
    importlib.import_module(f"rules_grade{grade}")


def read() -> list[dict[str, str]]:
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ITEMS = read()
CHOICES = [item for item in ITEMS if item["choices"]]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["assessmentItemID"])
def test_answer_agrees_with_the_text(item):
    worked_out = answer_to(item["question"], item["choices"])
    if item["choices"]:
        assert item["answer"] == worked_out
    else:
        assert Fraction(item["answer"]) == worked_out


def test_every_rule_reads_some_question():
    hint = " Write your answer as a decimal."
    asked = [item["question"].removesuffix(hint) for item in ITEMS]
    idle = [
        sentence
        for _, pattern, sentence, _ in RULES
        if not any(pattern.fullmatch(question) for question in asked)
    ]
    assert idle == []


def test_rules_do_not_know_the_bank():
    for path in [HERE / "recompute.py", *HERE.glob("rules_grade*.py")]:
        imported = {
            name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module]
            )
        }
        assert not {name for name in imported if name.split(".")[0] == "bank"}, path


def test_a_wrong_answer_would_be_seen():
    assert answer_to("What is 7 + 8?", "") == 15
    with pytest.raises(LookupError, match="fit"):
        answer_to("What is 1/4 + 1/4?", '["1/2", "2/4", "1/8", "3/4"]')
    with pytest.raises(LookupError, match="no rule"):
        answer_to("What is the colour of 7?", "")


def test_columns_and_size():
    assert QUESTIONS.read_text(encoding="utf-8").splitlines()[0] == COLUMNS
    assert len(ITEMS) >= 400
    assert len({item["KnowledgeTag"] for item in ITEMS}) >= 45
    assert {item["grade"] for item in ITEMS} == {str(grade) for grade in range(1, 10)}
    assert all(all(item[column] for column in item if column != "choices") for item in ITEMS)


def test_ids_name_grade_chapter_and_position():
    for item in ITEMS:
        head, chapter, position = re.fullmatch(
            r"A(\d{3})(\d{3})(\d{3})", item["assessmentItemID"]
        ).groups()
        assert int(head) == 10 * int(item["grade"])
        assert 1 <= int(chapter) <= 5
        assert 1 <= int(position) <= 13
        assert item["testId"] == f"A{head}000{chapter}"


def test_one_tag_a_chapter():
    chapters = {(item["testId"], item["KnowledgeTag"], item["tag"]) for item in ITEMS}
    for column in range(3):
        assert len({chapter[column] for chapter in chapters}) == len(chapters)
    for _, slug, _ in chapters:
        assert re.fullmatch(r"g[1-9](-[a-z0-9]+)+", slug)


@pytest.mark.parametrize("column", ["assessmentItemID", "question"])
def test_nothing_appears_twice(column):
    seen = Counter(item[column] for item in ITEMS)
    assert [entry for entry, count in seen.items() if count > 1] == []


def test_choices_are_four_and_differ_in_value():
    for item in CHOICES:
        options = json.loads(item["choices"])
        assert len(options) == len(set(options)) == 4, item
        assert item["answer"] in options, item
        if not re.search(r"\d:\d\d", item["answer"]):  # clock times are not numbers
            values = [value(option) for option in options if value(option) is not None]
            assert len(values) == len(set(values)), item


def test_typed_answers_are_plain_numbers():
    for item in ITEMS:
        if not item["choices"]:
            assert re.fullmatch(r"-?\d+(\.\d*[1-9])?", item["answer"]), item


def test_both_kinds_in_every_grade_and_right_choices_in_every_place():
    share = Counter(item["grade"] for item in CHOICES)
    whole = Counter(item["grade"] for item in ITEMS)
    assert all(0.4 <= share[grade] / whole[grade] <= 0.6 for grade in whole)
    places = Counter(json.loads(item["choices"]).index(item["answer"]) for item in CHOICES)
    assert all(0.19 <= places[place] / len(CHOICES) <= 0.31 for place in range(4)), places


def run(*options: str, hash_seed: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "bank", *options],
        cwd=QUESTIONS.parent,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("hash_seed", ["0", "4242"])
def test_the_file_is_what_the_code_makes(hash_seed):
    done = run("--check", hash_seed=hash_seed)
    assert done.returncode == 0, done.stderr


def test_check_reports_a_changed_and_a_missing_file(tmp_path):
    changed = tmp_path / "questions.csv"
    missing = run("--check", "--path", str(changed), hash_seed="1")
    assert missing.returncode == 1
    assert "missing" in missing.stderr
    changed.write_text(QUESTIONS.read_text(encoding="utf-8").replace("How many", "How much", 1))
    differs = run("--check", "--path", str(changed), hash_seed="1")
    assert differs.returncode == 1
    assert "differs" in differs.stderr


def test_another_seed_changes_numbers_not_form_and_stays_right():
    from bank import make

    other = list(make.rows(make.SEED + 1))
    assert ",".join(make.COLUMNS) == COLUMNS
    assert [item["assessmentItemID"] for item in other] == [
        item["assessmentItemID"] for item in ITEMS
    ]
    assert [item["question"] for item in other] != [item["question"] for item in ITEMS]
    for item in other:
        worked_out = answer_to(item["question"], item["choices"])
        assert worked_out == (item["answer"] if item["choices"] else Fraction(item["answer"])), item
