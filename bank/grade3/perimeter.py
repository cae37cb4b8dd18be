"""Grade 3: perimeter."""

from random import Random

from bank.language import Say
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def rectangle(a: int, b: int) -> Question:
        return choose(
            f"A rectangle is {a} cm long and {b} cm wide. What is its perimeter?",
            f"{2 * (a + b)} cm",
            [f"{a + b} cm", f"{a * b} cm", f"{2 * a + b} cm", f"{a + 2 * b} cm"],
            f"Add all four sides: {a} + {b} + {a} + {b} = {2 * (a + b)} cm.",
        )

    def square(a: int) -> Question:
        return typed(
            f"Each side of a square is {a} cm long. What is its perimeter in centimeters?",
            4 * a,
            f"A square has four equal sides: 4 × {a} = {4 * a} cm.",
        )

    def triangle(a: int, b: int, c: int) -> Question:
        return typed(
            f"The sides of a triangle are {a} cm, {b} cm and {c} cm. "
            "What is its perimeter in centimeters?",
            a + b + c,
            f"Add the three sides: {a} + {b} + {c} = {a + b + c} cm.",
        )

    def side(shape: str, n: int, a: int) -> Question:
        return choose(
            f"All sides of a {shape} are equal and its perimeter is {n * a} cm. "
            "How long is one side?",
            f"{a} cm",
            [f"{n * a - n} cm", f"{n} cm", f"{a + 2} cm", f"{a - 1} cm"],
            f"A {shape} has {n} sides: {n * a} ÷ {n} = {a} cm.",
        )

    def width(a: int, b: int) -> Question:
        return typed(
            f"A rectangle has a perimeter of {2 * (a + b)} m and is {a} m long. "
            "How many meters wide is it?",
            b,
            f"Length and width together are half of {2 * (a + b)}, which is {a + b}; "
            f"{a + b} − {a} = {b} m.",
        )

    r = rng.randint
    return [
        square(r(5, 7)),
        rectangle(r(7, 8), r(3, 4)),
        triangle(5, r(6, 7), 8),
        side("pentagon", 5, r(6, 8)),
        square(r(12, 14)),
        rectangle(r(14, 16), r(7, 9)),
        triangle(r(13, 15), 16, r(17, 19)),
        side("hexagon", 6, r(7, 9)),
        width(r(11, 13), r(5, 7)),
        rectangle(r(27, 29), r(15, 18)),
    ]
