"""Grade 4: long multiplication and division."""

from random import Random

from bank.language import Say
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def times(a: int, b: int) -> Question:
        tens, ones = b // 10 * 10, b % 10
        return typed(
            f"What is {a} × {b}?",
            a * b,
            f"{a} × {tens} = {a * tens} and {a} × {ones} = {a * ones}; together {a * b}.",
        )

    def divide(a: int, b: int) -> Question:
        head = b // 10 * 10
        return typed(
            f"What is {a * b} ÷ {a}?",
            b,
            f"{a} × {head} = {a * head}, which leaves {a * (b - head)}, "
            f"and {a * (b - head)} ÷ {a} = {b - head}; so {head} + {b - head} = {b}.",
        )

    def story(n: int, price: int) -> Question:
        return choose(
            f"A school buys {n} books for ${price} each. How much does it pay?",
            f"${n * price:,}",
            [f"${m:,}" for m in (n * price - n, n * price + 10 * n, n + price)],
            f"{n} × {price} = {n * (price // 10 * 10)} + {n * (price % 10)} = {n * price} dollars.",
        )

    def remainder(a: int, b: int, left: int) -> Question:
        n = a * b + left
        return choose(
            f"What are the quotient and the remainder of {n} ÷ {a}?",
            f"{b} remainder {left}",
            [f"{b - 1} remainder {left}", f"{b} remainder {left + 1}", f"{b + 1} remainder {left}"],
            f"{a} × {b} = {a * b}, and {n} − {a * b} = {left} is less than {a}.",
        )

    def estimate(a: int, b: int) -> Question:
        near_a, near_b = round(a, -2), round(b, -1)
        best = near_a * near_b
        return choose(
            f"Which is the best estimate of {a} × {b}?",
            f"{best:,}",
            [f"{best // 10:,}", f"{best * 10:,}", f"{best // 2:,}"],
            f"{a} is about {near_a} and {b} is about {near_b}: {near_a} × {near_b} = {best:,}.",
        )

    r = rng.randint
    return [
        times(r(23, 27), 13),
        story(12, r(21, 24)),
        divide(4, r(21, 24)),
        estimate(r(396, 399), r(21, 22)),
        times(r(43, 48), r(26, 28)),
        remainder(7, r(23, 28), r(2, 5)),
        divide(r(6, 7), r(43, 48)),
        story(r(33, 36), 28),
        times(r(213, 247), r(34, 37)),
        remainder(23, r(31, 36), r(12, 18)),
    ]
