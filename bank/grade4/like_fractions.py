"""Grade 4: fractions with the same denominator."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.notation import (
    mixed,
)
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def add(a: int, b: int, n: int) -> Question:
        return choose(
            f"What is {a}/{n} + {b}/{n}?",
            f"{a + b}/{n}",
            [f"{a + b}/{2 * n}", f"{a * b}/{n}", f"{a + b + 1}/{n}", f"{a + b - 1}/{n}"],
            f"The parts are all of size 1/{n}, so add the tops: {a} + {b} = {a + b}.",
        )

    def box(a: int, b: int, n: int) -> Question:
        return typed(
            f"{a}/{n} − {b}/{n} = □/{n}. What number goes in the box?",
            a - b,
            f"The bottoms are equal, so subtract the tops: {a} − {b} = {a - b}.",
        )

    def rest(a: int, n: int) -> Question:
        who = names(rng, 1, say)[0]
        return choose(
            f"{who} has read {a}/{n} of a book. What fraction of the book is still to be read?",
            f"{n - a}/{n}",
            [f"{a}/{n}", f"{n - a}/{n + a}", f"1/{n}", f"{n - a + 1}/{n}"],
            f"The whole book is {n}/{n}, and {n}/{n} − {a}/{n} = {n - a}/{n}.",
        )

    def to_mixed(n: int, below: int) -> Question:
        value = Fraction(n, below)
        whole, left = divmod(n, below)
        return choose(
            f"Which mixed number is equal to {n}/{below}?",
            mixed(value),
            [
                f"{left} {whole}/{below}",
                f"{whole} {below - left}/{below}",
                f"{whole + 1} {left}/{below}",
                f"{whole - 1} {left}/{below}",
            ],
            f"{n} ÷ {below} is {whole} with remainder {left}, which is {whole} and {left}/{below}.",
        )

    def to_improper(whole: int, a: int, below: int) -> Question:
        return typed(
            f"{whole} {a}/{below} = □/{below}. What number goes in the box?",
            whole * below + a,
            f"{whole} wholes are {whole * below}/{below}, "
            f"and {whole * below} + {a} = {whole * below + a}.",
        )

    r = rng.randint
    return [
        add(2, r(1, 2), 7),
        box(r(6, 7), 2, 9),
        rest(r(2, 4), 9),
        box(r(9, 10), r(3, 4), 11),
        add(3, r(4, 5), 11),
        to_improper(2, r(1, 2), 3),
        to_mixed(r(2, 3) * 4 + 1, 4),
        typed(
            "How many fifths make 4 wholes?",
            20,
            "One whole is 5 fifths, so 4 wholes are 4 × 5 = 20 fifths.",
        ),
        to_mixed(r(4, 5) * 7 + 3, 7),
        to_improper(r(5, 6), r(3, 5), 8),
    ]
