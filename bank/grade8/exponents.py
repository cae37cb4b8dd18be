"""Grade 8: laws of exponents."""

from random import Random

from bank.language import Say
from bank.notation import power, show
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def multiply(base: str, m: int, n: int) -> Question:
        return choose(
            f"Which is equal to {power(base, m)} × {power(base, n)}?",
            power(base, m + n),
            [power(base, m * n), power(f"2{base}", m + n), power(base, m + n + 1)],
            f"Add the exponents: {m} + {n} = {m + n}.",
        )

    def raised(base: str, m: int, n: int) -> Question:
        return choose(
            f"Which is equal to ({power(base, m)}){power('', n)}?",
            power(base, m * n),
            [power(base, m + n), power(base, m**n), power(base, m * n - 1), f"{n}{power(base, m)}"],
            f"Multiply the exponents: {m} × {n} = {m * n}.",
        )

    def product(c: int, m: int, n: int) -> Question:
        return choose(
            f"Which is equal to ({c}{power('x', m)}y){power('', n)}?",
            f"{c**n}{power('x', m * n)}{power('y', n)}",
            [
                f"{c}{power('x', m * n)}{power('y', n)}",
                f"{c**n}{power('x', m + n)}{power('y', n)}",
                f"{c * n}{power('x', m * n)}{power('y', n)}",
            ],
            f"Raise every factor: {power(c, n)} = {c**n}, "
            f"({power('x', m)}){power('', n)} = {power('x', m * n)} and {power('y', n)}.",
        )

    def box(base: int, m: int, n: int) -> Question:
        return typed(
            f"{power(base, m)} × {base}^□ = {power(base, m + n)}. What number goes in the box?",
            n,
            f"The exponents add: {m} + □ = {m + n}, so □ = {n}.",
        )

    def quotient(base: int, m: int, n: int) -> Question:
        return typed(
            f"Calculate {power(base, m)} ÷ {power(base, n)}.",
            base ** (m - n),
            f"Subtract the exponents: {power(base, m - n)} = {base ** (m - n)}.",
        )

    def negative(base: int, n: int) -> Question:
        return typed(
            f"Calculate ({show(-base)}){power('', n)}.",
            (-base) ** n,
            f"{n} factors of {show(-base)}: {power(base, n)} = {base**n}, and "
            f"{'an even' if n % 2 == 0 else 'an odd'} number of minus signs gives "
            f"{show((-base) ** n)}.",
        )

    r = rng.randint
    return [
        quotient(2, r(7, 8), r(3, 4)),
        multiply("a", r(3, 4), r(5, 6)),
        negative(r(2, 3), 3),
        raised("x", r(4, 5), 3),
        box(r(5, 7), r(3, 4), r(5, 6)),
        multiply("b", r(7, 8), 2),
        negative(2, r(3, 4) * 2),
        product(3, r(4, 5), 2),
        quotient(r(3, 5), r(10, 12), 9),
        product(2, r(4, 5), 3),
    ]
