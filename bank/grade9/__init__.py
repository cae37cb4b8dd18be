"""Grade 9: quadratic equations, square roots, quadratic functions, factoring, right
triangles, circles, statistics."""

from bank.grade9 import (
    circle_theorems,
    factoring,
    quadratic_equations,
    quadratic_functions,
    right_triangles,
    scatter_plots,
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
        ("g9-factoring", "g9-square-roots", "g7-linear-equations"),
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
    Chapter(
        "g9-factoring",
        "Multiplying out and factoring",
        "다항식의 곱셈과 인수분해",
        ALGEBRA,
        ("g7-expressions", "g7-prime-factors"),
        factoring.questions,
    ),
    Chapter(
        "g9-circle-theorems",
        "Angles and lines of a circle",
        "원의 성질",
        GEOMETRY,
        ("g9-right-triangles", "g4-angles"),
        circle_theorems.questions,
    ),
    Chapter(
        "g9-scatter-plots",
        "Scatter plots and correlation",
        "산점도와 상관관계",
        DATA,
        ("g7-coordinates-and-proportion",),
        scatter_plots.questions,
    ),
)
