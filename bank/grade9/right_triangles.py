"""Grade 9: Pythagoras and trigonometry."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.notation import (
    show,
)
from bank.question import Question, choose, typed

TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17))


def questions(rng: Random, say: Say) -> list[Question]:
    def hypotenuse(a: int, b: int, c: int) -> Question:
        return typed(
            f"The legs of a right triangle are {a} cm and {b} cm. "
            "How many centimeters long is the hypotenuse?",
            c,
            f"{a}² + {b}² = {a * a} + {b * b} = {c * c} and √{c * c} = {c}.",
        )

    def leg(a: int, b: int, c: int) -> Question:
        return choose(
            f"The hypotenuse of a right triangle is {c} cm and one leg is {a} cm. "
            "How long is the other leg?",
            f"{b} cm",
            [f"{c - a} cm", f"√{c * c + a * a} cm", f"{b - 1} cm", f"{b - 2} cm"],
            f"{c}² − {a}² = {c * c} − {a * a} = {b * b}, and √{b * b} = {b}.",
        )

    def ladder(a: int, b: int, c: int) -> Question:
        return typed(
            f"A ladder {c} m long leans against a vertical wall. Its foot is {a} m from the wall. "
            "How many meters up the wall does it reach?",
            b,
            f"The ladder is the hypotenuse: {c}² − {a}² = {b * b}, and √{b * b} = {b} m.",
        )

    def trig(name: str, a: int, b: int, c: int) -> Question:
        ratios = {"sin": Fraction(a, c), "cos": Fraction(b, c), "tan": Fraction(a, b)}
        sides = {"sin": "BC/AB", "cos": "AC/AB", "tan": "BC/AC"}
        right = ratios.pop(name)
        return choose(
            f"In triangle ABC the angle at C is 90°, BC = {a}, AC = {b} and AB = {c}. "
            f"What is {name} A?",
            right,
            [*ratios.values(), 1 / right],
            f"AB is the hypotenuse and BC is opposite A, so {name} A = {sides[name]} = {right}.",
        )

    def thirty(hyp: int) -> Question:
        return typed(
            f"The hypotenuse of a right triangle is {hyp} cm and one of its angles is 30°. "
            "How many centimeters long is the side opposite that angle? (sin 30° = 1/2)",
            hyp // 2,
            f"opposite = hypotenuse × sin 30° = {hyp} × 1/2 = {hyp // 2} cm.",
        )

    def known(name: str, degrees: int, answer: str, why: str) -> Question:
        return choose(
            f"What is the exact value of {name} {degrees}°?",
            answer,
            [n for n in ("1/2", "√3/2", "√2/2", "√3", "1") if n != answer],
            why,
        )

    def distance(x: int, y: int, dx: int, dy: int, d: int) -> Question:
        return typed(
            f"What is the distance between the points ({show(x)}, {show(y)}) "
            f"and ({show(x + dx)}, {show(y + dy)})?",
            d,
            f"The differences are {dx} and {dy}: {dx}² + {dy}² = {d * d}, and √{d * d} = {d}.",
        )

    return [
        hypotenuse(6, 8, 10),
        leg(*TRIPLES[1]),
        trig("sin", *TRIPLES[0]),
        ladder(*rng.choice([(9, 12, 15), (7, 24, 25)])),
        trig(rng.choice(["cos", "tan"]), *TRIPLES[2]),
        known("sin", 60, "√3/2", "Half an equilateral triangle of side 2 has height √3: √3/2."),
        hypotenuse(*rng.choice([(20, 21, 29), (10, 24, 26)])),
        known("cos", 45, "√2/2", "A right triangle with legs 1 has hypotenuse √2: 1/√2 = √2/2."),
        thirty(rng.randint(8, 12) * 2),
        distance(-rng.randint(1, 4), rng.randint(1, 5), *rng.choice(TRIPLES[1:3])),
    ]
