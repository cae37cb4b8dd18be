"""Grade 7: algebraic expressions."""

from random import Random

from bank.language import Say
from bank.notation import plus, show, signed, term
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def value(a: int, b: int, x: int) -> Question:
        return typed(
            f"What is the value of {term(a)}{plus(b)} when x = {show(x)}?",
            a * x + b,
            f"{show(a)} × {signed(x)}{plus(b)} = {show(a * x)}{plus(b)} = {show(a * x + b)}.",
        )

    def square(a: int, x: int) -> Question:
        return typed(
            f"What is the value of x²{plus(a, 'x')} when x = {show(x)}?",
            x * x + a * x,
            f"x² = {x * x} and {term(a)} = {show(a * x)}, together {show(x * x + a * x)}.",
        )

    def simplify(a: int, b: int, c: int, d: int) -> Question:
        def made(x: int, n: int) -> str:
            return f"{term(x)}{plus(n)}"

        return choose(
            f"Simplify {term(a)}{plus(b)}{plus(c, 'x')}{plus(d)}.",
            made(a + c, b + d),
            [made(a - c, b + d), made(a + c, b - d), made(a - c, b - d), made(a + c + 1, b + d)],
            f"Collect like terms: {term(a)}{plus(c, 'x')} = {term(a + c)} and "
            f"{show(b)}{plus(d)} = {show(b + d)}.",
        )

    def expand(a: int, b: int, c: int) -> Question:
        return choose(
            f"Expand {show(a)}({term(b)}{plus(c)}).",
            f"{term(a * b)}{plus(a * c)}",
            [
                f"{term(a * b)}{plus(c)}",
                f"{term(a * b)}{plus(-a * c)}",
                f"{term(a + b)}{plus(a + c)}",
                f"{term(a * b)}{plus(a + c)}",
            ],
            f"Multiply both terms by {show(a)}: {show(a)} × {term(b)} = {term(a * b)} "
            f"and {show(a)} × {signed(c)} = {show(a * c)}.",
        )

    def words(a: int, b: int) -> Question:
        return choose(
            f"Which expression means “{b} less than {a} times x”?",
            f"{term(a)}{plus(-b)}",
            [f"{b} − {term(a)}", f"{a}(x − {b})", f"{term(b)} − {a}", f"{term(a)} + {b}"],
            f"{a} times x is {term(a)}, and {b} less than that is {term(a)} − {b}.",
        )

    def coefficient(a: int, b: int, c: int) -> Question:
        return typed(
            f"What is the coefficient of x when {show(a)}(x{plus(b)}){plus(c, 'x')} is simplified?",
            a + c,
            f"Expanding gives {term(a)}{plus(a * b)}, and {term(a)}{plus(c, 'x')} = {term(a + c)}.",
        )

    r = rng.randint
    return [
        value(r(3, 5), r(2, 6), r(4, 6)),
        words(r(4, 7), r(8, 9)),
        simplify(r(6, 8), r(4, 6), r(2, 3), r(1, 3)),
        value(r(4, 6), -r(3, 7), -r(2, 4)),
        expand(r(3, 4), 2, -r(3, 5)),
        square(r(2, 4), -r(5, 7)),
        simplify(r(4, 6), -r(5, 7), -r(7, 9), r(2, 4)),
        coefficient(r(4, 6), r(2, 5), -r(7, 9)),
        expand(-r(2, 3), r(4, 5), -r(3, 6)),
        square(-r(6, 7), -r(3, 4)),
    ]
