"""Grade 3: multiplication facts."""

from random import Random

from bank.language import Say
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def plain(a: int, b: int) -> Question:
        return typed(
            f"What is {a} × {b}?",
            a * b,
            f"{a} × {b - 1} = {a * (b - 1)}, and one more {a} makes {a * b}.",
        )

    def groups(n: int, size: int, box: str, thing: str) -> Question:
        return choose(
            f"There are {n} {box} with {size} {thing} in each. "
            f"How many {thing} are there altogether?",
            n * size,
            [n + size, n * (size - 1), (n + 1) * size, n * size + 2],
            f"{n} equal groups of {size}: {n} × {size} = {n * size}.",
        )

    def missing(a: int, b: int) -> Question:
        return typed(
            f"{a} × □ = {a * b}. What number goes in the box?",
            b,
            f"Ask how many {a}s make {a * b}: {a * b} ÷ {a} = {b}.",
        )

    def broken(a: int, b: int) -> Question:
        return choose(
            f"Which of these has the same value as {a} × {b}?",
            f"{a} × {b - 1} + {a}",
            [f"{a} × {b - 1} + {b + 1}", f"{a} × {b - 1} + 1", f"{a} × {b + 1} + {a}"],
            f"{b} groups of {a} are {b - 1} groups of {a} and one more {a}.",
        )

    r = rng.randint
    return [
        plain(4, r(5, 6)),
        groups(r(3, 4), r(5, 6), "boxes", "pencils"),
        missing(5, r(6, 8)),
        groups(r(6, 7), 4, "tables", "chairs"),
        plain(7, r(6, 7)),
        broken(6, r(7, 8)),
        missing(8, r(6, 7)),
        groups(r(8, 9), 7, "teams", "players"),
        plain(12, r(6, 8)),
        broken(9, r(5, 7)),
    ]
