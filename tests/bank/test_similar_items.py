"""The sheet of similar and dissimilar items keeps to its rule."""

import csv

from settings import ROOT


def test_similar_items_share_a_skill_and_others_neither_grade_nor_subject():
    with (ROOT / "questions.csv").open(newline="", encoding="utf-8") as file:
        bank = {row["assessmentItemID"]: row for row in csv.DictReader(file)}
    with (ROOT / "bank" / "similar_items.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len({frozenset((row["item"], row["other"])) for row in rows}) == len(rows) == 60
    assert sum(row["similar"] == "1" for row in rows) == 30
    for row in rows:
        one, other = bank[row["item"]], bank[row["other"]]
        apart = abs(int(one["grade"]) - int(other["grade"]))
        assert row["why"]
        if row["similar"] == "1":
            assert one is not other
            assert apart <= 3 - 2 * (one["KnowledgeTag"] == other["KnowledgeTag"])
        else:
            assert apart >= 2
            assert one["KnowledgeTag"] != other["KnowledgeTag"]
