"""Grade 7: integers, prime factors, expressions, linear equations, coordinates and proportion."""

from bank.grade7 import (
    coordinates_and_proportion,
    expressions,
    integers,
    linear_equations,
    prime_factors,
)
from bank.question import ALGEBRA, NUMBER, Chapter

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
)
