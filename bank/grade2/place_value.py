"""Grade 2: place value to 1000."""

from random import Random

from bank.language import Say
from bank.notation import listed
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def build(h: int, t: int, o: int) -> Question:
        return typed(
            f"What number is {h} hundreds, {t} tens and {o} ones?",
            h * 100 + t * 10 + o,
            f"{h * 100} + {t * 10} + {o} = {h * 100 + t * 10 + o}.",
        )

    def worth(h: int, t: int, o: int) -> Question:
        return choose(
            f"What is the value of the digit {t} in {h}{t}{o}?",
            t * 10,
            [t, t * 100, t * 10 + o],
            f"The {t} stands in the tens place, so it is worth {t} tens, or {t * 10}.",
        )

    def expanded(h: int, t: int) -> Question:
        return choose(
            f"Which sum shows {h}0{t} in expanded form?",
            f"{h * 100} + {t}",
            [f"{h * 100} + {t * 10}", f"{h * 10} + {t}", f"{h} + 0 + {t}"],
            f"{h}0{t} has {h} hundreds, no tens and {t} ones, so it is {h * 100} + {t}.",
        )

    def more(n: int, step: int) -> Question:
        return typed(
            f"What number is {step} more than {n}?",
            n + step,
            f"Add {step} to {n}: {n} + {step} = {n + step}.",
        )

    def greatest(a: int, b: int, c: int) -> Question:
        group = [a * 100 + b * 10 + c, a * 100 + c * 10 + b, b * 100 + a * 10 + c, c * 100 + b]
        best = max(group)
        rng.shuffle(group)
        return choose(
            f"Which number is the greatest: {listed(group)}?",
            best,
            [n for n in group if n != best],
            f"Compare hundreds, then tens, then ones: {best} is ahead of the others.",
        )

    tens = rng.randint(23, 48)
    return [
        build(rng.randint(2, 4), rng.randint(5, 7), rng.randint(1, 4)),
        worth(rng.randint(1, 3), rng.randint(4, 6), rng.randint(7, 9)),
        more(rng.randint(123, 179), 10),
        worth(rng.randint(4, 6), rng.randint(7, 9), rng.randint(1, 3)),
        expanded(rng.randint(2, 5), rng.randint(6, 9)),
        greatest(rng.randint(7, 9), rng.randint(4, 6), rng.randint(1, 3)),
        typed(
            f"How many tens make {tens * 10}?",
            tens,
            f"10 tens make 100, so {tens // 10} hundreds are {tens // 10 * 10} tens, "
            f"and {tens % 10} more make {tens}.",
        ),
        greatest(rng.randint(5, 6), rng.randint(7, 8), rng.randint(2, 4)),
        more(rng.randint(391, 398), 10),
        build(rng.randint(3, 6), rng.randint(12, 15), rng.randint(2, 8)),
    ]
