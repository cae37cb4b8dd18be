"""Grade 4: large numbers, long multiplication and division, angles, fractions and decimals."""

from bank.grade4 import (
    angles,
    decimals,
    large_numbers,
    like_fractions,
    long_multiplication_and_division,
)
from bank.question import Chapter

CHAPTERS = (
    Chapter("g4-large-numbers", "Large numbers", large_numbers.questions),
    Chapter(
        "g4-multiply-and-divide",
        "Long multiplication and division",
        long_multiplication_and_division.questions,
    ),
    Chapter("g4-angles", "Angles", angles.questions),
    Chapter("g4-like-fractions", "Fractions with the same denominator", like_fractions.questions),
    Chapter("g4-decimals", "Decimals", decimals.questions),
)
