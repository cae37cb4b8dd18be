"""Strings to classes."""

import io

import numpy as np
import pytest

from dkt.features.clock import FILE
from dkt.features.vocabulary import UNKNOWN, Encoders, Vocabulary, split_item_id, split_tags


@pytest.mark.parametrize(
    ("item", "parts"),
    [
        ("A010002003", ("010", "002", "003")),
        ("A999999999", ("999", "999", "999")),
        ("A01000200", ("", "", "")),  # short
        ("A0100020031", ("", "", "")),  # long
        ("A01000200x", ("", "", "")),
        ("A00A001001", ("", "", "")),
        ("AA10002003", ("", "", "")),
        ("a010002003", ("", "", "")),
        ("B010002003", ("", "", "")),
        ("0100020031", ("", "", "")),
        ("A-10002003", ("", "", "")),
        ("A 10002003", ("", "", "")),
        ("A٠١٠٠٠٢٠٠٣", ("", "", "")),  # Arabic-Indic digits
        ("A010００2003", ("", "", "")),  # full-width digits
        ("A01000200³", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_only_a_and_nine_ascii_digits_are_split(item, parts):
    alone = tuple(str(part[0]) for part in split_item_id(np.array([item])))
    among = tuple(str(part[1]) for part in split_item_id(np.array(["x", item, "A" * 64])))
    assert alone == among == parts


def test_no_item_ids_split_into_nothing():
    assert [part.shape for part in split_item_id(np.array([], dtype=str))] == [(0,)] * 3


def test_vocabulary_keeps_class_0_for_what_it_has_never_seen():
    vocabulary = Vocabulary.fit(np.array([["b", "a"], ["", "b"]]))
    assert len(vocabulary) == 3
    values = np.array([["a", "b", "", "c"], ["A", "aa", "~", "0"]])
    assert vocabulary.encode(values).tolist() == [[1, 2, 0, 0], [0, 0, 0, 0]]


def test_empty_vocabulary_knows_nothing():
    vocabulary = Vocabulary.fit(np.array(["", ""]))
    assert len(vocabulary) == 1
    assert vocabulary.encode(np.array(["a", ""])).tolist() == [UNKNOWN, UNKNOWN]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("", ["", "", ""]),
        ("a", ["a", "", ""]),
        ("a;b", ["a", "b", ""]),
        (" b ; a", ["b", "a", ""]),
        (";a;;b;", ["a", "b", ""]),
        ("a;a;b", ["a", "b", ""]),  # a tag named twice counts once
        ("a;b;c;d", ["a", "b", "c"]),
    ],
)
def test_tags_are_split_into_distinct_names(text, tags):
    assert split_tags(np.array([text, "z"]), 3).tolist() == [tags, ["z", "", ""]]


def fitted() -> Encoders:
    items = np.array(["A010001001", "q", "A010001001", "q"])
    tests = np.array(["t1", "t2", "t3", ""])
    tags = np.array(["a", "b", "a;c", "b;d;e"])
    return Encoders.fit(items, tests, tags, max_tags=2)


def test_encoders_keep_the_test_and_tags_an_item_was_last_seen_with():
    encoders = fitted()
    assert encoders.items.tolist() == ["A010001001", "q"]
    assert encoders.item_test.tolist() == ["t3", ""]
    assert encoders.item_tags.tolist() == [["a", "c"], ["b", "d"]]


def test_encoders_keep_as_many_tags_as_seen_but_at_most_max_tags():
    items = np.array(["x"])
    assert Encoders.fit(items, items, np.array(["a"]), max_tags=4).tag_width == 1
    assert Encoders.fit(items, items, np.array(["a;b;c"]), max_tags=2).tag_width == 2
    assert Encoders.fit(items, items, np.array([""]), max_tags=2).tag_width == 1


def test_an_unknown_item_keeps_what_is_known_of_its_parts():
    encoders = fitted()
    rows = encoders.encode(
        np.array(["A010001001", "A010001999", "?"]),
        np.array(["t1", "t1", "?"]),
        np.array([["a", "c"], ["a", "?"], ["", ""]]),
    )
    known, sibling, stranger = rows.tolist()
    assert rows.dtype == np.int64
    assert 0 not in known
    assert sibling[:4] == [0, *known[1:3], 0]  # its head and mid are known
    assert sibling[4:] == [known[4], known[5], 0]
    assert stranger == [0] * 7


def test_encoders_read_back_what_they_wrote(tmp_path):
    encoders = fitted()
    encoders.save(tmp_path)
    again = Encoders.load(tmp_path)
    assert again.sizes == encoders.sizes
    assert again.item_tags.tolist() == encoders.item_tags.tolist()
    assert again.item_test.tolist() == encoders.item_test.tolist()
    for name, vocabulary in encoders.vocabularies.items():
        assert again.vocabularies[name].classes.tolist() == vocabulary.classes.tolist()
    for file in tmp_path.iterdir():
        assert np.load(file, allow_pickle=False).dtype.kind == ("f" if file.name == FILE else "U")


def test_encoders_of_nothing_can_be_saved_and_know_nothing(tmp_path):
    none = np.array([], dtype=str)
    Encoders.fit(none, none, none, max_tags=2).save(tmp_path)
    encoders = Encoders.load(tmp_path)
    row = encoders.encode(np.array(["A010001001"]), np.array(["t"]), np.array([["a"]]))
    assert row.tolist() == [[0] * 6]


def header(shape: tuple[int, ...], kind: str = "<f8") -> bytes:
    """How a file begins that calls itself an array of this shape."""
    text = io.BytesIO()
    facts = {"descr": kind, "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(text, facts)
    return text.getvalue()


def archive() -> bytes:
    text = io.BytesIO()
    np.savez(text, classes=np.zeros(3))
    return text.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        header((1,), "|O") + b"cos\nsystem\n(S'id'\ntR.", archive(), b"PK\x03\x04", b"",
        b"\x93NUMPY", header((10**15,)) + bytes(8), header((10**30,)), header((-1,)),
        header((2,), "<U999999999") + b"x", header((2,))[:-9],
    ],
    ids=lambda content: ascii(content[:9]),
)  # fmt: skip
def test_encoders_refuse_what_is_no_plain_array_and_name_the_file(tmp_path, content):
    """Neither a pickle, which would run, nor an archive, nor more memory than the file has."""
    fitted().save(tmp_path)
    (tmp_path / "tag_classes.npy").write_bytes(content)
    with pytest.raises(ValueError, match=r"tag_classes\.npy: "):
        Encoders.load(tmp_path)
