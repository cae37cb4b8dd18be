"""Grade 6: ratio, percent, dividing fractions, volume and circles (with 3.14 for π)."""

from bank.grade6 import (
    circle_graphs,
    circles,
    fraction_division,
    percent,
    proportions,
    ratio,
    solids,
    volume,
)
from bank.question import ALGEBRA, DATA, GEOMETRY, MEASUREMENT, NUMBER, Chapter

CHAPTERS = (
    Chapter(
        "g6-ratio",
        "Ratio and rate",
        "비와 비율",
        ALGEBRA,
        ("g5-factors-and-multiples",),
        ratio.questions,
    ),
    Chapter(
        "g6-percent",
        "Percent",
        "백분율",
        ALGEBRA,
        ("g6-ratio", "g4-decimals"),
        percent.questions,
    ),
    Chapter(
        "g6-fraction-division",
        "Dividing fractions",
        "분수의 나눗셈",
        NUMBER,
        ("g5-unlike-fractions",),
        fraction_division.questions,
    ),
    Chapter(
        "g6-volume",
        "Volume and surface area",
        "부피와 겉넓이",
        MEASUREMENT,
        ("g5-area",),
        volume.questions,
    ),
    Chapter(
        "g6-circles",
        "Circles",
        "원의 둘레와 넓이",
        MEASUREMENT,
        ("g5-area", "g5-decimal-multiplication"),
        circles.questions,
    ),
    Chapter(
        "g6-proportions",
        "Proportions",
        "비례식과 비례배분",
        ALGEBRA,
        ("g6-ratio",),
        proportions.questions,
    ),
    Chapter(
        "g6-solids",
        "Prisms and pyramids",
        "각기둥과 각뿔",
        GEOMETRY,
        (
            "g2-plane-shapes",
            "g6-volume",
        ),
        solids.questions,
    ),
    Chapter(
        "g6-circle-graphs",
        "Circle graphs",
        "원그래프",
        DATA,
        (
            "g6-percent",
            "g4-line-graphs",
        ),
        circle_graphs.questions,
    ),
)
