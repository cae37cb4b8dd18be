"""Korean particles follow the sound of the word before them, as it is read aloud."""

import pytest

from bank.language import particle


@pytest.mark.parametrize(
    ("word", "after_consonant", "after_vowel", "expected"),
    [
        ("사과", "은", "는", "사과는"),
        ("수박", "이", "가", "수박이"),
        ("3", "은", "는", "3은"),  # 삼
        ("5", "을", "를", "5를"),  # 오
        ("10", "과", "와", "10과"),  # 십
        ("400", "이", "가", "400이"),  # 사백
        ("2,000", "은", "는", "2,000은"),  # 이천
        ("0.5", "를", "를", "0.5를"),
        ("1.10", "을", "를", "1.10을"),  # 일 점 일 영
        ("7", "으로", "로", "7로"),  # 칠로
        ("6", "으로", "로", "6으로"),  # 육으로
        ("4", "으로", "로", "4로"),
        ("서울", "으로", "로", "서울로"),
        ("x", "은", "는", "x는"),  # 엑스
        ("30%", "을", "를", "30%를"),  # 퍼센트
        ("90°", "은", "는", "90°는"),  # 도
        ("5 cm", "을", "를", "5 cm를"),  # 센티미터
        ("3 kg", "은", "는", "3 kg은"),  # 킬로그램
        ("12 cm²", "이", "가", "12 cm²가"),
        ("x²", "은", "는", "x²은"),  # 제곱
        ("3/4", "은", "는", "3/4은"),  # 4분의 3
        ("4/3", "은", "는", "4/3는"),  # 3분의 4
        ("□", "을", "를", "□를"),  # 네모
    ],
)
def test_a_particle_fits_the_last_sound(word, after_consonant, after_vowel, expected):
    assert particle(word, after_consonant, after_vowel) == expected


def test_what_cannot_be_read_is_refused():
    with pytest.raises(ValueError, match="Hangul"):
        particle("★", "은", "는")
