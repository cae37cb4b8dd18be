"""Logs come in whole and once, or not at all with a reason."""

import gzip
import hashlib
import os
import uuid
from pathlib import Path

import pytest

from data.errors import LogFileError
from data.event_ids import event_ids
from data.importer import import_log

AKT = "user_id,item_id,skill_id,correct,position\n7,i1,s1,1,0\n7,i2,s1,0,1\n3,i1,s1,1,0\n"
HEAD = "user_id,item_id,skill_id,correct,position\n"
GERVET = "user_id,item_id,timestamp,correct,skill_id\n0,12,0,0,143\n0,13,0,1,143\n"
CLOZE = (
    "user_id,item_id,skill_id,correct,timestamp,elapsed_s\n"
    'u,"A mean, of ""all""",4 mean,0,2015-11-02 19:49:38,32\n'
)
ISCREAM = (
    "userID,assessmentItemID,testId,answerCode,Timestamp,KnowledgeTag\n"
    "0,A060001001,A060000001,1,2020-03-24 00:17:11,7224\n"
)


@pytest.fixture
def write(tmp_path):
    def write_file(text: str | bytes, name: str = "log.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write_file


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (AKT, ("3", "i1", "", "s1", 1, None, None)),
        (GERVET, ("0", "12", "", "143", 0, None, None)),
        (CLOZE, ("u", 'A mean, of "all"', "", "4 mean", 0, "2015-11-02T19:49:38+00:00", 32.0)),
        (ISCREAM,
         ("0", "A060001001", "A060000001", "7224", 1, "2020-03-24T00:17:11+00:00", None)),
    ],
    ids=["akt", "gervet", "cloze", "iscream"],
)  # fmt: skip
def test_the_layout_is_found_from_the_header(lake, write, text, expected):
    import_log(write(text), lake)
    row = lake.snapshot().row(0, named=True)
    time = row["Timestamp"].isoformat() if row["Timestamp"] else None
    assert (row["userID"], row["assessmentItemID"], row["testId"], row["KnowledgeTag"],
            row["answerCode"], time, row["elapsed_s"]) == expected  # fmt: skip
    assert row["source"] == "import"


def test_what_fills_a_blank_becomes_a_tag(lake, write):
    asked = "u,The ______ is it,4 The mean is it,1,2015-11-02 19:49:38,1\n"
    import_log(write(CLOZE.splitlines(keepends=True)[0] + asked), lake)
    assert lake.snapshot()["KnowledgeTag"].to_list() == ["4 The mean is it;answer: mean"]


def test_the_order_of_the_rows_is_kept(lake, write):
    rows = "".join(f"u{n % 3},i{59 - n},s,1,{n}\n" for n in range(60))
    import_log(write(HEAD + rows), lake)
    frame = lake.snapshot()
    for user in range(3):
        items = frame.filter(userID=f"u{user}").get_column("assessmentItemID").to_list()
        assert items == [f"i{59 - n}" for n in range(user, 60, 3)]


def test_the_same_log_twice_adds_nothing_zipped_or_not(lake, write, caplog):
    caplog.set_level("INFO")
    assert import_log(write(AKT), lake).rows == 3
    assert import_log(write(AKT, "again.csv"), lake).rows == 0
    assert import_log(write(gzip.compress(AKT.encode()), "log.csv.gz"), lake).rows == 0
    assert "was imported before" in caplog.text
    assert (lake.version(), lake.row_count()) == (0, 3)


def test_event_ids_come_from_the_file_and_the_row(lake, write):
    import_log(write(AKT), lake)
    source = f"import:{hashlib.sha256(AKT.encode()).hexdigest()}"
    expected = [str(uuid.uuid5(uuid.NAMESPACE_URL, f"{source}/{n}")) for n in (1, 2, 3)]
    assert event_ids(source, 3).to_list() == expected
    assert lake.snapshot().sort("seq").get_column("event_id").to_list() == expected


def test_other_columns_are_named_by_hand(lake, write):
    path = write("who,what,ok,extra\nu,i,1,x\n")
    mapping = {"userID": "who", "assessmentItemID": "what", "answerCode": "ok"}
    import_log(path, lake, mapping=mapping)
    row = lake.snapshot().row(0, named=True)
    assert (row["userID"], row["assessmentItemID"], row["answerCode"]) == ("u", "i", 1)


def test_long_item_ids_are_shortened_the_same_way_every_time(lake, write):
    long = "A " + "very " * 20 + "long question"
    text = f"user_id,item_id,skill_id,correct,position\nu,{long},s,1,0\nu,{'x' * 64},s,1,1\n"
    import_log(write(text), lake)
    short = long[:51] + "~" + hashlib.sha256(long.encode()).hexdigest()[:12]
    assert len(short) == 64
    assert lake.snapshot().get_column("assessmentItemID").to_list() == [short, "x" * 64]


def test_bad_rows_go_to_the_quarantine_with_their_line(lake, write):
    text = AKT + '7,"a\nb",s1,1,2\n7,i9,s1,2,3\n'  # a value of two lines comes before
    done = import_log(write(text), lake)
    assert (done.rows, done.bad) == (5, 1)
    assert lake.row_count() == 4
    row = lake.quarantine.read().row(0, named=True)
    assert row["reason"] == "log.csv, line 7: answerCode = '2', expected 0 or 1"
    assert (row["seq"], row["source_ref"][:7]) == (5, "import:")


def test_a_crash_after_the_quarantine_leaves_nothing_out(lake, write, monkeypatch):
    path = write(AKT + "7,i9,s1,2,3\n")
    with monkeypatch.context() as patch:
        patch.setattr(lake.interactions, "append", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            import_log(path, lake)
    import_log(path, lake)
    assert (lake.row_count(), lake.quarantine.row_count()) == (3, 1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty; expected a header line"),
        (HEAD, "a header and no rows"),
        (AKT + "7,i1,s1\n", r"line 5: 3 values \('7,i1,s1'\), expected 5 \(user_id, item_id"),
        (AKT + "7,i1,s1,1,0,9\n", "line 5: 6 values .* expected 5"),
        (HEAD + '7,"i1,s1,1,0\n7,i2,s1,0,1\n', "line 2: unexpected end of data; expected a quoted"),
        (HEAD + '7,"i"1,s1,1,0\n', "line 2: ',' expected after '\"'"),
        ("7,\u4e2d,s1,1,0\n".join([AKT, ""]).encode() + b"7,caf\xe9,s1,1,0\n",
         "line 6: byte 0xe9 is not UTF-8, though lines before it are"),
        (AKT.encode() + b"7,i1\0,s1,1,0\n", "line 5: a NUL byte"),
        (AKT.encode("utf-16-le"), "line 1: a NUL byte"),
        (b"PK\x03\x04" + bytes(60), "a zip or Excel file: unzip it"),
        (HEAD + f"7,{'x' * (5 << 20)},s1,1,0\n", "line 2: a value of more than 4 million char"),
        (gzip.compress(AKT.encode(), mtime=0)[:-12], "damaged or cut-off gzip"),
        ("user_id,item_id,skill_id,correct,correct\n1,2,3,1,0\n",
         r"line 1: .* columns \['correct'\] stand twice"),
        ("user_id,item_id,correct\n1,2,1\n",
         "line 1: the header is user_id, item_id, correct; "
         "nothing is mapped to userID .perhaps --map userID=user_id.; .*--map"),
        (HEAD + "7,i1,s1,2,0\n7,i2,s1,3,1\n7,i3,s1,1,1\n",
         "2 of 3 rows are no answers.*line 2: answerCode = '2', expected 0 or 1.*--map"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_whole(lake, write, content, message):
    path = write(content)
    with pytest.raises(LogFileError, match=message) as caught:
        import_log(path, lake)
    assert str(path) in str(caught.value)
    assert lake.version() is None
    assert lake.quarantine.version() is None


def test_a_file_that_is_not_there_or_not_gzip_is_told(lake, write, tmp_path):
    with pytest.raises(LogFileError, match=r"none\.csv cannot be read: No such file"):
        import_log(tmp_path / "none.csv", lake)
    with pytest.raises(LogFileError, match=r"named \.gz and is not gzip"):
        import_log(write(AKT, "log.csv.gz"), lake)
    with pytest.raises(LogFileError, match="cannot be read: Is a directory"):
        import_log(tmp_path, lake)


def test_a_wrong_mapping_lists_every_problem(lake, write):
    with pytest.raises(LogFileError, match="no preset 'x'; there are page, assist2009"):
        import_log(write(AKT), lake, preset="x")
    with pytest.raises(LogFileError) as caught:
        import_log(write(AKT), lake, mapping={"user": "user_id", "testId": "chapter"})
    assert "user is no column one can map to" in str(caught.value)
    assert "column 'chapter' (for testId) is missing" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "rows"),
    [("assist2009_akt_part2", 61_280), ("statistics_cloze", 55_122),
     ("statics2011_gervet_train", 155_697)],
)  # fmt: skip
def test_real_logs_come_in_whole_and_in_order(lake, name, rows):
    folder = os.environ.get("DKT_DATASETS")
    path = Path(folder or "", f"{name}.csv.gz")
    if not folder or not path.exists():
        pytest.skip(f"DKT_DATASETS names no folder with {name}.csv.gz")
    assert import_log(path, lake).bad == 0
    frame = lake.snapshot(columns=["userID", "answerCode", "seq"])
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()[1:]
    assert frame.height == rows == len(lines)
    in_file_order = frame.sort("seq").get_column("userID").to_list()
    assert in_file_order == [line.split(",")[0] for line in lines]
