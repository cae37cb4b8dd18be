"""Grade 7: linear equations."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.notation import (
    plus,
    show,
    signed,
    term,
)
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def solve(a: int, x: int, b: int, choice: bool = False) -> Question:
        right = a * x + b
        text = f"Solve for x: {term(a)}{plus(b)} = {show(right)}."
        why = (
            f"{'Subtract' if b > 0 else 'Add'} {abs(b)} {'from' if b > 0 else 'to'} both sides: "
            f"{term(a)} = "
            f"{show(right - b)}; then divide by {show(a)}: x = {show(x)}."
        )
        if choice:
            return choose(text, x, [-x, x + 2 * b // a, right - b, x + 1], why, signed=True)
        return typed(text, x, why)

    def both(a: int, b: int, c: int, x: int) -> Question:
        d = (a - c) * x + b
        return typed(
            f"Solve for x: {term(a)}{plus(b)} = {term(c)}{plus(d)}.",
            x,
            f"Bring the x terms together: {term(a - c)} = {show(d - b)}, so x = {show(x)}.",
        )

    def bracket(a: int, b: int, x: int) -> Question:
        right = a * (x + b)
        return choose(
            f"Solve for x: {a}(x{plus(b)}) = {show(right)}.",
            x,
            [x + 2 * b, Fraction(right - b, a), -x, x + 1],
            f"Divide by {a}: x{plus(b)} = {show(x + b)}, so x = {show(x)}.",
            signed=True,
        )

    def number(a: int, b: int, x: int) -> Question:
        return typed(
            f"{a} times a number, increased by {b}, is {a * x + b}. What is the number?",
            x,
            f"{term(a)} + {b} = {a * x + b} gives {term(a)} = {a * x}, so the number is {x}.",
        )

    def check(x: int) -> Question:
        return choose(
            f"Which of these equations has the solution x = {show(x)}?",
            f"3x{plus(7)} = {show(3 * x + 7)}",
            [
                f"2x{plus(-5)} = {show(2 * x + 5)}",
                f"4x{plus(1)} = {show(4 * x - 1)}",
                f"5{plus(-1, 'x')} = {show(5 + x)}",
            ],
            f"Put x = {show(x)} in: 3 × {signed(x)} + 7 = {show(3 * x + 7)}.",
        )

    def tickets(child: int, extra: int, n: int) -> Question:
        total = 2 * (child + extra) + n * child
        return choose(
            f"An adult ticket costs ${extra} more than a child ticket. "
            f"2 adult tickets and {n} child tickets cost ${total}. "
            "How much does one child ticket cost?",
            f"${child}",
            [f"${child + extra}", f"${total // (n + 2)}", f"${child - 1}", f"${child + 1}"],
            f"2(x + {extra}) + {n}x = {total} gives {n + 2}x = {total - 2 * extra}, "
            f"so x = {child}.",
        )

    r = rng.randint
    return [
        solve(r(2, 3), r(4, 7), r(3, 5)),
        check(r(3, 5)),
        number(r(4, 5), r(6, 9), r(7, 9)),
        solve(r(4, 5), -r(3, 5), r(2, 7), choice=True),
        bracket(r(3, 4), -r(2, 5), r(7, 9)),
        both(r(6, 7), r(3, 5), r(2, 3), r(4, 6)),
        solve(-r(3, 4), r(6, 8), r(5, 9)),
        bracket(r(5, 6), r(4, 7), -r(2, 3)),
        both(r(3, 4), -r(8, 9), r(7, 8), -r(3, 5)),
        tickets(r(6, 8), r(3, 5), r(3, 4)),
    ]
