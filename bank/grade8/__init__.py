"""Grade 8: functions, inequalities and equations, powers, decimals, probability, geometry."""

from bank.grade8 import (
    exponents,
    inequalities,
    linear_functions,
    probability,
    repeating_decimals,
    similarity,
    simultaneous_equations,
    triangles_and_quadrilaterals,
)
from bank.question import ALGEBRA, DATA, GEOMETRY, NUMBER, Chapter

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
    Chapter(
        "g8-probability",
        "Probability",
        "경우의 수와 확률",
        DATA,
        ("g6-ratio",),
        probability.questions,
    ),
    Chapter(
        "g8-repeating-decimals",
        "Rational numbers and repeating decimals",
        "유리수와 순환소수",
        NUMBER,
        ("g7-prime-factors", "g7-linear-equations"),
        repeating_decimals.questions,
    ),
    Chapter(
        "g8-similarity",
        "Similar figures",
        "도형의 닮음",
        GEOMETRY,
        ("g6-ratio", "g7-polygons-and-sectors"),
        similarity.questions,
    ),
    Chapter(
        "g8-triangles-and-quadrilaterals",
        "Triangles and quadrilaterals",
        "삼각형과 사각형의 성질",
        GEOMETRY,
        ("g7-lines-and-angles", "g7-polygons-and-sectors"),
        triangles_and_quadrilaterals.questions,
    ),
)
