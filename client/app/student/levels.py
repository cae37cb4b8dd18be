"""A level in words: grade 3, halfway. And the grades, as schools call them."""

import math
from collections.abc import Collection

from flask_babel import gettext
from flask_babel import lazy_gettext as lazy

GRADES = {
    1: lazy("grade 1"),
    2: lazy("grade 2"),
    3: lazy("grade 3"),
    4: lazy("grade 4"),
    5: lazy("grade 5"),
    6: lazy("grade 6"),
    7: lazy("grade 7"),
    8: lazy("grade 8"),
    9: lazy("grade 9"),
    10: lazy("grade 10"),
    11: lazy("grade 11"),
    12: lazy("grade 12"),
}

STRANDS = {
    "number": lazy("numbers"),
    "algebra": lazy("algebra"),
    "geometry": lazy("geometry"),
    "measurement": lazy("measuring"),
    "data": lazy("data and chance"),
}


def strand_name(strand: str) -> str:
    """What a part of mathematics is called."""
    return str(STRANDS.get(strand, strand))


def grade_name(grade: int) -> str:
    """What a school calls the grade."""
    return str(GRADES.get(grade)) if grade in GRADES else gettext("grade %(n)s", n=grade)


def level_words(level: float, grades: Collection[int]) -> str:
    """Where in which grade a level lies; `grades` are those of the question bank."""
    first, last = min(grades), max(grades)
    if level < first:
        return gettext("before %(grade)s", grade=grade_name(first))
    if level >= last + 1:
        return gettext("beyond %(grade)s", grade=grade_name(last))
    grade = math.floor(level)
    name, part = grade_name(grade), level - grade
    if part < 1 / 3:
        return gettext("%(grade)s, at the start", grade=name)
    if part < 2 / 3:
        return gettext("%(grade)s, halfway", grade=name)
    return gettext("%(grade)s, near the end", grade=name)


def range_words(low: float, high: float, grades: Collection[int]) -> str:
    """Both ends of a level's range."""
    first, last = level_words(low, grades), level_words(high, grades)
    if first == last:
        return gettext("most likely right there")
    return gettext("most likely between %(low)s and %(high)s", low=first, high=last)
