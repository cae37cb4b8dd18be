"""Grade 2: place value to 1000, two-digit sums, length and time."""

from bank.grade2 import (
    measuring_length,
    place_value,
    plane_shapes,
    tables_and_graphs,
    telling_time,
    times_tables,
    two_digit_addition,
    two_digit_subtraction,
)
from bank.question import DATA, GEOMETRY, MEASUREMENT, NUMBER, Chapter

CHAPTERS = (
    Chapter(
        "g2-place-value",
        "Place value to 1000",
        "세 자리 수",
        NUMBER,
        ("g1-comparing",),
        place_value.questions,
    ),
    Chapter(
        "g2-two-digit-addition",
        "Adding two-digit numbers",
        "두 자리 수의 덧셈",
        NUMBER,
        ("g1-add-within-20",),
        two_digit_addition.questions,
    ),
    Chapter(
        "g2-two-digit-subtraction",
        "Subtracting two-digit numbers",
        "두 자리 수의 뺄셈",
        NUMBER,
        ("g1-subtract-within-20",),
        two_digit_subtraction.questions,
    ),
    Chapter(
        "g2-measuring-length",
        "Measuring length",
        "길이 재기",
        MEASUREMENT,
        ("g1-comparing",),
        measuring_length.questions,
    ),
    Chapter(
        "g2-telling-time",
        "Telling time",
        "시각과 시간",
        MEASUREMENT,
        ("g1-shapes-and-clocks",),
        telling_time.questions,
    ),
    Chapter(
        "g2-times-tables",
        "Times tables",
        "곱셈구구",
        NUMBER,
        ("g2-two-digit-addition",),
        times_tables.questions,
    ),
    Chapter(
        "g2-plane-shapes",
        "Plane shapes",
        "여러 가지 도형",
        GEOMETRY,
        ("g1-shapes-and-clocks",),
        plane_shapes.questions,
    ),
    Chapter(
        "g2-tables-and-graphs",
        "Tables and graphs",
        "표와 그래프",
        DATA,
        (
            "g1-comparing",
            "g1-add-within-20",
        ),
        tables_and_graphs.questions,
    ),
)
