"""What the lake has is not added again, and what only looks like it is."""

import pytest

from data import importer
from data.importer import import_log
from data.known import shared

TIMED = "user_id,item_id,skill_id,correct,timestamp,elapsed_s\n"
ORDERED = "user_id,item_id,skill_id,correct,position\n"
MAY = ["u,a,x,1,2020-05-01 10:00:00,5\n", "u,b,x,0,2020-05-02 10:00:00,5\n",
       "v,a,x,0,2020-05-02 10:00:00,5\n"]  # fmt: skip
JUNE = ["u,a,x,1,2020-06-01 10:00:00,5\n", "v,b,x,0,2020-06-02 10:00:00,5\n"]


@pytest.fixture
def add(lake, tmp_path):
    def run(text: str | bytes, **how) -> int:
        """Answers that the import added."""
        before = lake.row_count()
        path = tmp_path / "log.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        import_log(path, lake, **how)
        return lake.row_count() - before

    return run


def test_an_export_that_holds_the_last_one_adds_what_is_new(add, lake, caplog):
    caplog.set_level("INFO")
    assert add(TIMED + "".join(MAY)) == 3
    assert add(TIMED + "".join([*MAY, *JUNE])) == 2
    assert "2 answers imported, 3 in the lake already" in caplog.messages[-1]
    assert add(TIMED + "".join([*MAY[1:], *JUNE, "u,c,x,1,2020-07-01 10:00:00,5\n"])) == 1
    assert lake.row_count() == 6


def test_line_ends_make_no_new_answers(add, lake):
    text = TIMED + "".join(MAY)
    assert add(text) == 3
    version = lake.version()
    assert add(text.replace("\n", "\r\n")) == 0
    assert add(text.replace("\n", "\r\n")) == 0
    assert lake.version() == version


def test_two_answers_of_one_moment_stay_two(add):
    row = "u,a,x,1,2020-05-01 10:00:00,5\n"
    assert add(TIMED + row) == 1
    assert add(TIMED + row * 2) == 1
    assert add(TIMED + row * 2 + MAY[1]) == 1


def test_a_longer_log_without_times_adds_its_end(add):
    rows = ["u,a,x,1,0\n", "u,a,x,1,1\n", "v,a,x,0,0\n"]
    new = ["u,a,x,1,2\n", "v,a,x,1,1\n", "w,a,x,1,0\n"]
    assert add(ORDERED + "".join(rows)) == 3
    assert add(ORDERED + "".join([*rows, *new])) == 3
    assert add((ORDERED + "".join([*rows, *new])).replace("\n", "\r\n")) == 0
    assert add((ORDERED + "".join(rows)).replace("\n", "\r\n")) == 0


def test_another_log_without_times_of_the_same_students_is_all_new(add):
    assert add(ORDERED + "u,a,x,1,0\nu,b,x,0,1\nu,c,x,1,2\n") == 3
    assert add(ORDERED + "u,a,x,1,0\nu,c,x,1,1\n") == 2


def test_another_mapping_is_another_import(add, lake, caplog):
    caplog.set_level("INFO")
    text = "who,what,ok,also\nu,a,1,b\n"
    ids = {"userID": "who", "answerCode": "ok"}
    assert add(text, mapping={**ids, "assessmentItemID": "what"}) == 1
    assert add(text, mapping={**ids, "assessmentItemID": "what"}) == 0
    assert "was imported before" in caplog.messages[-1]
    assert add(text, mapping={**ids, "assessmentItemID": "also"}) == 1
    assert sorted(lake.snapshot()["assessmentItemID"].to_list()) == ["a", "b"]


@pytest.mark.parametrize(
    ("old", "new", "known"),
    [("abc", "abc", 3), ("abc", "abcd", 3), ("abc", "ab", 2), ("abc", "xab", 0), ("abc", "cde", 0),
     ("abcdefgh", "defghij", 5), ("abcdefgh", "efghij", 0), ("abcdefgh", "bcdefg", 6),
     ("abcdefgh", "bc", 0), ("aa", "aaa", 2)],
)  # fmt: skip
def test_what_two_logs_without_times_share(old, new, known):
    assert shared(old, new) == known


def test_two_overlapping_imports_at_once_take_turns(lake, tmp_path, monkeypatch):
    first, second = tmp_path / "may.csv", tmp_path / "june.csv"
    first.write_text(TIMED + "".join(MAY))
    second.write_text(TIMED + "".join([*MAY, *JUNE]))
    look, looks = importer.held_of, []

    def other_comes_in_between(*arguments):
        held = look(*arguments)
        looks.append(held.height)
        if len(looks) == 1:
            import_log(first, lake)
        return held

    monkeypatch.setattr(importer, "held_of", other_comes_in_between)
    assert import_log(second, lake).known == 3
    assert (lake.row_count(), looks) == (5, [0, 0, 3])
