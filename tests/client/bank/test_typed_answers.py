"""The table of forms people type: what each of them meant decides its verdict."""

import csv
import re
from pathlib import Path

import pytest

from client.app.bank.grading import AskAgainError, grade
from client.app.bank.questions import load_questions
from client.app.web.texts import ASK_AGAIN

TABLE = Path(__file__).with_name("typed_answers.csv")
BANK = load_questions(TABLE.with_name("typed_questions.csv"))
"""Questions of the bank as they once were: what the forms were typed for."""


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


ROWS = rows()


def verdict(item: str, typed: str) -> str:
    typed = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), typed)
    try:
        return "right" if grade(BANK[item], typed) else "wrong"
    except AskAgainError as err:
        assert str(ASK_AGAIN[err.sentence]) % err.values
        return "asked"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['point']} for {row['answer']}")
def test_each_form_gets_the_verdict_it_deserves_in_both_number_styles(row):
    assert BANK[row["item"]].answer == row["answer"]
    assert verdict(row["item"], row["point"]) == row["verdict"], row["meant"]
    in_comma_style = verdict(row["item"], row["comma"] or row["point"])
    assert in_comma_style == (row["verdict_comma"] or row["verdict"]), row["meant"]


def test_the_table_holds_its_150_forms():
    assert len({(row["item"], row["point"]) for row in ROWS}) >= 150
    assert all(None not in row and len(row) == 7 for row in ROWS)
    assert {row["verdict"] for row in ROWS} == {"right", "wrong", "asked"}
