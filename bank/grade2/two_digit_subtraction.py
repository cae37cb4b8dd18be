"""Grade 2: subtracting two-digit numbers."""

from random import Random

from bank.language import Say
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def plain(a: int, b: int) -> Question:
        tens = b // 10 * 10
        return typed(
            f"What is {a} − {b}?",
            a - b,
            f"Take away {tens} first: {a} − {tens} = {a - tens}; "
            f"then {b % 10} more: {a - tens} − {b % 10} = {a - b}.",
        )

    def story(a: int, b: int) -> Question:
        return choose(
            f"A shop has {a} balloons and sells {b} of them. How many balloons are left?",
            a - b,
            [a - b + 10, a - b - 10, a + b, a - b + 2],
            f"Subtract what was sold: {a} − {b} = {a - b}.",
        )

    def start(b: int, left: int) -> Question:
        return typed(
            f"□ − {b} = {left}. What number goes in the box?",
            b + left,
            f"Undo the subtraction by adding: {left} + {b} = {left + b}.",
        )

    def two_steps(a: int, b: int, c: int) -> Question:
        return choose(
            f"A bus has {a} passengers. At a stop {b} get off and {c} get on. "
            "How many passengers are on the bus now?",
            a - b + c,
            [a - b - c, a + b + c, a - b, a + b - c],
            f"{a} − {b} = {a - b} stay on the bus, and {a - b} + {c} = {a - b + c}.",
        )

    def taller(a: int, b: int) -> Question:
        return choose(
            f"A tree is {a} feet tall and a house is {b} feet tall. "
            "How many feet taller is the tree?",
            a - b,
            [a - b + 10, a + b, a - b - 10, a - b + 4],
            f"The difference is {a} − {b} = {a - b} feet.",
        )

    r = rng.randint
    return [
        plain(r(46, 49), r(12, 15)),
        story(r(36, 39), r(13, 15)),
        plain(r(52, 54), r(25, 28)),
        taller(r(61, 64), r(36, 39)),
        start(r(23, 28), r(31, 37)),
        story(r(80, 83), r(45, 49)),
        plain(r(90, 91), r(34, 38)),
        two_steps(r(41, 44), r(16, 19), r(5, 8)),
        start(r(46, 49), r(33, 37)),
        two_steps(r(52, 55), r(27, 29), r(15, 18)),
    ]
