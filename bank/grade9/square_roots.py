"""Grade 9: square roots."""

from math import isqrt
from random import Random

from bank.language import Say
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def root(n: int) -> Question:
        return typed(f"What is √{n * n}?", n, f"{n} × {n} = {n * n}, so √{n * n} = {n}.")

    def simplify(k: int, n: int) -> Question:
        return choose(
            f"Write √{k * k * n} in the form a√b with b as small as possible.",
            f"{k}√{n}",
            [f"{k * k}√{n}", f"{n}√{k}", f"{k}√{n + 1}", f"{k + 1}√{n}"],
            f"√{k * k * n} = √({k * k} × {n}) = √{k * k} × √{n} = {k}√{n}.",
        )

    def times(a: int, b: int) -> Question:
        answer = isqrt(a * b)
        return typed(
            f"What is √{a} × √{b}?",
            answer,
            f"√{a} × √{b} = √({a} × {b}) = √{a * b} = {answer}.",
        )

    def between(n: int) -> Question:
        k = isqrt(n)
        return choose(
            f"Between which two consecutive integers does √{n} lie?",
            f"{k} and {k + 1}",
            [f"{k - 1} and {k}", f"{k + 1} and {k + 2}", f"{n // 2} and {n // 2 + 1}"],
            f"{k}² = {k * k} and {k + 1}² = {(k + 1) ** 2}, and {n} lies between them.",
        )

    def combine(a: int, b: int, n: int) -> Question:
        return choose(
            f"What is √{a * a * n} + √{b * b * n} in simplest form?",
            f"{a + b}√{n}",
            [f"√{(a * a + b * b) * n}", f"{a * b}√{n}", f"{a + b}√{2 * n}", f"{a + b + 1}√{n}"],
            f"√{a * a * n} = {a}√{n} and √{b * b * n} = {b}√{n}; together {a + b}√{n}.",
        )

    def rationalize(k: int, n: int) -> Question:
        return choose(
            f"Rationalize the denominator of {k * n}/√{n}.",
            f"{k}√{n}",
            [f"{k * n}√{n}", f"{k + 1}√{n}", f"√{k * n}", f"{n}√{k + n}"],
            f"Multiply top and bottom by √{n}: {k * n}√{n}/{n} = {k}√{n}.",
        )

    def squared(a: int, n: int) -> Question:
        return typed(
            f"What is ({a}√{n})²?",
            a * a * n,
            f"({a}√{n})² = {a}² × {n} = {a * a} × {n} = {a * a * n}.",
        )

    def integers(low: int, high: int) -> Question:
        return typed(
            f"For how many positive integers n is {low} < √n < {high}?",
            high * high - low * low - 1,
            f"Squaring gives {low * low} < n < {high * high}, and "
            f"{high * high} − {low * low} − 1 = {high * high - low * low - 1}.",
        )

    r, pick = rng.randint, rng.choice
    return [
        root(r(8, 12)),
        between(pick([30, 40, 45, 55])),
        root(r(13, 16)),
        simplify(pick([3, 5]), 2),
        squared(r(2, 4), pick([3, 5, 7])),
        rationalize(r(3, 5), pick([2, 3])),
        times(pick([2, 8]), 18),
        simplify(pick([4, 6]), pick([3, 5])),
        integers(pick([3, 4]), pick([5, 6])),
        combine(pick([3, 5]), pick([2, 4]), 3),
    ]
