"""Grade 1: counting, comparing, adding and subtracting within 20, shapes and clocks."""

from bank.grade1 import adding, comparing, counting, shapes_and_clocks, subtracting
from bank.question import Chapter

CHAPTERS = (
    Chapter("g1-counting", "Counting to 100", counting.questions),
    Chapter("g1-comparing", "Comparing numbers", comparing.questions),
    Chapter("g1-add-within-20", "Adding within 20", adding.questions),
    Chapter("g1-subtract-within-20", "Subtracting within 20", subtracting.questions),
    Chapter("g1-shapes-and-clocks", "Shapes and clocks", shapes_and_clocks.questions),
)
