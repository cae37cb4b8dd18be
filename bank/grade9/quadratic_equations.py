"""Grade 9: quadratic equations."""

from random import Random

from bank.language import Say
from bank.notation import factors, from_roots, plus, quadratic, show, signed
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def roots(p: int, q: int) -> Question:
        return choose(
            f"What are the solutions of {from_roots(p, q)} = 0?",
            f"x = {show(p)} or x = {show(q)}",
            [
                f"x = {show(-p)} or x = {show(-q)}",
                f"x = {show(-p)} or x = {show(q)}",
                f"x = {show(p)} or x = {show(-q)}",
            ],
            f"{from_roots(p, q)} = {factors(p, q)}, which is 0 when x is {show(p)} or {show(q)}.",
        )

    def positive(k: int) -> Question:
        return typed(
            f"What is the positive solution of x² = {k * k}?",
            k,
            f"{k} × {k} = {k * k}, so x = {k} or x = {show(-k)}, and {k} is the positive one.",
        )

    def larger(p: int, q: int) -> Question:
        return typed(
            f"What is the larger solution of {from_roots(p, q)} = 0?",
            max(p, q),
            f"{factors(p, q)} = 0 gives {show(p)} and {show(q)}, and {show(max(p, q))} is larger.",
        )

    def coefficient(p: int, q: int) -> Question:
        return typed(
            f"One solution of x² + kx{plus(p * q)} = 0 is x = {show(p)}. What is k?",
            -p - q,
            f"Put x = {show(p)} in: {p * p}{plus(p, 'k')}{plus(p * q)} = 0, so k = {show(-p - q)}.",
        )

    def formula(m: int, n: int) -> Question:
        equation = quadratic(-2 * m, m * m - n)
        return choose(
            f"What are the solutions of {equation} = 0?",
            f"x = {show(m)} ± √{n}",
            [
                f"x = {show(-m)} ± √{n}",
                f"x = {show(2 * m)} ± √{n}",
                f"x = {show(m)} ± √{n + m * m}",
            ],
            f"Complete the square: (x{plus(-m)})² = {n}, so x{plus(-m)} = ±√{n}.",
        )

    def garden(width: int, more: int) -> Question:
        return choose(
            f"A rectangular garden is {more} m longer than it is wide, and its area is "
            f"{width * (width + more)} m². How wide is it?",
            f"{width} m",
            [f"{width + more} m", f"{width - 1} m", f"{width + 1} m", f"{2 * width} m"],
            f"{quadratic(more, -width * (width + more))} = 0 is {factors(width, -width - more)} = "
            f"0; a width is positive, so x = {width}.",
        )

    def total(p: int, q: int) -> Question:
        return typed(
            f"What is the sum of the two solutions of {from_roots(p, q)} = 0?",
            p + q,
            f"{factors(p, q)} = 0 has the solutions {show(p)} and {show(q)}, "
            f"and {show(p)} + {signed(q)} = {show(p + q)}.",
        )

    r = rng.randint
    return [
        positive(r(7, 12)),
        roots(r(1, 2), r(3, 5)),
        larger(-r(2, 4), -r(5, 7)),
        roots(-r(3, 4), r(5, 7)),
        larger(r(8, 9), -r(2, 3)),
        total(-r(8, 11), r(3, 6)),
        garden(r(7, 8), r(3, 5)),
        formula(r(2, 3), rng.choice([2, 3])),
        coefficient(r(3, 4), -r(5, 8)),
        formula(-r(4, 5), rng.choice([5, 6, 7])),
    ]
