"""Grade 3: first fractions."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.question import Question, choose, names, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def eaten(n: int, k: int) -> Question:
        who = names(rng, 1, say)[0]
        return choose(
            f"A pizza is cut into {n} equal slices. {who} eats {k} of them. "
            "What fraction of the pizza is left?",
            Fraction(n - k, n),
            [Fraction(k, n), Fraction(k, n - k), Fraction(1, n), Fraction(n - k, n + 1)],
            f"{n} − {k} = {n - k} of the {n} equal slices are left, so {n - k}/{n}.",
        )

    def unit(word: str, below: list[int]) -> Question:
        group = [Fraction(1, n) for n in below]
        best = max(group) if word == "greatest" else min(group)
        size = "largest" if word == "greatest" else "smallest"
        return choose(
            f"Which fraction is the {word}: {', '.join(map(str, group))}?",
            best,
            [f for f in group if f != best],
            "The more equal parts a whole is cut into, the smaller each part is, "
            f"so 1/{best.denominator} is the {size}.",
        )

    def of(n: int, part: int) -> Question:
        return typed(
            f"What is 1/{part} of {n * part}?",
            n,
            f"Split {n * part} into {part} equal parts: {n * part} ÷ {part} = {n}.",
        )

    def parts(n: int, whole: int) -> Question:
        top = whole // n
        return typed(
            f"1/{n} = □/{whole}. What number goes in the box?",
            top,
            f"Multiply top and bottom by {top}: 1 × {top} = {top} and {n} × {top} = {whole}.",
        )

    def equal(a: int, b: int, k: int) -> Question:
        return choose(
            f"Which fraction is equal to {a}/{b}?",
            f"{a * k}/{b * k}",
            [f"{a}/{b * k}", f"{a + k}/{b + k}", f"{a * k}/{b}", f"{b}/{a * k + 1}"],
            f"Multiply top and bottom of {a}/{b} by {k}: {a * k}/{b * k}.",
        )

    def several(part: int, k: int, n: int) -> Question:
        return typed(
            f"What is {k}/{part} of {n * part}?",
            n * k,
            f"1/{part} of {n * part} is {n}, and {k} × {n} = {n * k}.",
        )

    r = rng.randint
    return [
        of(r(4, 6), 2),
        eaten(6, 1),
        unit("greatest", [5, 3, 8, 6]),
        of(r(5, 8), 4),
        eaten(8, 3),
        parts(2, r(4, 5) * 2),
        unit("least", [4, 9, 7, 2]),
        parts(3, r(4, 6) * 3),
        equal(2, 3, r(3, 4)),
        several(5, r(2, 3), r(5, 7)),
    ]
