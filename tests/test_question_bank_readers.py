"""The page, the service and the warehouse read one bank in one way."""

from pathlib import Path

import pytest

from client.app.bank.questions import QuestionBankError, load_questions
from data.bank import read_bank
from dkt.features.question_bank import read_question_bank
from settings import ROOT

HEADER = "assessmentItemID,testId,KnowledgeTag,tag,grade,question,choices,answer,explanation"
TRICKY = (
    "\ufeff" + HEADER + "\r\n"
    " A010001001 , A010001000,g1-add ,\tAdding ,1,2 + 2?,,4, Count on.\r\n"
    'A010001002,,"g1-add;g1-carry","Adding, with carry",1,"8 + 5\nis?",,13,'
    '"Make ten, ""then"" 3."\r\n'
    "\r\n"
    'i 3,T ,\u00a0g2-count\u00a0,\u00c4pfel z\u00e4hlen,2,Which?,"["" 1 "",""2""]",2,Because.\r\n'
)
EXPECTED = [
    ("A010001001", "A010001000", "g1-add", "Adding"),
    ("A010001002", "", "g1-add;g1-carry", "Adding, with carry"),
    ("i 3", "T", "g2-count", "\u00c4pfel z\u00e4hlen"),
]


def page(path: Path) -> list[tuple]:
    bank = load_questions(path).values()
    return [(one.assessmentItemID, one.testId, one.KnowledgeTag, one.tag) for one in bank]


def service(path: Path) -> list[tuple]:
    return [(one.id, one.test, one.tags, one.tag_name) for one in read_question_bank(path)]


def warehouse(path: Path) -> list[tuple]:
    return read_bank(path).select("assessmentItemID", "testId", "KnowledgeTag", "tag").rows()


@pytest.mark.parametrize("read", [page, service, warehouse])
def test_a_tricky_bank_is_the_same_to_all(tmp_path, read):
    path = tmp_path / "questions.csv"
    path.write_bytes(TRICKY.encode())
    assert read(path) == EXPECTED


def test_the_shipped_bank_is_the_same_to_all():
    path = ROOT / "questions.csv"
    assert page(path) == sorted(service(path), key=lambda row: row[0]) == sorted(warehouse(path))


GOOD = "A1,T,g1,Tag,1,What?,,5,Because."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HEADER.replace("KnowledgeTag", "Tag"), "KnowledgeTag"),
        (f"{HEADER}\n{GOOD}\n{GOOD}", "line 3"),
        (f"{HEADER}\n{GOOD}\n ,T,g1,Tag,1,What?,,5,Because.", "line 3"),
        (f"{HEADER}\n{GOOD}\nA2,T,g1", "line 3"),
        (f"{HEADER}\n{GOOD}\n{GOOD.replace('A1', 'A' * 65)}", "line 3"),
        (f"{HEADER}\n{GOOD}\n{GOOD.replace('A1', 'A2').replace('g1', ' ')}", "line 3"),
        (HEADER, "no questions"),
    ],
)
def test_what_the_page_refuses_the_service_refuses(tmp_path, text, found):
    path = tmp_path / "questions.csv"
    path.write_text(text)
    for read, error in ((page, QuestionBankError), (service, ValueError)):
        with pytest.raises(error, match=found):
            read(path)
