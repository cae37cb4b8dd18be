"""Grade 6: volume and surface area."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.notation import (
    decimal,
)
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def cuboid(a: int, b: int, c: int) -> Question:
        return choose(
            f"A box is {a} cm long, {b} cm wide and {c} cm high. What is its volume?",
            f"{a * b * c:,} cm³",
            [
                f"{2 * (a * b + b * c + a * c):,} cm³",
                f"{a * b + c} cm³",
                f"{a + b + c} cm³",
                f"{a * b} cm³",
            ],
            f"Volume is length × width × height: {a} × {b} × {c} = {a * b * c:,} cm³.",
        )

    def cube(a: int) -> Question:
        return typed(
            f"Each edge of a cube is {a} cm long. What is its volume in cubic centimeters?",
            a**3,
            f"{a} × {a} × {a} = {a**3} cm³.",
        )

    def height(a: int, b: int, c: int) -> Question:
        return typed(
            f"A box with a rectangular base of {a} cm by {b} cm has a volume of {a * b * c} cm³. "
            "How many centimeters high is it?",
            c,
            f"The base is {a} × {b} = {a * b} cm², and {a * b * c} ÷ {a * b} = {c} cm.",
        )

    def surface(a: int, b: int, c: int) -> Question:
        total = 2 * (a * b + b * c + a * c)
        return choose(
            f"A closed box is {a} cm long, {b} cm wide and {c} cm high. What is its surface area?",
            f"{total} cm²",
            [f"{total // 2} cm²", f"{a * b * c} cm²", f"{total - a * b} cm²", f"{total + 10} cm²"],
            f"2 × ({a} × {b} + {b} × {c} + {a} × {c}) = 2 × {total // 2} = {total} cm².",
        )

    def tank(a: int, b: int, c: int) -> Question:
        return typed(
            f"A tank is {a} cm long, {b} cm wide and {c} cm high. "
            "How many liters of water does it hold? (1 liter = 1,000 cm³)",
            Fraction(a * b * c, 1000),
            f"{a} × {b} × {c} = {a * b * c:,} cm³, and {a * b * c:,} ÷ 1,000 = "
            f"{decimal(Fraction(a * b * c, 1000))} liters.",
        )

    r = rng.randint
    return [
        cube(r(3, 4)),
        cuboid(r(6, 7), 4, r(2, 3)),
        cube(r(5, 6)),
        cuboid(r(11, 12), r(7, 8), 5),
        height(r(7, 8), 5, r(6, 9)),
        surface(r(5, 6), 4, r(2, 3)),
        tank(r(4, 5) * 10, 20, r(3, 4) * 10),
        surface(r(9, 10), r(6, 7), r(4, 5)),
        tank(r(7, 8) * 10, 45, r(5, 6) * 10),
        cuboid(r(23, 25), r(15, 17), r(12, 13)),
    ]
