"""Grade 9: quadratic equations, square roots, quadratic functions, right triangles, statistics."""

from bank.grade9 import (
    quadratic_equations,
    quadratic_functions,
    right_triangles,
    square_roots,
    statistics,
)
from bank.question import ALGEBRA, DATA, GEOMETRY, NUMBER, Chapter

CHAPTERS = (
    Chapter(
        "g9-quadratic-equations",
        "Quadratic equations",
        "이차방정식",
        ALGEBRA,
        ("g9-square-roots", "g7-linear-equations"),
        quadratic_equations.questions,
    ),
    Chapter(
        "g9-square-roots",
        "Square roots",
        "제곱근과 실수",
        NUMBER,
        ("g8-exponents",),
        square_roots.questions,
    ),
    Chapter(
        "g9-quadratic-functions",
        "Quadratic functions",
        "이차함수",
        ALGEBRA,
        ("g8-linear-functions", "g9-quadratic-equations"),
        quadratic_functions.questions,
    ),
    Chapter(
        "g9-right-triangles",
        "Pythagoras and trigonometry",
        "피타고라스 정리와 삼각비",
        GEOMETRY,
        ("g9-square-roots",),
        right_triangles.questions,
    ),
    Chapter(
        "g9-statistics",
        "Statistics",
        "대푯값과 산포도",
        DATA,
        ("g5-averages", "g7-integers"),
        statistics.questions,
    ),
)
