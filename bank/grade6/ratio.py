"""Grade 6: ratio and rate."""

from random import Random

from bank.language import Say
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def simplest(a: int, b: int, k: int) -> Question:
        return choose(
            f"What is the ratio {a * k}:{b * k} in simplest form?",
            f"{a}:{b}",
            [f"{b}:{a}", f"{a}:{a + b}", f"{b - a}:{b}", f"{a}:{b + 1}"],
            f"Divide both numbers by {k}: {a * k} ÷ {k} = {a} and {b * k} ÷ {k} = {b}.",
        )

    def missing(a: int, b: int, k: int) -> Question:
        return typed(
            f"{a}:{b} = {a * k}:□. What number goes in the box?",
            b * k,
            f"{a} × {k} = {a * k}, so multiply {b} by {k} as well: {b * k}.",
        )

    def share(a: int, b: int, part: int) -> Question:
        one, two = names(rng, 2, say)
        total = (a + b) * part
        return choose(
            f"{one} and {two} share {total} stickers in the ratio {a}:{b}. "
            f"How many stickers does {one} get?",
            a * part,
            [b * part, part, total // 2 + 1, abs(b - a) * part, total - a],
            f"There are {a} + {b} = {a + b} parts of {total} ÷ {a + b} = {part}, "
            f"and {one} gets {a} × {part} = {a * part}.",
        )

    def speed(km: int, hours: int, asked: int) -> Question:
        return typed(
            f"A car travels {km * hours} km in {hours} hours at a steady speed. "
            f"How many kilometers does it travel in {asked} hours?",
            km * asked,
            f"In one hour it travels {km * hours} ÷ {hours} = {km} km, and {asked} × {km} = "
            f"{km * asked} km.",
        )

    def recipe(a: int, b: int, k: int) -> Question:
        return choose(
            f"A recipe uses {a} cups of flour for {b} cakes. "
            f"How many cups of flour are needed for {b * k} cakes?",
            a * k,
            [a + b * k - b, b * k, a * k + 1, a * k - 1],
            f"{b * k} cakes are {k} times {b} cakes, so {k} × {a} = {a * k} cups are needed.",
        )

    r = rng.randint
    return [
        simplest(2, 3, r(4, 6)),
        missing(3, r(4, 5), r(3, 4)),
        recipe(2, 5, r(3, 4)),
        speed(r(6, 8) * 10, 2, 5),
        simplest(r(3, 4), 5, r(7, 9)),
        missing(r(7, 8), 5, r(6, 7)),
        share(2, 3, r(7, 9)),
        speed(r(61, 69), 3, 4),
        share(5, 4, r(11, 14)),
        missing(12, r(7, 11), r(5, 6)),
    ]
