"""Grade 8: linear functions, inequalities, simultaneous equations, exponents, probability."""

from bank.grade8 import (
    exponents,
    inequalities,
    linear_functions,
    probability,
    simultaneous_equations,
)
from bank.question import Chapter

CHAPTERS = (
    Chapter("g8-linear-functions", "Linear functions", linear_functions.questions),
    Chapter("g8-inequalities", "Linear inequalities", inequalities.questions),
    Chapter(
        "g8-simultaneous-equations", "Simultaneous equations", simultaneous_equations.questions
    ),
    Chapter("g8-exponents", "Laws of exponents", exponents.questions),
    Chapter("g8-probability", "Probability", probability.questions),
)
