"""Nothing of a file is dropped without a word."""

import pytest

from data.errors import LogFileError
from data.importer import import_log

CAPITAL = "user_id,item_id,skill_id,correct,Timestamp,elapsed_s\nu,a,x,1,2020-05-01 10:00:00,5\n"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "log.csv"


def test_a_column_in_another_spelling_is_refused_with_what_to_type(lake, path):
    path.write_text(CAPITAL)
    with pytest.raises(LogFileError) as caught:
        import_log(path, lake)
    said = str(caught.value)
    assert "layout akt, which would leave out" in said
    assert "--map Timestamp=Timestamp" in said and "--ignore Timestamp" in said
    assert lake.version() is None

    import_log(path, lake, mapping={"Timestamp": "Timestamp"})
    row = lake.snapshot().row(0, named=True)
    assert (f"{row['Timestamp']:%Y-%m-%d %H}", row["elapsed_s"]) == ("2020-05-01 10", 5.0)


def test_a_column_may_be_left_out_by_name(lake, path, caplog):
    caplog.set_level("INFO")
    path.write_text(CAPITAL)
    import_log(path, lake, ignore=["Timestamp"])
    assert lake.snapshot()["Timestamp"].to_list() == [None]
    assert "columns not used: Timestamp" in caplog.messages[-1]


@pytest.mark.parametrize("name", ["Elapsed S", "TEST_ID", "end-time", "start Time", "Time Taken"])
def test_relatives_of_it(lake, path, name):
    text = f"user_id,item_id,skill_id,correct,position,{name}\nu,a,x,1,0,5\n"
    if name.lower().startswith("test"):
        text = text.replace("TEST_ID", "test ID")
    path.write_text(text)
    with pytest.raises(LogFileError, match="would leave out 1 column that it may need"):
        import_log(path, lake)


def test_a_required_column_in_another_spelling_is_named(lake, path):
    path.write_text("User ID,item_id,skill_id,correct\nu,a,x,1\n")
    with pytest.raises(LogFileError, match=r'nothing is mapped to userID \(perhaps --map userID="'):
        import_log(path, lake)


@pytest.mark.parametrize(
    "text",
    ["user_id;item_id;skill_id;correct\nu;a;x;1\n", "user_id,item_id,skill_id,correct\ru,a,x,1\r",
     '\ufeff"user_id","item_id","skill_id","correct","a\nb"\n"u","a","x","1",""\n',
     " user_id , item_id , skill_id , correct,\n u , a , x , TRUE,\n"],
    ids=["semicolons", "old line ends", "quotes and a mark", "blanks and an empty name"],
)  # fmt: skip
def test_a_table_is_cut_as_it_was_written(lake, path, text):
    path.write_text(text, newline="")
    import_log(path, lake)
    rows = lake.snapshot().select("userID", "assessmentItemID", "KnowledgeTag", "answerCode")
    assert rows.rows() == [("u", "a", "x", 1)]


def test_a_file_without_a_header_is_told(lake, path):
    path.write_text("1,a7,u1,i1,1,2026-01-02 03:04:05+00\n2,a8,u1,i2,1,2026-01-02 03:04:06+00\n")
    with pytest.raises(LogFileError, match="line 1 may be an answer: put the column names above"):
        import_log(path, lake)


def test_latin_1_and_utf_16_are_read(lake, path):
    text = "user_id,item_id,skill_id,correct,position\nu,caf\u00e9,x,1,0\nu,\u201cq\u201d,x,1,1\n"
    path.write_bytes(text.encode("cp1252"))
    import_log(path, lake)
    assert lake.snapshot()["assessmentItemID"].to_list() == ["caf\u00e9", "\u201cq\u201d"]
    path.write_bytes(text.replace("u,", "w,").encode("utf-16"))
    import_log(path, lake)
    assert lake.row_count() == 4


def test_a_gzip_that_opens_to_too_much_is_refused_before_it_is_read(lake, tmp_path, monkeypatch):
    import gzip

    monkeypatch.setattr("data.logs.files.ALWAYS_OPENED", 1 << 20)
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress(b"user_id,item_id,skill_id,correct\n" + b"u,a,x,1\n" * 10**6))
    with pytest.raises(LogFileError, match="opens to more than .* 200 times its own size"):
        import_log(path, lake)


def test_long_values_are_read(lake, path):
    essay = "word " * 60_000  # 300 kB
    path.write_text(f'user_id,item_id,skill_id,correct,position,text\nu,a,x,1,0,"{essay}"\n')
    assert import_log(path, lake).rows == 1
