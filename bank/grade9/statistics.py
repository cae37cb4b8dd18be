"""Grade 9: statistics."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.notation import (
    decimal,
    listed,
)
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def around(middle: int, offsets: tuple[int, ...]) -> list[int]:
        return rng.sample([middle + d for d in offsets], len(offsets))

    def median(data: list[int]) -> Question:
        ordered = sorted(data)
        n = len(data)
        answer = Fraction(ordered[(n - 1) // 2] + ordered[n // 2], 2)
        middle = (
            f"{ordered[n // 2]} is"
            if n % 2
            else (f"{ordered[n // 2 - 1]} and {ordered[n // 2]} are")
        )
        tail = "" if n % 2 else f", and halfway between them is {decimal(answer)}"
        return typed(
            f"What is the median of {listed(data)}?",
            answer,
            f"In order: {listed(ordered)}; {middle} in the middle{tail}.",
        )

    def mode(data: list[int]) -> Question:
        answer = max(set(data), key=lambda n: (data.count(n), n))
        others = sorted(set(data) - {answer})
        return choose(
            f"What is the mode of {listed(data)}?",
            answer,
            [data.count(answer), *others],
            f"{answer} occurs {data.count(answer)} times, more often than any other value.",
        )

    def variance(data: list[int]) -> Question:
        mean = sum(data) // len(data)
        squares = [(n - mean) ** 2 for n in data]
        answer = Fraction(sum(squares), len(data))
        return typed(
            f"What is the (population) variance of {listed(data)}?",
            answer,
            f"The mean is {mean}, the squared deviations are {listed(squares)}, "
            f"and {sum(squares)} ÷ {len(data)} = {decimal(answer)}.",
        )

    def deviation(data: list[int]) -> Question:
        mean = sum(data) // len(data)
        squares = [(n - mean) ** 2 for n in data]
        v = sum(squares) // len(data)
        return choose(
            f"What is the (population) standard deviation of {listed(data)}?",
            f"√{v}",
            [str(v), f"√{sum(squares)}", f"√{v + 1}"],
            f"The mean is {mean} and the variance is {sum(squares)} ÷ {len(data)} = {v}, "
            f"so the standard deviation is √{v}.",
        )

    def table(scores: tuple[int, int, int], counts: tuple[int, int, int]) -> Question:
        pairs = list(zip(scores, counts, strict=True))
        total, n = sum(s * k for s, k in pairs), sum(counts)
        mean = Fraction(total, n)
        (a, i), (b, j), (c, k) = pairs
        return choose(
            f"In a quiz {i} students score {a}, {j} students score {b} and {k} students score {c}. "
            "What is the mean score?",
            decimal(mean),
            [
                decimal(Fraction(sum(scores), 3)),
                decimal(mean + Fraction(1, 2)),
                str(n),
                decimal(mean - Fraction(1, 2)),
            ],
            f"({i} × {a} + {j} × {b} + {k} × {c}) ÷ {n} = {total} ÷ {n} = {decimal(mean)}.",
        )

    def added(v: int, k: int) -> Question:
        return choose(
            f"The variance of a set of data is {v}. Every value is increased by {k}. "
            "What is the variance of the new data?",
            v,
            [v + k, v * k, v + k * k],
            f"The mean also grows by {k}, so the deviations and the variance {v} stay the same.",
        )

    def multiplied(v: int, k: int) -> Question:
        return choose(
            f"The variance of a set of data is {v}. Every value is multiplied by {k}. "
            "What is the variance of the new data?",
            v * k * k,
            [v * k, v, v + k, v + k * k],
            f"Every deviation is multiplied by {k}, so the variance is multiplied by {k}² = "
            f"{k * k}: {v} × {k * k} = {v * k * k}.",
        )

    r = rng.randint
    often = r(5, 7)
    return [
        median(around(r(12, 15), (-5, -2, 0, 3, 7))),
        mode(rng.sample([often, often, often, often + 2, often + 2, often + 4, often - 2], 7)),
        typed(
            "What is the range of 23, 8, 31, 15, 12 and 27?",
            31 - 8,
            "The greatest value is 31 and the least is 8: 31 − 8 = 23.",
        ),
        table((6, 8, 10), rng.choice([(2, 5, 3), (3, 5, 2), (5, 3, 2)])),
        median(around(r(30, 34), (-9, -4, -1, 2, 6, 11))),
        added(r(6, 9), r(3, 5)),
        variance(around(r(7, 9), (-2, -1, 0, 1, 2))),
        deviation(around(r(10, 13), (-3, -1, 1, 3))),
        variance(around(r(15, 19), (-6, -2, 1, 3, 4))),
        multiplied(r(5, 8), r(3, 4)),
    ]
