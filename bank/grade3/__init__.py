"""Grade 3: multiplication, division, first fractions, perimeter and money."""

from bank.grade3 import counting_money, division, first_fractions, multiplication, perimeter
from bank.question import MEASUREMENT, NUMBER, Chapter

CHAPTERS = (
    Chapter(
        "g3-multiplication",
        "Multiplication facts",
        "곱셈",
        NUMBER,
        ("g2-two-digit-addition",),
        multiplication.questions,
        is_whole=True,
    ),
    Chapter(
        "g3-division",
        "Division and remainders",
        "나눗셈과 나머지",
        NUMBER,
        ("g3-multiplication",),
        division.questions,
        is_whole=True,
    ),
    Chapter(
        "g3-first-fractions",
        "First fractions",
        "분수의 첫걸음",
        NUMBER,
        ("g3-division",),
        first_fractions.questions,
        is_whole=True,
    ),
    Chapter(
        "g3-perimeter",
        "Perimeter",
        "둘레",
        MEASUREMENT,
        ("g2-measuring-length", "g2-two-digit-addition"),
        perimeter.questions,
        is_whole=True,
    ),
    Chapter(
        "g3-money",
        "Money",
        "돈 계산",
        MEASUREMENT,
        ("g2-two-digit-subtraction",),
        counting_money.questions,
        is_whole=True,
    ),
)
