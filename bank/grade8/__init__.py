"""Grade 8: linear functions, inequalities, simultaneous equations, exponents, probability."""

from bank.grade8 import (
    exponents,
    inequalities,
    linear_functions,
    probability,
    simultaneous_equations,
)
from bank.question import ALGEBRA, DATA, Chapter

CHAPTERS = (
    Chapter(
        "g8-linear-functions",
        "Linear functions",
        "일차함수",
        ALGEBRA,
        ("g7-linear-equations", "g7-coordinates-and-proportion"),
        linear_functions.questions,
    ),
    Chapter(
        "g8-inequalities",
        "Linear inequalities",
        "일차부등식",
        ALGEBRA,
        ("g7-linear-equations",),
        inequalities.questions,
    ),
    Chapter(
        "g8-simultaneous-equations",
        "Simultaneous equations",
        "연립방정식",
        ALGEBRA,
        ("g7-linear-equations",),
        simultaneous_equations.questions,
    ),
    Chapter(
        "g8-exponents",
        "Laws of exponents",
        "지수법칙",
        ALGEBRA,
        ("g7-expressions", "g7-prime-factors"),
        exponents.questions,
    ),
    Chapter("g8-probability", "Probability", "확률", DATA, ("g6-ratio",), probability.questions),
)
