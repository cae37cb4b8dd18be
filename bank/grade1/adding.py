"""Grade 1: adding within 20."""

from random import Random

from bank.language import Say
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def plain(a: int, b: int) -> Question:
        if a + b <= 10:
            why = f"Start at {a} and count on {b}: you reach {a + b}."
        else:
            why = f"{a} + {10 - a} makes 10, and {b - 10 + a} more makes {a + b}."
        return typed(f"What is {a} + {b}?", a + b, why)

    def story(a: int, b: int, thing: str) -> Question:
        who = names(rng, 1, say)[0]
        return choose(
            f"{who} has {a} {thing} and gets {b} more. How many {thing} does {who} have now?",
            a + b,
            [a - b, a + b - 1, a + b + 1],
            f"Put the two groups together: {a} + {b} = {a + b}.",
        )

    def missing(a: int, b: int) -> Question:
        return typed(
            f"{a} + □ = {a + b}. What number goes in the box?",
            b,
            f"Count on from {a} to {a + b}: {a + b} − {a} = {b}.",
        )

    def three(a: int, b: int) -> Question:
        c = 10 - a
        return choose(
            f"What is {a} + {b} + {c}?",
            10 + b,
            [a + b, b + c, 9 + b, 11 + b],
            f"Make ten first: {a} + {c} = 10, then 10 + {b} = {10 + b}.",
        )

    def which(total: int) -> Question:
        parts = rng.sample(range(6, total - 5), 4)
        sums = [f"{a} + {total - a + off}" for a, off in zip(parts, (0, 1, -1, 2), strict=True)]
        return choose(
            f"Which sum equals {total}?",
            sums[0],
            sums[1:],
            f"{sums[0]} = {total}; the others come to {total + 1}, {total - 1} and {total + 2}.",
        )

    return [
        plain(rng.randint(4, 5), rng.randint(2, 4)),
        story(rng.randint(5, 6), rng.randint(2, 3), "marbles"),
        missing(rng.randint(3, 4), rng.randint(4, 6)),
        story(8, rng.randint(4, 5), "shells"),
        plain(9, rng.randint(4, 6)),
        plain(7, rng.randint(6, 8)),
        which(rng.choice([15, 16])),
        three(rng.choice([3, 4]), rng.randint(5, 8)),
        missing(8, rng.randint(7, 9)),
        three(rng.choice([2, 6]), 9),
    ]
