"""Grade 4: large numbers, long multiplication and division, angles, fractions and decimals."""

from bank.grade4 import (
    angles,
    decimals,
    large_numbers,
    like_fractions,
    long_multiplication_and_division,
)
from bank.question import GEOMETRY, NUMBER, Chapter

CHAPTERS = (
    Chapter(
        "g4-large-numbers",
        "Large numbers",
        "큰 수",
        NUMBER,
        ("g2-place-value",),
        large_numbers.questions,
        is_whole=True,
    ),
    Chapter(
        "g4-multiply-and-divide",
        "Long multiplication and division",
        "곱셈과 나눗셈",
        NUMBER,
        ("g3-multiplication", "g3-division"),
        long_multiplication_and_division.questions,
        is_whole=True,
    ),
    Chapter(
        "g4-angles",
        "Angles",
        "각도",
        GEOMETRY,
        ("g1-shapes-and-clocks",),
        angles.questions,
        is_whole=True,
    ),
    Chapter(
        "g4-like-fractions",
        "Fractions with the same denominator",
        "분모가 같은 분수의 덧셈과 뺄셈",
        NUMBER,
        ("g3-first-fractions",),
        like_fractions.questions,
        is_whole=True,
    ),
    Chapter(
        "g4-decimals",
        "Decimals",
        "소수",
        NUMBER,
        ("g3-first-fractions", "g2-place-value"),
        decimals.questions,
        is_whole=True,
    ),
)
