"""Grade 5: factors and multiples, unlike fractions, area, decimal products and averages."""

from bank.grade5 import (
    area,
    averages,
    decimal_multiplication,
    factors_and_multiples,
    unlike_fractions,
)
from bank.question import Chapter

CHAPTERS = (
    Chapter("g5-factors-and-multiples", "Factors and multiples", factors_and_multiples.questions),
    Chapter(
        "g5-unlike-fractions", "Fractions with different denominators", unlike_fractions.questions
    ),
    Chapter("g5-area", "Area of polygons", area.questions),
    Chapter("g5-decimal-multiplication", "Multiplying decimals", decimal_multiplication.questions),
    Chapter("g5-averages", "Averages", averages.questions),
)
