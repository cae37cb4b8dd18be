"""Grade 9: quadratic equations, square roots, quadratic functions, right triangles, statistics."""

from bank.grade9 import (
    quadratic_equations,
    quadratic_functions,
    right_triangles,
    square_roots,
    statistics,
)
from bank.question import Chapter

CHAPTERS = (
    Chapter("g9-quadratic-equations", "Quadratic equations", quadratic_equations.questions),
    Chapter("g9-square-roots", "Square roots", square_roots.questions),
    Chapter("g9-quadratic-functions", "Quadratic functions", quadratic_functions.questions),
    Chapter("g9-right-triangles", "Pythagoras and trigonometry", right_triangles.questions),
    Chapter("g9-statistics", "Statistics", statistics.questions),
)
