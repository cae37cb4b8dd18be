"""Grade 7: integers, prime factors, expressions, linear equations, coordinates and proportion."""

from bank.grade7 import (
    coordinates_and_proportion,
    expressions,
    integers,
    linear_equations,
    prime_factors,
)
from bank.question import Chapter

CHAPTERS = (
    Chapter("g7-integers", "Integers", integers.questions),
    Chapter("g7-prime-factors", "Prime factorization", prime_factors.questions),
    Chapter("g7-expressions", "Algebraic expressions", expressions.questions),
    Chapter("g7-linear-equations", "Linear equations", linear_equations.questions),
    Chapter(
        "g7-coordinates-and-proportion",
        "Coordinates and proportion",
        coordinates_and_proportion.questions,
    ),
)
