"""Grade 6: circles."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.notation import (
    decimal,
)
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    pi = Fraction("3.14")

    def around(diameter: int) -> Question:
        return typed(
            f"A circle has a diameter of {diameter} cm. "
            "What is its circumference in centimeters? Use 3.14 for π.",
            pi * diameter,
            f"Circumference is diameter × π: {diameter} × 3.14 = {decimal(pi * diameter)} cm.",
        )

    def inside(radius: int) -> Question:
        area = pi * radius**2
        return choose(
            f"A circle has a radius of {radius} cm. What is its area? Use 3.14 for π.",
            f"{decimal(area)} cm²",
            [f"{decimal(n)} cm²" for n in (2 * pi * radius, 4 * area, pi * radius, area + pi)],
            f"Area is radius × radius × π: {radius} × {radius} × 3.14 = {decimal(area)} cm².",
        )

    def across(diameter: int) -> Question:
        return typed(
            f"The circumference of a circle is {decimal(pi * diameter)} cm. "
            "What is its diameter in centimeters? Use 3.14 for π.",
            diameter,
            f"Divide by π: {decimal(pi * diameter)} ÷ 3.14 = {diameter} cm.",
        )

    def half(radius: int) -> Question:
        area = pi * radius**2 / 2
        return choose(
            f"What is the area of a semicircle with a radius of {radius} cm? Use 3.14 for π.",
            f"{decimal(area)} cm²",
            [f"{decimal(n)} cm²" for n in (area * 2, pi * radius, area / 2, area + pi)],
            f"The full circle is {radius} × {radius} × 3.14 = {decimal(area * 2)} cm², "
            f"and half of it is {decimal(area)} cm².",
        )

    def wheel(diameter: int, turns: int) -> Question:
        way = pi * diameter * turns
        return choose(
            f"A wheel has a diameter of {diameter} cm. How far does it roll in {turns} full turns? "
            "Use 3.14 for π.",
            f"{decimal(way)} cm",
            [f"{decimal(n)} cm" for n in (way * 2, way / 2, Fraction(diameter * turns), way / 10)],
            f"One turn is {diameter} × 3.14 = {decimal(pi * diameter)} cm, and {turns} turns are "
            f"{turns} × {decimal(pi * diameter)} = {decimal(way)} cm.",
        )

    r = rng.randint
    radius = r(7, 9)
    return [
        typed(
            f"A circle has a radius of {radius} cm. What is its diameter in centimeters?",
            2 * radius,
            f"The diameter is twice the radius: 2 × {radius} = {2 * radius} cm.",
        ),
        inside(r(3, 5)),
        around(r(6, 8)),
        inside(r(6, 9)),
        around(r(12, 15)),
        wheel(r(4, 5) * 10, r(5, 8)),
        across(r(16, 19)),
        half(r(3, 4) * 2),
        across(r(25, 35)),
        half(r(6, 9) * 2),
    ]
