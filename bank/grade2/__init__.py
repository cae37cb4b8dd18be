"""Grade 2: place value to 1000, two-digit sums, length and time."""

from bank.grade2 import (
    measuring_length,
    place_value,
    telling_time,
    two_digit_addition,
    two_digit_subtraction,
)
from bank.question import Chapter

CHAPTERS = (
    Chapter("g2-place-value", "Place value to 1000", place_value.questions),
    Chapter("g2-two-digit-addition", "Adding two-digit numbers", two_digit_addition.questions),
    Chapter(
        "g2-two-digit-subtraction", "Subtracting two-digit numbers", two_digit_subtraction.questions
    ),
    Chapter("g2-measuring-length", "Measuring length", measuring_length.questions),
    Chapter("g2-telling-time", "Telling time", telling_time.questions),
)
