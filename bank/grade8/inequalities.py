"""Grade 8: linear inequalities."""

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
    flipped = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}

    def solve(a: int, b: int, sign: str, edge: int) -> Question:
        turned = flipped[sign] if a < 0 else sign
        hint = ", which reverses the sign," if a < 0 else ""
        right = a * edge + b
        return choose(
            f"Which is the solution of {term(a)}{plus(b)} {sign} {show(right)}?",
            f"x {turned} {show(edge)}",
            [
                f"x {flipped[turned]} {show(edge)}",
                f"x {turned} {show(-edge)}",
                f"x {flipped[turned]} {show(-edge)}",
            ],
            f"{term(a)} {sign} {show(right - b)}; dividing by {show(a)}{hint} gives "
            f"x {turned} {show(edge)}.",
        )

    def least(a: int, b: int, right: int) -> Question:
        edge = Fraction(right - b, a)
        answer = int(edge // 1) + 1
        return typed(
            f"What is the smallest integer x with {term(a)}{plus(b)} > {show(right)}?",
            answer,
            f"{term(a)} > {show(right - b)} means that x is greater than {show(edge)}, "
            f"and the next integer is {show(answer)}.",
        )

    def count(low: int, high: int) -> Question:
        return typed(
            f"How many integers x satisfy {show(low)} < x ≤ {show(high)}?",
            high - low,
            f"They run from {show(low + 1)} to {show(high)}; {show(low)} itself does not count: "
            f"{show(high)} − {signed(low)} = {high - low}.",
        )

    def natural(a: int, b: int, right: int) -> Question:
        edge = Fraction(right - b, a)
        answer = int(edge // 1)
        return typed(
            f"How many positive integers x satisfy {term(a)}{plus(b)} ≤ {show(right)}?",
            answer,
            f"{term(a)} ≤ {show(right - b)} means that x is at most {show(edge)}, "
            f"so x can be 1, 2, …, {answer}.",
        )

    def budget(price: int, box: int, money: int) -> Question:
        n = (money - box) // price
        return choose(
            f"Roses cost ${price} each and a vase costs ${box}. "
            f"What is the greatest number of roses you can buy with one vase for ${money}?",
            n,
            [n + 1, money // price, n - 1, n + 2],
            f"{price}x + {box} ≤ {money} gives {price}x ≤ {money - box}, so x is at most {n}.",
        )

    r = rng.randint
    return [
        solve(r(2, 3), r(1, 4), ">", r(4, 6)),
        count(-r(2, 3), r(4, 5)),
        solve(r(4, 5), -r(3, 6), "≤", r(7, 9)),
        natural(3, r(2, 4), r(21, 25)),
        solve(-r(2, 3), r(5, 8), "<", -r(2, 4)),
        least(4, -r(3, 6), r(18, 21)),
        budget(3, r(7, 8), 40),
        natural(r(5, 6), -r(7, 9), r(51, 54)),
        solve(-r(4, 5), -r(6, 9), "≥", r(3, 6)),
        least(r(7, 8), r(11, 13), -r(30, 34)),
    ]
