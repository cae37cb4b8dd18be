"""Grade 1: counting to 100."""

from random import Random

from bank.language import Say
from bank.notation import listed
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def stars(n: int) -> Question:
        fives, ones = divmod(n, 5)
        row = " ".join(["★★★★★"] * fives + ["★" * ones])
        why = f"Count by fives, then the rest: {fives * 5} and {ones} more make {n}."
        return typed(f"How many stars are there? {row}", n, why)

    def after(n: int) -> Question:
        return typed(
            f"What number comes just after {n}?", n + 1, f"Count on one from {n}: {n}, {n + 1}."
        )

    def before(n: int) -> Question:
        return choose(
            f"What number comes just before {n}?",
            n - 1,
            [n + 1, n - 10, n - 2, n + 2],
            f"Count back one from {n}: {n}, {n - 1}.",
        )

    def steps(start: int, step: int) -> Question:
        seen = [start + step * i for i in range(4)]
        return typed(
            f"Count on by {step}s: {listed(seen)}, … What number comes next?",
            start + step * 4,
            f"Each number is {step} more than the one before, so add {step} to {seen[-1]}.",
        )

    def tens_and_ones(tens: int, ones: int) -> Question:
        n = tens * 10 + ones
        return choose(
            f"Which number has {tens} tens and {ones} ones?",
            n,
            [ones * 10 + tens, tens + ones, n + 10, n + 1],
            f"{tens} tens are {tens * 10}, and {ones} ones more make {n}.",
        )

    return [
        stars(rng.choice([7, 8, 9])),
        stars(rng.choice([13, 14])),
        after(rng.randint(15, 18)),
        before(rng.randint(14, 19)),
        tens_and_ones(rng.randint(2, 4), rng.randint(5, 9)),
        before(rng.choice([30, 40, 50])),
        steps(rng.choice([4, 6, 8]), 2),
        tens_and_ones(rng.randint(6, 9), rng.randint(2, 5)),
        steps(rng.choice([15, 25, 35]), 5),
        choose(
            "What number comes between 69 and 71?",
            70,
            [60, 80, 72, 68],
            "Count on from 69: 69, 70, 71. The number in the middle is 70.",
        ),
    ]
