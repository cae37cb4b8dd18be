"""Grade 6: ratio, percent, dividing fractions, volume and circles (with 3.14 for π)."""

from bank.grade6 import circles, fraction_division, percent, ratio, volume
from bank.question import ALGEBRA, MEASUREMENT, NUMBER, Chapter

CHAPTERS = (
    Chapter(
        "g6-ratio",
        "Ratio and rate",
        "비와 비율",
        ALGEBRA,
        ("g5-factors-and-multiples",),
        ratio.questions,
        is_whole=True,
    ),
    Chapter(
        "g6-percent",
        "Percent",
        "백분율",
        ALGEBRA,
        ("g6-ratio", "g4-decimals"),
        percent.questions,
        is_whole=True,
    ),
    Chapter(
        "g6-fraction-division",
        "Dividing fractions",
        "분수의 나눗셈",
        NUMBER,
        ("g5-unlike-fractions",),
        fraction_division.questions,
        is_whole=True,
    ),
    Chapter(
        "g6-volume",
        "Volume and surface area",
        "부피와 겉넓이",
        MEASUREMENT,
        ("g5-area",),
        volume.questions,
        is_whole=True,
    ),
    Chapter(
        "g6-circles",
        "Circles",
        "원의 둘레와 넓이",
        MEASUREMENT,
        ("g5-area", "g5-decimal-multiplication"),
        circles.questions,
        is_whole=True,
    ),
)
