"""Grade 6: ratio, percent, dividing fractions, volume and circles (with 3.14 for π)."""

from bank.grade6 import circles, fraction_division, percent, ratio, volume
from bank.question import Chapter

CHAPTERS = (
    Chapter("g6-ratio", "Ratio and rate", ratio.questions),
    Chapter("g6-percent", "Percent", percent.questions),
    Chapter("g6-fraction-division", "Dividing fractions", fraction_division.questions),
    Chapter("g6-volume", "Volume and surface area", volume.questions),
    Chapter("g6-circles", "Circles", circles.questions),
)
