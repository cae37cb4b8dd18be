"""Grade 3: multiplication, division, first fractions, perimeter and money."""

from bank.grade3 import (
    bar_charts,
    counting_money,
    division,
    duration,
    first_fractions,
    mass_and_capacity,
    multiplication,
    perimeter,
)
from bank.question import DATA, MEASUREMENT, NUMBER, Chapter

CHAPTERS = (
    Chapter(
        "g3-multiplication",
        "Multiplication facts",
        "곱셈",
        NUMBER,
        ("g2-two-digit-addition",),
        multiplication.questions,
    ),
    Chapter(
        "g3-division",
        "Division and remainders",
        "나눗셈과 나머지",
        NUMBER,
        ("g3-multiplication",),
        division.questions,
    ),
    Chapter(
        "g3-first-fractions",
        "First fractions",
        "분수의 첫걸음",
        NUMBER,
        ("g3-division",),
        first_fractions.questions,
    ),
    Chapter(
        "g3-perimeter",
        "Perimeter",
        "둘레",
        MEASUREMENT,
        ("g2-measuring-length", "g2-two-digit-addition"),
        perimeter.questions,
    ),
    Chapter(
        "g3-money",
        "Money",
        "돈 계산",
        MEASUREMENT,
        ("g2-two-digit-subtraction",),
        counting_money.questions,
    ),
    Chapter(
        "g3-duration",
        "Duration",
        "시간의 덧셈과 뺄셈",
        MEASUREMENT,
        ("g2-telling-time",),
        duration.questions,
    ),
    Chapter(
        "g3-mass-and-capacity",
        "Mass and capacity",
        "들이와 무게",
        MEASUREMENT,
        (
            "g2-measuring-length",
            "g2-place-value",
        ),
        mass_and_capacity.questions,
    ),
    Chapter(
        "g3-bar-charts",
        "Bar charts",
        "막대그래프",
        DATA,
        (
            "g2-tables-and-graphs",
            "g3-multiplication",
        ),
        bar_charts.questions,
    ),
)
