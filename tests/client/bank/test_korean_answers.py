"""A Korean question takes the unit and the letter that it asks for, and asks about others."""

import pytest

from client.app.bank.grading import AskAgainError, grade
from client.app.bank.wording import Wording


def asked(text: str, answer: str) -> Wording:
    return Wording(0, "ko", text, (), answer)


@pytest.mark.parametrize(
    ("text", "answer", "typed"),
    [
        ("색 테이프의 길이는 몇 cm인가요?", "12", "12 cm"),
        ("넓이는 몇 cm²인가요?", "12", "12 cm²"),
        ("사과는 모두 몇 개인가요?", "7", "7개"),
        ("학생은 몇 명인가요?", "30", "30 명"),
        ("공책 한 권은 1,500원입니다. 두 권은 얼마인가요?", "3,000", "3000원"),
        ("할인된 값은 몇 원인가요?", "4050", "4,050원"),
        ("전체의 몇 %인가요?", "30", "30%"),
        ("각 ㄱ의 크기는 몇 도인가요?", "45", "45도"),
        ("각의 크기는 몇 도인가요?", "45", "45°"),
        ("2x + 1 = 7일 때 x의 값을 구하세요.", "3", "x = 3"),
        ("□ + 3 = 8에서 □에 알맞은 수를 쓰세요.", "5", "5"),
    ],
)
def test_what_is_asked_for_is_right(text, answer, typed):
    assert grade(asked(text, answer), typed) == 1


@pytest.mark.parametrize(
    ("text", "typed", "sentence"),
    [
        ("색 테이프의 길이는 몇 cm인가요?", "12 kg", "ask_unit"),
        ("사과는 모두 몇 개인가요?", "7명", "ask_unit"),
        ("2x + 1 = 7일 때 x의 값을 구하세요.", "y = 3", "ask_letter"),
        ("사과는 모두 몇 개인가요?", "일곱", "ask_digits"),
    ],
)
def test_what_is_not_asked_for_is_asked_about(text, typed, sentence):
    with pytest.raises(AskAgainError) as caught:
        grade(asked(text, "12"), typed)
    assert caught.value.sentence == sentence
