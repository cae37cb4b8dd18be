"""Grade 1: subtracting within 20."""

from random import Random

from bank.language import Say
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def plain(a: int, b: int) -> Question:
        if a > 10 > a - b:
            why = f"Take away {a - 10} to reach 10, then {b - a + 10} more to reach {a - b}."
        else:
            why = f"Start at {a} and count back {b}: you reach {a - b}."
        return typed(f"What is {a} − {b}?", a - b, why)

    def story(a: int, b: int) -> Question:
        return choose(
            f"There are {a} birds in a tree. {b} fly away. How many birds are left?",
            a - b,
            [a + b, a - b + 1, a - b - 1, b],
            f"Take away the birds that fly off: {a} − {b} = {a - b}.",
        )

    def missing(a: int, b: int) -> Question:
        return typed(
            f"{a} − □ = {a - b}. What number goes in the box?",
            b,
            f"From {a - b} up to {a} is {b}, so {a} − {b} = {a - b}.",
        )

    def family(a: int, b: int) -> Question:
        return choose(
            f"Which subtraction can you solve with {a} + {b} = {a + b}?",
            f"{a + b} − {a} = {b}",
            [
                f"{a} − {b} = {a - b}",
                f"{a + b} − {b - 1} = {a + 1}",
                f"{a + b} − 10 = {a + b - 10}",
            ],
            f"If {a} and {b} make {a + b}, then taking {a} from {a + b} leaves {b}.",
        )

    def which(left: int) -> Question:
        starts = rng.sample(range(11, 18), 4)
        pairs = zip(starts, (0, 1, -1, 2), strict=True)
        exprs = [f"{a} − {a - left - off}" for a, off in pairs]
        return choose(
            f"Which subtraction equals {left}?",
            exprs[0],
            exprs[1:],
            f"{exprs[0]} = {left}; the others leave {left + 1}, {left - 1} and {left + 2}.",
        )

    return [
        plain(rng.randint(8, 9), rng.randint(3, 5)),
        story(rng.randint(9, 10), rng.randint(2, 4)),
        missing(10, rng.randint(3, 7)),
        plain(rng.randint(12, 13), rng.randint(4, 6)),
        story(rng.randint(14, 15), rng.randint(6, 8)),
        family(rng.randint(8, 9), rng.randint(4, 6)),
        plain(rng.randint(15, 16), rng.randint(7, 8)),
        which(rng.choice([6, 7])),
        missing(17, rng.choice([8, 9])),
        which(rng.choice([4, 5])),
    ]
