"""Grade 5: factors and multiples, unlike fractions, area, decimal products and averages."""

from bank.grade5 import (
    area,
    averages,
    decimal_multiplication,
    factors_and_multiples,
    likelihood,
    order_of_operations,
    rounding,
    unlike_fractions,
)
from bank.question import DATA, MEASUREMENT, NUMBER, Chapter

CHAPTERS = (
    Chapter(
        "g5-factors-and-multiples",
        "Factors and multiples",
        "약수와 배수",
        NUMBER,
        ("g3-multiplication", "g3-division"),
        factors_and_multiples.questions,
    ),
    Chapter(
        "g5-unlike-fractions",
        "Fractions with different denominators",
        "분모가 다른 분수의 덧셈과 뺄셈",
        NUMBER,
        ("g4-like-fractions", "g5-factors-and-multiples"),
        unlike_fractions.questions,
    ),
    Chapter(
        "g5-area",
        "Area of polygons",
        "다각형의 넓이",
        MEASUREMENT,
        ("g3-perimeter", "g3-multiplication"),
        area.questions,
    ),
    Chapter(
        "g5-decimal-multiplication",
        "Multiplying decimals",
        "소수의 곱셈",
        NUMBER,
        ("g4-decimals", "g4-multiply-and-divide"),
        decimal_multiplication.questions,
    ),
    Chapter(
        "g5-averages",
        "Averages",
        "평균",
        DATA,
        ("g4-multiply-and-divide",),
        averages.questions,
    ),
    Chapter(
        "g5-order-of-operations",
        "Order of operations",
        "자연수의 혼합 계산",
        NUMBER,
        ("g4-multiply-and-divide",),
        order_of_operations.questions,
    ),
    Chapter(
        "g5-rounding",
        "Ranges and rounding",
        "수의 범위와 어림하기",
        NUMBER,
        ("g4-large-numbers",),
        rounding.questions,
    ),
    Chapter(
        "g5-likelihood",
        "Likelihood",
        "가능성",
        DATA,
        ("g3-first-fractions",),
        likelihood.questions,
    ),
)
