"""Grade 5: multiplying decimals."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.notation import (
    decimal,
)
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def times(a: str, b: str) -> Question:
        x, y = Fraction(a), Fraction(b)
        whole = [int(n.replace(".", "")) for n in (a, b)]
        places = sum(len(n.partition(".")[2]) for n in (a, b))
        return typed(
            f"What is {a} × {b}?",
            x * y,
            f"{whole[0]} × {whole[1]} = {whole[0] * whole[1]}; the factors have {places} decimal "
            f"{'place' if places == 1 else 'places'} together, so the product is {decimal(x * y)}.",
        )

    def point(a: str, b: str) -> Question:
        x, y = Fraction(a), Fraction(b)
        return choose(
            f"Where does the decimal point go? {a} × {b} = ?",
            decimal(x * y),
            [decimal(x * y * 10), decimal(x * y / 10), decimal(x * y * 100)],
            f"{a} is about {round(x)} and {b} is about {decimal(Fraction(round(y * 2), 2))}, "
            f"so the product is {decimal(x * y)}.",
        )

    def shift(a: str, power: int) -> Question:
        x = Fraction(a)
        places = len(str(power)) - 1
        return choose(
            f"What is {a} ÷ {power}?",
            decimal(x / power),
            [decimal(x / power * 10), decimal(x / power / 10), decimal(x * power)],
            f"Dividing by {power} moves every digit {places} "
            f"{'place' if places == 1 else 'places'} to the right: {decimal(x / power)}.",
        )

    def price(kilos: str, dollars: str) -> Question:
        total = Fraction(kilos) * Fraction(dollars)
        return choose(
            f"Apples cost ${dollars} a kilogram. How much do {kilos} kg cost?",
            f"${float(total):.2f}",
            [
                f"${float(n):.2f}"
                for n in (
                    total * 10,
                    total + 1,
                    Fraction(kilos) + Fraction(dollars),
                    total - Fraction(1, 2),
                )
            ],
            f"Multiply: {kilos} × {dollars} = {float(total):.2f} dollars.",
        )

    def divide(a: str, n: int) -> Question:
        x = Fraction(a)
        return typed(
            f"A rope of {a} m is cut into {n} equal pieces. How many meters long is each piece?",
            x / n,
            f"{a} ÷ {n} = {decimal(x / n)}, because {n} × {decimal(x / n)} = {a}.",
        )

    pick = rng.choice
    return [
        times(pick(["0.7", "0.8"]), "6"),
        shift(pick(["36.4", "52.8"]), 10),
        times(pick(["2.3", "3.4"]), "4"),
        shift(pick(["7.9", "4.3"]), 100),
        times("0.6", pick(["0.7", "0.9"])),
        price(pick(["2.5", "1.5"]), "3.40"),
        divide(pick(["7.2", "9.6"]), 4),
        point(pick(["4.2", "6.1"]), "0.53"),
        times(pick(["3.6", "2.7"]), "1.4"),
        price("3.5", pick(["2.80", "4.60"])),
    ]
