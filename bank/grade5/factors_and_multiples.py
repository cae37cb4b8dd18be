"""Grade 5: factors and multiples."""

from math import gcd, lcm
from random import Random

from bank.language import Say
from bank.notation import listed
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def common_factor(k: int, a: int, b: int) -> Question:
        a, b = a * k, b * k
        g = gcd(a, b)
        return typed(
            f"What is the greatest common factor of {a} and {b}?",
            g,
            f"{a} = {g} × {a // g} and {b} = {g} × {b // g}, "
            f"and {a // g} and {b // g} share no factor but 1.",
        )

    def common_multiple(a: int, b: int) -> Question:
        m = lcm(a, b)
        return typed(
            f"What is the least common multiple of {a} and {b}?",
            m,
            f"Go through the multiples of {b} until one is a multiple of {a}: "
            f"{m} = {b} × {m // b} = {a} × {m // a}.",
        )

    def factor_of(n: int) -> Question:
        factors = [k for k in range(3, n // 2 + 1) if n % k == 0]
        others = [k for k in range(4, n // 2) if n % k]
        right = rng.choice(factors)
        return choose(
            f"Which of these numbers is a factor of {n}?",
            right,
            rng.sample(others, 3),
            f"{n} ÷ {right} = {n // right} leaves no remainder.",
        )

    def how_many(n: int) -> Question:
        factors = [k for k in range(1, n + 1) if n % k == 0]
        return choose(
            f"How many factors does {n} have, counting 1 and {n}?",
            len(factors),
            [len(factors) - 2, len(factors) - 1, len(factors) + 1, len(factors) + 2],
            f"The factors are {listed(factors)}.",
        )

    def buses(a: int, b: int) -> Question:
        m = lcm(a, b)
        return choose(
            f"A red bus leaves every {a} minutes and a blue bus every {b} minutes. They leave "
            "together now. After how many minutes do they next leave together?",
            m,
            [a * b, a + b, gcd(a, b), m * 2, m + a],
            f"The first common multiple of {a} and {b} is {m} = {a} × {m // a} = {b} × {m // b}.",
        )

    return [
        factor_of(rng.choice([18, 20, 28])),
        common_multiple(4, rng.choice([5, 6, 7])),
        how_many(rng.choice([12, 16])),
        common_factor(6, 2, 3),
        how_many(rng.choice([24, 30])),
        common_multiple(8, rng.choice([10, 12])),
        buses(6, rng.choice([8, 9])),
        common_factor(12, rng.choice([3, 5]), 4),
        buses(12, rng.choice([15, 18])),
        common_factor(18, 5, rng.choice([3, 7])),
    ]
