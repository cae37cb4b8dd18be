"""Grade 6: dividing fractions."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.notation import (
    mixed,
)
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def by_fraction(a: str, b: str) -> Question:
        x, y = Fraction(a), Fraction(b)
        return choose(
            f"What is {a} divided by {b}?",
            mixed(x / y),
            [mixed(n) for n in (x * y, y / x, 1 / (x * y), x / y + 1, x / y + Fraction(1, 2))],
            f"Multiply by the reciprocal: {a} × {1 / y} = "
            f"{x.numerator * y.denominator}/{x.denominator * y.numerator} = {mixed(x / y)}.",
        )

    def whole_by(n: int, b: str) -> Question:
        y = Fraction(b)
        return typed(
            f"What is {n} divided by {b}?",
            n / y,
            f"Multiply by the reciprocal: {n} × {1 / y} = {n / y}.",
        )

    def pieces(n: int, b: str) -> Question:
        y = Fraction(b)
        return typed(
            f"How many pieces of {b} m can be cut from a {n} m ribbon with nothing left over?",
            n / y,
            f"Divide {n} by {b}: {n} × {1 / y} = {n * y.denominator}/{y.numerator} = {n / y}.",
        )

    def split(a: str, n: int) -> Question:
        x = Fraction(a)
        return choose(
            f"{a} of a liter of paint is poured equally into {n} cans. "
            "What fraction of a liter is in each can?",
            x / n,
            [x * n, Fraction(x.numerator, x.denominator + n), 1 / (x * n), x / n / 2, x / n * 2],
            f"{a} ÷ {n} = {a} × 1/{n} = {x / n}.",
        )

    def missing(b: str, result: int) -> Question:
        y = Fraction(b)
        return typed(
            f"□ × {b} = {y * result}. What number goes in the box?",
            result,
            f"Divide by {b}: {y * result} × {y.denominator}/{y.numerator} = {result}.",
        )

    pick = rng.choice
    return [
        whole_by(pick([3, 5]), "1/4"),
        split(pick(["2/3", "3/4"]), 5),
        whole_by(6, pick(["2/3", "3/4"])),
        by_fraction("1/2", pick(["1/5", "1/3"])),
        pieces(6, pick(["3/5", "2/5"])),
        by_fraction("3/4", pick(["2/5", "2/3"])),
        missing("2/7", pick([14, 21])),
        split("8/9", pick([4, 6])),
        pieces(12, pick(["3/8", "4/5"])),
        by_fraction(pick(["5/6", "7/6"]), "4/9"),
    ]
