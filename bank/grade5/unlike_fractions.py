"""Grade 5: fractions with different denominators."""

from fractions import Fraction
from math import lcm
from random import Random

from bank.language import Say
from bank.notation import (
    decimal,
    mixed,
)
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def combine(a: str, b: str, sign: str) -> Question:
        x, y = Fraction(a), Fraction(b)
        n = lcm(x.denominator, y.denominator)
        answer = x + y if sign == "+" else x - y
        top_x, top_y = x * n, y * n
        tops = top_x + top_y if sign == "+" else top_x - top_y
        blind = Fraction(x.numerator + y.numerator, x.denominator + y.denominator)
        return choose(
            f"What is {a} {sign} {b}?",
            mixed(answer),
            [mixed(blind), mixed(Fraction(x.numerator + y.numerator, n))]
            + [mixed(abs(answer + Fraction(k, n))) for k in (1, -1, 2)],
            f"Over {n} this is {top_x}/{n} {sign} {top_y}/{n} = {tops}/{n}"
            + (f", which is {mixed(answer)}." if mixed(answer) != f"{tops}/{n}" else "."),
        )

    def box(a: str, b: str) -> Question:
        x, y = Fraction(a), Fraction(b)
        n = lcm(x.denominator, y.denominator)
        return typed(
            f"{a} + {b} = □/{n}. What number goes in the box?",
            (x + y) * n,
            f"{a} = {x * n}/{n} and {b} = {y * n}/{n}, so the top is {x * n} + {y * n} = "
            f"{(x + y) * n}.",
        )

    def as_decimal(a: str, b: str) -> Question:
        x, y = Fraction(a), Fraction(b)
        return typed(
            f"What is {a} − {b}?",
            x - y,
            f"{a} = {decimal(x)} and {b} = {decimal(y)}, "
            f"so {decimal(x)} − {decimal(y)} = {decimal(x - y)}.",
        )

    def jug(a: str, b: str) -> Question:
        x, y = Fraction(a), Fraction(b)
        n = lcm(x.denominator, y.denominator)
        return choose(
            f"A jug holds {a} of a liter of juice. {names(rng, 1, say)[0]} pours out {b} "
            "of a liter. How much juice is left in the jug?",
            f"{x - y} liter",
            [f"{z} liter" for z in (Fraction(x.numerator - y.numerator, n), x - y + Fraction(1, n))]
            + [f"{z} liter" for z in (y, Fraction(1, n), Fraction(2, n))],
            f"{a} − {b} = {x * n}/{n} − {y * n}/{n} = {(x - y) * n}/{n} of a liter.",
        )

    pick = rng.choice
    return [
        box("1/2", pick(["1/3", "1/5"])),
        combine("1/2", "1/4", "+"),
        box(pick(["2/3", "1/3"]), "1/4"),
        combine("1/3", pick(["1/4", "1/5"]), "−"),
        as_decimal("1/2", "1/5"),
        combine(pick(["2/3", "1/3"]), "3/5", "+"),
        box("3/8", pick(["5/6", "1/6"])),
        jug("5/6", pick(["3/8", "1/4"])),
        as_decimal("3/4", "2/5"),
        combine("5/6", pick(["7/9", "4/9"]), "+"),
    ]
