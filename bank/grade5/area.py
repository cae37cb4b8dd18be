"""Grade 5: area of polygons."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def rectangle(a: int, b: int) -> Question:
        return typed(
            f"A rectangle is {a} cm long and {b} cm wide. What is its area in square centimeters?",
            a * b,
            f"Area is length × width: {a} × {b} = {a * b} cm².",
        )

    def triangle(base: int, height: int) -> Question:
        return choose(
            f"A triangle has a base of {base} cm and a height of {height} cm. What is its area?",
            f"{base * height // 2} cm²",
            [
                f"{base * height} cm²",
                f"{base + height} cm²",
                f"{base * height // 2 + base} cm²",
                f"{base * height // 2 + 3} cm²",
            ],
            f"Area is base × height ÷ 2: {base} × {height} ÷ 2 = {base * height // 2} cm².",
        )

    def parallelogram(base: int, height: int, slant: int) -> Question:
        return choose(
            f"A parallelogram has a base of {base} cm, a slanted side of {slant} cm and a height "
            f"of {height} cm. What is its area?",
            f"{base * height} cm²",
            [
                f"{base * slant} cm²",
                f"{2 * (base + slant)} cm²",
                f"{base * height // 2} cm²",
                f"{base * height + slant} cm²",
            ],
            f"Area is base × height, the slanted side is not needed: "
            f"{base} × {height} = {base * height} cm².",
        )

    def trapezoid(a: int, b: int, height: int) -> Question:
        total = Fraction((a + b) * height, 2)
        return typed(
            f"The parallel sides of a trapezoid are {a} cm and {b} cm, and its height is "
            f"{height} cm. What is its area in square centimeters?",
            total,
            f"({a} + {b}) × {height} ÷ 2 = {a + b} × {height} ÷ 2 = {total} cm².",
        )

    def side(a: int, b: int) -> Question:
        return typed(
            f"A rectangle has an area of {a * b} m² and is {a} m long. How many meters wide is it?",
            b,
            f"Divide the area by the length: {a * b} ÷ {a} = {b} m.",
        )

    def hole(a: int, b: int, c: int) -> Question:
        return choose(
            f"A square of side {c} m is cut out of a lawn that is {a} m long and {b} m wide. "
            "What area of lawn remains?",
            f"{a * b - c * c} m²",
            [f"{a * b - 4 * c} m²", f"{a * b} m²", f"{a * b + c * c} m²", f"{a * b - c} m²"],
            f"{a} × {b} = {a * b} and {c} × {c} = {c * c}, so {a * b} − {c * c} = "
            f"{a * b - c * c} m².",
        )

    r = rng.randint
    return [
        rectangle(r(8, 9), r(5, 7)),
        triangle(r(4, 5) * 2, r(5, 7)),
        rectangle(r(13, 15), r(7, 9)),
        parallelogram(r(8, 9), r(4, 5), r(6, 7)),
        side(r(12, 14), r(8, 9)),
        triangle(r(13, 15), r(4, 6) * 2),
        trapezoid(r(4, 6), r(8, 10), 4),
        hole(r(11, 13), r(8, 9), r(3, 5)),
        trapezoid(r(7, 8), r(11, 13), r(5, 6) * 2),
        hole(r(24, 26), r(14, 16), r(7, 9)),
    ]
