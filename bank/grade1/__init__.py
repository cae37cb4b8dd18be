"""Grade 1: counting, comparing, adding and subtracting within 20, shapes and clocks."""

from bank.grade1 import (
    adding,
    comparing,
    counting,
    number_bonds,
    patterns,
    shapes_and_clocks,
    subtracting,
)
from bank.question import ALGEBRA, GEOMETRY, NUMBER, Chapter

CHAPTERS = (
    Chapter(
        "g1-counting",
        "Counting to 100",
        "100까지의 수 세기",
        NUMBER,
        (),
        counting.questions,
    ),
    Chapter(
        "g1-comparing",
        "Comparing numbers",
        "수의 크기 비교",
        NUMBER,
        ("g1-counting",),
        comparing.questions,
    ),
    Chapter(
        "g1-add-within-20",
        "Adding within 20",
        "20까지의 덧셈",
        NUMBER,
        ("g1-counting",),
        adding.questions,
    ),
    Chapter(
        "g1-subtract-within-20",
        "Subtracting within 20",
        "20까지의 뺄셈",
        NUMBER,
        ("g1-add-within-20",),
        subtracting.questions,
    ),
    Chapter(
        "g1-shapes-and-clocks",
        "Shapes and clocks",
        "모양과 시계",
        GEOMETRY,
        ("g1-counting",),
        shapes_and_clocks.questions,
    ),
    Chapter(
        "g1-number-bonds",
        "Putting together and taking apart",
        "모으기와 가르기",
        NUMBER,
        ("g1-counting",),
        number_bonds.questions,
    ),
    Chapter(
        "g1-patterns",
        "Patterns",
        "규칙 찾기",
        ALGEBRA,
        ("g1-counting",),
        patterns.questions,
    ),
)
