"""Grade 4: large numbers, long multiplication and division, angles, fractions and decimals."""

from bank.grade4 import (
    angles,
    decimals,
    large_numbers,
    like_fractions,
    line_graphs,
    long_multiplication_and_division,
    number_patterns,
)
from bank.question import ALGEBRA, DATA, GEOMETRY, NUMBER, Chapter

CHAPTERS = (
    Chapter(
        "g4-large-numbers",
        "Large numbers",
        "큰 수",
        NUMBER,
        ("g2-place-value",),
        large_numbers.questions,
    ),
    Chapter(
        "g4-multiply-and-divide",
        "Long multiplication and division",
        "곱셈과 나눗셈",
        NUMBER,
        ("g3-multiplication", "g3-division"),
        long_multiplication_and_division.questions,
    ),
    Chapter(
        "g4-angles",
        "Angles",
        "각도",
        GEOMETRY,
        ("g1-shapes-and-clocks",),
        angles.questions,
    ),
    Chapter(
        "g4-like-fractions",
        "Fractions with the same denominator",
        "분모가 같은 분수의 덧셈과 뺄셈",
        NUMBER,
        ("g3-first-fractions",),
        like_fractions.questions,
    ),
    Chapter(
        "g4-decimals",
        "Decimals",
        "소수",
        NUMBER,
        ("g3-first-fractions", "g2-place-value"),
        decimals.questions,
    ),
    Chapter(
        "g4-number-patterns",
        "Number patterns",
        "수의 규칙",
        ALGEBRA,
        (
            "g1-patterns",
            "g3-multiplication",
        ),
        number_patterns.questions,
    ),
    Chapter(
        "g4-line-graphs",
        "Line graphs",
        "꺾은선그래프",
        DATA,
        ("g3-bar-charts",),
        line_graphs.questions,
    ),
)
