"""Grade 3: division and remainders."""

from random import Random

from bank.language import Say
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def plain(a: int, b: int) -> Question:
        return typed(f"What is {a * b} ÷ {a}?", b, f"{a} × {b} = {a * b}, so {a * b} ÷ {a} = {b}.")

    def share(a: int, b: int) -> Question:
        who = names(rng, 1, say)[0]
        return choose(
            f"{who} shares {a * b} cards equally among {a} friends. "
            "How many cards does each friend get?",
            b,
            [b + 1, b - 1, a * b - a, a],
            f"Divide: {a * b} ÷ {a} = {b}, because {a} × {b} = {a * b}.",
        )

    def remainder(a: int, b: int, left: int) -> Question:
        return choose(
            f"What is the remainder when {a * b + left} is divided by {a}?",
            left,
            [b, a - left, 0, left + 1, a],
            f"{a} × {b} = {a * b}, and {a * b + left} − {a * b} leaves {left}.",
        )

    def start(a: int, b: int) -> Question:
        return typed(
            f"□ ÷ {a} = {b}. What number goes in the box?",
            a * b,
            f"Undo the division by multiplying: {b} × {a} = {a * b}.",
        )

    def boxes(a: int, b: int, left: int) -> Question:
        return choose(
            f"A box holds {a} eggs. How many boxes are needed for {a * b + left} eggs?",
            b + 1,
            [b, left, b + 2],
            f"{a * b + left} ÷ {a} is {b} with {left} left over, "
            "and the eggs left over need one more box.",
        )

    r = rng.randint
    return [
        plain(3, r(6, 8)),
        share(4, r(5, 8)),
        start(5, r(6, 8)),
        share(6, r(7, 8)),
        plain(7, r(6, 9)),
        remainder(5, r(6, 7), r(1, 2)),
        start(8, r(7, 9)),
        boxes(6, r(7, 8), r(2, 4)),
        plain(r(8, 9), 12),
        remainder(8, r(6, 7), r(5, 6)),
    ]
