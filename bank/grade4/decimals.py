"""Grade 4: decimals."""

from fractions import Fraction
from random import Random

from bank.language import Say
from bank.notation import (
    decimal,
)
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def add(a: int, b: int, places: int, sign: str) -> Question:
        unit = 10**places
        left, right = Fraction(a, unit), Fraction(b, unit)
        answer = left + right if sign == "+" else left - right
        whole = a + b if sign == "+" else a - b
        part = "tenths" if places == 1 else "hundredths"
        return typed(
            f"What is {decimal(left)} {sign} {decimal(right)}?",
            answer,
            f"In {part} this is {a} {sign} {b} = {whole}, and {whole} {part} are "
            f"{decimal(answer)}.",
        )

    def greatest(whole: int, a: int, b: int) -> Question:
        group = [f"{whole}.{a}", f"{whole}.{b}{a}", f"{whole}.0{a}", f"{whole}.{b}"]
        best = max(group, key=float)
        shuffled = rng.sample(group, 4)
        return choose(
            f"Which decimal is the greatest: {', '.join(shuffled)}?",
            best,
            [n for n in group if n != best],
            f"Compare the tenths first: {best} has {a} tenths, more than each of the others.",
        )

    def to_decimal(a: int, below: int) -> Question:
        answer = decimal(Fraction(a, below))
        zeros = len(str(below)) - 1
        return choose(
            f"Which decimal is equal to {a}/{below}?",
            answer,
            [
                decimal(Fraction(a, below * 10)),
                decimal(Fraction(a, below // 10)),
                f"{below}.{a}",
                f"{a}.{'0' * zeros}1",
            ],
            f"{a} {'tenths' if zeros == 1 else 'hundredths'} are written {answer}.",
        )

    def length(a: int, b: int) -> Question:
        return choose(
            f"A rope is {decimal(Fraction(a, 10))} m long. A piece of {decimal(Fraction(b, 10))} m "
            "is cut off. How long is the rest?",
            f"{decimal(Fraction(a - b, 10))} m",
            [f"{decimal(Fraction(n, 10))} m" for n in (a - b + 10, a + b, a - b - 10, a - b + 1)],
            f"{decimal(Fraction(a, 10))} − {decimal(Fraction(b, 10))} "
            f"= {decimal(Fraction(a - b, 10))} m.",
        )

    r = rng.randint
    return [
        to_decimal(r(3, 7), 10),
        add(r(12, 14), r(13, 15), 1, "+"),
        greatest(r(2, 4), r(7, 9), r(2, 5)),
        add(r(57, 59), r(23, 26), 1, "−"),
        to_decimal(r(3, 9), 100),
        add(r(36, 38), r(46, 49), 1, "+"),
        length(r(72, 74), r(27, 29)),
        add(r(231, 239), r(145, 148), 2, "+"),
        greatest(r(5, 7), r(6, 8), r(3, 4)),
        add(r(503, 508), r(267, 269), 2, "−"),
    ]
