"""Grade 7: numbers, expressions and equations, coordinates, angles and polygons, frequencies."""

from bank.grade7 import (
    coordinates_and_proportion,
    expressions,
    frequency_tables,
    integers,
    linear_equations,
    lines_and_angles,
    polygons_and_sectors,
    prime_factors,
)
from bank.question import ALGEBRA, DATA, GEOMETRY, NUMBER, Chapter

CHAPTERS = (
    Chapter(
        "g7-integers",
        "Integers",
        "정수와 유리수",
        NUMBER,
        ("g5-unlike-fractions",),
        integers.questions,
    ),
    Chapter(
        "g7-prime-factors",
        "Prime factorization",
        "소인수분해",
        NUMBER,
        ("g5-factors-and-multiples",),
        prime_factors.questions,
    ),
    Chapter(
        "g7-expressions",
        "Algebraic expressions",
        "문자와 식",
        ALGEBRA,
        ("g7-integers",),
        expressions.questions,
    ),
    Chapter(
        "g7-linear-equations",
        "Linear equations",
        "일차방정식",
        ALGEBRA,
        ("g7-expressions",),
        linear_equations.questions,
    ),
    Chapter(
        "g7-coordinates-and-proportion",
        "Coordinates and proportion",
        "좌표와 정비례·반비례",
        ALGEBRA,
        ("g6-ratio", "g7-integers"),
        coordinates_and_proportion.questions,
    ),
    Chapter(
        "g7-lines-and-angles",
        "Lines and angles",
        "기본 도형과 평행선의 성질",
        GEOMETRY,
        ("g4-angles",),
        lines_and_angles.questions,
    ),
    Chapter(
        "g7-polygons-and-sectors",
        "Polygons and sectors",
        "다각형과 부채꼴",
        GEOMETRY,
        ("g7-lines-and-angles", "g6-circles"),
        polygons_and_sectors.questions,
    ),
    Chapter(
        "g7-frequency-tables",
        "Frequency tables and histograms",
        "도수분포표와 히스토그램",
        DATA,
        ("g5-averages", "g6-percent"),
        frequency_tables.questions,
    ),
)
