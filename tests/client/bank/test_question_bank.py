"""The bank is read once; what is wrong with it is said by file, line and column."""

import pytest
from visitor import BANK, COLUMNS

from client.app.bank.questions import QuestionBankError, load_questions


def test_questions_come_lowest_grade_first(bank_file):
    bank = load_questions(bank_file)
    assert [question.grade for question in bank.values()] == [2, 3, 4]
    assert bank["A040001001"].choices == ("4/9", "6/9", "3/2", "2/6")
    assert bank["A030001001"].choices == ()
    assert bank.tag_name("401", "ko") == "Fractions" and bank.tag_grade("401") == 4


GOOD = "A1,T1,1,Tag,3,What?,,5,Because."


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        ("A1,T1,1,Tag,three,What?,,5,Because.", "grade", "whole number"),
        ("A1,T1,1,Tag,3,What?,,five,Because.", "answer", "a number"),
        ('A1,T1,1,Tag,3,What?,"[""a"",""b""]",c,Because.', "answer", "one of the choices"),
        ("A1,T1,1,Tag,3,What?,[a,5,Because.", "choices", "JSON array"),
        ('A1,T1,1,Tag,3,What?,"[""a"",""a""]",a,Because.', "choices", "different strings"),
        ("A1,T1,1,Tag,3,What?,[1],1,Because.", "choices", "strings"),
        (",T1,1,Tag,3,What?,,5,Because.", "assessmentItemID", "some text"),
        ("A1,T1,1,Tag,3,What?,,5,", "explanation", "some text"),
        (f"{'A' * 65},T1,1,Tag,3,What?,,5,Because.", "assessmentItemID", "64 characters"),
        (GOOD.replace("A1", "A0"), "assessmentItemID", "on line 2 already"),
        ("A1,T1,1,Tag", "(all)", "9 comma-separated values"),
        (GOOD + ",more", "(all)", "9 comma-separated values"),
    ],
)
def test_a_bad_row_is_named_by_line_and_column(tmp_path, row, column, expected):
    path = tmp_path / "bank.csv"
    first = GOOD.replace("A1", "A0")
    path.write_text("\n".join([COLUMNS.replace(" ", ","), first, row]), encoding="utf-8")
    with pytest.raises(QuestionBankError) as caught:
        load_questions(path)
    assert f"{path}, line 3, column {column}: " in str(caught.value)
    assert expected in str(caught.value)


def test_missing_columns_an_empty_bank_and_a_missing_file_are_named(tmp_path):
    path = tmp_path / "bank.csv"
    path.write_text("assessmentItemID,question\nA1,What?\n", encoding="utf-8")
    with pytest.raises(QuestionBankError, match=r"line 1: columns .*'answer'.* are missing"):
        load_questions(path)
    path.write_text(COLUMNS.replace(" ", ","), encoding="utf-8")
    with pytest.raises(QuestionBankError, match="no questions"):
        load_questions(path)
    with pytest.raises(QuestionBankError, match="QUESTIONS must be"):
        load_questions(tmp_path / "nothing.csv")


def test_every_problem_is_reported_at_once(tmp_path):
    path = tmp_path / "bank.csv"
    rows = [",".join(str(cell) for cell in BANK[0][:4]), GOOD.replace(",3,", ",x,")]
    path.write_text("\n".join([COLUMNS.replace(" ", ","), *rows]), encoding="utf-8")
    with pytest.raises(QuestionBankError) as caught:
        load_questions(path)
    assert "line 2" in str(caught.value) and "line 3" in str(caught.value)
