"""Grade 1: comparing numbers."""

from random import Random

from bank.language import Say
from bank.notation import listed
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def extreme(word: str, tens: int, ones: int) -> Question:
        low, high = tens * 10 + ones, ones * 10 + tens
        group = [low, high, *((low + 10, high - 1) if word == "greatest" else (low + 2, high - 10))]
        rng.shuffle(group)
        best = max(group) if word == "greatest" else min(group)
        most = "most" if word == "greatest" else "fewest"
        return choose(
            f"Which of these numbers is the {word}: {listed(group)}?",
            best,
            [n for n in group if n != best],
            f"Compare the tens first, then the ones: {best} has the {most} tens, and the "
            f"{most} ones among those.",
        )

    def true_sign(a: int, b: int) -> Question:
        low, high = sorted((a, b))
        who = names(rng, 1, say)[0]
        return choose(
            f"{who} compares {a} and {b}. Which statement is true?",
            f"{low} < {high}",
            [f"{low} > {high}", f"{low} = {high}", f"{high} < {low}"],
            f"{low} is less than {high}, and the sign < opens toward the greater number.",
        )

    def more(a: int, b: int) -> Question:
        one, two = names(rng, 2, say)
        return typed(
            f"{one} has {a} stickers and {two} has {b} stickers. "
            f"How many more stickers does {one} have than {two}?",
            a - b,
            f"Count on from {b} to {a}: that is {a} − {b} = {a - b} more.",
        )

    def between(low: int, gap: int) -> Question:
        inside = range(low + 1, low + gap)
        return typed(
            f"How many whole numbers are greater than {low} and less than {low + gap}?",
            gap - 1,
            f"They are {listed(inside)}, so there are {gap - 1} of them.",
        )

    def window(low: int, high: int) -> Question:
        n = rng.randint(low + 1, high - 1)
        return choose(
            f"Which number is greater than {low} and less than {high}?",
            n,
            [high, low, low - 2],
            f"{n} is to the right of {low} and to the left of {high} on the number line.",
        )

    return [
        more(rng.randint(7, 9), rng.randint(3, 5)),
        true_sign(rng.randint(11, 14), rng.randint(16, 19)),
        between(rng.randint(4, 8), 4),
        extreme("greatest", 2, rng.randint(5, 6)),
        more(rng.randint(16, 19), rng.randint(7, 9)),
        window(rng.randint(21, 25), rng.randint(30, 34)),
        extreme("least", rng.randint(3, 4), rng.randint(6, 7)),
        between(rng.randint(17, 18), 6),
        true_sign(rng.randint(62, 67), rng.randint(56, 59)),
        more(rng.randint(31, 36), rng.randint(26, 29)),
    ]
