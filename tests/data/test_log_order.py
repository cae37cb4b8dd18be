"""A log becomes one row per answer, in order, and the import says what it did."""

import polars as pl
import pytest

from data.errors import LogFileError
from data.importer import import_log

TIMED = "user_id,item_id,skill_id,correct,timestamp,elapsed_s\n"


@pytest.fixture
def imported(lake, tmp_path, caplog):
    caplog.set_level("INFO")

    def run(text: str, **how) -> tuple[list[tuple], str]:
        (tmp_path / "log.csv").write_text(text)
        import_log(tmp_path / "log.csv", lake, **how)
        rows = lake.snapshot().select("userID", "assessmentItemID", "KnowledgeTag", "answerCode")
        return rows.rows(), caplog.messages[-1]

    return run


def test_a_row_for_each_skill_is_one_answer(imported):
    rows, said = imported(
        TIMED + "u,a,x,1,2020-01-01 10:00:00,5\nu,a,y,1,2020-01-01 10:00:00,5\n"
        "u,b,x,0,2020-01-01 10:01:00,5\n"
        "u,a,x,1,2020-01-01 10:02:00,5\nu,a,y,1,2020-01-01 10:02:00,5\n"
    )
    assert rows == [("u", "a", "x;y", 1), ("u", "b", "x", 0), ("u", "a", "x;y", 1)]
    assert "5 rows, 3 answers imported" in said
    assert "2 rows merged into answers with several tags" in said


def test_an_item_answered_twice_in_a_minute_stays_two_answers(imported):
    rows, _ = imported(TIMED + "u,a,x,1,2020-01-01 10:00,\n" * 2 + "u,a,y,1,2020-01-01 10:00,\n")
    assert rows == [("u", "a", "x;y", 1), ("u", "a", "x", 1)]


def test_newest_first_is_turned_round(imported):
    rows, said = imported(
        TIMED + "u,c,s,1,2020-01-03 10:00:00,1\nv,z,s,1,2020-01-02 10:00:00,1\n"
        "u,b,s,1,2020-01-02 10:00:00,1\nu,a2,s,1,2020-01-01 10:00:00,1\n"
        "u,a1,s,1,2020-01-01 10:00:00,1\n"
    )
    assert [item for user, item, *_ in rows if user == "u"] == ["a1", "a2", "b", "c"]
    assert "newest first: turned round by timestamp" in said


def test_shuffled_rows_are_sorted_and_equal_times_stay(imported):
    rows, said = imported(
        TIMED + "u,b1,s,1,2020-01-02 10:00:00,1\nu,a,s,1,2020-01-01 10:00:00,1\n"
        "u,b2,s,1,2020-01-02 10:00:00,1\nu,c,s,1,2020-01-03 10:00:00,1\n"
    )
    assert [row[1] for row in rows] == ["a", "b1", "b2", "c"]
    assert "not in order: sorted by timestamp" in said


def test_a_column_named_by_hand_gives_the_order(imported):
    rows, said = imported(
        "user_id,item_id,skill_id,correct,n\nu,c,s,1,30\nu,a,s,1,4\nu,b,s,1,20\n", order_by="n"
    )
    assert [row[1] for row in rows] == ["a", "b", "c"]
    assert "sorted by n" in said


def test_a_column_of_times_may_give_the_order_and_one_of_words_may_not(imported):
    log = "user_id,item_id,skill_id,correct,day\nu,b,s,1,2020-01-02 00:00\nu,a,s,1,{}\n"
    with pytest.raises(LogFileError, match="day orders the answers, and has 'Monday'"):
        imported(log.format("Monday"), order_by="day")
    rows, _ = imported(log.format("2020-01-01 00:00"), order_by="day")
    assert [row[1] for row in rows] == ["a", "b"]


def test_one_odd_time_among_numbers_is_one_bad_row(imported, lake):
    times = ["1577871120", "1577871120000000", "soon", *(str(1577871121 + k) for k in range(9))]
    imported(TIMED + "".join(f"u,i{k},s,1,{time},\n" for k, time in enumerate(times)))
    assert (lake.row_count(), lake.quarantine.row_count()) == (10, 2)


def test_what_may_be_one_answer_is_said_where_nothing_tells(imported):
    log = "user_id,item_id,skill_id,correct,position\nu,a,x,1,0\nu,a,y,1,1\nu,b,x,0,2\n"
    rows, said = imported(log)
    assert len(rows) == 3
    assert "1 rows repeat item and answer of the row before under another tag" in said


def test_collapsed_rows_are_one_by_wish(imported):
    log = "user_id,item_id,skill_id,correct,position\nu,a,x,1,0\nv,c,x,1,0\nu,a,y,1,1\nu,b,x,0,2\n"
    rows, said = imported(log, rows="collapsed")
    assert rows == [("u", "a", "x;y", 1), ("u", "b", "x", 0), ("v", "c", "x", 1)]
    assert "1 consecutive rows of one item merged" in said


def test_a_log_of_many_students_in_parts_is_the_same(lake, tmp_path, monkeypatch):
    """Parts of some rows, through files, give what one part in memory gives."""
    times = [f"2020-01-01 {10 + n // 60:02d}:{59 - n % 60:02d}:00" for n in range(400)]
    lines = [f"u{n % 7},i{n % 5},s{n % 2},{n % 3 % 2},{time},1\n" for n, time in enumerate(times)]
    (tmp_path / "log.csv").write_text(TIMED + "".join(lines))
    other = type(lake)(f"{lake.uri}-whole", lake.interactions._options)
    import_log(tmp_path / "log.csv", other)
    monkeypatch.setattr("data.logs.spool.IN_MEMORY", 90)
    monkeypatch.setattr("data.logs.rows.CHUNK", 50)
    done = import_log(tmp_path / "log.csv", lake)
    assert lake.version() > 2 and done.rows == 400
    same = pl.exclude("ingested_at")
    assert lake.snapshot().select(same).equals(other.snapshot().select(same))
    assert import_log(tmp_path / "log.csv", lake).rows == 0


def test_an_import_in_parts_that_was_killed_goes_on(lake, tmp_path, monkeypatch):
    lines = [f"u{n % 50},i{n % 5},s,{n % 2},{n}\n" for n in range(300)]
    (tmp_path / "log.csv").write_text(
        "user_id,item_id,skill_id,correct,position\n" + "".join(lines)
    )
    monkeypatch.setattr("data.logs.spool.IN_MEMORY", 60)
    monkeypatch.setattr("data.logs.rows.CHUNK", 50)
    append, commits = lake.interactions.append, []

    def killed_at_third(*args, **kwargs):
        commits.append(args[1])
        if len(commits) == 3:
            raise KeyboardInterrupt
        return append(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(lake.interactions, "append", killed_at_third)
        with pytest.raises(KeyboardInterrupt):
            import_log(tmp_path / "log.csv", lake)
    assert 0 < lake.row_count() < 300
    import_log(tmp_path / "log.csv", lake)
    frame = lake.snapshot()
    assert frame.height == 300 == frame["event_id"].n_unique()
    assert sorted(frame["seq"].to_list()) == list(range(1, 301))
