"""Grade 3: multiplication, division, first fractions, perimeter and money."""

from bank.grade3 import counting_money, division, first_fractions, multiplication, perimeter
from bank.question import Chapter

CHAPTERS = (
    Chapter("g3-multiplication", "Multiplication facts", multiplication.questions),
    Chapter("g3-division", "Division and remainders", division.questions),
    Chapter("g3-first-fractions", "First fractions", first_fractions.questions),
    Chapter("g3-perimeter", "Perimeter", perimeter.questions),
    Chapter("g3-money", "Money", counting_money.questions),
)
