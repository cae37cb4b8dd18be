"""One thing in two spellings is one thing, and what means nothing is nothing."""

import polars as pl
import pytest

from data.importer import import_log
from data.logs.spelling import joined_tags, short_item_id, spelled, tags_of

HEAD = "user_id,item_id,skill_id,correct,position\n"


@pytest.mark.parametrize(
    "nothing", ["", " ", "NA", "NaN", "NULL", "\\N", "None", "\u00a0", "\u200b"]
)
def test_what_means_nothing_is_no_student_and_no_tag(lake, tmp_path, nothing):
    path = tmp_path / "log.csv"
    path.write_text(HEAD + f"{nothing},i1,s1,1,0\ns1,i1,{nothing},1,1\ns1,i2,s2,0,2\n")
    import_log(path, lake)
    rows = lake.snapshot().select("userID", "assessmentItemID", "KnowledgeTag").rows()
    assert rows == [("s1", "i1", ""), ("s1", "i2", "s2")]
    assert lake.quarantine.read().item(0, "reason") == "log.csv, line 2: userID is empty"


def test_a_student_with_blanks_around_is_the_same(lake, tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(HEAD + "s1,i1,k,1,0\ns1 ,i1 ,k ,0,1\n\ufeffs1, i1,\tk, 1 ,2\n", "utf-8")
    import_log(path, lake)
    rows = lake.snapshot().select("userID", "assessmentItemID", "KnowledgeTag", "answerCode")
    assert rows.rows() == [("s1", "i1", "k", 1), ("s1", "i1", "k", 0), ("s1", "i1", "k", 1)]


def test_names_that_look_like_nothing_stay():
    assert spelled(pl.Series(["Nan", "Null", "na", "0", "-"])).null_count() == 0


@pytest.mark.parametrize(
    ("text", "separator", "tags"),
    [("a;b", ";", "a;b"), ("a; ;NaN", ";", "a"), ("NA; ", ";", None), ("1_13", "_", "1;13"),
     ("x; y~~z", "~~", "x, y;z"), ("one; and two", ";", "one; and two")],
)  # fmt: skip
def test_tags_have_one_separator(text, separator, tags):
    assert tags_of(pl.Series([text]), separator).to_list() == [tags]


def test_tags_of_one_answer_are_named_once_and_fit():
    assert joined_tags(["a;b", None, "b;c"]) == "a;b;c"
    many = joined_tags([f"tag {k:04d}" for k in range(1000)])
    assert len(many) <= 1024 and many.endswith("tag 0112")


def test_long_ids_stay_apart():
    long = "x" * 70
    assert short_item_id(long) != short_item_id(long + "y")
    assert len(short_item_id(long)) == 64 and short_item_id("x" * 64) == "x" * 64
